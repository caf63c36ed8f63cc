import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/compose/fix/apply-edits.js';
import { findUndeclaredChange } from '../../../src/compose/fix/meaning.js';
import { setKeys, setSysctls } from '../../../src/compose/fix/operations.js';
import type { EditResult } from '../../../src/compose/fix/operations.js';
import { countChangedLines } from './changed-lines.js';

const TIME = 'net.ipv4.tcp_keepalive_time';
const INTVL = 'net.ipv4.tcp_keepalive_intvl';

interface Shape {
  readonly name: string;
  readonly text: string;
  /** The text after tcp_keepalive_time became 600, or the reason for leaving it. */
  readonly replaced: string | { readonly refused: string };
  /** The text after tcp_keepalive_intvl: 30 was added, or the reason. */
  readonly added: string | { readonly refused: string };
}

/** Lines that no edit may touch, each one spoilt by a re-print: octal mode, aligned blanks, comments, a long line. */
const BEFORE = `version: '3.8'   # kept\n\nsecrets:\n   key: {file: ./key}\nservices:\n  db:\n    image:    postgres\n    user: 0644\n`;
const AFTER = `  last:\n      image: "x"   # four\n`;

const service = (lines: string): string => `${BEFORE}  web:\n    image: web\n${lines}${AFTER}`;

