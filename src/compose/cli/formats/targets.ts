/** Where the reports of a run go: one format to standard output, any number to files. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { didYouMean } from '../arguments/did-you-mean.js';
import { UsageError } from '../arguments/parse.js';
import type { Render } from './format.js';
import { FORMATS } from './index.js';

export interface Target {
  readonly render: Render;
  /** `null`: standard output. */
  readonly file: string | null;
}

/**
 * Loads the formats of `--format NAME` and `--format NAME=FILE`.
 *
 * @throws {UsageError} for a format that is neither ours nor an installed formatter of ESLint
 */
export async function loadTargets(words: readonly string[], cwd: string): Promise<Target[]> {
  const named = words.map((word) => {
    const equals = word.indexOf('=');
    if (equals < 0) return { name: word, file: null };
    const file = word.slice(equals + 1);
    if (file === '') throw new UsageError(`--format ${word} needs a file name after the \`=\`.`);
    return { name: word.slice(0, equals), file };
  });
  if (named.filter(({ file }) => file === null).length > 1) {
    throw new UsageError(
      'Only one format can go to standard output; name a file for the others: --format sarif=out.sarif.',
    );
  }
  const targets: Target[] = [];
  for (const { name, file } of named) targets.push({ file, render: await loadRender(name, cwd) });
  return targets;
}

async function loadRender(name: string, cwd: string): Promise<Render> {
  const own = FORMATS.find((format) => format.name === name);
  if (own) return own.load();
  const names = FORMATS.map((format) => format.name);
  const { loadEslintFormatter } = await import('./eslint-formatter.js');
  const formatter = await loadEslintFormatter(name, cwd);
  if (formatter) return formatter;
  const hint =
    didYouMean(name, names) ?? `There are ${names.join(', ')}, and ESLint's formatters where they are installed.`;
  throw new UsageError(`There is no format "${name}". ${hint}`);
}

/** Writes a report to a file, whole. */
export function writeReportFile(file: string, text: string, cwd: string): void {
  try {
    writeFileSync(path.resolve(cwd, file), text);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new UsageError(`The report cannot be written to ${file} (${code}).`);
  }
}
