import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/compose/fix/apply-edits.js';
import { findUndeclaredChange } from '../../../src/compose/fix/meaning.js';
import {
  appendItems,
  removeKey,
  renameKey,
  replaceScalar,
  setKeys,
  setSysctls,
} from '../../../src/compose/fix/operations.js';
import type { EditResult, RefusalCode } from '../../../src/compose/fix/operations.js';
import type { StackFile } from '../../../src/compose/docker/stack.js';

type Edit = (file: StackFile) => EditResult;

function run(text: string, edit: Edit): string {
  const file = { name: 'stack.yml', text };
  const result = edit(file);
  if (result.kind === 'refused') return `refused: ${result.code}`;
  const output = applyEdits(text, result.edits);
  expect(findUndeclaredChange(file, { ...file, text: output }, result.changes)).toBeNull();
  return output;
}

describe('replaceScalar', () => {
  it.each<[string, string | number | boolean, string]>([
    ['7200', 600, '600'],
    ['"7200"', 600, '"600"'],
    ["'7200'", 600, "'600'"],
    ['7200', '600', '"600"'],
    ['a', 'b c', 'b c'],
    ['a', 'b: c', '"b: c"'],
    ["'a'", "it's", "'it''s'"],
    ['"a"', 'say "x"\\', '"say \\"x\\"\\\\"'],
    ["'a'", 'two\nlines', '"two\\nlines"'],
    ['a', 'yes', '"yes"'],
    ['a', 'null', '"null"'],
    ['a', '~', '"~"'],
    ['a', '1:30', '"1:30"'],
    ['a', '0o7', '"0o7"'],
    ['a', '2001-01-01', '"2001-01-01"'],
    ['a', '- b', '"- b"'],
    ['a', '*b', '"*b"'],
    ['a', '', '""'],
    ['a', 'net.ipv4.tcp_keepalive_time=600', 'net.ipv4.tcp_keepalive_time=600'],
    ['a', true, 'true'],
  ])('turns %s into %j as %s', (old, value, written) => {
    expect(run(`key: ${old} # why\n`, (file) => replaceScalar(file, ['key'], value))).toBe(`key: ${written} # why\n`);
  });

  it('drops quotes when a number has to be read', () => {
    const edit: Edit = (file) => replaceScalar(file, ['replicas'], 2, { quotes: 'drop' });
    expect(run('replicas: "2"\n', edit)).toBe('replicas: 2\n');
  });

  it('quotes what would end a flow collection', () => {
    expect(run('list: [a, b]\n', (file) => replaceScalar(file, ['list', 0], 'a, c'))).toBe('list: ["a, c", b]\n');
  });

  it('replaces a part of a value by its span', () => {
    const text = 'sysctls:\n  - "net.ipv4.tcp_keepalive_time=7200"\n';
    const start = text.indexOf('7200');
    expect(run(text, (file) => replaceScalar(file, { start, end: start + 4 }, 600))).toBe(text.replace('7200', '600'));
  });

  it.each(['"7200"', '7200'])('replaces a whole value by its span, with or without its quotes: %s', (part) => {
    const text = 'time: "7200"\n';
    const start = text.indexOf(part);
    expect(run(text, (file) => replaceScalar(file, { start, end: start + part.length }, 600))).toBe('time: "600"\n');
  });

  it.each<[RefusalCode, string, string]>([
    ['variable', 'a plain variable', 'key: ${TIME:-7200}\n'],
    ['variable', 'a variable inside a text', 'key: "a $TIME"\n'],
    ['alias', 'an alias', 'x: &x 1\nkey: *x\n'],
    ['shared-anchor', 'an anchor in use', 'key: &x 1\nother: *x\n'],
    ['tagged', 'a tag', 'key: !!str 7200\n'],
    ['tagged', 'an anchor on nothing', 'key: &x\n'],
    ['tagged', 'a tag on nothing', 'key: !!null\n'],
    ['block-scalar', 'a block scalar', 'key: |\n  7200\n'],
    ['explicit-key', 'an explicit key', '? key\n: 7200\n'],
    ['duplicate-key', 'a key that is written twice', 'key: 1\nkey: 2\n'],
    ['wrong-kind', 'a mapping', 'key: {a: 1}\n'],
    ['missing', 'nothing', 'other: 1\n'],
    ['several-documents', 'one of two documents', 'key: 1\n---\nkey: 2\n'],
    ['not-well-formed', 'text that is no YAML', 'key: [1\n'],
    ['not-well-formed', 'lines that Docker breaks elsewhere', 'key: 1\r# a\n'],
    ['not-well-formed', 'text that nests too deeply', `key: 1\ndeep: ${'['.repeat(5000)}\n`],
  ])('refuses (%s) to replace %s', (code, _, text) => {
    expect(run(text, (file) => replaceScalar(file, ['key'], 600))).toBe(`refused: ${code}`);
  });

  const replacePart =
    (part: string, value: string | number): Edit =>
    (file) =>
      replaceScalar(file, { start: file.text.indexOf(part), end: file.text.indexOf(part) + part.length }, value);

  it.each<[string, string, Edit, string]>([
    ['a part by the same', 'key: time=600\n', replacePart('600', 600), 'key: time=600\n'],
    ['a value beside a key that is no text', '? [a]\n: 1\nkey: 2\n', replacePart('2', 3), '? [a]\n: 1\nkey: 3\n'],
    [
      'a part that others use, too',
      'key: &x time=7200\nother: *x\n',
      replacePart('7200', 600),
      'refused: shared-anchor',
    ],
    ['a part by what needs quotes', 'a: one\n', replacePart('e', ':'), 'refused: layout'],
    ['a part of what has a variable', 'key: $NAME=7200\n', replacePart('7200', 600), 'refused: variable'],
    ['nothing, in a list', 'key:\n  -\n', (file) => replaceScalar(file, ['key', 0], 1), 'key:\n  - 1\n'],
    ['behind an alias', 'x: &x { a: 1 }\nkey: *x\n', (file) => replaceScalar(file, ['key', 'a'], 2), 'refused: alias'],
    ['in an empty file', '# nothing\n', (file) => replaceScalar(file, ['key'], 1), 'refused: missing'],
    ['a key without a colon', '{ key, other: 1 }\n', (file) => replaceScalar(file, ['key'], 1), 'refused: layout'],
    [
      'in a mapping without braces',
      'key: [a: 1]\n',
      (file) => replaceScalar(file, ['key', 0, 'a'], 2),
      'key: [a: 2]\n',
    ],
  ])('%s', (_, text, edit, output) => {
    expect(run(text, edit)).toBe(output);
  });

  it('takes a doubled dollar sign for what it is', () => {
    expect(run('key: a$$b\n', (file) => replaceScalar(file, ['key'], 'c'))).toBe('key: c\n');
  });
});

