/** Judges the inputs of a run and gathers a report. What goes wrong with one of them is a line about it, and no more. */
import type { RuleId } from '../../core/catalog/index.js';
import type { Finding, Severity } from '../../core/finding.js';
import type { KeepaliveSettings } from '../../core/settings.js';
import type { StackEngine } from './engine-port.js';
import { type InputFailure, type InputFile, isFailure, type Unit } from './input/load-units.js';
import { byPlace, type Diagnostic, diagnosticOfFinding, failure, type FileReport } from './report/report.js';
import { SourceText } from './report/source-text.js';

/** How the rules are to be run on a file. */
export interface RuleSetup {
  /** A rule that is not in it is off. */
  readonly severities: ReadonlyMap<RuleId, Severity>;
  readonly settings: KeepaliveSettings;
}

/** Lints one unit. A stack of several files is set up by its first. */
export function lintUnit(input: Unit | InputFailure, engine: StackEngine, setup: RuleSetup): FileReport[] {
  if (isFailure(input)) return [reportFailure(input)];
  const sources = input.files.map((file) => new SourceText(file.name, file.text));
  const found = judge(input.files, engine, setup);
  return sources.map((source, index) => {
    const isFirst = index === 0;
    const diagnostics = found.filter(({ span }) => (span ? span.file === source.name : isFirst)).sort(byPlace);
    return { name: source.name, source, diagnostics, suppressed: [] };
  });
}

function judge(files: readonly InputFile[], engine: StackEngine, setup: RuleSetup): Diagnostic[] {
  let findings: readonly Finding[];
  try {
    findings = engine.lintStack(files, { settings: setup.settings, rules: [...setup.severities.keys()] });
  } catch (error) {
    return [internalError(error)];
  }
  return findings.map((finding) => diagnosticOfFinding(finding, setup.severities.get(finding.ruleId) ?? 'error'));
}

function reportFailure({ name, message, at }: InputFailure): FileReport {
  const source = at && new SourceText(name, at.text);
  const span = at && { file: name, start: at.offset, end: at.offset + 1 };
  return { name, source, diagnostics: [failure(message, span)], suppressed: [] };
}

/** Our own mistake: one line, and the other files are still linted. */
export function internalError(error: unknown): Diagnostic {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const [line = ''] = reason.split('\n');
  return failure(
    `keepalive-lint itself failed on this file (${line}).`,
    null,
    `Please report it with the file: ${ISSUES_URL}`,
  );
}

export const ISSUES_URL = 'https://github.com/eslint-plugin-keepalive/eslint-plugin-keepalive/issues';
