/**
 * The command behind `keepalive-lint`, given its arguments and the world. Prints, and returns the exit code; it never ends
 * the process, because output may still be on its way.
 */
import path from 'node:path';
import { packageVersion } from '../../package-version.js';
import { readRuleId, readSetupFlags, readStyle } from './arguments/flags.js';
import { helpText } from './arguments/help.js';
import { type ParsedArguments, parseArguments, UsageError } from './arguments/parse.js';
import { makeSetup } from './config/effective.js';
import type { LoadEngine } from './engine-port.js';
import { EXIT, type ExitCode } from './gate.js';
import { outsideOf } from './input/outside.js';
import { isFailure, loadStack } from './input/load-units.js';
import type { Io } from './io.js';
import { ISSUES_URL } from './lint.js';
import { loadRunConfig, readInputRequest, runLint } from './lint-command.js';
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
  if (args.options.has('help')) {
    io.stdout.write(helpText());
    return EXIT.clean;
  }
  if (args.options.has('version')) {
    io.stdout.write(`${packageVersion}\n`);
    return EXIT.clean;
  }
  switch (args.command) {
    case 'explain':
      return runExplain(args, io);
    case 'rules':
      return runRules(args, io);
    case 'resolve':
      return runResolve(args, io, loadEngine);
    case 'completions':
      return runCompletions(args, io);
    case null:
      return args.options.has('print-config') ? runPrintConfig(args, io, loadEngine) : runLint(args, io, loadEngine);
  }
}

async function runExplain(args: ParsedArguments, io: Io): Promise<ExitCode> {
  const [word, ...more] = args.operands;
  if (word === undefined || more.length > 0)
    throw new UsageError('explain needs one rule: keepalive-lint explain RULE.');
  const id = readRuleId(word);
  const { explainRule } = await import('./explain.js');
  await io.page(explainRule(id, io.rulePages, readStyle(args, io.stdout, io)));
  return EXIT.clean;
}

async function runRules(args: ParsedArguments, io: Io): Promise<ExitCode> {
  const { listRules, listRulesAsJson } = await import('./explain.js');
  io.stdout.write(args.options.has('json') ? listRulesAsJson() : listRules(readStyle(args, io.stdout, io)));
  return EXIT.clean;
}

async function runResolve(args: ParsedArguments, io: Io, loadEngine: LoadEngine): Promise<ExitCode> {
  const stack = (args.lists.get('compose-file') ?? []).concat(args.operands);
  if (stack.length === 0) throw new UsageError('resolve needs the files of a stack: keepalive-lint resolve -c FILE….');
  const request = readInputRequest(args, { file: null, directory: io.cwd, config: {} }, io);
  let exitCode: ExitCode = EXIT.clean;
  for await (const unit of loadStack(stack, request, io)) {
    if (isFailure(unit)) throw new UsageError(`${unit.name}: ${unit.message}`);
    const engine = await loadEngine();
    const inputs = unit.files.map(({ name, text }) => ({ name, content: text }));
    const resolved = engine.readStack(inputs, outsideOf(args.lists.get('env-file') ?? [], io));
    if (resolved.deployable) {
      io.stdout.write(`${JSON.stringify(engine.resolveStack(resolved), null, 2)}\n`);
    } else {
      io.stderr.write('keepalive-lint: Docker rejects this stack. Lint it to see why.\n');
      exitCode = EXIT.failed;
    }
  }
  return exitCode;
}

async function runCompletions(args: ParsedArguments, io: Io): Promise<ExitCode> {
  const { completionScript } = await import('./completions.js');
  io.stdout.write(completionScript(args.operands[0]));
  return EXIT.clean;
}

async function runPrintConfig(args: ParsedArguments, io: Io, loadEngine: LoadEngine): Promise<ExitCode> {
  const loaded = await loadRunConfig(args, io, loadEngine);
  const [file] = args.operands;
  const { printConfig } = await import('./print-config.js');
  const setup = makeSetup(loaded, readSetupFlags(args))(file === undefined ? null : path.resolve(io.cwd, file));
  io.stdout.write(printConfig(setup, loaded, io.cwd));
  return EXIT.clean;
}

function describeError(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  const [line = ''] = String(error).split('\n');
  return `It failed (${line}). Please report this: ${ISSUES_URL}`;
}