describe('setKeys', () => {
  it('adds after a block scalar without cutting it', () => {
    const set: Edit = (file) => setKeys(file, ['a'], { c: 1 });
    expect(run('a:\n  b: |\n    x\n\nd: 1\n', set)).toBe('a:\n  b: |\n    x\n  c: 1\n\nd: 1\n');
    expect(run('a:\n  b: |+\n    x\n\nd: 1\n', set)).toBe('a:\n  b: |+\n    x\n\n  c: 1\nd: 1\n');
    expect(run('a:\n  b: |\n    x', set)).toBe('a:\n  b: |\n    x\n  c: 1');
  });

  it('adds between the last entry and a comment that is below it', () => {
    expect(run('a:\n  b: 1\n  # about\n', (file) => setKeys(file, [], { c: 1 }))).toBe('a:\n  b: 1\nc: 1\n  # about\n');
  });

  it('writes a list between braces as one', () => {
    expect(run('a: { x: 1 }\n', (file) => setKeys(file, ['a'], { b: ['z', 2] }))).toBe('a: { x: 1, b: [z, 2] }\n');
  });

  it('adds to a mapping in a list', () => {
    expect(run('ports:\n  -   target: 80\n', (file) => setKeys(file, ['ports', 0], { mode: 'host' }))).toBe(
      'ports:\n  -   target: 80\n      mode: host\n',
    );
  });

  it('makes the mappings that are missing on the way', () => {
    expect(run('a:\n  x: 1\n', (file) => setKeys(file, ['a', 'b', 'c'], { d: 1 }))).toBe(
      'a:\n  x: 1\n  b:\n    c:\n      d: 1\n',
    );
    expect(run('a:\n  x: 1\n', (file) => setKeys(file, ['a', 'b', 0], { d: 1 }))).toBe('refused: missing');
  });

  it.each<[RefusalCode, string, (string | number)[], string]>([
    ['explicit-key', 'a mapping with another explicit key', ['a'], 'a:\n  ? b\n  : 1\n'],
    ['layout', 'a mapping without braces in a flow list', ['a', 0], 'a: [b: 1]\n'],
    ['layout', 'a document that is null', [], '~\n'],
  ])('refuses (%s) to add to %s', (code, _, path, text) => {
    expect(run(text, (file) => setKeys(file, path, { c: 2 }))).toBe(`refused: ${code}`);
  });

  it('copies the quotes of the other keys', () => {
    expect(run('{"a":1,"b":2}\n', (file) => setKeys(file, [], { c: 3 }))).toBe('{"a":1,"b":2,"c": 3}\n');
  });

  it('fills a null in a flow mapping', () => {
    expect(run('web: {sysctls: ~, image: x}\n', (file) => setKeys(file, ['web', 'sysctls'], { a: 1 }))).toBe(
      'web: {sysctls: {a: 1}, image: x}\n',
    );
  });

  it('keeps a comment inside empty braces', () => {
    expect(run('a: { # none\n  }\n', (file) => setKeys(file, ['a'], { b: 1 }))).toBe('a: { b: 1 # none\n  }\n');
  });

  it('overrides one merged key but not a merged mapping', () => {
    const text = 'x: &x {time: 7200, s: {a: 1}}\nweb:\n  <<: *x\n  image: a\n';
    expect(run(text, (file) => setKeys(file, ['web', 's'], { b: 1 }))).toBe('refused: alias');
    expect(run(text, (file) => setKeys(file, ['web'], { user: 'a' }))).toBe(`${text}  user: a\n`);
  });

  it('does nothing when the text says it already', () => {
    const file = { name: 'stack.yml', text: 'a:\n  b: 1\n' };
    expect(setKeys(file, ['a'], { b: 1 })).toEqual({ kind: 'edited', edits: [], changes: [] });
  });

  it.each<[RefusalCode, string]>([
    ['wrong-kind', 'a: {b: [1]}\n'],
    ['wrong-kind', 'a: text\n'],
    ['wrong-kind', 'a: [1]\n'],
    ['tagged', 'a: &x\n'],
    ['tagged', 'a: !!null null\n'],
    ['explicit-key', 'a:\n  ? b\n  : 1\n'],
    ['layout', 'a:\n  ~\n'],
    ['alias', 'x: &x {}\na: *x\n'],
  ])('refuses (%s) in %j', (code, text) => {
    expect(run(text, (file) => setKeys(file, ['a'], { b: 2 }))).toBe(`refused: ${code}`);
  });
});

