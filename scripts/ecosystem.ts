/**
 * `npm run ecosystem -- [CHECKOUTS] [--update]`: lints real repositories, code with ESLint and stacks with the built command, and
 * compares the findings with the stored ones, so that a change of a rule shows as a diff of findings on real code. The repositories
 * are those of `bench/ecosystem`, each fetched at its commit, or a folder of checkouts with its own `findings.txt`. Exits with 1
 * when the findings differ. A finding's id survives moved lines: it is its file, its rule, its message without positions, and a count.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as tsParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import plugin from '../src/index.js';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { update: { type: 'boolean' } } });
const [folder] = positionals;
const pins = path.join(import.meta.dirname, '../bench/ecosystem');
const store = path.join(folder ?? pins, 'findings.txt');
const checkouts = folder === undefined ? fetchPinned() : listFolders(folder);

/** Outside of this repository, whose node_modules would be taken for theirs. */
function fetchPinned(): string[] {
  const repositories = JSON.parse(readFileSync(path.join(pins, 'repositories.json'), 'utf8')) as Record<string, string>;
  return Object.entries(repositories).map(([repository, commit]) => {
    const checkout = path.join(tmpdir(), 'keepalive-ecosystem', repository.replace('/', '+'));
    const git = (...args: string[]): string =>
      execFileSync('git', ['-c', 'core.autocrlf=false', ...args], { cwd: checkout, encoding: 'utf8', stdio: 'pipe' });
    mkdirSync(checkout, { recursive: true });
    git('init', '--quiet');
    if (spawnSync('git', ['cat-file', '-e', commit], { cwd: checkout }).status !== 0) {
      git('fetch', '--quiet', '--depth', '1', `https://github.com/${repository}`, commit);
    }
    git('checkout', '--quiet', '--force', '--detach', commit);
    return checkout;
  });
}

function listFolders(parent: string): string[] {
  const folders = readdirSync(parent, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => path.resolve(parent, name));
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
  if (run.stdout === '') throw new Error(`keepalive-lint in ${checkout}: ${run.stderr}`);
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

const found: string[] = [];
for (const checkout of checkouts) {
  found.push(...describe(checkout, [...(await lintCode(checkout)), ...lintStacks(checkout)]));
}
found.sort();

const stored = existsSync(store) ? readFileSync(store, 'utf8').split('\n').filter(Boolean) : [];
const before = new Set(stored);
const now = new Set(found);
for (const finding of stored) if (!now.has(finding)) console.log(`- ${finding}`);
for (const finding of found) if (!before.has(finding)) console.log(`+ ${finding}`);
const same = stored.length === found.length && found.every((finding) => before.has(finding));
console.log(`${found.length} findings in ${checkouts.length} checkouts${same ? ', as stored' : ''}.`);
if (values.update) writeFileSync(store, `${found.join('\n')}\n`);
process.exitCode = same || values.update ? 0 : 1;
