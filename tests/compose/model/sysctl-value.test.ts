import { describe, expect, test } from 'vitest';
import { maxSysctlSeconds, parseSysctlValue } from '../../../src/compose/model/sysctl-value.js';

describe('the number that the kernel stores for a text', () => {
  test.each([
    ['600', 600],
    ['600 ', 600],
    [' 600', 600],
    ['\t600\n', 600],
    ['0x258', 600],
    ['0X258', 600],
    ['0600', 384],
    ['600 75 9', 600],
    ['0', 0],
    ['-0', 0],
    ['-1', -1],
    ['-600', -600],
    ['32768', 32_768],
    ['864000', 864_000],
  ])('%j is %i s', (text, value) => {
    expect(parseSysctlValue(text, 'seconds')).toMatchObject({ kind: 'stored', value });
  });

  test('an empty text changes nothing', () => {
    expect(parseSysctlValue('', 'seconds')).toEqual({ kind: 'unchanged' });
  });

  test('a refusal names what follows the digits, and the range', () => {
    const reasonOf = (text: string, unit: 'seconds' | 'count'): unknown => {
      const parsed = parseSysctlValue(text, unit);
      return parsed.kind === 'refused' ? parsed.reason : null;
    };
    expect(reasonOf('10m s', 'seconds')).toEqual({ suffix: { digits: '10', rest: 'm s' } });
    expect(reasonOf('-5s', 'seconds')).toEqual({ suffix: { digits: '-5', rest: 's' } });
    expect(reasonOf('256', 'count')).toEqual({ outOfRange: { min: 0, max: 255 } });
    expect(reasonOf('-99999999', 'seconds')).toEqual({ outOfRange: { min: -21_474_836, max: 21_474_836 } });
  });

  test.each(['1e3', '6e2', '600.5', '1_000', '0o600', '0b1010', '600,', '600x', '600#c', '600s', '10m'])(
    '%j is refused for what follows the digits',
    (text) => {
      expect(parseSysctlValue(text, 'seconds')).toMatchObject({ kind: 'refused', reason: { suffix: {} } });
    },
  );

  test.each([
    ['0900', 'octal-digit'],
    ['08', 'octal-digit'],
    ['  ', 'blank'],
    ['\n', 'blank'],
    ["'600'", 'quotes'],
    ['"600"', 'quotes'],
    ['+600', 'not-a-number'],
    ['true', 'not-a-number'],
    ['x"', 'not-a-number'],
    ['\u00a0600', 'not-a-number'],
  ])('%j is refused: %s', (text, reason) => {
    expect(parseSysctlValue(text, 'seconds')).toEqual({ kind: 'refused', reason });
  });

  test('says what it dropped after a blank, and how the number was written', () => {
    expect(parseSysctlValue('600 75 9', 'seconds')).toMatchObject({ ignored: '75 9', notation: 'decimal' });
    expect(parseSysctlValue('0600', 'seconds')).toMatchObject({ notation: 'octal' });
    expect(parseSysctlValue('0x258', 'seconds')).toMatchObject({ notation: 'hexadecimal' });
  });

  // Written to /proc/sys of a network namespace on linux 6.18 with HZ=250.
  test.each([
    ['8589934', 'stored'],
    ['8589935', 'refused'],
    ['2147483647', 'refused'],
    ['-2147483648', 'refused'],
    ['9223372036854775807', 'refused'],
    ['00000000000000000000600', 'refused'],
    ['00000000000000000600', 'stored'],
  ])('%s seconds are %s at HZ=250', (text, kind) => {
    expect(parseSysctlValue(text, 'seconds', 250).kind).toBe(kind);
  });

  test.each([
    ['0', 'stored'],
    ['255', 'stored'],
    ['256', 'refused'],
    ['-1', 'refused'],
    ['600', 'refused'],
  ])('a count of %s is %s', (text, kind) => {
    expect(parseSysctlValue(text, 'count').kind).toBe(kind);
  });

  test('the limit depends on HZ', () => {
    expect(([100, 250, 1000] as const).map(maxSysctlSeconds)).toEqual([21_474_836, 8_589_934, 2_147_483]);
  });
});
