/** One line a finding, for editors and grep: `file:line:column: severity: message [rule]`. */
import { visibleText } from '../report/visible-text.js';
import { rangeOf, type Report, SEVERITY_WORDS } from '../report/report.js';

export const renderConcise = (report: Report): string =>
  report.files
    .flatMap((file) =>
      file.diagnostics.map((diagnostic) => {
        const { severity, message, ruleId } = diagnostic;
        const { line, column } = rangeOf(diagnostic, file).start;
        const rule = ruleId ? ` [${ruleId}]` : '';
        return `${visibleText(`${file.name}:${line}:${column}: ${SEVERITY_WORDS[severity]}: ${message}${rule}`)}\n`;
      }),
    )
    .join('');
