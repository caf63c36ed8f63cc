import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDeepNesting } from '../../../src/compose/read/depth.js';

/** A comment with so many brackets that the quick bound settles nothing, and the tokens are counted. */
const COMMENT = `# ${'['.repeat(1000)}\n`;

function findByTokens(text: string, limit: number): number | null {
  const offset = findDeepNesting(COMMENT + text, limit);
  return offset === null ? null : offset - COMMENT.length;
}

describe('the quick bound', () => {
  test.each([
    ['brackets that each line closes', 'a: [b, {c: d}]\n'.repeat(300)],
    ['lists of quoted texts', 'test: ["CMD", "curl", "x"]\r\n'.repeat(300)],
    ['brackets that only a quote closes', 'a: [ "]",\n'.repeat(300)],
    ['brackets that only a comment closes', 'a: [ # ]\n'.repeat(300)],
    ['a quote that is none, and then one that is', '[ a", "]\n'.repeat(300)],
  ])('%s', (_, text) => {
    expect(findDeepNesting(text, 100)).toBe(findByTokens(text, 100));
  });

  test('never hides brackets in brackets that the tokens show', () => {
    const piece = fc.constantFrom('[', ']', '{', '}', '"', "'", '#', ' ', ',', 'a', '\n', '\\', '["a", "b"]', '\r\n');
    const texts = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 6 }), (text, limit) => {
        expect(findDeepNesting(text, limit)).toBe(findByTokens(text, limit));
      }),
      { numRuns: 5000 },
    );
  });
});
