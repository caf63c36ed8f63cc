/** Any formatter that was written for ESLint, by the name of its package. Only a name on the command line gets here. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { BUILT_RULES, getDocsUrl, type RuleId } from '../../../core/catalog/index.js';
import { visibleText } from '../report/visible-text.js';
import type { Render } from './format.js';
import { type EslintResult, toEslintResults } from './json.js';

type EslintFormatter = (results: readonly EslintResult[], context: object) => string | Promise<string>;

/**
 * Loads `NAME` as ESLint does: a path (`./mine.cjs`), a package, or the rest of `eslint-formatter-NAME`; then ESLint's own
 * formatters (`stylish`, `html`), when ESLint is installed. `null` when there is none.
 */
export async function loadEslintFormatter(name: string, cwd: string): Promise<Render | null> {
  const formatter = (await loadPackage(name, cwd)) ?? (await loadFromEslint(name, cwd));
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

async function loadPackage(name: string, cwd: string): Promise<EslintFormatter | null> {
  const resolve = createRequire(path.join(cwd, 'package.json')).resolve;
  const scoped = /^(@[^/]+)(?:\/(.+))?$/.exec(name);
  const longName = scoped
    ? `${scoped[1]}/eslint-formatter${scoped[2] === undefined ? '' : `-${scoped[2]}`}`
    : `eslint-formatter-${name}`;
  const isPath = /^\.{0,2}[\\/]/.test(name);
  for (const candidate of isPath ? [name] : [longName, name]) {
    let file: string;
    try {
      file = resolve(candidate);
    } catch {
      continue;
    }
    const loaded = (await import(pathToFileURL(file).href)) as { default?: unknown };
    const value = loaded.default;
    if (typeof value === 'function') return value as EslintFormatter;
  }
  return null;
}

async function loadFromEslint(name: string, cwd: string): Promise<EslintFormatter | null> {
  try {
    const file = createRequire(path.join(cwd, 'package.json')).resolve('eslint');
    const { ESLint } = (await import(pathToFileURL(file).href)) as typeof import('eslint');
    const formatter = await new ESLint({ cwd, overrideConfigFile: true }).loadFormatter(name);
    return (results) => formatter.format(results as never, undefined);
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
