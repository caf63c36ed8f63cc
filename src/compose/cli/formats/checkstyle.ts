/** Checkstyle's XML, which most code review tools read. */
import type { Render } from './format.js';
import { element, XML_DECLARATION } from './xml.js';

export const renderCheckstyle: Render = (report) => {
  const files = report.files.map(({ name, source, diagnostics }) => {
    const errors = diagnostics.map(({ kind, severity, span, message, ruleId }) => {
      const { line, column } = span && source ? source.positionAt(span.start) : { line: 1, column: 1 };
      return element('error', {
        line,
        column,
        severity: severity === 'error' ? 'error' : 'warning',
        message,
        source: `keepalive.${ruleId ?? kind}`,
      });
    });
    return element('file', { name }, errors.length > 0 ? `\n${errors.join('\n')}\n` : '');
  });
  return `${XML_DECLARATION}${element('checkstyle', { version: '4.3' }, files.length > 0 ? `\n${files.join('\n')}\n` : '')}\n`;
};
