import { describe, expect, test } from 'vitest';
import { parseGoFloat } from '../../../src/compose/docker/go-numbers.js';
import { findCpuError } from '../../../src/compose/docker/quantities.js';

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

  test.each(['', '1__0', '_1', '1_', '1_e5', '0x10', '0xp1', 'x', '1e'])('%s is no number', (text) => {
    expect(parseGoFloat(text)).toEqual({ ok: false, error: 'invalid syntax' });
  });

  test('1e400 is too large', () => {
    expect(parseGoFloat('1e400')).toEqual({ ok: false, error: 'value out of range' });
  });
});

/** Every row is what `docker stack deploy` 28.2.2 made of the text under `deploy.resources.limits.cpus`. */
describe('a number of processors', () => {
  test.each([
    ...['0.5', '+.5', '-1.', '1_0.5_0', '1e-3', '1E+01', '010.5', '1024p-10', '0.123456789000000000000000'],
    ...['0x10', '0X1P-1', '0x_1.8', '0x.8', '0x1e3', '0b1.1', '0b1e-1', '0o1.4', '0o17p-1'],
    ...['1/2', '-3/4', '0x10/1', '010/010', '7/7', '1/0b10', '1/0X8', '3/1_0'],
    ...['1e1000000', '1p10000000', '0e999999999', '-0'],
  ])('%s is one', (text) => {
    expect(findCpuError(text)).toBeNull();
  });

  test.each([
    ...['0.0000000005', '0.1234567890123456789', '0.100000000000000005', '1234567890.1234567891', '1e-10', '1E-1_0'],
    ...['0x1p-10', '0x0.0000000001', '1e-1000000', '1/3', '1/1024', '1/0o7'],
  ])('%s is finer than Swarm counts', (text) => {
    expect(findCpuError(text)).toBe('value is too precise');
  });

  test.each([
    ...['x', '.', ' 1', '--1', 'Inf', '1e', '1e+', '1e1p1', '1e0x1', '1e1000001', '1e-1000001', '1p10000001'],
    ...['1__0', '_1', '1_', '1_e5', '1e_5', '0._5', '0_x10', '0x8._8p0'],
    ...['0x', '0x.p1', '0x1e-3', '0b102', '0b', '0o8', '00x1'],
    ...['1/', '1/0', '1/-2', '1/2/3', '1-2/3', 'x/2', '1.5/2', '1/2e0', '08/1', '1/08', '1/0b2', '1/_2'],
  ])('%s is none', (text) => {
    expect(findCpuError(text)).toBe(`failed to parse ${text} as a rational number`);
  });
});
