/** Checkstyle's XML, which most code review tools read. */
import { rangeOf, SEVERITY_WORDS } from '../report/report.js';
import type { Render } from './format.js';
import { element, XML_DECLARATION } from './xml.js';

export const renderCheckstyle: Render = (report) => {
  const files = report.files.map((file) => {
    const errors = file.diagnostics.map((diagnostic) => {
      const { kind, severity, message, ruleId } = diagnostic;
      const { line, column } = rangeOf(diagnostic, file).start;
      const source = `keepalive.${ruleId ?? kind}`;
      return element('error', { line, column, severity: SEVERITY_WORDS[severity], message, source });
    });
    return element('file', { name: file.name }, errors.length > 0 ? `\n${errors.join('\n')}\n` : '');
  });
  return `${XML_DECLARATION}${element('checkstyle', { version: '4.3' }, files.length > 0 ? `\n${files.join('\n')}\n` : '')}\n`;
};
