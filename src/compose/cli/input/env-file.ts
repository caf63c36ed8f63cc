/** Variables for `${…}` in stack files: the environment, as Docker takes it, under files of `NAME=VALUE` lines. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../arguments/parse.js';
import { describeFileError } from './read-file.js';

/**
 * What `${…}` sees. No value of it is ever part of a report on findings.
 *
 * @param inherited - the environment of the process; a file that is named wins over it
 * @throws {UsageError} when a file cannot be read, or a line is not NAME=VALUE
 */
export function readEnvironment(
  files: readonly string[],
  cwd: string,
  inherited: Readonly<Record<string, string | undefined>>,
): Map<string, string> {
  const variables = new Map(
    Object.entries(inherited).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
  for (const file of files) {
    const absolute = path.resolve(cwd, file);
    let text: string;
    try {
      text = readFileSync(absolute, 'utf8');
    } catch (error) {
      throw new UsageError(`${file}: ${describeFileError(error as NodeJS.ErrnoException, absolute)}`);
    }
    for (const [index, line] of text
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
      .entries()) {
      if (/^\s*(?:#.*)?$/.test(line)) continue;
      const name = /^\s*(?:export\s+)?([A-Za-z_]\w*)=/.exec(line);
      if (name?.[1] === undefined) throw new UsageError(`${file}:${index + 1}:1: This is not NAME=VALUE.`);
      variables.set(name[1], unquote(line.slice(name[0].length)));
    }
  }
  return variables;
}

function unquote(value: string): string {
  const trimmed = value.trim();
  return /^(["']).*\1$/s.test(trimmed) && trimmed.length > 1 ? trimmed.slice(1, -1) : trimmed;
}
