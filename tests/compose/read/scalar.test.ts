import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatGoFloat, resolvePlain, resolveTagged, scalarText } from '../../../src/compose/read/scalar.js';

// Each row was read off `docker stack config` 28.2.2.
const AS_DOCKER_PRINTS: readonly (readonly [text: string, type: string, printed: string])[] = [
  ['600', 'int', '600'],
  ['0600', 'int', '384'],
  ['0900', 'float', '900'],
  ['08', 'float', '8'],
  ['-010', 'int', '-8'],
  ['+600', 'int', '600'],
  ['600_', 'int', '600'],
  ['1_000', 'int', '1000'],
  ['0x258', 'int', '600'],
  ['0X258', 'int', '600'],
  ['0b1001011000', 'int', '600'],
  ['0B11', 'int', '3'],
  ['0o1130', 'int', '600'],
  ['0o17', 'int', '15'],
  ['0o+6', 'int', '6'],
  ['0o-6', 'int', '-6'],
  ['0b-11', 'int', '-3'],
  ['0b-3', 'string', '0b-3'],
  ['-0o6', 'int', '-6'],
  ['-0o-6', 'string', '-0o-6'],
  ['-0b+1', 'string', '-0b+1'],
  ['18446744073709551615', 'int', '18446744073709551615'],
  ['18446744073709551616', 'float', '1.8446744073709552e+19'],
  ['-9223372036854775808', 'int', '-9223372036854775808'],
  ['600.0', 'float', '600'],
  ['600.5', 'float', '600.5'],
  ['09.5', 'float', '9.5'],
  ['6e2', 'float', '600'],
  ['1e3', 'float', '1000'],
  ['1.5e3', 'float', '1500'],
  ['1e6', 'float', '1e+06'],
  ['999999.0', 'float', '999999'],
  ['1000000.0', 'float', '1e+06'],
  ['1234567.0', 'float', '1.234567e+06'],
  ['7200000.0', 'float', '7.2e+06'],
  ['.5_600e+07', 'float', '5.6e+06'],
  ['0.00001', 'float', '1e-05'],
  ['0.0001', 'float', '0.0001'],
  ['0.0', 'float', '0'],
  ['-0.0', 'float', '-0'],
  ['.inf', 'float', '+Inf'],
  ['-.INF', 'float', '-Inf'],
  ['.nan', 'float', 'NaN'],
  ['600s', 'string', '600s'],
  ['10m', 'string', '10m'],
  ['10:00', 'string', '10:00'],
  ['yes', 'string', 'yes'],
  ['off', 'string', 'off'],
  ['y', 'string', 'y'],
  ['tRUE', 'string', 'tRUE'],
  ['true', 'bool', 'true'],
  ['FALSE', 'bool', 'false'],
  ['', 'null', ''],
  ['~', 'null', ''],
  ['NULL', 'null', ''],
  ['nULL', 'string', 'nULL'],
  ['2024-01-01', 'time', '2024-01-01 00:00:00 +0000 UTC'],
  ['2024-1-1', 'time', '2024-01-01 00:00:00 +0000 UTC'],
  ['2024-02-30', 'string', '2024-02-30'],
  ['2024-04-31', 'string', '2024-04-31'],
  ['2024-05-31', 'time', '2024-05-31 00:00:00 +0000 UTC'],
  ['2001-12-14t21:59:43.10-05:00', 'time', '2001-12-14 21:59:43.1 -0500 -0500'],
  ['2001-12-14 21:59:43', 'time', '2001-12-14 21:59:43 +0000 UTC'],
  ['0x', 'string', '0x'],
  ['1.2.3', 'string', '1.2.3'],
  ['-', 'string', '-'],
];

describe('a plain scalar is what yaml.v3 makes of it', () => {
  test.each(AS_DOCKER_PRINTS)('%s is %s, printed %s', (text, type, printed) => {
    const value = resolvePlain(text);
    expect(value.type).toBe(type);
    expect(scalarText(value)).toBe(printed);
  });

  test('any other text stays as it is, and nothing throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const value = resolvePlain(text);
        if (value.type === 'string') expect(value.text).toBe(text);
      }),
    );
  });

  test('every integer in the range of Go is read without loss', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), (value) => {
        expect(resolvePlain(String(value))).toEqual({ type: 'int', value });
      }),
    );
  });

  test('every printed float reads as itself', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(formatGoFloat(value))).toBe(value);
      }),
    );
  });
});

describe('a tag decides before the text does', () => {
  test.each([
    ['!!str', '0600', false, 'string', '0600'],
    ['!!int', '0600', true, 'int', '384'],
    ['!!float', '3', false, 'float', '3'],
    ['!!float', '0x10', false, 'float', '16'],
    ['!foo', '5', false, 'string', '5'],
    ['!', '0600', false, 'int', '384'],
    ['', '0600', true, 'string', '0600'],
  ])('%s %s', (tag, text, quoted, type, printed) => {
    const value = resolveTagged(tag, text, quoted);
    expect(value.type).toBe(type);
    expect(value.type !== 'tag-mismatch' && scalarText(value)).toBe(printed);
  });

  test.each([
    ['!!int', 'x', '!!str'],
    ['!!bool', 'yes', '!!str'],
    ['!!null', 'x', '!!str'],
    ['!!timestamp', '5', '!!int'],
    ['!!float', '18446744073709551615', '!!int'],
  ])('%s does not fit %s', (tag, text, actual) => {
    expect(resolveTagged(tag, text, false)).toEqual({ type: 'tag-mismatch', actual, expected: tag });
  });
});
