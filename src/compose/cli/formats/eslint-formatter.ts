/** Any formatter that was written for ESLint, by the name of its package. Only a name on the command line gets here. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { BUILT_RULES, getDocsUrl, type RuleId } from '../../../core/catalog/index.js';
import { visibleText } from '../report/visible-text.js';
import type { Render } from './format.js';
import { type EslintResult, toEslintResults } from './json.js';

type EslintFormatter = (results: readonly EslintResult[], context: object) => string | Promise<string>;

/**
 * Loads `NAME` as ESLint does: a path (`./mine.cjs`), a package, or the rest of `eslint-formatter-NAME`; then ESLint's own
 * formatters (`stylish`, `html`), when ESLint is installed. `null` when there is none. With `require`, which loads ES modules too.
 */
export async function loadEslintFormatter(name: string, cwd: string): Promise<Render | null> {
  const formatter = loadPackage(name, cwd) ?? (await loadFromEslint(name, cwd));
  if (!formatter) return null;
  return async (report, context) => {
    const results = toEslintResults(report, context).map(withoutInvisibles);
    const text = await formatter(results, { cwd, rulesMeta: rulesMeta() });
    return text === '' || text.endsWith('\n') ? text : `${text}\n`;
  };
}

/** The formatter prints what it gets, so it must not get anything that a terminal would obey. */
function withoutInvisibles(result: EslintResult): EslintResult {
  return { ...result, filePath: visibleText(result.filePath) };
}

function loadPackage(name: string, cwd: string): EslintFormatter | null {
  const require = createRequire(path.join(cwd, 'package.json'));
  // `@us/table` is `@us/eslint-formatter-table`, `@us` is `@us/eslint-formatter`.
  const longName = name.startsWith('@')
    ? name.replace(/\/|$/, '/eslint-formatter-').replace(/-$/, '')
    : `eslint-formatter-${name}`;
  const isPath = /^\.{0,2}[\\/]/.test(name);
  for (const candidate of isPath ? [name] : [longName, name]) {
    const file = resolveFrom(require, candidate);
    if (file === null) continue;
    const loaded: unknown = require(file);
    const value = typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : loaded;
    if (typeof value === 'function') return value as EslintFormatter;
  }
  return null;
}

async function loadFromEslint(name: string, cwd: string): Promise<EslintFormatter | null> {
  const require = createRequire(path.join(cwd, 'package.json'));
  const file = resolveFrom(require, 'eslint');
  if (file === null) return null;
  const { ESLint } = require(file) as typeof import('eslint');
  try {
    const formatter = await new ESLint({ cwd, overrideConfigFile: true }).loadFormatter(name);
    return (results) => formatter.format(results as never, undefined);
  } catch {
    // ESLint has no formatter of that name either.
    return null;
  }
}

function resolveFrom(require: NodeJS.Require, name: string): string | null {
  try {
    return require.resolve(name);
  } catch {
    return null;
  }
}

function rulesMeta(): Record<string, object> {
  return Object.fromEntries(
    BUILT_RULES.map(({ id, description }) => [
      id,
      { type: 'problem', docs: { description, url: getDocsUrl(id as RuleId) } },
    ]),
  );
}
