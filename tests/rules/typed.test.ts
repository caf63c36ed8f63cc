/**
 * Types only add: what is found without type information is found with it, in the same words. `rule-tester.ts` asks the same of
 * the cases of every rule.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter, type Rule } from 'eslint';
import type ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { channelRules } from '../../src/rules/index.js';
import { OPTION_ROWS, PROLOGUE } from '../grpc/rows.js';
import { createProgram } from './typed-program.js';

const root = path.join(import.meta.dirname, '../..');

const pages = readdirSync(path.join(root, 'docs/rules')).filter((name) => name.startsWith('grpc-'));
const samples = pages.flatMap((name) => {
  const page = readFileSync(path.join(root, 'docs/rules', name), 'utf8');
  return [...page.matchAll(/^```ts \w+\n(.*?)^```$/gms)].map(([, code = '']) => code);
});
const rows = OPTION_ROWS.map(
  ([, options]) => `${PROLOGUE}export const client = new proto.lab.Echo('echo:50051', creds, ${options});\n`,
);

/** Type information does what no syntax can: the value is in a declaration. */
const TYPED = `import * as grpc from '@grpc/grpc-js';
declare const limits: { readonly idleMs: 3600000 };
export const client = new grpc.Client('a:1', grpc.credentials.createInsecure(), {
  'grpc.client_idle_timeout_ms': limits.idleMs,
});
`;

const files = new Map([...samples, ...rows, TYPED].map((code, index) => [path.join(root, `typed-${index}.ts`), code]));

function lint(filename: string, programs: readonly ts.Program[] | null): string[] {
  const config: Linter.Config = {
    files: ['**/*.ts'],
    plugins: { keepalive: { rules: channelRules as unknown as Record<string, Rule.RuleModule> } },
    rules: Object.fromEntries(Object.keys(channelRules).map((id) => [`keepalive/${id}`, 'error'])),
    languageOptions: { parser, ...(programs && { parserOptions: { programs } }) },
  };
  return new Linter({ cwd: root })
    .verify(files.get(filename) ?? '', [config], { filename })
    .map(({ line, column, ruleId, message }) => `${line}:${column} ${String(ruleId)} ${message}`);
}

describe('with type information', () => {
  const program = createProgram(files);

  it('everything is found that is found without', () => {
    for (const filename of files.keys()) {
      const without = lint(filename, null);
      expect(
        without.filter((finding) => !lint(filename, [program]).includes(finding)),
        filename,
      ).toEqual([]);
    }
  });

  it('a value is found that only a type tells', () => {
    const filename = [...files.keys()].at(-1) ?? '';
    const isIdle = (finding: string): boolean => finding.includes('grpc-channel-keepalive');
    expect(lint(filename, null).filter(isIdle)).toEqual([]);
    expect(lint(filename, [program]).filter(isIdle)).toHaveLength(1);
  });
});