describe('setSysctls', () => {
  it('changes the entry of a list that counts, and adds the others', () => {
    expect(
      run('web:\n  sysctls:\n    - a=1\n    - a=2\n    - x=1\n', (file) => setSysctls(file, ['web'], { a: 3, b: 4 })),
    ).toBe('web:\n  sysctls:\n    - a=1\n    - a=3\n    - x=1\n    - b=4\n');
  });

  it('changes the last entry and adds after it in one go', () => {
    expect(run('web:\n  sysctls:\n    a: 1', (file) => setSysctls(file, ['web'], { a: 3, b: 4 }))).toBe(
      'web:\n  sysctls:\n    a: 3\n    b: 4',
    );
  });
});

describe('appendItems', () => {
  it.each([
    ['list:\n- a\n', 'list:\n- a\n- b\n'],
    ["list:\n  -  'a' # one\n", "list:\n  -  'a' # one\n  -  'b'\n"],
    ['list: [a]\n', 'list: [a, b]\n'],
    ['list: [ a, ]\n', 'list: [ a, b, ]\n'],
    ['list: [\n  a\n]\n', 'list: [\n  a,\n  b\n]\n'],
    ['list: []\n', 'list: [b]\n'],
    ['list:\n', 'list:\n  - b\n'],
    ['other: 1\n', 'other: 1\nlist:\n  - b\n'],
    ['list:\n  -\n    a: 1\n', 'list:\n  -\n    a: 1\n  - b\n'],
    ['{ list: ~ }\n', '{ list: [b] }\n'],
    [`list: ['x', "y"]\n`, `list: ['x', "y", b]\n`],
    ['list: [a,\n  c, d]\n', 'list: [a,\n  c, d, b]\n'],
    ['other: &x [a]\nlist: *x\n', 'refused: alias'],
    ['list: { a: 1 }\n', 'refused: wrong-kind'],
  ])('turns %j into %j', (text, output) => {
    expect(run(text, (file) => appendItems(file, ['list'], ['b']))).toBe(output);
  });
});

