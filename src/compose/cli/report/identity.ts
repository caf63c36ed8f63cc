/** What makes a finding the same finding after the file around it was edited. */
import { createHash } from 'node:crypto';
import { secretsOf } from '../render/secrets.js';
import type { Diagnostic, FileReport, Report } from './report.js';
import type { SourceText } from './source-text.js';

/**
 * Where a diagnostic is in the structure of its file: the path of keys, or, where there is none, a digest of the line it is
 * on. Neither changes when lines move.
 */
export function placeOf(diagnostic: Diagnostic, source: SourceText | null): readonly string[] {
  if (diagnostic.path) return diagnostic.path;
  if (!diagnostic.span || !source) return [];
  const { line } = source.positionAt(diagnostic.span.start);
  let text = source.lineText(line);
  // A digest of a short secret would give it away.
  for (const { start, end } of secretsOf(source).rangesOf(line).toReversed())
    text = text.slice(0, start) + text.slice(end);
  return [`line ${digest([text.trim()]).slice(0, 16)}`];
}

/**
 * A fingerprint for each diagnostic of a report, unique in it. The second finding of a rule at one place counts as the second.
 *
 * @param nameOf - the name that the file has wherever the fingerprints are compared
 */
export function fingerprint(report: Report, nameOf: (name: string) => string): Map<Diagnostic, string> {
  const fingerprints = new Map<Diagnostic, string>();
  const seen = new Map<string, number>();
  const add = (file: FileReport, diagnostic: Diagnostic): void => {
    const key = digest([
      nameOf(file.name),
      diagnostic.ruleId ?? diagnostic.kind,
      diagnostic.messageId ?? '',
      ...placeOf(diagnostic, file.source),
    ]);
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    fingerprints.set(diagnostic, times === 0 ? key : digest([key, String(times)]));
  };
  for (const file of report.files) {
    for (const diagnostic of file.diagnostics) add(file, diagnostic);
    for (const { diagnostic } of file.suppressed) add(file, diagnostic);
  }
  return fingerprints;
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40);
}
