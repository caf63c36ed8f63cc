/** Annotations in a pull request: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
import { visibleText } from '../report/visible-text.js';
import { rangeOf, SEVERITY_WORDS, withHelp } from '../report/report.js';
import type { Render } from './format.js';
import { pathInCheckout } from './paths.js';

export const renderGithub: Render = (report, context) =>
  report.files
    .flatMap((file) =>
      file.diagnostics.map((diagnostic) => {
        const { severity, ruleId } = diagnostic;
        const { start, end } = rangeOf(diagnostic, file);
        const properties = {
          file: pathInCheckout(file.name, context),
          line: start.line,
          // A column range is only understood on a single line.
          ...(end.line === start.line ? { col: start.column, endColumn: end.column } : {}),
          endLine: end.line,
          title: ruleId ? `keepalive-lint: ${ruleId}` : 'keepalive-lint',
        };
        const shown = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
        return `::${SEVERITY_WORDS[severity]} ${shown.join(',')}::${escapeData(withHelp(diagnostic))}\n`;
      }),
    )
    .join('');

/** As `@actions/core` escapes them. */
function escapeData(text: string): string {
  return visibleText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
