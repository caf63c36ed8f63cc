import { describe, expect, it } from 'vitest';
import { editDistance, nearestOf } from '../../src/core/nearest.js';

describe('the nearest word', () => {
  it.each([
    ['one mistake in a short word', 'moed', 'mode'],
    ['two in a longer one', 'netwrosk', 'networks'],
    ['whatever the case', 'MODE', 'mode'],
    ['not a word that is too far', 'image', null],
    ['not a word that is much longer', 'm', null],
  ])('is found with %s: `%s`', (_, word, nearest) => {
    expect(nearestOf(word, ['mode', 'networks'])).toBe(nearest);
  });
});

describe('the distance of two words', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'bac', 1],
    ['abc', 'abd', 1],
    ['abc', 'xabc', 1],
    ['kitten', 'sitting', 3],
    ['abcd', 'badc', 2],
  ])('of `%s` and `%s` is %d, either way', (a, b, distance) => {
    expect([editDistance(a, b), editDistance(b, a)]).toEqual([distance, distance]);
  });
});
