/** Judges one unit of input and gathers what is said about it. What goes wrong with it is a line about it, and no more. */
import { RULE_IDS, type RuleId } from '../../core/catalog/index.js';
import type { Finding } from '../../core/finding.js';
import { nearestOf } from '../../core/nearest.js';
import { applyDirectives, type Directive, type DirectiveRule, readDirectives } from '../directives.js';
import type { ProblemAt, StackFile } from '../docker/stack.js';
import type { FileFix, FixRequest } from '../fix/apply-fixes.js';
import type { RuleSetup } from './config/effective.js';
import type { EnvironmentKnowledge } from '../rules/rule.js';
import type { JudgeOptions, Outside, StackEngine } from './engine-port.js';
import type { InputFailure, InputFile, Unit } from './input/load-units.js';
import { byPlace, type Diagnostic, diagnosticOfFinding, failure, type FileReport } from './report/report.js';
import { SourceText } from './report/source-text.js';
import { describeUnreadable, isUnreadable } from './unreadable.js';

export const ISSUES_URL = 'https://github.com/eslint-plugin-keepalive/eslint-plugin-keepalive/issues';

export interface LintContext {
  readonly engine: StackEngine;
  readonly setupOf: (file: string | null) => RuleSetup;
  /** Whether `keepalive-disable` comments count. */
  readonly inline: boolean;
  readonly outside: Outside;
  readonly knowledge: EnvironmentKnowledge;
  /** Nothing outside of this directory is written. */
  readonly root: string;
}

/** Lints one unit. A stack of several files is set up by its first. */
export function lintUnit(unit: Unit, context: LintContext): FileReport[] {
  return lintFiles(unit.files, setupOf(unit, context), context);
}

/** What is linted, wherever it is. */
type LintedFile = Pick<InputFile, 'name' | 'text' | 'kind'>;

function lintFiles(files: readonly LintedFile[], setup: RuleSetup, context: LintContext): FileReport[] {
  const found = judge(files, setup, context);
  return files.map((file, index) => {
    const source = new SourceText(file.name, file.text);
    const own = found.filter(({ span }) => (span ? span.file === file.name : index === 0)).sort(byPlace);
    const report: FileReport = { name: file.name, source, diagnostics: own, suppressed: [] };
    return context.inline ? honourDirectives(report, file, new Set(setup.severities.keys())) : report;
  });
}

/**
 * Writes the edits of one unit, or works out what they would be, and lints what is there then. What a comment switches off is
 * not edited.
 */
export function fixUnit(
  unit: Unit,
  choice: FixRequest['choice'],
  mode: FixRequest['mode'],
  context: LintContext,
): FixedUnit {
  const setup = setupOf(unit, context);
  if (unit.files.some(({ kind }) => kind !== 'stack')) return { reports: lintUnit(unit, context), files: [] };
  const lint: FixRequest['lint'] = (files) => {
    const stack = context.engine.readStack(toInputs(files), context.outside);
    const findings = context.engine.judgeStack(stack, optionsOf(setup, context));
    return context.inline ? dropSilenced(files, findings, setup) : findings;
  };
  let files: readonly FileFix[];
  try {
    files = context.engine.applyFixes({ files: unit.files, lint, choice, mode, root: context.root });
  } catch (error) {
    const reports = lintUnit(unit, context);
    return {
      reports: reports.map((report, index) => addFirst(report, index === 0 ? [internalError(error)] : [])),
      files: [],
    };
  }
  const now = mode === 'show' ? unit.files : files.map(({ name, text }) => ({ name, text, kind: 'stack' as const }));
  const reports = lintFiles(now, setup, context).map((report) => addFirst(report, refusalsOf(report.name, files)));
  return { reports, files };
}

export interface FixedUnit {
  readonly reports: readonly FileReport[];
  readonly files: readonly FileFix[];
}

/** Edits that were asked for and not made are a failure: the next step of a pipeline would take the file for mended. */
function refusalsOf(name: string, files: readonly FileFix[]): Diagnostic[] {
  return files.flatMap((file) => {
    if (file.kind !== 'refused' || file.name !== name) return [];
    return [failure(`Nothing was written to this file: ${file.reason.charAt(0).toLowerCase()}${file.reason.slice(1)}`)];
  });
}

function addFirst(report: FileReport, diagnostics: readonly Diagnostic[]): FileReport {
  return { ...report, diagnostics: [...diagnostics, ...report.diagnostics] };
}

function dropSilenced(files: readonly StackFile[], findings: readonly Finding[], setup: RuleSetup): Finding[] {
  const ran = new Set(setup.severities.keys());
  return files.flatMap(({ name, text }) => {
    const own = findings
      .filter(({ file }) => file === name)
      .map((finding) => ({ ...finding, span: { start: finding.start } }));
    return applyDirectives(text, own, readDirectives(text), ran).kept;
  });
}