const SHAPES: readonly Shape[] = [
  {
    name: 'block mapping',
    text: service(`    sysctls:\n      ${TIME}: 7200\n`),
    replaced: service(`    sysctls:\n      ${TIME}: 600\n`),
    added: service(`    sysctls:\n      ${TIME}: 7200\n      ${INTVL}: 30\n`),
  },
  {
    name: 'flow mapping',
    text: service(`    sysctls: {${TIME}: 7200}\n`),
    replaced: service(`    sysctls: {${TIME}: 600}\n`),
    added: service(`    sysctls: {${TIME}: 7200, ${INTVL}: 30}\n`),
  },
  {
    name: 'list',
    text: service(`    sysctls:\n    - ${TIME}=7200\n`),
    replaced: service(`    sysctls:\n    - ${TIME}=600\n`),
    added: service(`    sysctls:\n    - ${TIME}=7200\n    - ${INTVL}=30\n`),
  },
  {
    name: 'flow list',
    text: service(`    sysctls: ["${TIME}=7200"]\n`),
    replaced: service(`    sysctls: ["${TIME}=600"]\n`),
    added: service(`    sysctls: ["${TIME}=7200", "${INTVL}=30"]\n`),
  },
  {
    name: 'anchor that nothing uses',
    text: service(`    sysctls: &keepalive\n      ${TIME}: 7200\n`),
    replaced: service(`    sysctls: &keepalive\n      ${TIME}: 600\n`),
    added: service(`    sysctls: &keepalive\n      ${TIME}: 7200\n      ${INTVL}: 30\n`),
  },
  {
    name: 'anchor that another service uses',
    text: service(`    sysctls: &keepalive\n      ${TIME}: 7200\n  api:\n    sysctls: *keepalive\n`),
    replaced: { refused: '`services.web.sysctls` is the anchor &keepalive, which other places of the file use too.' },
    added: { refused: '`services.web.sysctls` is the anchor &keepalive, which other places of the file use too.' },
  },
  {
    name: 'merge key beside own keys',
    text: `x-c: &c {user: me}\n${service(`    <<: *c\n    sysctls:\n      ${TIME}: 7200\n`)}`,
    replaced: `x-c: &c {user: me}\n${service(`    <<: *c\n    sysctls:\n      ${TIME}: 600\n`)}`,
    added: `x-c: &c {user: me}\n${service(`    <<: *c\n    sysctls:\n      ${TIME}: 7200\n      ${INTVL}: 30\n`)}`,
  },
  {
    name: 'sysctls that come through a merge key',
    text: `x-c: &c {sysctls: {${TIME}: 7200}}\n${service(`    <<: *c\n`)}`,
    replaced: { refused: '`services.web.sysctls` comes through <<; change it where the anchor is.' },
    added: { refused: '`services.web.sysctls` comes through <<; change it where the anchor is.' },
  },
  {
    name: 'comments before, on and after',
    text: service(
      `    # before\n    sysctls: # on key\n      # before time\n      ${TIME}: 7200 # on time\n      # after\n    # last\n`,
    ),
    replaced: service(
      `    # before\n    sysctls: # on key\n      # before time\n      ${TIME}: 600 # on time\n      # after\n    # last\n`,
    ),
    added: service(
      `    # before\n    sysctls: # on key\n      # before time\n      ${TIME}: 7200 # on time\n      ${INTVL}: 30\n      # after\n    # last\n`,
    ),
  },
  {
    name: 'CRLF',
    text: service(`    sysctls:\n      ${TIME}: 7200\n`).replaceAll('\n', '\r\n'),
    replaced: service(`    sysctls:\n      ${TIME}: 600\n`).replaceAll('\n', '\r\n'),
    added: service(`    sysctls:\n      ${TIME}: 7200\n      ${INTVL}: 30\n`).replaceAll('\n', '\r\n'),
  },
  {
    name: 'indentation of four',
    text: service(`    sysctls:\n        ${TIME}: 7200\n    ports: [80]\n`),
    replaced: service(`    sysctls:\n        ${TIME}: 600\n    ports: [80]\n`),
    added: service(`    sysctls:\n        ${TIME}: 7200\n        ${INTVL}: 30\n    ports: [80]\n`),
  },
  {
    name: 'quoted keys and values',
    text: service(`    'sysctls':\n      '${TIME}': '7200'\n`),
    replaced: service(`    'sysctls':\n      '${TIME}': '600'\n`),
    added: service(`    'sysctls':\n      '${TIME}': '7200'\n      '${INTVL}': 30\n`),
  },
  {
    name: 'empty value',
    text: service(`    sysctls:   # none yet\n`),
    replaced: service(`    sysctls:   # none yet\n      ${TIME}: 600\n`),
    added: service(`    sysctls:   # none yet\n      ${INTVL}: 30\n`),
  },
  {
    name: 'null',
    text: service(`    sysctls: null # none yet\n`),
    replaced: service(`    sysctls: # none yet\n      ${TIME}: 600\n`),
    added: service(`    sysctls: # none yet\n      ${INTVL}: 30\n`),
  },
  {
    name: '~',
    text: service(`    sysctls: ~\n`),
    replaced: service(`    sysctls:\n      ${TIME}: 600\n`),
    added: service(`    sysctls:\n      ${INTVL}: 30\n`),
  },
  {
    name: 'flow mapping over several lines',
    text: service(`    sysctls: {\n      ${TIME}: 7200 # on time\n    }\n`),
    replaced: service(`    sysctls: {\n      ${TIME}: 600 # on time\n    }\n`),
    added: service(`    sysctls: {\n      ${TIME}: 7200, # on time\n      ${INTVL}: 30\n    }\n`),
  },
  {
    name: 'flow mapping over several lines with a trailing comma',
    text: service(`    sysctls: {\n        ${TIME}: 7200,\n    }\n`),
    replaced: service(`    sysctls: {\n        ${TIME}: 600,\n    }\n`),
    added: service(`    sysctls: {\n        ${TIME}: 7200,\n        ${INTVL}: 30,\n    }\n`),
  },
  {
    name: 'alias',
    text: `x-s: &s {${TIME}: 7200}\n${service(`    sysctls: *s\n`)}`,
    replaced: { refused: '`services.web.sysctls` is the alias *s; change it where the anchor &s is.' },
    added: { refused: '`services.web.sysctls` is the alias *s; change it where the anchor &s is.' },
  },
  {
    name: 'no line break at the end of the file',
    text: `services:\n  web:\n    sysctls:\n      ${TIME}: 7200`,
    replaced: `services:\n  web:\n    sysctls:\n      ${TIME}: 600`,
    added: `services:\n  web:\n    sysctls:\n      ${TIME}: 7200\n      ${INTVL}: 30`,
  },
  {
    name: '{}',
    text: service(`    sysctls: {}\n`),
    replaced: service(`    sysctls: {${TIME}: 600}\n`),
    added: service(`    sysctls: {${INTVL}: 30}\n`),
  },
  {
    name: '? key',
    text: service(`    ? sysctls\n    : ${TIME}: 7200\n`),
    replaced: { refused: '`services.web.sysctls` is written with an explicit key indicator (?).' },
    added: { refused: '`services.web.sysctls` is written with an explicit key indicator (?).' },
  },
  {
    name: 'empty value of the key itself',
    text: service(`    sysctls:\n      ${TIME}: # later\n`),
    replaced: service(`    sysctls:\n      ${TIME}: 600 # later\n`),
    added: service(`    sysctls:\n      ${TIME}: # later\n      ${INTVL}: 30\n`),
  },
  {
    name: 'no sysctls',
    text: service(`    deploy:\n      replicas: 2\n\n`),
    replaced: service(`    deploy:\n      replicas: 2\n    sysctls:\n      ${TIME}: 600\n\n`),
    added: service(`    deploy:\n      replicas: 2\n    sysctls:\n      ${INTVL}: 30\n\n`),
  },
];

