/** What stops the reading of a file, or says something about it, each in its smallest form. */
import { describe, expect, test } from 'vitest';
import { decode } from '../../../src/compose/read/decode.js';
import { LineMap } from '../../../src/compose/read/lines.js';
import { parseFile } from '../../../src/compose/read/parse.js';
import { resolvePlain } from '../../../src/compose/read/scalar.js';
import { getNode } from '../../../src/compose/read/tree.js';
import type { Problem } from '../../../src/compose/docker/stack.js';

function read(text: string): readonly Problem[] {
  return parseFile({ name: 'stack.yml', text }).problems;
}

const deep = (inner: string): string => '['.repeat(150) + inner + ']'.repeat(150);

test.each<[string, string, string, string]>([
  ['an alias in its own mapping', 'x: &x\n  <<: *x\n', 'recursive-anchor', '*x'],
  ['an alias in its own list', 'x: &x [*x]\n', 'recursive-anchor', '*x'],
  ['a list as a key', 'x: {? [a] : b}\n', 'complex-key', '[a]'],
  ['a list as a key, through an alias', 'x: &x [a]\n*x : b\n', 'complex-key', '*x'],
  ['a tag that does not fit', 'x: !!int a\n', 'tag-mismatch', 'a'],
  ['a tag that does not fit, in full', 'x: !<tag:yaml.org,2002:int> a\n', 'tag-mismatch', 'a'],
  ['what is no base64', 'x: !!binary "a-"\n', 'bad-base64', '"a-"'],
  ['a control character', 'x: \u0007\n', 'control-character', '\u0007'],
])('refuses %s', (_, text, code, written) => {
  const [problem, ...more] = read(text);
  expect(more).toEqual([]);
  expect([problem?.code, text.slice(problem?.span.start, problem?.span.end)]).toEqual([code, written]);
});

test('refuses aliases that lead too deep, where no text is deep', () => {
  const text = `a: &a ${deep('x')}\nb: &b ${deep('*a')}\nc: ${deep('*b')}\n`;
  expect(read(text).map(({ code, data }) => [code, data['limit']])).toEqual([['too-deep', '400']]);
});

test.each([
  ['a double quote', 'a: "b\n', 'a closing "quote is missing'],
  ['a single quote', "a: 'b\n", "a closing 'quote is missing"],
  ['a bracket', 'a: [b\n', 'a closing ] is missing, or what stands before it is indented too little'],
])('says that %s is missing', (_, text, reason) => {
  expect(read(text)[0]?.data['reason']).toBe(reason);
});

test('says no more than twenty things about a broken file, and one about a line', () => {
  expect(read('a: b: c: d: e\n'.repeat(1))).toHaveLength(1);
  expect(read('a: "\\q" "\\q"\n'.repeat(30))).toHaveLength(20);
});

describe('a key that is there twice', () => {
  test.each([
    ['a text', 'a: 1\n"a": 2\n', ['duplicate-key']],
    ['an alias', 'x: &x a\n*x : 1\n*x : 2\n', ['duplicate-key']],
    ['a list', '? [a]\n: 1\n? [b]\n: 2\n', ['duplicate-key', 'complex-key']],
    ['a mapping', '? {a: 1}\n: 1\n? {b: 1}\n: 2\n', ['duplicate-key', 'complex-key']],
  ])('may be %s', (_, text, codes) => {
    expect(read(text).map(({ code }) => code)).toEqual(codes);
  });
});

test('knows what a merge key would have brought under a key that is there', () => {
  const text =
    'x: &x\n  l: [a, [b]]\n  m: {c: 1}\n  s: d\n  t: &t {e: 1}\n  u: *t\ny:\n  <<: *x\n  l: []\n  m: {}\n  s: z\n  u: {}\n';
  const { root } = parseFile({ name: 'stack.yml', text });
  const y = root && getNode(root, ['y']);
  const lost = y?.kind === 'map' ? y.lost.map(({ key, names }) => [key, names]) : [];
  expect(lost).toEqual([
    ['l', ['a']],
    ['m', ['c']],
    ['s', []],
    ['u', ['e']],
  ]);
});

test('reads bytes in base64', () => {
  const { root } = parseFile({ name: 'stack.yml', text: 'x: !!binary |\n  aGV5\n' });
  expect(root && getNode(root, ['x'])).toMatchObject({ value: { type: 'string', text: 'hey' } });
});

test('reads keys without a text, and keys without a value', () => {
  const { root } = parseFile({ name: 'stack.yml', text: '? \n: a\nb: {c, d: e}\n' });
  expect(root).toMatchObject({ kind: 'map', otherKey: { text: '' } });
  expect(root && getNode(root, ['b', 'c'])).toMatchObject({ value: { type: 'null' } });
});