function setupOf({ files }: Unit, context: LintContext): RuleSetup {
  return context.setupOf(files[0]?.place ?? null);
}

function optionsOf({ settings, severities, ruleOptions }: RuleSetup, { knowledge }: LintContext): JudgeOptions {
  return { settings, rules: [...severities.keys()], ruleOptions, knowledge };
}

function toInputs(files: readonly StackFile[]): { name: string; content: string }[] {
  return files.map(({ name, text }) => ({ name, content: text }));
}

function judge(files: readonly LintedFile[], setup: RuleSetup, context: LintContext): Diagnostic[] {
  const { engine, outside } = context;
  const options = optionsOf(setup, context);
  const [first] = files;
  try {
    if (first && first.kind !== 'stack') {
      return toDiagnostics(engine.lintHostFile(first, first.kind, options), setup, []);
    }
    const stack = engine.readStack(toInputs(files), outside);
    return toDiagnostics(engine.judgeStack(stack, options), setup, stack.problems.filter(isUnreadable));
  } catch (error) {
    return [internalError(error)];
  }
}

/** A text that is no YAML is a failure whatever rules are on; where a rule has words for it, these are used. */
function toDiagnostics(
  findings: readonly Finding[],
  setup: RuleSetup,
  unreadable: readonly ProblemAt<'yaml'>[],
): Diagnostic[] {
  const isSameSpan = (a: ProblemAt<'yaml'>, b: { file: string; start: number; end: number }): boolean =>
    a.span.file === b.file && a.span.start === b.start && a.span.end === b.end;
  const worded = new Set<ProblemAt<'yaml'>>();
  const diagnostics = findings.flatMap((finding): Diagnostic[] => {
    const problem = unreadable.find((candidate) => isSameSpan(candidate, finding));
    if (problem) {
      worded.add(problem);
      return [{ ...diagnosticOfFinding(finding, 'error'), kind: 'failure' }];
    }
    const severity = setup.severities.get(finding.ruleId);
    return severity ? [diagnosticOfFinding(finding, severity)] : [];
  });
  const others = unreadable.filter((problem) => !worded.has(problem));
  return [...diagnostics, ...others.map((problem) => failure(describeUnreadable(problem), problem.span))];
}

function honourDirectives(report: FileReport, file: LintedFile, ran: ReadonlySet<RuleId>): FileReport {
  const directives = readDirectives(file.text);
  if (directives.length === 0) return report;
  const findings = report.diagnostics.filter(({ kind }) => kind === 'finding');
  const failures = report.diagnostics.filter(({ kind }) => kind === 'failure');
  const { kept, suppressed, unused } = applyDirectives(file.text, findings, directives, ran);
  // In a file that was not understood, a directive may be about what could not be found.
  const idle =
    failures.length > 0 ? [] : unused.map(({ directive, rule }) => describeUnused(directive, rule, file.name));
  return {
    ...report,
    diagnostics: [...failures, ...kept, ...idle].sort(byPlace),
    suppressed: suppressed.map(({ item, directive }) => ({
      diagnostic: item,
      by: 'directive',
      reason: directive.reason,
    })),
  };
}

function describeUnused(directive: Directive, rule: DirectiveRule | null, file: string): Diagnostic {
  const { start, end } = rule ?? directive;
  return {
    kind: 'directive',
    severity: 'warn',
    ruleId: null,
    messageId: null,
    message: unusedMessage(rule),
    span: { file, start, end },
    related: [],
    suggestions: [],
  };
}

function unusedMessage(rule: DirectiveRule | null): string {
  if (rule === null) return 'This comment switches nothing off: no rule has anything to say here.';
  if (rule.id !== null) return `This comment switches nothing off: ${rule.id} has nothing to say here.`;
  const near = nearestOf(rule.name.replace(/^keepalive\//, ''), RULE_IDS);
  return `There is no rule \`${rule.name}\`${near === null ? '.' : `; did you mean \`${near}\`?`}`;
}

/** An input that could not be read. */
export function reportFailure({ name, message, at }: InputFailure): FileReport {
  const source = at && new SourceText(name, at.text);
  const span = at && { file: name, start: at.offset, end: at.offset + 1 };
  return { name, source, diagnostics: [failure(message, span)], suppressed: [] };
}

/** Our own mistake: one line, and the other files are still linted. */
function internalError(error: unknown): Diagnostic {
  const [line = ''] = String(error).split('\n');
  const help = `Please report it with the file: ${ISSUES_URL}`;
  return failure(`keepalive-lint itself failed on this file (${line}).`, null, help);
}