const SERVICE = ['services', 'web'];

function run(text: string, edit: (file: { name: string; text: string }) => EditResult): string | { refused: string } {
  const file = { name: 'stack.yml', text };
  const result = edit(file);
  if (result.kind === 'refused') return { refused: result.reason };
  const output = applyEdits(text, result.edits);
  expect(findUndeclaredChange(file, { name: 'stack.yml', text: output }, result.changes)).toBeNull();
  return output;
}

describe('an edit touches the lines it means and no other', () => {
  it.each(SHAPES)('replaces a value in: $name', ({ text, replaced }) => {
    const output = run(text, (file) => setSysctls(file, SERVICE, { [TIME]: 600 }));
    expect(output).toEqual(replaced);
    if (typeof output === 'string') expect(countChangedLines(text, output)).toBeLessThanOrEqual(3);
  });

  it.each(SHAPES)('adds a key in: $name', ({ text, added }) => {
    const output = run(text, (file) => setSysctls(file, SERVICE, { [INTVL]: 30 }));
    expect(output).toEqual(added);
    if (typeof output === 'string') expect(countChangedLines(text, output)).toBeLessThanOrEqual(3);
  });

  it.each(SHAPES)('leaves it alone the second time: $name', ({ text }) => {
    const once = run(text, (file) => setSysctls(file, SERVICE, { [TIME]: 600, [INTVL]: 30 }));
    if (typeof once !== 'string') return;
    const again = setSysctls({ name: 'stack.yml', text: once }, SERVICE, { [TIME]: 600, [INTVL]: 30 });
    expect(again).toMatchObject({ kind: 'edited', edits: [] });
  });
});

describe('a whole block', () => {
  it('is written in the indentation of the file', () => {
    const text = 'services:\n    web:\n        image: web\n    db:\n        image: db\n';
    expect(run(text, (file) => setKeys(file, SERVICE, { sysctls: { [TIME]: 600, [INTVL]: 30 } }))).toBe(
      `services:\n    web:\n        image: web\n        sysctls:\n            ${TIME}: 600\n            ${INTVL}: 30\n    db:\n        image: db\n`,
    );
  });

  it('goes into a parent that is there', () => {
    const text = 'services:\n  web:\n    deploy:\n      replicas: 2 # two\n    image: web\n';
    expect(run(text, (file) => setKeys(file, [...SERVICE, 'deploy'], { endpoint_mode: 'dnsrr' }))).toBe(
      'services:\n  web:\n    deploy:\n      replicas: 2 # two\n      endpoint_mode: dnsrr\n    image: web\n',
    );
  });

  it('makes the parents that are missing', () => {
    expect(
      run('services:\n  web: {}\n', (file) => setKeys(file, [...SERVICE, 'deploy'], { endpoint_mode: 'dnsrr' })),
    ).toBe('services:\n  web: { deploy: { endpoint_mode: dnsrr } }\n');
  });
});
