import { describe, expect, it } from 'vitest';
import { nearestOf } from '../../src/core/nearest.js';

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
