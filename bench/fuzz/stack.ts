/** Whole stack files: read, judged, silenced, reported in every format, and mended. */
import { FORMATS } from '../../src/compose/cli/formats/index.js';
import type { Render } from '../../src/compose/cli/formats/format.js';
import { byPlace, diagnosticOfFinding } from '../../src/compose/cli/report/report.js';
import type { Report } from '../../src/compose/cli/report/report.js';
import { SourceText } from '../../src/compose/cli/report/source-text.js';
import { applyDirectives, readDirectives } from '../../src/compose/directives.js';
import type { StackFile } from '../../src/compose/docker/stack.js';
import { judgeStack, readStack } from '../../src/compose/engine.js';
import { applyFixes } from '../../src/compose/fix/apply-fixes.js';
import { decode } from '../../src/compose/read/decode.js';
import type { Finding } from '../../src/core/finding.js';
import { RULE_IDS } from '../../src/core/catalog/index.js';
import { Broken, check, type Target } from './target.js';
import { readYamlTexts, YAML_WORDS } from './yaml-texts.js';

const NAME = 'docker-stack.yml';

interface Format {
  readonly render: Render;
  readonly isJson: boolean;
}

/** A format for each text in turn. */
export async function loadStackTarget(): Promise<Target> {
  const formats = await Promise.all(
    FORMATS.map(async ({ name, load }) => ({ render: await load(), isJson: /json|sarif|gitlab/.test(name) })),
  );
  let count = 0;
  const attempt = (text: string): Promise<string> => {
    count += 1;
    const format = formats[count % formats.length];
    if (!format) throw new Broken('There are formats.');
    if (count % 16 === 0)
      for (const encoding of ['utf8', 'latin1', 'utf16le'] as const) decode(Buffer.from(text, encoding));
    return tryText(text, format);
  };
  return { name: 'stack', share: 4, corpus: readYamlTexts(), words: YAML_WORDS, attempt };
}

const environment = new Map([
  ['A', '7200'],
  ['B', ''],
]);
const ran = new Set(RULE_IDS);

function lint(files: readonly StackFile[]): readonly Finding[] {
  return judgeStack(
    readStack(
      files.map(({ name, text }) => ({ name, content: text })),
      { environment },
    ),
  );
}

/**
 * Everything that is promised about one text.
 *
 * @returns where it led, to see what is new
 * @throws what a user would get to see
 */
async function tryText(content: string, { render, isJson }: Format): Promise<string> {
  const stack = readStack([{ name: NAME, content }], { environment });
  const [file] = stack.files;
  if (!file) throw new Broken('A file that was read is in the stack.');
  const { text } = file;
  const findings = judgeStack(stack);
  for (const { span, code } of stack.problems)
    check(isInside(span, text), `The problem ${code} has a place in the text.`);
  for (const finding of findings) checkFinding(finding, text);

  const directives = readDirectives(text);
  for (const directive of directives) check(isInside(directive, text), 'A directive has a place in the text.');
  const placed = findings.map((finding) => ({ ...finding, span: { start: finding.start } }));
  const verdict = applyDirectives(text, placed, directives, ran);
  check(verdict.kept.length + verdict.suppressed.length === findings.length, 'A finding is kept or suppressed.');

  await checkReport(text, findings, { render, isJson });
  const refusals = checkFixes(file);
  const trail = [
    ...stack.problems.map(({ code }) => code),
    ...findings.map((one) => `${one.ruleId}/${one.messageId}/${one.suggestions.length}${one.fix ? 'f' : ''}`),
  ];
  return [...new Set([...trail, ...refusals])].sort().join(' ');
}

function isInside({ start, end }: { start: number; end: number }, text: string): boolean {
  return Number.isInteger(start) && 0 <= start && start <= end && end <= text.length;
}

function checkFinding(finding: Finding, text: string): void {
  const name = `${finding.ruleId}/${finding.messageId}`;
  check(isInside(finding, text), `${name} has a place in the text.`);
  for (const related of finding.related) check(isInside(related, text), `${name} has its other places in the text.`);
  check(finding.message.endsWith('.'), `${name} says a sentence: ${finding.message}`);
  check(
    !/\{\{|\bundefined\b|\bNaN\b|\[object/.test(finding.message) || /undefined|nan|\{\{|\[object/i.test(text),
    `${name} has a value for each placeholder: ${finding.message}`,
  );
  for (const { edits } of [...finding.suggestions, ...(finding.fix ? [finding.fix] : [])]) {
    for (const edit of edits) check(isInside(edit, text), `${name} edits the text that there is.`);
  }
}

async function checkReport(text: string, findings: readonly Finding[], { render, isJson }: Format): Promise<void> {
  const diagnostics = findings.map((finding) => diagnosticOfFinding(finding, 'error')).sort(byPlace);
  const source = new SourceText(NAME, text);
  const report: Report = {
    files: [{ name: NAME, source, diagnostics, suppressed: [] }],
    durationMs: 1,
    written: { edits: 0, files: 0 },
    staleBaselineEntries: 0,
  };
  const style = { colour: false, unicode: true, width: 100 };
  const output = await render(report, { cwd: '/', checkout: '/', version: '0.0.0', style, exitCode: 1 });
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  check(!/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(output), 'A report has no control characters.');
  if (isJson) JSON.parse(output);
}

/** What the gate says when an edit is not what it claims to be: then a rule or an operation is wrong. */
const GATE = /change more than it says|cannot be read|would stay|new finding|come to rest|is not in the file/;

function checkFixes(file: StackFile): string[] {
  const request = { lint, choice: 'all', mode: 'show', root: '/' } as const;
  const [fixed] = applyFixes({ ...request, files: [{ ...file, path: null }] });
  if (!fixed || fixed.kind === 'unchanged') return [];
  if (fixed.kind === 'refused') {
    check(!GATE.test(fixed.reason), `The edits of a rule pass the gate: ${fixed.reason}`);
    return ['refused'];
  }
  const [again] = applyFixes({ ...request, files: [{ name: file.name, text: fixed.text, path: null }] });
  check(again?.kind === 'unchanged', 'A second run changes nothing.');
  return ['fixed'];
}
