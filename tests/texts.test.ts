/** Whatever a file is encoded and indented with: a finding is where an editor looks for it, and a fix changes nothing else. */
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../src/index.js';

const CODE = `import * as grpc from '@grpc/grpc-js';

export const client = new grpc.Client('shop:1', grpc.credentials.createInsecure(), {
  'grpc.keepalive_time_ms': 300_000,
  'grpc.keepalive_permit_without_calls': true,
});
`;

const STACK = `version: 3.8
services:
  web:
    image: nginx:1.27
    deploy: { endpoint_mode: dnsrr }
`;

type Change = (text: string) => string;

const FORMS: Readonly<Record<string, Change>> = {
  LF: (text) => text,
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  'a byte order mark': (text) => `\uFEFF${text}`,
  'a byte order mark and CRLF': (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`,
  'no last line end': (text) => text.trimEnd(),
};

/** Where the finding's text starts, as ESLint counts: from 1, in UTF-16 units, without the byte order mark. */
function placeOf(text: string, part: string): { line: number; column: number } {
  const lines = text.replace('\uFEFF', '').slice(0, text.replace('\uFEFF', '').indexOf(part)).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** @param reported - what the finding begins with, `before` and `after` - what the fix changes */
function expectFix(
  rule: string,
  file: string,
  text: string,
  { reported, before, after }: Readonly<Record<'reported' | 'before' | 'after', string>>,
): void {
  const linter = new Linter();
  const config = plugin.configs.strict.map((entry) => ({ ...entry, rules: { [rule]: 'error' as const } }));
  const [finding, ...others] = linter.verify(text, config, file);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ ruleId: rule, ...placeOf(text, reported) });
  expect(linter.verifyAndFix(text, config, file)).toEqual({
    fixed: true,
    messages: [],
    output: text.replace(before, after),
  });
}

describe.each(Object.entries(FORMS))('a file with %s', (_, form) => {
  const code: Readonly<Record<string, string>> = {
    blanks: CODE,
    tabs: CODE.replaceAll('  ', '\t'),
    'an emoji before the finding': CODE.replace("  'grpc.keepalive_permit", "  /* 🐘 Größe */ 'grpc.keepalive_permit"),
  };
  it.each(Object.entries(code))('of code with %s is reported and fixed in its place', (__, text) => {
    expectFix('keepalive/grpc-channel-options', 'client.js', form(text), {
      reported: "'grpc.keepalive_permit",
      before: 'true',
      after: '1',
    });
  });

  const stacks: Readonly<Record<string, string>> = {
    blanks: STACK,
    'an emoji before the finding': STACK.replace('version:', '# 🐘 Größe\nversion:'),
  };
  it.each(Object.entries(stacks))('of YAML with %s is reported and fixed in its place', (__, text) => {
    expectFix('keepalive/stack-schema', 'docker-stack.yml', form(text), {
      reported: '3.8',
      before: '3.8',
      after: '"3.8"',
    });
  });
});
