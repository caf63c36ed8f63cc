import { describe, expect, it } from 'vitest';
import { fillMessage, listNames } from '../../src/core/message.js';

describe('a message', () => {
  it('has its values in the place of their names', () => {
    expect(fillMessage('{{a}} before {{b}}', { a: '1', b: '2' })).toBe('1 before 2');
  });

  it('keeps a placeholder that has no value', () => {
    expect(fillMessage('{{a}} and {{b}}', { a: '1' })).toBe('1 and {{b}}');
  });
});

describe('a list of names', () => {
  it.each([
    [[], ''],
    [['a'], '`a`'],
    [['a', 'b'], '`a` and `b`'],
    [['a', 'b', 'c'], '`a`, `b` and `c`'],
    [['a', 'b', 'c', 'd', 'e'], '`a`, `b`, `c`, `d` and `e`'],
    [['a', 'b', 'c', 'd', 'e', 'f'], '`a`, `b`, `c`, `d` and 2 more'],
  ])('%j', (names, text) => {
    expect(listNames(names)).toBe(text);
  });
});
