import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, expandBraces, matchesPattern } from '../../../../src/compose/cli/input/wildcard.js';

const matches = (pattern: string, path: string): boolean => matchesPattern(compilePattern(pattern), path.split('/'));

describe('matchesPattern', () => {
  it.each([
    ['*.yml', 'a.yml', true],
    ['*.yml', 'a/b.yml', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[!a-c]x', 'dx', true],
    ['a[', 'a[', true],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['**/x.yml', 'x.yml', true],
    ['**/x.yml', 'a/b/x.yml', true],
    ['a/**/x.yml', 'a/x.yml', true],
    ['a/**/x.yml', 'a/b/c/x.yml', true],
    ['a/**', 'a/b/c', true],
    ['a/**', 'a', false],
    ['a/**/b/**/c', 'a/b/b/c', true],
    ['a/**/b/**/c', 'a/c', false],
    ['*a*b*', 'xxaxxbxx', true],
    ['*a*b*', 'xxbxxa', false],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(matches(pattern, path)).toBe(expected);
  });

  it('ends on patterns of many stars, which exponential matching never would', () => {
    expect(matches(`${'*a'.repeat(200)}b`, 'a'.repeat(4000))).toBe(false);
    expect(matches(`${'**/a/'.repeat(50)}b`, Array(1000).fill('a').join('/'))).toBe(false);
  });

  it('says of every path that it matches itself, when it has no special characters', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z.]{1,8}$/), { minLength: 1, maxLength: 5 }), (names) => {
        expect(matchesPattern(compilePattern(names.join('/')), names)).toBe(true);
        expect(matchesPattern(compilePattern(`**/${names.at(-1) ?? ''}`), names)).toBe(true);
      }),
    );
  });
});

describe('expandBraces', () => {
  it.each([
    ['a.{yml,yaml}', ['a.yml', 'a.yaml']],
    ['{a,b}/{c,d}', ['a/c', 'a/d', 'b/c', 'b/d']],
    ['{a,{b,c}}', ['a', 'b', 'c']],
    ['{a}', ['{a}']],
    ['{', ['{']],
  ])('%s is %j', (pattern, expanded) => {
    expect(expandBraces(pattern).sort()).toEqual(expanded.sort());
  });

  it('stops at a number of alternatives that nobody means', () => {
    expect(expandBraces('{a,b}'.repeat(30)).length).toBeLessThanOrEqual(512);
  });
});
