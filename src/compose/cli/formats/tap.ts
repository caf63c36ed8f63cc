/** TAP 14 (https://testanything.org/tap-version-14-specification.html): a test for each file, its findings as diagnostics. */
import { visibleText } from '../report/visible-text.js';
import { rangeOf, SEVERITY_WORDS } from '../report/report.js';
import type { Render } from './format.js';

export const renderTap: Render = ({ files }) => {
  const lines = ['TAP version 14', `1..${files.length}`];
  for (const [index, file] of files.entries()) {
    const { name, diagnostics } = file;
    const fails = diagnostics.some(({ severity }) => severity === 'error');
    lines.push(`${fails ? 'not ok' : 'ok'} ${index + 1} - ${escapeDescription(name)}`);
    if (diagnostics.length === 0) continue;
    lines.push('  ---', '  findings:');
    for (const diagnostic of diagnostics) {
      const { kind, ruleId, severity, message, help } = diagnostic;
      const { line, column } = rangeOf(diagnostic, file).start;
      // A JSON string is a double-quoted YAML string.
      lines.push(
        `    - rule: ${JSON.stringify(ruleId ?? kind)}`,
        `      severity: ${SEVERITY_WORDS[severity]}`,
        `      message: ${JSON.stringify(visibleText(message))}`,
        ...(help ? [`      help: ${JSON.stringify(visibleText(help))}`] : []),
        `      line: ${line}`,
        `      column: ${column}`,
      );
    }
    lines.push('  ...');
  }
  return `${lines.join('\n')}\n`;
};

/** `#` would start a directive (`# SKIP`). */
function escapeDescription(text: string): string {
  return visibleText(text).replace(/[\\#]/g, '\\$&');
}