describe('appendItems', () => {
  it('refuses what is behind an alias', () => {
    const text = 'x: &x { list: [a] }\nweb: *x\n';
    expect(run(text, (file) => appendItems(file, ['web', 'list'], ['b']))).toBe('refused: alias');
  });
});

describe('appendItems of a mapping', () => {
  it.each([
    ['list:\n  - a\n', 'list:\n  - a\n  - { target: 80 }\n'],
    ['list: [a]\n', 'list: [a, { target: 80 }]\n'],
  ])('turns %j into %j', (text, output) => {
    expect(run(text, (file) => appendItems(file, ['list'], [{ target: 80 }]))).toBe(output);
  });
});

describe('renameKey', () => {
  it('keeps the quotes, the value and the comments', () => {
    expect(run(`a:\n  'old' :  1 # c\n`, (file) => renameKey(file, ['a', 'old'], 'new'))).toBe(
      `a:\n  'new' :  1 # c\n`,
    );
  });

  it('refuses a name that is taken', () => {
    expect(run('a: 1\nb: 2\n', (file) => renameKey(file, ['a'], 'b'))).toBe('refused: exists');
  });

  it('refuses an item of a list', () => {
    expect(run('a: [b]\n', (file) => renameKey(file, ['a', 0], 'c'))).toBe('refused: wrong-kind');
  });

  it('refuses a key with an anchor', () => {
    expect(run('&k a: 1\n', (file) => renameKey(file, ['a'], 'b'))).toBe('refused: tagged');
  });
});

