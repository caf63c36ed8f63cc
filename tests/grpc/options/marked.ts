/** Lints a piece of code and hands over what is marked in it. */
import path from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/utils';
import { Linter } from 'eslint';
import { expect } from 'vitest';
import { type Evaluator, evaluatorFor } from '../../../src/grpc/options/evaluator.js';

export type ParserName = 'espree' | 'typescript';

export interface LintOptions {
  /** A parser object takes the place of a named one. */
  readonly parser?: ParserName | object;
  readonly filename?: string;
  readonly cwd?: string;
  readonly parserOptions?: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Asks about the first argument of every `mark(…)` in the code, in the order of the text. */
export function askMarked<Answer>(
  code: string,
  ask: (evaluator: Evaluator, node: TSESTree.Node) => Answer,
  {
    parser = 'typescript',
    filename = 'file.ts',
    cwd = path.isAbsolute(filename) ? path.dirname(filename) : undefined,
    parserOptions = {},
    settings = {},
  }: LintOptions = {},
): Answer[] {
  const answers: Answer[] = [];
  const linter = new Linter(cwd === undefined ? {} : { cwd });
  const messages = linter.verify(
    code,
    {
      files: ['**'],
      settings: { keepalive: settings },
      languageOptions: {
        ...(parser === 'espree' ? {} : { parser: parser === 'typescript' ? typescriptParser : parser }),
        parserOptions,
      },
      plugins: {
        test: {
          rules: {
            find: {
              create: (context) => ({
                CallExpression(node: unknown) {
                  const { callee, arguments: given } = node as TSESTree.CallExpression;
                  if (callee.type !== 'Identifier' || callee.name !== 'mark' || !given[0]) return;
                  answers.push(ask(evaluatorFor(context as never), given[0]));
                },
              }),
            },
          },
        },
      },
      rules: { 'test/find': 'error' },
    },
    { filename },
  );
  // Real files bring comments for rules that are not here.
  expect(messages.filter(({ fatal, ruleId }) => fatal === true || ruleId === 'test/find')).toEqual([]);
  expect(messages.filter(({ message }) => /no matching configuration|outside of base path/i.test(message))).toEqual([]);
  if (answers.length === 0) throw new Error('the code has no mark(…)');
  return answers;
}
