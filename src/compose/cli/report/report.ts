/** What a run found, before a format dresses it. Every format renders this and nothing else. */
import type { RuleId } from '../../../core/catalog/index.js';
import type { Finding, Severity, Span } from '../../../core/finding.js';
import type { Position, SourceText } from './source-text.js';

export interface Diagnostic extends Pick<
  Finding,
  'label' | 'related' | 'help' | 'window' | 'fix' | 'suggestions' | 'path'
> {
  /**
   * - `finding`: a rule says something;
   * - `failure`: the file could not be read or understood, so nothing is known about the rest of it;
   * - `directive`: a comment of this tool that does nothing, or names a rule that does not exist.
   */
  readonly kind: 'finding' | 'failure' | 'directive';
  readonly severity: Severity;
  /** Only findings have one; a failure to parse may carry the rule that worded it. */
  readonly ruleId: RuleId | null;
  readonly messageId: string | null;
  readonly message: string;
  /** `null` when there is no text to point at. */
  readonly span: Span | null;
  /** The values in the message, which say the same whichever way it is worded. */
  readonly data?: Readonly<Record<string, string>>;
}

export interface SuppressedDiagnostic {
  readonly diagnostic: Diagnostic;
  /** A comment in the file, or the baseline. */
  readonly by: 'directive' | 'baseline';
  /** What follows `--` in the comment. */
  readonly reason: string | null;
}

export interface FileReport {
  /** As the user wrote it, or relative to the working directory. */
  readonly name: string;
  /** `null` when it could not be read. */
  readonly source: SourceText | null;
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressed: readonly SuppressedDiagnostic[];
}

export interface Report {
  readonly files: readonly FileReport[];
  readonly durationMs: number;
  /** What --fix wrote. */
  readonly written: { readonly edits: number; readonly files: number };
  /** Places in the baseline where nothing is found any more. */
  readonly staleBaselineEntries: number;
}

export interface ReportCounts {
  readonly errors: number;
  readonly warnings: number;
  readonly failures: number;
  readonly suppressed: number;
  /** Findings that `--fix` mends. */
  readonly fixable: number;
  /** Findings that `--fix=all` mends and `--fix` does not. */
  readonly suggestible: number;
}

/** A failure counts as an error as well. */
export function countReport(report: Report): ReportCounts {
  const all = report.files.flatMap((file) => file.diagnostics);
  const count = (test: (diagnostic: Diagnostic) => boolean): number => all.filter(test).length;
  return {
    errors: count(({ severity }) => severity === 'error'),
    warnings: count(({ severity }) => severity === 'warn'),
    failures: count(({ kind }) => kind === 'failure'),
    suppressed: report.files.reduce((sum, file) => sum + file.suppressed.length, 0),
    fixable: count(({ fix }) => fix !== undefined),
    suggestible: count(({ fix, suggestions }) => fix === undefined && suggestions.length > 0),
  };
}

export function diagnosticOfFinding(finding: Finding, severity: Severity): Diagnostic {
  const { file, start, end } = finding;
  return { ...finding, kind: 'finding', severity, span: { file, start, end } };
}

/** A file that could not be read or understood, with the place where that is known. */
export function failure(message: string, span: Span | null = null, help?: string): Diagnostic {
  return {
    kind: 'failure',
    severity: 'error',
    ruleId: null,
    messageId: null,
    message,
    span,
    related: [],
    suggestions: [],
    ...(help === undefined ? {} : { help }),
  };
}

/** What people and report formats call a severity. */
export const SEVERITY_WORDS = { error: 'error', warn: 'warning' } as const;

const TOP: Position = { line: 1, column: 1 };

/** Where a diagnostic begins and ends in its file; the top of the file for one without a place. */
export function rangeOf({ span }: Diagnostic, { source }: FileReport): { start: Position; end: Position } {
  if (!span || !source) return { start: TOP, end: TOP };
  return { start: source.positionAt(span.start), end: source.positionAt(span.end) };
}

/** The message, and what to do about it, where a format has no place of its own for that. */
export function withHelp({ message, help }: Diagnostic): string {
  return help ? `${message} ${help}` : message;
}

/** The texts that diagnostics and edits point into, by the names of their files. */
export function sourcesOf(files: readonly FileReport[]): ReadonlyMap<string, SourceText> {
  return new Map(files.flatMap(({ name, source }) => (source ? [[name, source] as const] : [])));
}

const NOWHERE = { start: -1, end: -1 };

/** Textual order; what has no place comes first. */
export function byPlace({ span: a }: Pick<Diagnostic, 'span'>, { span: b }: Pick<Diagnostic, 'span'>): number {
  const [first, second] = [a ?? NOWHERE, b ?? NOWHERE];
  return first.start - second.start || first.end - second.end;
}
