/** One line a finding, for editors and grep: `file:line:column: severity: message [rule]`. */
import { visibleText } from '../report/visible-text.js';
import type { Report } from '../report/report.js';

export const renderConcise = (report: Report): string =>
  report.files
    .flatMap(({ name, source, diagnostics }) =>
      diagnostics.map(({ span, severity, message, ruleId }) => {
        const { line, column } = span && source ? source.positionAt(span.start) : { line: 1, column: 1 };
        const word = severity === 'error' ? 'error' : 'warning';
        return `${visibleText(`${name}:${line}:${column}: ${word}: ${message}${ruleId ? ` [${ruleId}]` : ''}`)}\n`;
      }),
    )
    .join('');