describe('removeKey', () => {
  it.each<[string, (string | number)[], string]>([
    ['a: 1\nb:\n  c: 1\n\nd: 1\n', ['b'], 'a: 1\n\nd: 1\n'],
    ['a: 1\nb: 2', ['b'], 'a: 1'],
    ['a: 1\r\nb: 2', ['b'], 'a: 1'],
    ['- a: 1\n  b: 2\n', [0, 'a'], '- b: 2\n'],
    ['a: |\n  x\nb: 2\n', ['a'], 'b: 2\n'],
    ['a: 1\r\nb: 2\r\n', ['a'], 'b: 2\r\n'],
    ['a: { x: 1 }\nb: 2\n', ['a'], 'b: 2\n'],
    ['{a: 1, b: 2}\n', ['a'], '{b: 2}\n'],
    ['{a: 1, b: 2,}\n', ['b'], '{a: 1,}\n'],
    ['[a, b]\n', [1], '[a]\n'],
    ['# head\na: 1\n# about b\nb: 1\n', ['a'], '# head\n# about b\nb: 1\n'],
  ])('takes out of %j the entry %j', (text, path, output) => {
    expect(run(text, (file) => removeKey(file, path))).toBe(output);
  });

  it.each<[RefusalCode, string]>([
    ['comment', 'a: 1 # why\nb: 1\n'],
    ['comment', 'a:\n  # why\n  c: 1\nb: 1\n'],
    ['comment', '{a: 1, # why\n b: 1}\n'],
    ['comment', 'a: | # why\n  x\nb: 1\n'],
    ['comment', 'a: [1, 2 # why\n  ]\nb: 1\n'],
    ['comment', 'a:\n  - x\n  # why\n  - y\nb: 1\n'],
    ['last-entry', 'a: 1\n'],
    ['last-entry', '{a: 1}\n'],
    ['shared-anchor', 'a: &x {y: 1}\nb: *x\n'],
    ['shared-anchor', 'a: { y: [1, &x 2], z: 3 }\nb: *x\n'],
    ['shared-anchor', 'a:\n  &x y: 1\nb: *x\n'],
    ['layout', 'b: |+\n  x\na: 1\n\nc: 1\n'],
  ])('refuses (%s) in %j', (code, text) => {
    expect(run(text, (file) => removeKey(file, ['a']))).toBe(`refused: ${code}`);
  });

  it.each<[string, (string | number)[]]>([
    ['- a: 1\n  # about b\n  b: 1\n', [0, 'a']],
    ['[a, # why\n b]\n', [1]],
  ])('refuses (comment) to take from %j the entry %j', (text, path) => {
    expect(run(text, (file) => removeKey(file, path))).toBe('refused: comment');
  });
});

describe('a file that no edit is made to', () => {
  const edits: readonly (readonly [string, Edit])[] = [
    ['replaceScalar', (file) => replaceScalar(file, ['a'], 1)],
    ['replaceScalar at a span', (file) => replaceScalar(file, { start: 3, end: 4 }, 1)],
    ['setKeys', (file) => setKeys(file, ['a'], { b: 1 })],
    ['appendItems', (file) => appendItems(file, ['a'], ['b'])],
    ['renameKey', (file) => renameKey(file, ['a'], 'b')],
    ['removeKey', (file) => removeKey(file, ['a'])],
    ['setSysctls', (file) => setSysctls(file, ['a'], { b: 1 })],
  ];

  it.each(edits)('because it is no YAML: %s', (_, edit) => {
    expect(run('a: [\n', edit)).toMatch(/^refused: /);
  });
});

