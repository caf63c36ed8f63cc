/** The example shop has the faults that its list says, and no other; both hosts say the same of its stack file. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as tsParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { lintStack } from '../src/compose/engine.js';
import plugin from '../src/index.js';

const shop = path.join(import.meta.dirname, '..', 'examples', 'shop');
const expected = JSON.parse(readFileSync(path.join(shop, 'expected-findings.json'), 'utf8')) as string[];

async function lintShop(): Promise<ESLint.LintResult[]> {
  const eslint = new ESLint({
    cwd: shop,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parser: tsParser } },
      ...plugin.configs.recommended,
    ] as Linter.Config[],
  });
  return eslint.lintFiles(['services', 'docker-stack.yml']);
}

describe('examples/shop', () => {
  it('has exactly the findings of its list', async () => {
    const found = (await lintShop()).flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, line }) => {
        const file = path.relative(shop, filePath).replaceAll('\\', '/');
        return `${file}:${line} ${String(ruleId).replace('keepalive/', '')}`;
      }),
    );
    expect(found.sort()).toEqual(expected.toSorted());
  });

  it('is told the same by ESLint and by the command, finding by finding', async () => {
    const text = readFileSync(path.join(shop, 'docker-stack.yml'), 'utf8');
    const offsetOf = (line: number, column: number): number =>
      text
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length +
      (line > 1 ? 1 : 0) +
      column -
      1;
    const stack = (await lintShop()).find(({ filePath }) => filePath.endsWith('docker-stack.yml'));
    const inEslint = stack?.messages.map(({ ruleId, message, line, column, endLine, endColumn }) => ({
      ruleId,
      message,
      start: offsetOf(line, column),
      end: offsetOf(endLine ?? 0, endColumn ?? 0),
    }));
    const inCommand = lintStack([{ name: 'docker-stack.yml', text }]).map(({ ruleId, message, start, end }) => ({
      ruleId: `keepalive/${ruleId}`,
      message,
      start,
      end,
    }));
    expect(inEslint).toEqual(inCommand);
  });
});
