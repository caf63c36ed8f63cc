import { displayWidth } from './cells.js';

/** A longer piece of code is broken like any other text, so that lines stay full. */
const LONGEST_WHOLE_CODE = 40;

/**
 * Breaks a text at spaces, outside of `code` where that is short. A word that is wider than a line stays whole, so that it can
 * be copied.
 *
 * @param firstWidth - columns of the first line, which stays empty when only a later one has room for the first word
 * @param width - columns of the others
 */
export function wrapText(text: string, firstWidth: number, width: number): string[] {
  return wrapWords(wordsOf(text, Math.min(LONGEST_WHOLE_CODE, width)), firstWidth, width);
}

/** {@link wrapText} for words that are given, which may have spaces in them. */
export function wrapWords(words: readonly string[], firstWidth: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of words) {
    const wordWidth = displayWidth(word);
    const room = lines.length === 0 ? firstWidth : width;
    const isFull = line === '' ? wordWidth > room && wordWidth <= width : used + 1 + wordWidth > room;
    if (isFull) {
      lines.push(line);
      line = word;
      used = wordWidth;
    } else {
      used += (line === '' ? 0 : 1) + wordWidth;
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines;
}

/** What is not broken: words, with the code that starts in them as far as it is short. */
function wordsOf(text: string, longest: number): string[] {
  const words: string[] = [];
  let open = false;
  for (const part of text.split(' ')) {
    const last = words.at(-1);
    const joined = open && last !== undefined ? `${last} ${part}` : null;
    if (joined !== null && displayWidth(joined) <= longest) words[words.length - 1] = joined;
    else words.push(part);
    if (part.split('`').length % 2 === 0) open = !open;
  }
  return words;
}
