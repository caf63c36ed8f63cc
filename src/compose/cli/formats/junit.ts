/** JUnit's report as Jenkins, GitLab and Azure read it: a suite for each file, a failed case for each finding. */
import { type Diagnostic, type FileReport, rangeOf, SEVERITY_WORDS, withHelp } from '../report/report.js';
import type { Render } from './format.js';
import { element, escapeXml, XML_DECLARATION } from './xml.js';

export const renderJunit: Render = ({ files, durationMs }) => {
  const all = files.flatMap(({ diagnostics }) => diagnostics);
  const suites = files.map(renderSuite);
  const attributes = {
    name: 'keepalive-lint',
    tests: files.reduce((sum, { diagnostics }) => sum + Math.max(1, diagnostics.length), 0),
    failures: all.length - countErrors(all),
    errors: countErrors(all),
    time: (durationMs / 1000).toFixed(3),
  };
  return `${XML_DECLARATION}${element('testsuites', attributes, suites.length > 0 ? `\n${suites.join('\n')}\n` : '')}\n`;
};

function renderSuite(file: FileReport): string {
  const { name, diagnostics } = file;
  const cases = diagnostics.map((diagnostic) => renderCase(diagnostic, file));
  // A file without findings is a test that passed.
  if (cases.length === 0) cases.push(element('testcase', { name, classname: name, time: 0 }));
  const errors = countErrors(diagnostics);
  return element(
    'testsuite',
    { name, tests: cases.length, failures: diagnostics.length - errors, errors, skipped: 0, time: 0 },
    `\n${cases.join('\n')}\n`,
  );
}

function renderCase(diagnostic: Diagnostic, file: FileReport): string {
  const { kind, severity, message, ruleId } = diagnostic;
  const { name } = file;
  const { line, column } = rangeOf(diagnostic, file).start;
  const text = `${name}:${line}:${column}: ${withHelp(diagnostic)}`;
  const type = SEVERITY_WORDS[severity];
  return element(
    'testcase',
    { name: `${ruleId ?? kind} (${line}:${column})`, classname: name, time: 0 },
    element(kind === 'failure' ? 'error' : 'failure', { message, type }, escapeXml(text)),
  );
}

/** JUnit calls it an error when a test could not run. */
function countErrors(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ kind }) => kind === 'failure').length;
}
