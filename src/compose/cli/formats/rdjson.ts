/** reviewdog's format, with code suggestions: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf */
import { getDocsUrl } from '../../../core/catalog/index.js';
import type { Span } from '../../../core/finding.js';
import { type Diagnostic, type FileReport, sourcesOf, withHelp } from '../report/report.js';
import type { SourceText } from '../report/source-text.js';
import { jsonText, visibleText } from '../report/visible-text.js';
import type { FormatContext, Render } from './format.js';
import { toEslintFix } from './json.js';
import { pathInCheckout } from './paths.js';

export const renderRdjson: Render = (report, context) => {
  const sources = sourcesOf(report.files);
  const diagnostics = report.files.flatMap((file) =>
    file.diagnostics.map((diagnostic) => toRdDiagnostic(diagnostic, file, sources, context)),
  );
  const source = { name: 'keepalive-lint', url: 'https://github.com/eslint-plugin-keepalive/eslint-plugin-keepalive' };
  return `${jsonText({ source, diagnostics })}\n`;
};

function toRdDiagnostic(
  diagnostic: Diagnostic,
  { name, source }: FileReport,
  sources: ReadonlyMap<string, SourceText>,
  context: FormatContext,
): object {
  const { severity, ruleId, span, related, fix, suggestions } = diagnostic;
  const path = pathInCheckout(name, context);
  const remedy = fix ?? suggestions[0];
  const edit = remedy && source ? toEslintFix(remedy, source) : null;
  const relatedLocations = related.flatMap((place) => {
    const other = sources.get(place.file);
    if (!other) return [];
    const location = { path: pathInCheckout(place.file, context), range: toRange(place, other) };
    return [{ message: visibleText(place.label), location }];
  });
  return {
    message: visibleText(withHelp(diagnostic)),
    location: { path, ...(span && source ? { range: toRange(span, source) } : {}) },
    severity: severity === 'error' ? 'ERROR' : 'WARNING',
    ...(ruleId ? { code: { value: ruleId, url: getDocsUrl(ruleId) } } : {}),
    ...(edit && source
      ? { suggestions: [{ range: toRange({ start: edit.range[0], end: edit.range[1] }, source), text: edit.text }] }
      : {}),
    ...(relatedLocations.length > 0 ? { relatedLocations } : {}),
  };
}

/** reviewdog counts columns in bytes of UTF-8, from 1. */
function toRange(span: Pick<Span, 'start' | 'end'>, source: SourceText): { start: object; end: object } {
  const positionOf = (offset: number): object => {
    const { line } = source.positionAt(offset);
    const before = source.text.slice(source.lineStart(line), offset);
    return { line, column: Buffer.byteLength(before) + 1 };
  };
  return { start: positionOf(span.start), end: positionOf(span.end) };
}
