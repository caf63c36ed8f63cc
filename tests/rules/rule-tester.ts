/**
 * The one way to test a channel rule: ESLint's RuleTester with exact messages, places and outputs, and on top of it what must
 * hold for every case of every rule:
 *
 * - code that is JavaScript gives the same findings under espree as under the TypeScript parser;
 * - type information takes no finding of code away, and changes none;
 * - the output of a fix or suggestion parses, no longer has the finding, and offers the same edit no more.
 */
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter, RuleTester, type Rule } from 'eslint';
import type ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RuleId } from '../../src/core/catalog/index.js';
import type { KeepaliveSettings } from '../../src/core/settings.js';
import { channelRules } from '../../src/rules/index.js';
import type { ChannelRuleId } from '../../src/rules/rule.js';
import { createProgram } from './typed-program.js';

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

export interface Case {
  readonly name: string;
  readonly code: string;
  readonly options?: readonly [Readonly<Record<string, unknown>>];
  readonly settings?: KeepaliveSettings;
}

export interface ExpectedFinding {
  readonly message: string;
  /** The underlined text at its first occurrence, with «» around it where its surroundings are needed to find it. */
  readonly at: string;
  readonly suggestions?: readonly { readonly desc: string; readonly output: string }[];
}

export interface InvalidCase extends Case {
  readonly errors: readonly ExpectedFinding[];
  /** What the fix makes of the code; `null` (the default) when there is no fix. */
  readonly output?: string | null;
}

const tester = new RuleTester({ languageOptions: { parser } });

/** Registers the cases of a rule, and the promises that hold for all rules. */
export function testRule(
  id: ChannelRuleId,
  { valid, invalid }: { readonly valid: readonly Case[]; readonly invalid: readonly InvalidCase[] },
): void {
  tester.run(id, getRule(id), {
    // In RuleTester's own words: what is expected is written out, nothing is implied.
    assertionOptions: { requireMessage: 'message', requireLocation: true },
    valid: valid.map((test) => toRuleTesterCase(test)),
    invalid: invalid.map(({ errors, output, ...test }) => ({
      ...toRuleTesterCase(test),
      output: output ?? null,
      errors: errors.map(({ message, at, suggestions }) => ({
        message,
        ...locate(test.code, at),
        suggestions: suggestions ? [...suggestions] : undefined,
      })),
    })),
  });
  describe(`${id}, any parser`, () => {
    it.each([...valid, ...invalid].filter(isJavaScript))('$name', (test) => {
      expect(lint(id, test, {}, 'file.js').map(describeFinding)).toEqual(lint(id, test).map(describeFinding));
    });
  });
  const typed = invalid.map((test, index) => ({ ...test, filename: path.join(ROOT, `typed-${index}.ts`) }));
  describe(`${id}, with type information`, () => {
    let program: ts.Program;
    beforeAll(() => {
      program = createProgram(new Map(typed.map(({ filename, code }) => [filename, code])));
    });
    it.each(typed)('$name', ({ filename, ...test }) => {
      const found = lint(id, test, { parser, parserOptions: { programs: [program] } }, filename).map(describeFinding);
      expect(found).toEqual(expect.arrayContaining(lint(id, test).map(describeFinding)));
    });
  });
  const edited = invalid.flatMap((test) => listEdits(id, test));
  if (edited.length === 0) return;
  describe(`${id}, its edits`, () => {
    it.each(edited)('$name', ({ test, output, finding }) => {
      const left = lint(id, { ...test, code: output });
      expect(left.filter((message) => message.fatal)).toEqual([]);
      // The finding is gone, and no new one has come.
      expect(left.length).toBeLessThan(lint(id, test).length);
      expect(left.map(describeFinding)).not.toContain(describeFinding(finding));
    });
  });
}

/** Files under it resolve the packages of this project. */
const ROOT = path.join(import.meta.dirname, '../..');

/** What a rule says about some code. */
export function lint(
  id: RuleId,
  test: Omit<Case, 'name'>,
  languageOptions: Linter.LanguageOptions = { parser },
  filename = 'file.ts',
): Linter.LintMessage[] {
  const config: Linter.Config = {
    files: ['**/*.ts', '**/*.js'],
    plugins: { keepalive: { rules: channelRules as unknown as Record<string, Rule.RuleModule> } },
    rules: { [`keepalive/${id}`]: ['error', ...(test.options ?? [])] },
    settings: test.settings ? { keepalive: test.settings } : {},
    languageOptions,
  };
  return new Linter({ cwd: ROOT }).verify(test.code, [config], { filename });
}

function getRule(id: ChannelRuleId): Rule.RuleModule {
  const rule = channelRules[id];
  if (!rule) throw new Error(`${id} is not built`);
  return rule as unknown as Rule.RuleModule;
}

function toRuleTesterCase({ name, code, options, settings }: Case): RuleTester.ValidTestCase {
  return {
    name,
    code,
    ...(options && { options: [...options] }),
    ...(settings && { settings: { keepalive: settings } }),
  };
}

function locate(code: string, at: string): { line: number; column: number; endLine: number; endColumn: number } {
  const [, before = '', text = at, after = ''] = /^(.*)«(.*)»(.*)$/s.exec(at) ?? [];
  const found = code.indexOf(before + text + after);
  if (found === -1) throw new Error(`The code does not have ${at}`);
  const start = found + before.length;
  const [from, to] = [getPosition(code, start), getPosition(code, start + text.length)];
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

function getPosition(code: string, offset: number): { line: number; column: number } {
  const lines = code.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function describeFinding({ line, column, message }: Linter.LintMessage): string {
  return `${line}:${column} ${message}`;
}

/** espree accepts it: then it has to give the same findings. */
function isJavaScript(test: Case): boolean {
  return !new Linter().verify(test.code, [{ files: ['**/*.js'] }], { filename: 'file.js' }).some(({ fatal }) => fatal);
}

interface EditedCase {
  readonly name: string;
  readonly test: Case;
  readonly finding: Linter.LintMessage;
  readonly output: string;
}

function listEdits(id: ChannelRuleId, test: InvalidCase): EditedCase[] {
  return lint(id, test).flatMap((finding) =>
    [finding, ...(finding.suggestions ?? [])].flatMap((edit) => {
      if (!edit.fix) return [];
      const { range, text } = edit.fix;
      const output = test.code.slice(0, range[0]) + text + test.code.slice(range[1]);
      const kind = 'desc' in edit ? edit.desc : 'fix';
      return [{ name: `${test.name}: ${kind}`, test, finding, output }];
    }),
  );
}
