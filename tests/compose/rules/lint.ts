/** Lints stack files given as text and shows findings the way a test wants to read them. */
import { lintStack } from '../../../src/compose/engine.js';
import type { LintOptions } from '../../../src/compose/engine.js';
import { applyEdits } from '../../../src/compose/fix/apply-edits.js';
import { parseFile } from '../../../src/compose/read/parse.js';
import type { RuleId } from '../../../src/core/catalog/index.js';
import type { Finding, Remedy } from '../../../src/core/finding.js';

export interface Shown {
  readonly messageId: string;
  readonly message: string;
  /** The text that the finding is about. */
  readonly at: string;
  readonly line: number;
  readonly finding: Finding;
}

export function lint(ruleId: RuleId, text: string | Record<string, string>, options: LintOptions = {}): Shown[] {
  const files = Object.entries(typeof text === 'string' ? { 'stack.yml': text } : text).map(([name, content]) => ({
    name,
    text: content,
  }));
  return lintStack(files, { ...options, rules: [ruleId] }).map((finding) => {
    const source = files.find(({ name }) => name === finding.file)?.text ?? '';
    return {
      messageId: finding.messageId,
      message: finding.message,
      at: source.slice(finding.start, finding.end),
      line: source.slice(0, finding.start).split('\n').length,
      finding,
    };
  });
}

/** The only finding, or an error that shows what was found. */
export function lintOne(ruleId: RuleId, text: string | Record<string, string>, options?: LintOptions): Shown {
  const [shown, ...rest] = lint(ruleId, text, options);
  if (!shown || rest.length > 0)
    throw new Error(`expected one finding, got ${JSON.stringify([shown, ...rest], null, 1)}`);
  return shown;
}

/** The text after the remedy, which still parses. */
export function apply(text: string, remedy: Remedy | undefined): string {
  if (!remedy) throw new Error('there is no remedy');
  const after = applyEdits(text, remedy.edits);
  const { problems } = parseFile({ name: 'stack.yml', text: after });
  if (problems.length > 0) throw new Error(`the output does not parse: ${JSON.stringify(problems)}\n${after}`);
  return after;
}

/** The service `web` with these lines, indented by four. */
export function web(lines: string): string {
  const body = lines
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');
  return `services:\n  web:\n    image: shop/web:1\n${body}\n`;
}