test('reads a key that is an alias and has no value', () => {
  const { root } = parseFile({ name: 'stack.yml', text: 'a: &a b\n? *a\n' });
  expect(root && getNode(root, ['b'])).toMatchObject({ value: { type: 'null' } });
});

test('finds nodes by path, items by their index', () => {
  const { root } = parseFile({ name: 'stack.yml', text: 'a: [b, {c: d}]\n' });
  if (!root) throw new Error('no tree');
  expect(getNode(root, ['a', '1', 'c'])).toMatchObject({ value: { text: 'd' } });
  expect([getNode(root, ['a', '2']), getNode(root, ['a', '0', 'b']), getNode(root, ['z'])]).toEqual([null, null, null]);
});

test.each([
  ['UTF-16, the low byte first', [0xff, 0xfe, 0x61, 0], { ok: true, text: 'a', encoding: 'utf-16le' }],
  ['UTF-16, the high byte first', [0xfe, 0xff, 0, 0x61], { ok: true, text: 'a', encoding: 'utf-16be' }],
  ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, 0x61], { ok: true, text: 'a', encoding: 'utf-8' }],
  ['Latin-1', [0x61, 0xe9, 0x62], { ok: false, text: 'a\uFFFDb', offset: 1 }],
])('decodes %s', (_, bytes, decoded) => {
  expect(decode(Uint8Array.from(bytes))).toEqual(decoded);
});

test.each([
  ['2001-01-01T1:2:3', 'string'],
  ['2001-01-01 1:2:3Z', 'string'],
  ['2001-01-01 24:00:00', 'string'],
  ['2001-13-01', 'string'],
  ['2000-02-29', 'time'],
  ['1900-02-29', 'string'],
  ['0b+101', 'int'],
  ['-0b101', 'int'],
  ['0b1111111111111111111111111111111111111111111111111111111111111111111', 'string'],
  ['0b+1111111111111111111111111111111111111111111111111111111111111111', 'string'],
])('reads %s as a value of type %s', (text, type) => {
  expect(resolvePlain(text).type).toBe(type);
});

test('counts the lines of a text, and knows where they start', () => {
  const lines = new LineMap('a\nb\n');
  expect([lines.count, lines.startOf(2), lines.startOf(4)]).toEqual([3, 2, 4]);
});

describe('tabs', () => {
  test.each([
    ['on the first line', ' \t\na: b\n', 1],
    ['before a comment on the first line', '\t# c\na: b\n', 0],
    ['left of the second line of a text', 'a:\n  b: c\n \td\n', 11],
    ['left of the second line of a text, in a mapping behind a dash', 'a:\n- b: c\n \td\n', 11],
    ['left of the second line of a text, in a mapping behind an anchor', 'a:\n- &k b: c\n  \td\n', 15],
    ['left of the second line of a text with a tag', 'a:\n  !!str b:\n    c\n \td\n', 21],
    ['on an empty line of a block text', 'a: |\n  b\n\t\n  c\n', 9],
    ['on the only line of a block text', 'a: |\n \t\nb: c\n', 6],
    ['in a block text that is empty', 'a: |\n\n \t\nb: c\n', 7],
    ['at the start of a block text', 'a: |\n  \tb\n  c\n', 7],
    ['at the start of a block text, below an empty line', 'a: >-\r\n    \r\n  \tb\r\n  c\r\n', 15],
    ['left of where the header says that a block text starts', 'a:\n- |2\n \t\n   b\n', 9],
  ])('are refused %s', (_, text, offset) => {
    expect(read(text).map(({ code, span }) => [code, span.start])).toEqual([['yaml-syntax', offset]]);
  });

  test.each([
    ['behind a comment that follows a value', 'a: b # c\n# d\n\t# e\nf: g\n'],
    ['in the second line of a text, right of its key', 'a:\n  b: c\n   \td\n'],
    ['left of a block text, right of where its header says that it starts', 'a: |1\n \t\n  b\nc:\n- |1\n \t\n  d\n'],
    ['in the second line of a text with an anchor', 'a:\n- &k b\n \tc\nd:\n- &l e: f\n   \tg\n'],
    ['in a block text with an anchor, right of where it starts', 'a:\n- &k |1\n \t\n  b\n'],
    ['in a block text that is the whole document', '|1\n \t\n  b\n'],
    ['at the start of a block text, where its header says that it starts', 'a: |2\n  \tb\n  c\n'],
    ['at the start of a later line of a block text', 'a: |\n  b\n  \tc\n'],
    ['behind a block text of empty lines', 'a: |\n\nb:\tc\n'],
    ['in a block text without a line of its own', 'a: |\n  b\tc'],
  ])('are taken %s', (_, text) => {
    expect(read(text)).toEqual([]);
  });
});
