import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compilePattern,
  expandBraces,
  matchesPattern,
  mayMatchBelow,
} from '../../../../src/compose/cli/input/wildcard.js';

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
    ['[xy]z', 'yz', true],
    ['[x-]z', '-z', true],
    ['a**b', 'axxb', true],
    ['a//b', 'a/b', true],
    ['*a*', 'bab', true],
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

describe('mayMatchBelow', () => {
  it.each([
    ['a/*.yml', 'a', true],
    ['a/*.yml', 'b', false],
    ['a/*.yml', 'a/b', false],
    ['**/x.yml', 'a/b', true],
    ['a/**', 'a/b', true],
    ['a/**', 'b', false],
    ['*/b/c', 'x', true],
    ['*/b/c', 'x/c', false],
  ])('%s and the directory %s: %s', (pattern, directory, expected) => {
    expect(mayMatchBelow(compilePattern(pattern), directory.split('/'))).toBe(expected);
  });

  it('never says no where something below matches', () => {
    const names = fc.array(fc.constantFrom('a', 'b', 'ab'), { minLength: 2, maxLength: 4 });
    const pattern = fc.array(fc.constantFrom('a', '*', 'a*', '?', '**'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(pattern, names, (segments, path) => {
        const compiled = compilePattern(segments.join('/'));
        if (matchesPattern(compiled, path)) expect(mayMatchBelow(compiled, path.slice(0, -1))).toBe(true);
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
