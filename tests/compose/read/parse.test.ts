/** YAML where Docker's scanner and the library part ways. Each row was asked of docker 28.2.2. */
import { describe, expect, test } from 'vitest';
import { parseFile } from '../../../src/compose/read/parse.js';
import { getNode } from '../../../src/compose/read/tree.js';

function codes(text: string): string[] {
  return parseFile({ name: 'stack.yml', text }).problems.map(({ code }) => code);
}

const SERVICE = 'services:\n  a:\n    image: x\n';

describe('accepted', () => {
  test.each([
    ['a closing bracket left of its key', 'services:\n  a:\n    ports: [\n      "80"\n  ]\n    image: x\n'],
    ['tabs inside brackets', 'services:\n  a:\n    cap_add: [\n\tA,\n\tB]\n'],
    ['a quoted text that goes on further left', 'services:\n  a:\n    image: "x\n  y"\n'],
    ['a tab in quotes', 'services:\n  a:\n    hostname: "a\n\tb"\n'],
    ['a tab behind a colon', 'services:\n  a:\n    image:\tx\n'],
    ['a tab right of a plain text', `${SERVICE}     \t\n  b:\n    image: x\n`],
    ['a comment that touches a closing quote', 'services:\n  a:\n    image: "x"#c\n'],
    ['a carriage return alone', 'services: {}\rx-a: 1\r'],
    ['YAML 1.1', '%YAML 1.1\n---\nservices: {}\n'],
  ])('%s', (_, text) => {
    expect(codes(text)).toEqual([]);
  });
});

describe('refused', () => {
  test.each([
    ['a line of a tab', `${SERVICE}\t\n`],
    ['a tab left of a plain text', `${SERVICE}    \t\n  b:\n    image: x\n`],
    ['a tab behind a dash', 'services:\n  a:\n    cap_add:\n      -\tx\n'],
    ['a tab before a comment', `${SERVICE}\t# c\n`],
    ['a tab on an empty line of a block text', 'services:\n  a:\n    command: |\n      x\n\t\n    image: x\n'],
    ['an escaped slash', 'services:\n  a:\n    image: "a\\/b"\n'],
    ['half a surrogate pair', 'services:\n  a:\n    image: "\\ud83d"\n'],
    ['YAML 1.2 by name', '%YAML 1.2\n---\nservices: {}\n'],
    ['two colons in a line', 'services: a: b\n'],
  ])('%s', (_, text) => {
    expect(codes(text)).toEqual(['yaml-syntax']);
  });
});

describe('what Docker does not read', () => {
  test('the second document', () => {
    expect(codes(`${SERVICE}---\nservices: [\n`)).toEqual(['more-documents']);
  });

  test('everything behind a line that is indented less than the first key', () => {
    const { root, problems } = parseFile({ name: 'stack.yml', text: '  services: {}\nnetworks: [\n' });
    expect(problems.map(({ code, stage }) => [stage, code])).toEqual([['ignored', 'rest-not-read']]);
    expect(root && getNode(root, ['services'])?.kind).toBe('map');
  });

  test('everything behind a closing bracket, to the end of a text without a line break', () => {
    const text = '{services: {}} rest';
    const { problems } = parseFile({ name: 'stack.yml', text });
    expect(problems.map(({ code, span }) => [code, text.slice(span.start, span.end)])).toEqual([
      ['rest-not-read', 'rest'],
    ]);
  });

  test('but a second document marker with nothing behind it says nothing', () => {
    expect(codes(`${SERVICE}---\n# the end\n`)).toEqual([]);
  });
});

describe('merge keys', () => {
  test.each([
    ['an own key beats the merged one, whatever their order', 'x: &x {a: 1}\ny: {a: 2, <<: *x}\n', { a: '2' }],
    ['the first of a list wins', 'x: &x {a: 1}\nz: &z {a: 2, b: 3}\ny: {<<: [*x, *z]}\n', { a: '1', b: '3' }],
    ['an inline mapping merges too', 'y: {<<: {a: 1}}\n', { a: '1' }],
    ['a quoted one is a key like any other', 'y: {"<<": a}\n', { '<<': 'a' }],
    ['an exclamation mark alone says nothing', 'x: &x {a: 1}\ny: {! <<: *x}\n', { a: '1' }],
    ['an anchor may be defined again', 'x: &x {a: 1}\nz: &x {a: 2}\ny: {<<: *x}\n', { a: '2' }],
  ])('%s', (_, text, expected) => {
    const { root } = parseFile({ name: 'stack.yml', text });
    const node = root && getNode(root, ['y']);
    const entries = node?.kind === 'map' ? [...node.entries.values()] : [];
    const read = entries.map(({ key, value }) => [key, text.slice(...getWritten(value))]);
    expect(Object.fromEntries(read)).toEqual(expected);
  });

  test('needs a mapping', () => {
    expect(codes('x: &x [a]\ny:\n  <<: *x\n')).toEqual(['merge-needs-map']);
  });

  test('two in one mapping are one key twice', () => {
    expect(codes('x: &x {a: 1}\ny:\n  <<: *x\n  <<: *x\n')).toEqual(['duplicate-key']);
  });
});

function getWritten(node: {
  via: readonly { start: number; end: number }[];
  span: { start: number; end: number };
}): [number, number] {
  const { start, end } = node.via.at(-1) ?? node.span;
  return [start, end];
}

describe('a line break that only Unicode knows is kept where another would be folded', () => {
  test.each([
    ['in a plain text', 'x\u2028  y\n  \u2028\n  z', 'x\u2028y\u2028\nz'],
    ['in a plain text behind Windows line breaks', 'x\r\n\r\n  y\u2029  z', 'x\ny\u2029z'],
    ['in single quotes', "'it''s\u2028  y\n\n\n  z'", "it's\u2028y\n\nz"],
    ['in double quotes', '"x\u2028  y\n  z"', 'x\u2028y z'],
    ['in a block text', '|\n  x\u2028  y\n  z\n', 'x\u2028y\nz\n'],
  ])('%s', (_, written, text) => {
    const { root } = parseFile({ name: 'stack.yml', text: `a: ${written}` });
    expect(root && getNode(root, ['a'])).toMatchObject({ value: { type: 'string', text } });
  });

  // Docker keeps these as well. Nobody has such a break together with a fold or an escape.
  test.each([
    ['but not in a folded block text', '>\n  x\u2028  y\n', 'x y\n'],
    ['but not beside an escape', '"x\u2028  y\\t"', 'x y\t'],
  ])('%s', (_, written, text) => {
    const { root } = parseFile({ name: 'stack.yml', text: `a: ${written}` });
    expect(root && getNode(root, ['a'])).toMatchObject({ value: { type: 'string', text } });
  });
});
