/** Tables of code and of the value that `mark(…)` gets in it, in the notation of `print`. */
import { describe, expect, it } from 'vitest';
import { type ParserName, askMarked } from './marked.js';
import { print } from './notation.js';

export type Row = readonly [code: string, value: string];

export function valueIn(code: string, parserName: ParserName): string {
  return askMarked(code, (evaluator, node) => print(evaluator.evaluate(node)), { parser: parserName }).join(' ; ');
}

/** Rows that every parser understands. */
export function promises(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    it.each(rows)('%s → %s', (code, value) => {
      expect(valueIn(code, 'espree')).toBe(value);
      expect(valueIn(code, 'typescript')).toBe(value);
    });
  });
}

export function typescriptPromises(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    it.each(rows)('%s → %s', (code, value) => {
      expect(valueIn(code, 'typescript')).toBe(value);
    });
  });
}
