/** The command without a name: lints what was named, or what is found. */
import path from 'node:path';
import { packageBuild, packageVersion } from '../../package-version.js';
import { readGate, readSetupFlags, readStyle } from './arguments/flags.js';
import { type ParsedArguments, UsageError } from './arguments/parse.js';
import type { Baseline } from './baseline.js';
import type { ResultCache } from './cache/result-cache.js';
import { makeSetup } from './config/effective.js';
import { loadConfig, type LoadedConfig } from './config/load.js';
import type { FileFix, FixRequest } from '../fix/apply-fixes.js';
import type { LoadEngine, Outside } from './engine-port.js';
import { renderConcise } from './formats/concise.js';
import { renderDiffs } from './formats/diff.js';
import type { FormatContext } from './formats/format.js';
import { loadTargets, type Target, writeReportFile } from './formats/targets.js';
import { EXIT, type ExitCode, exitCodeOf } from './gate.js';
import { outsideOf } from './input/outside.js';
import { ignoreScope } from './input/gitignore.js';
import { type InputRequest, isFailure, loadUnits, type Unit } from './input/load-units.js';
import type { Io } from './io.js';
import { fixUnit, type LintContext, lintUnit, reportFailure } from './lint.js';
import { Progress } from './progress.js';
import type { FileReport, Report } from './report/report.js';

/** What stacks depend on besides their files, as this run sees it, and how much of the deployment's it is. */
function readOutside(args: ParsedArguments, io: Io): Pick<LintContext, 'outside' | 'knowledge'> {
  const envFiles = args.lists.get('env-file') ?? [];
  if (envFiles.length === 0 && args.options.has('no-environment')) {
    return { outside: { environment: new Map() }, knowledge: 'unknown' };
  }
  // Whoever names a file of variables has named the environment of the deployment: what is not in it is not set there.
  return { outside: outsideOf(envFiles, io), knowledge: envFiles.length > 0 ? 'complete' : 'inherited' };
}

export async function runLint(args: ParsedArguments, io: Io, loadEngine: LoadEngine): Promise<ExitCode> {
  const started = io.now();
  const targets = await loadTargets(args.lists.get('format') ?? ['pretty'], io.cwd);
  const flags = readSetupFlags(args);
  const editing = readEditing(args);
  const loaded = await loadRunConfig(args, io, loadEngine);
  const gate = readGate(args, loaded.config);
  const updates = args.options.has('update-baseline');
  const baseline = await openBaseline(args, loaded, io);
  const terms = {
    setupOf: makeSetup(loaded, flags),
    inline: !args.options.has('no-inline'),
    ...readOutside(args, io),
    root: io.cwd,
  };
  const cache = editing ? null : await openCache(args, terms, io);
  const { reports, fixes } = await lintAll(readInputRequest(args, loaded, io), editing, terms, loadEngine, cache, io);
  cache?.save(io.cwd);
  if (updates) baseline?.update(reports);
  const files = updates ? reports : reports.map((file) => baseline?.apply(file) ?? file);
  const written = fixes.flatMap((file) => (file.kind === 'written' ? [file.editCount] : []));
  const report: Report = {
    files,
    durationMs: io.now() - started,
    written: { files: written.length, edits: written.reduce((sum, count) => sum + count, 0) },
    staleBaselineEntries: updates ? 0 : (baseline?.countStale(files) ?? 0),
  };
  const showsDiff = editing?.mode === 'show';
  const exitCode = verdict(report, args, () => (showsDiff ? exitCodeOfDiff(report, fixes) : exitCodeOf(report, gate)));
  for (const target of targets) {
    // The diff takes the place of the report on standard output; what could not be read is said beside it.
    if (showsDiff && target.file === null) {
      io.stdout.write(renderDiffs(fixes, reports, readStyle(args, io.stdout, io)));
      io.stderr.write(renderConcise(onlyFailures(report)));
    } else {
      await writeReport(target, report, exitCode, args, io);
    }
  }
  if (files.length === 0) io.stderr.write('keepalive-lint: There is nothing to lint: no stack file was found.\n');
  return exitCode;
}

function onlyFailures(report: Report): Report {
  const failuresOf = (file: FileReport): FileReport => ({
    ...file,
    diagnostics: file.diagnostics.filter(({ kind }) => kind === 'failure'),
  });
  return { ...report, files: report.files.map(failuresOf) };
}

/** The configuration that a command line asks for. */
export function loadRunConfig(args: ParsedArguments, io: Io, loadEngine: LoadEngine): Promise<LoadedConfig> {
  if (args.options.has('no-config')) return Promise.resolve({ file: null, directory: io.cwd, config: {} });
  return loadConfig(io.cwd, args.options.get('config') ?? null, loadEngine);
}

function verdict(report: Report, args: ParsedArguments, gate: () => ExitCode): ExitCode {
  if (report.files.length === 0) return args.options.has('allow-empty') ? EXIT.clean : EXIT.nothingToLint;
  const code = gate();
  // What was just accepted does not fail the run; what could not be read still does.
  return args.options.has('update-baseline') && code === EXIT.findings ? EXIT.clean : code;
}

interface Editing {
  readonly choice: FixRequest['choice'];
  readonly mode: FixRequest['mode'];
}

/** `null`: the files are only read. `--diff` alone shows the safe edits. */
function readEditing({ options, operands, lists }: ParsedArguments): Editing | null {
  if (!options.has('fix') && !options.has('diff')) return null;
  const isShown = options.has('diff');
  const readsStdin = [...operands, ...(lists.get('compose-file') ?? [])].includes('-');
  if (readsStdin && !isShown) throw new UsageError('--fix cannot write to standard input. --diff shows the edits.');
  return { choice: options.get('fix') === 'all' ? 'all' : 'fixes', mode: isShown ? 'show' : 'write' };
}

