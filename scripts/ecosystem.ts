/**
 * `npm run ecosystem -- CHECKOUTS [--update]`: lints a folder of checkouts with both linters and compares the findings with those
 * stored in `CHECKOUTS/findings.txt`, so that a change of a rule shows as a diff of findings on real code. Exits with 1 when they
 * differ. A finding's id survives moved lines: it is its file, its rule, its message without positions, and a count.
 */
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
  ...plugin.configs.strict,
];

/** One line a finding, sorted. Files that do not parse are findings too: a new one is a regression of the host or of ours. */
async function lintCheckout(checkout: string): Promise<string[]> {
  const eslint = new ESLint({
    cwd: checkout,
    overrideConfigFile: true,
    overrideConfig: config,
    allowInlineConfig: false,
    errorOnUnmatchedPattern: false,
    ignorePatterns: ['**/node_modules/**'],
  });
  const results = await eslint.lintFiles(['.']);
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
for (const checkout of checkouts) found.push(...(await lintCheckout(checkout)));
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
