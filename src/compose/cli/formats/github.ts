/** Annotations in a pull request: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
import { visibleText } from '../report/visible-text.js';
import type { Render } from './format.js';
import { pathInCheckout } from './paths.js';

export const renderGithub: Render = (report, context) =>
  report.files
    .flatMap(({ name, source, diagnostics }) =>
      diagnostics.map(({ span, severity, message, ruleId, help }) => {
        const start = span && source ? source.positionAt(span.start) : { line: 1, column: 1 };
        const end = span && source ? source.positionAt(span.end) : start;
        const properties = {
          file: pathInCheckout(name, context),
          line: start.line,
          // A column range is only understood on a single line.
          ...(end.line === start.line ? { col: start.column, endColumn: end.column } : {}),
          endLine: end.line,
          title: ruleId ? `keepalive-lint: ${ruleId}` : 'keepalive-lint',
        };
        const shown = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
        const command = severity === 'error' ? 'error' : 'warning';
        return `::${command} ${shown.join(',')}::${escapeData(help ? `${message} ${help}` : message)}\n`;
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
