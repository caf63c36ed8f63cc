import { describe, expect, it } from 'vitest';
import { formatDuration, formatWindow, msToSeconds } from '../../src/core/duration.js';

describe('msToSeconds', () => {
  it('keeps what is less than a second', () => {
    expect(msToSeconds(20)).toBe(0.02);
  });
});

describe('formatDuration', () => {
  it.each([
    [0.02, '20 ms'],
    [0, '0 ms'],
    [1, '1 s'],
    [1.5, '1.5 s'],
    [60, '1 min'],
    [600, '10 min'],
    [859, '859 s'],
    [900, '15 min'],
    [1350, '22 min 30 s'],
    [1810, '30 min 10 s'],
    [3610, '60 min 10 s'],
    [5400, '90 min'],
    [6000, '1 h 40 min'],
    [7200, '2 h'],
    [7201.5, '7201.5 s'],
    [7875, '2 h 11 min 15 s'],
    [10_805, '3 h 5 s'],
    [86_400, '24 h'],
    [864_000, '10 days'],
    [Infinity, 'for ever'],
  ])('says %d s as "%s"', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words);
  });
});

describe('formatWindow', () => {
  it.each([
    [900, 1810, '15 to 30 min'],
    [900, 1350, '15 min to 22 min 30 s'],
    [900, 7200, '15 min to 2 h'],
    [3600, 6000, '1 h to 1 h 40 min'],
    [900, 905, '15 min to 905 s'],
    [900, Infinity, 'more than 15 min'],
  ])('says %d to %d s as "%s"', (fromSeconds, toSeconds, words) => {
    expect(formatWindow({ fromSeconds, toSeconds })).toBe(words);
  });
});
