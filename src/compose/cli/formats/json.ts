/** ESLint's results, so that whatever reads those reads these: https://eslint.org/docs/latest/integrate/nodejs-api#-lintresult-type */
import path from 'node:path';
import type { Remedy } from '../../../core/finding.js';
import type { Diagnostic, FileReport, Report, SuppressedDiagnostic } from '../report/report.js';
import type { SourceText } from '../report/source-text.js';
import { jsonText, visibleText } from '../report/visible-text.js';
import { canShowEdits } from '../render/secrets.js';
import type { FormatContext, Render } from './format.js';

interface EslintFix {
  readonly range: readonly [number, number];
  readonly text: string;
}

export interface EslintMessage {
  readonly ruleId: string | null;
  readonly severity: 1 | 2;
  readonly message: string;
  readonly messageId?: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly fatal?: true;
  readonly fix?: EslintFix;
  readonly suggestions?: readonly { readonly messageId: string; readonly desc: string; readonly fix: EslintFix }[];
}

export interface EslintResult {
  readonly filePath: string;
  readonly messages: readonly EslintMessage[];
  readonly suppressedMessages: readonly (EslintMessage & {
    readonly suppressions: readonly { readonly kind: 'directive' | 'file'; readonly justification: string }[];
  })[];
  readonly errorCount: number;
  readonly fatalErrorCount: number;
  readonly warningCount: number;
  readonly fixableErrorCount: number;
  readonly fixableWarningCount: number;
  readonly usedDeprecatedRules: readonly never[];
}

export const renderJson: Render = (report, context) => `${jsonText(toEslintResults(report, context))}\n`;

/** The report as ESLint's own API returns it. The source text is left out: it may hold secrets. */
export function toEslintResults(report: Report, { cwd }: FormatContext): EslintResult[] {
  return report.files.map((file) => toEslintResult(file, cwd));
}

function toEslintResult(file: FileReport, cwd: string): EslintResult {
  const messages = file.diagnostics.map((diagnostic) => toEslintMessage(diagnostic, file.source));
  const count = (severity: 1 | 2, test: (message: EslintMessage) => boolean = () => true): number =>
    messages.filter((message) => message.severity === severity && test(message)).length;
  const isFixable = ({ fix }: EslintMessage): boolean => fix !== undefined;
  return {
    filePath: path.resolve(cwd, file.name),
    messages,
    suppressedMessages: file.suppressed.map((suppressed) => toSuppressedMessage(suppressed, file.source)),
    errorCount: count(2),
    fatalErrorCount: messages.filter(({ fatal }) => fatal).length,
    warningCount: count(1),
    fixableErrorCount: count(2, isFixable),
    fixableWarningCount: count(1, isFixable),
    usedDeprecatedRules: [],
  };
}

function toSuppressedMessage(
  { diagnostic, by, reason }: SuppressedDiagnostic,
  source: SourceText | null,
): EslintResult['suppressedMessages'][number] {
  return {
    ...toEslintMessage(diagnostic, source),
    suppressions: [{ kind: by === 'baseline' ? 'file' : 'directive', justification: visibleText(reason ?? '') }],
  };
}

function toEslintMessage(diagnostic: Diagnostic, source: SourceText | null): EslintMessage {
  const { span } = diagnostic;
  const start = span && source ? source.positionAt(span.start) : null;
  const end = span && source ? source.positionAt(span.end) : null;
  const fix = diagnostic.fix && source ? toEslintFix(diagnostic.fix, source) : null;
  const suggestions = source
    ? diagnostic.suggestions.flatMap((remedy) => {
        const edit = toEslintFix(remedy, source);
        return edit ? [{ messageId: remedy.messageId, desc: visibleText(remedy.message), fix: edit }] : [];
      })
    : [];
  return {
    ruleId: diagnostic.ruleId,
    severity: diagnostic.severity === 'error' ? 2 : 1,
    message: visibleText(diagnostic.message),
    ...(diagnostic.messageId === null ? {} : { messageId: diagnostic.messageId }),
    ...(start && end ? { line: start.line, column: start.column, endLine: end.line, endColumn: end.column } : {}),
    ...(diagnostic.kind === 'failure' ? { fatal: true as const } : {}),
    ...(fix ? { fix } : {}),
    ...(suggestions.length > 0 ? { suggestions } : {}),
  };
}

/**
 * A remedy as ESLint's single edit: the text between its edits goes along. `null` when an edit is in another file, or when
 * the text would quote a secret.
 */
export function toEslintFix(remedy: Remedy, source: SourceText): EslintFix | null {
  const edits = [...remedy.edits].sort((a, b) => a.start - b.start);
  const [first] = edits;
  const last = edits.at(-1);
  if (!first || !last || edits.some(({ file }) => file !== source.name)) return null;
  if (!canShowEdits(edits, source, 'shown')) return null;
  let text = '';
  let at = first.start;
  for (const edit of edits) {
    text += source.text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return { range: [first.start, last.end], text };
}
