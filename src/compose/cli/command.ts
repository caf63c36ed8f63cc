/**
 * The command behind `keepalive-lint`, given its arguments and the world. Prints, and returns the exit code; it never ends
 * the process, because output may still be on its way.
 */
import { parseArguments, type ParsedArguments, UsageError } from './arguments/parse.js';
import type { LoadEngine } from './engine-port.js';
import { EXIT, type ExitCode } from './gate.js';
import type { Io } from './io.js';
import { ISSUES_URL } from './lint.js';
import { runLint } from './lint-command.js';
import { visibleText } from './report/visible-text.js';

/** Runs the command line. Whatever happens, the answer is an exit code, and an error is a line for each mistake. */
export async function runCommand(words: readonly string[], io: Io, loadEngine: LoadEngine): Promise<ExitCode> {
  try {
    return await dispatch(parseArguments(words), io, loadEngine);
  } catch (error) {
    for (const line of describeError(error).split('\n')) io.stderr.write(`keepalive-lint: ${visibleText(line)}\n`);
    return EXIT.failed;
  }
}

async function dispatch(args: ParsedArguments, io: Io, loadEngine: LoadEngine): Promise<ExitCode> {
  return runLint(args, io, loadEngine);
}

function describeError(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  const [line = ''] = String(error).split('\n');
  return `It failed (${line}). Please report this: ${ISSUES_URL}`;
}
