/** The gate before a file is written: exactly what an edit declares may happen to what the file means. */
import { describe, expect, it } from 'vitest';
import { findUndeclaredChange } from '../../../src/compose/fix/meaning.js';
import type { MeaningChange, WrittenValue } from '../../../src/core/finding.js';

type Change = Pick<MeaningChange, 'path'> &
  ({ kind: 'set'; to: WrittenValue } | { kind: 'remove' } | { kind: 'rename'; to: string });

const scalar = (text: string, quoted = false): WrittenValue => ({ kind: 'scalar', text, quoted });
const compare = (before: string, after: string, ...changes: readonly Change[]): string | null =>
  findUndeclaredChange(
    { name: 'a.yml', text: before },
    { name: 'a.yml', text: after },
    changes.map((change) => ({ file: 'a.yml', ...change })),
  );

describe('what was declared', () => {
  it.each<[string, string, string, readonly Change[]]>([
    ['a new value', 'a: 1\n', 'a: 2\n', [{ kind: 'set', path: ['a'], to: scalar('2') }]],
    ['a new key', 'a: 1\n', 'a: 1\nb: 2\n', [{ kind: 'set', path: ['b'], to: scalar('2') }]],
    ['a new item', 'a: [x]\n', 'a: [x, y]\n', [{ kind: 'set', path: ['a', 1], to: scalar('y') }]],
    ['a new name', 'a: 1\n', 'b: 1\n', [{ kind: 'rename', path: ['a'], to: 'b' }]],
    ['no key any more', 'a: 1\nb: 2\n', 'b: 2\n', [{ kind: 'remove', path: ['a'] }]],
    [
      'no items any more',
      'a: [x, y, z]\n',
      'a: [y]\n',
      [
        { kind: 'remove', path: ['a', 0] },
        { kind: 'remove', path: ['a', 2] },
      ],
    ],
    ['an anchor that stays', 'a: &x 1\nb: *x\n', 'a: &x 2\nb: *x\n', [{ kind: 'set', path: ['a'], to: scalar('2') }]],
    ['a comment', 'a: 1\n', 'a: 1 # one\n', []],
    [
      'a value beside a key without one',
      '{ a, b: 1 }\n',
      '{ a, b: 2 }\n',
      [{ kind: 'set', path: ['b'], to: scalar('2') }],
    ],
  ])('is allowed: %s', (_, before, after, changes) => {
    expect(compare(before, after, ...changes)).toBeNull();
  });
});

describe('what was not declared', () => {
  it.each([
    ['another value', 'a: 1\nb: 1\n', 'a: 1\nb: 2\n', 'b'],
    ['another type', 'a: 1\n', 'a: "1"\n', 'a'],
    ['another kind', 'a: 1\n', 'a: [1]\n', 'a'],
    ['another name', 'a: 1\n', 'b: 1\n', 'a'],
    ['a key more', 'a: { b: 1 }\n', 'a: { b: 1, c: 2 }\n', 'a'],
    ['a key less', 'a: 1\nb: 2\n', 'a: 1\n', 'the top'],
    ['another order', 'a: 1\nb: 2\n', 'b: 2\na: 1\n', 'a'],
    ['an item more', 'a: [x]\n', 'a: [x, y]\n', 'a'],
    ['another item', 'a: [x, y]\n', 'a: [x, z]\n', 'a.1'],
    ['an anchor less', 'a: &x 1\n', 'a: 1\n', 'a'],
    ['another tag', 'a: !x 1\n', 'a: !y 1\n', 'a'],
    ['another alias', 'a: &x 1\nb: &y 1\nc: *x\n', 'a: &x 1\nb: &y 1\nc: *y\n', 'c'],
    ['a value for nothing', 'a:\n', 'a: 1\n', 'a'],
    ['something in a key that is a list', '? [a]\n: 1\n', '? [b]\n: 1\n', '?.0'],
  ])('is refused: %s', (_, before, after, place) => {
    expect(compare(before, after)).toBe(`The edit would change more than it says, at \`${place}\`.`);
  });
});

describe('a declaration that does not fit the file', () => {
  it.each<[string, Change]>([
    ['a key that is not there', { kind: 'remove', path: ['z'] }],
    ['a new name for a key that is not there', { kind: 'rename', path: ['z'], to: 'y' }],
    ['something in a value', { kind: 'remove', path: ['a', 'b'] }],
    ['something in a value of a value', { kind: 'remove', path: ['a', 'b', 'c'] }],
    ['an item that is not there', { kind: 'remove', path: ['l', 5] }],
    ['an item far behind the end', { kind: 'set', path: ['l', 5000], to: scalar('x') }],
    ['a new name for an item', { kind: 'rename', path: ['l', 0], to: 'x' }],
    ['a name in a list', { kind: 'remove', path: ['l', 'x', 'y'] }],
    ['the whole file', { kind: 'remove', path: [] }],
  ])('is refused: %s', (_, change) => {
    expect(compare('a: 1\nl: [x]\n', 'a: 1\nl: [x]\n', change)).toBe(
      `The edit names \`${change.path.join('.')}\`, which is not in the file.`,
    );
  });
});

describe('a text that cannot be read', () => {
  it('is refused, before the edit and after it', () => {
    expect(compare('a: [\n', 'a: 1\n')).toMatch(/YAML/);
    expect(compare('a: 1\n', 'a: [\n')).toMatch(/^The edited text cannot be read\. /);
  });
});
