import { describe, expect, it } from 'vitest';
import { isAtLeast } from '../../src/grpc/versions.js';

describe('isAtLeast', () => {
  it.each([
    ['1.9.0', '1.9.0', true],
    ['1.10.2', '1.9.1', true],
    ['1.8.22', '1.9.0', false],
    ['1.12.3', '1.12.4', false],
    ['2.0.0', '1.12.4', true],
    ['1.9.0-pre1', '1.9.0', true],
    ['^1.9.0', '1.9.0', true],
    ['1.9', '1.9.0', true],
    ['1.9', '1.9.1', false],
    ['workspace:*', '1.8.0', false],
  ])('%s against %s: %s', (version, minimum, expected) => {
    expect(isAtLeast(version, minimum)).toBe(expected);
  });
});