describe('a place that is not there', () => {
  it.each<[string, string, Edit, string]>([
    ['an item of a list that is not there', 'a: 1\n', (file) => appendItems(file, ['b', 0], ['x']), 'missing'],
    ['a key below an item that is not there', 'a: [x]\n', (file) => setKeys(file, ['a', 3, 'b'], { c: 1 }), 'missing'],
    ['an item of a value', 'a: x\n', (file) => removeKey(file, ['a', 0]), 'wrong-kind'],
    ['an item of nothing', 'a:\n', (file) => removeKey(file, ['a', 0]), 'missing'],
    ['an item of null', 'a: null\n', (file) => removeKey(file, ['a', 0]), 'missing'],
    ['a key of nothing', 'a:\n', (file) => renameKey(file, ['a', 'b'], 'c'), 'missing'],
    ['no single value', 'a: { b: 1 }\n', (file) => replaceScalar(file, { start: 0, end: 10 }, 1), 'missing'],
    ['a key, not a value', 'abc: 1\n', (file) => replaceScalar(file, { start: 0, end: 2 }, 1), 'missing'],
    ['behind a list', 'a: [x] # why\n', (file) => replaceScalar(file, { start: 9, end: 10 }, 1), 'missing'],
    ['the dash of an item', 'a:\n  - b\n', (file) => replaceScalar(file, { start: 5, end: 6 }, 1), 'missing'],
    ['an alias, by its place', 'a: &x 1\nb: *x\n', (file) => replaceScalar(file, { start: 11, end: 13 }, 1), 'missing'],
    [
      'what may come from either of two anchors',
      'x: &a { b: 1 }\ny: &a { c: 1 }\nweb:\n  <<: *a\n',
      (file) => setKeys(file, ['web'], { time: 1 }),
      'alias',
    ],
    ['two new keys in one place', 'a:\n  b: 1\n', (file) => setKeys(file, [], { a: { c: 2 }, d: 3 }), 'layout'],
    ['the document itself', 'a: 1\n', (file) => removeKey(file, []), 'missing'],
    ['a value twice', 'a: 1\na: 2\n', (file) => replaceScalar(file, { start: 3, end: 4 }, 5), 'duplicate-key'],
  ])('is refused: %s', (_, text, edit, code) => {
    expect(run(text, edit)).toBe(`refused: ${code}`);
  });
});

describe('what comes through a merge key', () => {
  const refusal = 'refused: alias';
  const set: Edit = (file) => setKeys(file, ['web'], { time: 600 });

  it.each([
    ['one anchor', 'x: &x { time: 7200 }\nweb:\n  <<: *x\n', refusal],
    ['a list of anchors', 'x: &x { time: 7200 }\ny: &y { b: 1 }\nweb:\n  <<: [*y, *x]\n', refusal],
    ['an anchor that merges another', 'x: &x { time: 7200 }\ny: &y\n  <<: *x\nweb:\n  <<: *y\n', refusal],
    ['a mapping written there', 'web:\n  <<: { time: 7200 }\n', refusal],
    ['something that is no mapping', 'x: &x [time]\nweb:\n  <<: *x\n', refusal],
    ['other keys', 'x: &x { other: 1 }\nweb:\n  <<: *x\n', 'x: &x { other: 1 }\nweb:\n  <<: *x\n  time: 600\n'],
  ])('%s', (_, text, outcome) => {
    expect(run(text, set)).toBe(outcome);
  });
});

describe('setKeys on a key that is there', () => {
  it.each<[string, string, Parameters<typeof setKeys>[2], string]>([
    ['goes into its mapping', 'a:\n  b:\n    c: 1\n', { b: { d: 2 } }, 'a:\n  b:\n    c: 1\n    d: 2\n'],
    ['fills an empty mapping', 'a:\n  b: null\n', { b: { d: 2 } }, 'a:\n  b:\n    d: 2\n'],
    ['fills an empty list', 'a:\n  b:\n', { b: ['x'] }, 'a:\n  b:\n    - x\n'],
    ['leaves a list alone', 'a:\n  b: [x]\n', { b: ['y'] }, 'refused: exists'],
    ['leaves a value alone that is to be a mapping', 'a:\n  b: x\n', { b: { c: 1 } }, 'refused: exists'],
    ['writes what is empty', 'a:\n  x: 1\n', { b: {}, c: [] }, 'a:\n  x: 1\n  b: {}\n  c: []\n'],
    ['writes what is empty between braces', 'a: { x: 1 }\n', { b: {}, c: [] }, 'a: { x: 1, b: {}, c: [] }\n'],
    [
      'quotes what is no plain text',
      'a:\n  x: 1\n',
      { b: 'x\u200b', c: 'x ', d: 'x:' },
      'a:\n  x: 1\n  b: "x\\u200b"\n  c: "x "\n  d: "x:"\n',
    ],
  ])('%s', (_, text, values, outcome) => {
    expect(run(text, (file) => setKeys(file, ['a'], values))).toBe(outcome);
  });
});
