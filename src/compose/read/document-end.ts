/**
 * Where the first document of a file ends, when it does not end with the file. Docker's scanner looks at the first token behind
 * the end and at nothing further, and to it a line that starts with `%` is a directive wherever it stands.
 */
import { isMark, lex } from './lexer.js';

export type DocumentEnd =
  /** Docker does not read what stands from here on. `isDirective`: a `%` line ends the document. */
  | { readonly kind: 'end'; readonly isDirective: boolean; readonly start: number; readonly end: number }
  /** It rejects the file for this. */
  | { readonly kind: 'refused'; readonly start: number; readonly end: number };

const DIRECTIVE = /^%(?:YAML[ \t]+\d+\.\d+|TAG[ \t]+!\S*[ \t]+\S+)[ \t]*(?:#.*)?$/;

/** `null` when the first document is all there is. */
export function findDocumentEnd(text: string): DocumentEnd | null {
  if (!/^(?:%|---|\.\.\.)/m.test(text)) return null;
  let offset = 0;
  let isContentSeen = false;
  let isEnded = false;
  let flowDepth = 0;
  for (const lexeme of lex(text)) {
    if (isMark(lexeme)) continue;
    const start = offset;
    offset += lexeme.length;
    if (lexeme.trim() === '' || lexeme.startsWith('#')) continue;
    const isAtLineStart = start === 0 || text[start - 1] === '\n';
    if (isAtLineStart && (lexeme === '---' || lexeme === '...')) {
      isEnded ||= isContentSeen;
    } else if (isAtLineStart && lexeme.startsWith('%')) {
      if (isContentSeen) return judgeDirective(text, start, flowDepth);
    } else if (isEnded) {
      const isToken = !/^[@`]/.test(lexeme) && !isOpenQuote(lexeme);
      return { kind: isToken ? 'end' : 'refused', isDirective: false, start, end: offset };
    } else {
      isContentSeen = true;
      if (lexeme === '[' || lexeme === '{') flowDepth += 1;
      if (lexeme === ']' || lexeme === '}') flowDepth -= 1;
    }
  }
  return null;
}

/** Further directives may follow, and then only the start of a document or the end of the file. */
function judgeDirective(text: string, start: number, flowDepth: number): DocumentEnd {
  const lines = text
    .slice(start)
    .split('\n')
    .map((line) => line.trimEnd());
  const written = lines.filter((line) => !/^\s*(?:#.*)?$/.test(line));
  const firstOther = written.findIndex((line) => !DIRECTIVE.test(line));
  const [next = '', following = ''] = firstOther < 0 ? [] : written.slice(firstOther);
  const isMarker = /^---(?:\s|$)/.test(next);
  const isValid =
    flowDepth === 0 && (next === '' || isMarker) && (!following.startsWith('%') || DIRECTIVE.test(following));
  const [directive = ''] = lines;
  const end = start + directive.length;
  return { kind: isValid ? 'end' : 'refused', isDirective: true, start, end };
}

function isOpenQuote(lexeme: string): boolean {
  const quote = /^["']/.exec(lexeme)?.[0];
  return quote !== undefined && (lexeme.length === 1 || !lexeme.endsWith(quote));
}
