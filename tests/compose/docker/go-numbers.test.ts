import { describe, expect, test } from 'vitest';
import { parseGoFloat, parseGoRational } from '../../../src/compose/docker/go-numbers.js';

describe('strconv.ParseFloat', () => {
  test.each([
    ['1.5', 1.5],
    ['.5', 0.5],
    ['5.', 5],
    ['+1_000', 1000],
    ['-2e3', -2000],
    ['0x1p4', 16],
    ['-0x1.8p-1', -0.75],
  ])('%s is %d', (text, value) => {
    expect(parseGoFloat(text)).toEqual({ ok: true, value });
  });

  test.each(['', '1__0', '_1', '1_', '0x10', '0xp1', 'x', '1e'])('%s is no number', (text) => {
    expect(parseGoFloat(text)).toEqual({ ok: false, error: 'invalid syntax' });
  });

  test('1e400 is too large', () => {
    expect(parseGoFloat('1e400')).toEqual({ ok: false, error: 'value out of range' });
  });
});

describe('big.Rat.SetString', () => {
  test.each([
    ['0.5', 0.5],
    ['1/2', 0.5],
    ['-3/4', -0.75],
    ['010/010', 1],
    ['100/10', 10],
    ['0x10', 16],
    ['-0b11', -3],
    ['0o17/1', 15],
    ['1_0', 10],
    ['1e400', Infinity],
  ])('%s is %d', (text, value) => {
    expect(parseGoRational(text)).toBe(value);
  });

  test.each(['1/0', '1/-2', '1/2/3', '1-2/3', 'x', 'x/2', '08/1', '1__0', ''])('%s is none', (text) => {
    expect(parseGoRational(text)).toBeNull();
  });
});