/** A diff is a question about edits, so only edits and failures count in the answer. */
function exitCodeOfDiff(report: Report, fixes: readonly FileFix[]): ExitCode {
  const code = exitCodeOf(report, { failOn: 'never', maxWarnings: null });
  return code === EXIT.clean && fixes.some(({ kind }) => kind === 'shown') ? EXIT.findings : code;
}

/** What a run lints by, before the engine is needed. */
type LintTerms = Omit<LintContext, 'engine'>;

interface LintedFiles {
  readonly reports: readonly FileReport[];
  readonly fixes: readonly FileFix[];
}

async function lintAll(
  request: InputRequest,
  editing: Editing | null,
  terms: LintTerms,
  loadEngine: LoadEngine,
  cache: ResultCache | null,
  io: Io,
): Promise<LintedFiles> {
  const getContext = async (): Promise<LintContext> => ({ ...terms, engine: await loadEngine() });
  const lint = async (unit: Unit): Promise<readonly FileReport[]> => {
    const lintNow = async (outside: Outside): Promise<readonly FileReport[]> =>
      lintUnit(unit, { ...(await getContext()), outside });
    return withoutIdleTexts(await (cache ? cache.lint(unit, lintNow) : lintNow(terms.outside)));
  };
  const progress = new Progress(io);
  const reports: FileReport[] = [];
  const fixes: FileFix[] = [];
  const waiting: Unit[] = [];
  let hasStack = false;
  try {
    for await (const unit of loadUnits(request, io, cache)) {
      if (isFailure(unit)) {
        reports.push(reportFailure(unit));
      } else if (!('files' in unit)) {
        hasStack ||= unit.kind === 'stack';
        reports.push({ name: unit.name, source: null, diagnostics: [], suppressed: [] });
      } else if (unit.proof === 'stack-beside') {
        waiting.push(unit);
      } else {
        hasStack ||= unit.files.some(({ kind }) => kind === 'stack');
        const fixed = editing ? fixUnit(unit, editing.choice, editing.mode, await getContext()) : null;
        reports.push(...(fixed?.reports ?? (await lint(unit))));
        fixes.push(...(fixed?.files ?? []));
      }
      progress.show(reports.length);
    }
    if (hasStack) for (const unit of waiting) reports.push(...(await lint(unit)));
  } finally {
    progress.clear();
  }
  return { reports, fixes };
}

/** Nobody looks at a text in which nothing was found, and a run over many files should not hold it. */
function withoutIdleTexts(reports: readonly FileReport[]): readonly FileReport[] {
  const isClean = reports.every(({ diagnostics, suppressed }) => diagnostics.length === 0 && suppressed.length === 0);
  return isClean ? reports.map((report) => ({ ...report, source: null })) : reports;
}

async function openCache({ options }: ParsedArguments, terms: LintTerms, io: Io): Promise<ResultCache | null> {
  const location = options.get('cache-location') ?? null;
  if (!options.has('cache')) {
    if (location !== null) throw new UsageError('--cache-location needs --cache.');
    return null;
  }
  const { locateCache, ResultCache } = await import('./cache/result-cache.js');
  const stamp = JSON.stringify([packageVersion, packageBuild, io.cwd, terms.inline, terms.knowledge]);
  return new ResultCache(locateCache(location, io.cwd), stamp, terms);
}

async function openBaseline(
  args: ParsedArguments,
  { config, directory }: LoadedConfig,
  io: Io,
): Promise<Baseline | null> {
  const update = args.options.has('update-baseline');
  const given = args.options.get('baseline') ?? null;
  const file = given ?? (config.baseline === undefined ? null : path.resolve(directory, config.baseline));
  if (file === null && update) throw new UsageError('--update-baseline needs --baseline FILE.');
  if (file === null) return null;
  const { Baseline } = await import('./baseline.js');
  return Baseline.read(file, io.cwd, update);
}

/** What a command line and a configuration name as input. */
export function readInputRequest(args: ParsedArguments, { config, directory }: LoadedConfig, io: Io): InputRequest {
  const stack = args.lists.get('compose-file') ?? [];
  return {
    cwd: io.cwd,
    operands: args.operands.length === 0 && stack.length === 0 ? ['.'] : args.operands,
    stack,
    knownStacks: (config.stacks ?? []).map((files) => files.map((file) => path.resolve(directory, file))),
    stdinName: args.options.get('stdin-filename') ?? null,
    exclude: [ignoreScope(io.cwd, args.lists.get('exclude') ?? []), ignoreScope(directory, config.ignore ?? [])],
    useGitignore: !args.options.has('no-gitignore'),
    skipOthers: args.options.has('skip-others'),
  };
}

const NO_TERMINAL = { isTTY: false, columns: null };

async function writeReport(
  { render, file }: Target,
  report: Report,
  exitCode: ExitCode,
  args: ParsedArguments,
  io: Io,
): Promise<void> {
  const context: FormatContext = {
    cwd: io.cwd,
    checkout: io.env['GITHUB_WORKSPACE'] ?? io.env['CI_PROJECT_DIR'] ?? io.cwd,
    version: packageVersion,
    style: readStyle(args, file === null ? io.stdout : NO_TERMINAL, io),
    exitCode,
  };
  const text = await render(report, context);
  if (file === null) io.stdout.write(text);
  else writeReportFile(file, text, io.cwd);
}
