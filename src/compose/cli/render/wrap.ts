import { displayWidth } from './cells.js';

/**
 * Breaks a text at spaces. A word that is wider than a line stays whole, so that it can be copied.
 *
 * @param firstWidth - columns of the first line
 * @param width - columns of the others
 */
export function wrapText(text: string, firstWidth: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ')) {
    const wordWidth = displayWidth(word);
    const room = lines.length === 0 ? firstWidth : width;
    if (line !== '' && used + 1 + wordWidth > room) {
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
