import { describe, expect, it } from 'vitest';
import { bestMatch, starOf } from '../../../../src/grpc/options/project/star-pattern.js';

describe('the star of a pattern stands for', () => {
  it.each([
    ['a', 'a', ''],
    ['a', 'ab', null],
    ['a/*', 'a/b/c', 'b/c'],
    ['*.js', 'a.js', 'a'],
    ['a/*.js', 'a/.js', ''],
    ['ab*ba', 'aba', null],
    ['a/*', 'b/c', null],
    ['*.js', 'a.ts', null],
    ['**', 'any', 'any'],
  ])('%s, %s: %s', (pattern, name, star) => {
    expect(starOf(pattern, name)).toBe(star);
  });
});

describe('the best of several patterns', () => {
  const patterns = [
    ['*', 1],
    ['a/*', 2],
    ['a/b/*', 3],
    ['a/b/c', 4],
  ] as const;

  it.each([
    ['a/b/c', 4, ''],
    ['a/b/d', 3, 'd'],
    ['a/c', 2, 'c'],
    ['b', 1, 'b'],
  ])('for %s is %s', (name, target, star) => {
    for (const order of [patterns, patterns.toReversed()])
      expect(bestMatch(order, name)).toMatchObject({ target, star });
  });

  it('is none where none fits', () => {
    expect(bestMatch([['a', 1]], 'b')).toBeUndefined();
  });
});
