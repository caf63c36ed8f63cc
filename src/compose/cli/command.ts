/**
 * The command behind `keepalive-lint`, given its arguments and the world. Prints, and returns the exit code; it never ends
 * the process, because output may still be on its way.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { BUILT_RULES, RULE_IDS, type RuleId } from '../../core/catalog/index.js';
import type { Severity } from '../../core/finding.js';
import { packageVersion } from '../../package-version.js';
import { type OptionName } from './arguments/options.js';
import { parseArguments, type ParsedArguments, UsageError } from './arguments/parse.js';
import type { LoadEngine } from './engine-port.js';
import type { Format, FormatContext } from './formats/format.js';
import { FORMATS } from './formats/index.js';
import { EXIT, type ExitCode, exitCodeOf, type Gate } from './gate.js';
import { type InputRequest, loadUnits } from './input/load-units.js';
import type { Io, OutputStream } from './io.js';
import { ISSUES_URL, lintUnit, type RuleSetup } from './lint.js';
import { nearestOf } from './nearest.js';
import { type ColourChoice, isColourWanted, isUnicodeShown, type Style, widthOf } from './render/style.js';
import type { FileReport, Report } from './report/report.js';
import { visibleText } from './report/visible-text.js';

/** Runs the command line. Whatever happens, the answer is an exit code and at most one line of error. */
export async function runCommand(words: readonly string[], io: Io, loadEngine: LoadEngine): Promise<ExitCode> {
  try {
    return await dispatch(parseArguments(words), io, loadEngine);
  } catch (error) {
    const message =
      error instanceof UsageError
        ? error.message
        : `It failed (${error instanceof Error ? error.message : String(error)}). Please report this: ${ISSUES_URL}`;
    io.stderr.write(`keepalive-lint: ${visibleText(message)}\n`);
    return EXIT.failed;
  }
}

async function dispatch(args: ParsedArguments, io: Io, loadEngine: LoadEngine): Promise<ExitCode> {
  return lint(args, io, loadEngine);
}

async function lint(args: ParsedArguments, io: Io, loadEngine: LoadEngine): Promise<ExitCode> {
  const started = io.now();
  const targets = readTargets(args);
  const gate = readGate(args);
  const setup = readRuleSetup(args);
  const engine = await loadEngine();
  const files: FileReport[] = [];
  for await (const unit of loadUnits(readInputRequest(args, io), io)) files.push(...lintUnit(unit, engine, setup));

  const report: Report = { files, durationMs: io.now() - started, staleBaselineEntries: 0 };
  const nothing = files.length === 0 && !args.options.has('allow-empty');
  const exitCode = nothing ? EXIT.nothingToLint : exitCodeOf(report, gate);
  for (const { format, file } of targets) writeReport(format, file, report, exitCode, args, io);
  if (nothing) io.stderr.write('keepalive-lint: There is nothing to lint: no stack file was found.\n');
  return exitCode;
}

interface Target {
  readonly format: Format;
  /** `null`: standard output. */
  readonly file: string | null;
}

function readTargets(args: ParsedArguments): Target[] {
  const given = args.lists.get('format') ?? ['pretty'];
  const targets = given.map((word) => {
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    const file = equals < 0 ? null : word.slice(equals + 1);
    if (file === '') throw new UsageError(`--format ${name}= needs a file name.`);
    const format = FORMATS.find((candidate) => candidate.name === name);
    if (!format) throw new UsageError(unknownFormat(name));
    return { format, file };
  });
  if (targets.filter(({ file }) => file === null).length > 1) {
    throw new UsageError(
      'Only one format can go to standard output; give the others a file: --format sarif=out.sarif.',
    );
  }
  return targets;
}

function unknownFormat(name: string): string {
  const names = FORMATS.map((format) => format.name);
  const near = nearestOf(name, names);
  return `There is no format "${name}". ${near === null ? `There are ${names.join(', ')}.` : `Did you mean ${near}?`}`;
}

function readGate(args: ParsedArguments): Gate {
  const failOn = args.options.get('fail-on');
  const maxWarnings = args.options.get('max-warnings') ?? null;
  if (maxWarnings !== null && !/^\d+$/.test(maxWarnings)) {
    throw new UsageError(`--max-warnings takes a whole number, not "${maxWarnings}".`);
  }
  return {
    failOn: failOn === 'warn' || failOn === 'never' ? failOn : 'error',
    maxWarnings: maxWarnings === null ? null : Number(maxWarnings),
  };
}

function readRuleSetup(args: ParsedArguments): RuleSetup {
  const severities = new Map<RuleId, Severity>();
  for (const entry of BUILT_RULES) {
    if (entry.category === 'stack' && entry.preset === 'recommended')
      severities.set(entry.id as RuleId, entry.severity);
  }
  for (const word of args.lists.get('rule') ?? []) {
    const [id, severity] = readRuleWord(word);
    if (severity === 'off') severities.delete(id);
    else severities.set(id, severity);
  }
  return { severities, settings: {} };
}

function readRuleWord(word: string): [RuleId, Severity | 'off'] {
  const [name = '', severity = ''] = word.replace(/^keepalive\//, '').split(':');
  const id = RULE_IDS.find((candidate) => candidate === name);
  if (!id) {
    const near = nearestOf(name, RULE_IDS);
    throw new UsageError(`There is no rule "${name}". ${near ? `Did you mean ${near}?` : 'See keepalive-lint rules.'}`);
  }
  if (severity !== 'off' && severity !== 'warn' && severity !== 'error') {
    throw new UsageError(`--rule ${word} needs a severity: ${name}:off, ${name}:warn or ${name}:error.`);
  }
  return [id, severity];
}

function readInputRequest(args: ParsedArguments, io: Io): InputRequest {
  const stack = args.lists.get('compose-file') ?? [];
  return {
    cwd: io.cwd,
    operands: args.operands.length === 0 && stack.length === 0 ? ['.'] : args.operands,
    stack,
    stdinName: args.options.get('stdin-filename') ?? '<stdin>',
    exclude: args.lists.get('exclude') ?? [],
    useGitignore: !args.options.has('no-gitignore'),
  };
}

function writeReport(
  format: Format,
  file: string | null,
  report: Report,
  exitCode: ExitCode,
  args: ParsedArguments,
  io: Io,
): void {
  const context: FormatContext = {
    cwd: io.cwd,
    checkout: io.env['GITHUB_WORKSPACE'] ?? io.env['CI_PROJECT_DIR'] ?? io.cwd,
    version: packageVersion,
    style: readStyle(args, file === null ? io.stdout : NO_TERMINAL, io),
    exitCode,
  };
  const text = format.render(report, context);
  if (file === null) {
    io.stdout.write(text);
    return;
  }
  try {
    writeFileSync(path.resolve(io.cwd, file), text);
  } catch (error) {
    throw new UsageError(
      `The report cannot be written to ${file} (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
    );
  }
}

const NO_TERMINAL = { isTTY: false, columns: null };

function readStyle(args: ParsedArguments, output: Pick<OutputStream, 'isTTY' | 'columns'>, io: Io): Style {
  const has = (name: OptionName): boolean => args.options.has(name);
  const given = args.options.get('color') ?? 'always';
  const choice: ColourChoice = has('no-color') ? 'never' : has('color') ? (given as ColourChoice) : 'auto';
  return {
    colour: isColourWanted(choice, output, io.env),
    unicode: !has('ascii') && isUnicodeShown(io.env, io.platform),
    width: widthOf(output, io.env),
  };
}
