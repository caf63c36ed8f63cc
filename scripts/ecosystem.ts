/**
 * `npm run ecosystem -- CHECKOUTS [--update]`: lints a folder of checkouts, code with ESLint and stacks with the built command, and
 * compares the findings with those stored in `CHECKOUTS/findings.txt`, so that a change of a rule shows as a diff of findings on
 * real code. Exits with 1 when they differ. A finding's id survives moved lines: it is its file, its rule, its message without
 * positions, and a count.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as tsParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import plugin from '../src/index.js';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { update: { type: 'boolean' } } });
const [folder] = positionals;
if (!folder) {
  console.error('usage: npm run ecosystem -- CHECKOUTS [--update]');
  process.exit(2);
}

const config: Linter.Config[] = [
  { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser: tsParser } },
  ...plugin.configs.strict.filter(({ language }) => language === undefined),
];
const command = path.join(import.meta.dirname, '../dist/keepalive-lint.cjs');

interface FileResult {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string }[];
}

async function lintCode(checkout: string): Promise<readonly FileResult[]> {
  const eslint = new ESLint({
    cwd: checkout,
    overrideConfigFile: true,
    overrideConfig: config,
    allowInlineConfig: false,
    errorOnUnmatchedPattern: false,
    ignorePatterns: ['**/node_modules/**'],
  });
  return eslint.lintFiles(['.']);
}

function lintStacks(checkout: string): readonly FileResult[] {
  const words = ['--no-environment', '--no-inline', '--allow-empty', '--format', 'json', '.'];
  const run = spawnSync(process.execPath, [command, ...words], { cwd: checkout, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (run.status === null || run.status > 2) throw new Error(`keepalive-lint in ${checkout}: ${run.stderr}`);
  return JSON.parse(run.stdout) as FileResult[];
}

/** One line a finding. Files that do not parse are findings too: a new one is a regression of the host or of ours. */
function describe(checkout: string, results: readonly FileResult[]): string[] {
  const seen = new Map<string, number>();
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, message }) => {
      const file = path.relative(checkout, filePath).replaceAll('\\', '/');
      const id = `${path.basename(checkout)} ${file} ${ruleId ?? 'fatal'}: ${message.replaceAll(/:\d+/g, '')}`;
      const count = (seen.get(id) ?? 0) + 1;
      seen.set(id, count);
      return count === 1 ? id : `${id} (${count})`;
    }),
  );
}

const checkouts = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => path.resolve(folder, name))
  .sort();
const found: string[] = [];
for (const checkout of checkouts) {
  found.push(...describe(checkout, [...(await lintCode(checkout)), ...lintStacks(checkout)]));
}
found.sort();

const store = path.join(folder, 'findings.txt');
const stored = existsSync(store) ? readFileSync(store, 'utf8').split('\n').filter(Boolean) : [];
const before = new Set(stored);
const now = new Set(found);
for (const finding of stored) if (!now.has(finding)) console.log(`- ${finding}`);
for (const finding of found) if (!before.has(finding)) console.log(`+ ${finding}`);
const same = stored.length === found.length && found.every((finding) => before.has(finding));
console.log(`${found.length} findings in ${checkouts.length} checkouts${same ? ', as stored' : ''}.`);
if (values.update) writeFileSync(store, `${found.join('\n')}\n`);
process.exitCode = same || values.update ? 0 : 1;
