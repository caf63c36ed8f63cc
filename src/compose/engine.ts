/**
 * The stack linter without a host: text in, findings out. The command line and the ESLint rules both call this and nothing
 * behind it. No file is opened and nothing is printed.
 */
import type { RuleId } from '../core/catalog/index.js';
import type { Finding } from '../core/finding.js';
import { getTcpPath } from '../core/idle-path.js';
import type { KeepaliveSettings } from '../core/settings.js';
import type { Stack } from './docker/stack.js';
import { STACK_RULES } from './rules/index.js';

export type { Stack, StackFile } from './docker/stack.js';

export interface LintOptions {
  readonly settings?: KeepaliveSettings;
  /** Default: every rule that is built. */
  readonly rules?: readonly RuleId[];
}

/** What the rules say about a stack that was read, sorted by place. */
export function judgeStack(stack: Stack, { settings = {}, rules }: LintOptions = {}): readonly Finding[] {
  const context = { stack, path: getTcpPath(settings) };
  const chosen = rules ? STACK_RULES.filter(({ entry }) => rules.includes(entry.id)) : STACK_RULES;
  return sortFindings(
    chosen.flatMap((rule) => [...rule.check(context)]),
    stack,
  );
}

/** By file in the order given, then by place, then by rule: two runs and two hosts print the same. */
function sortFindings(findings: readonly Finding[], { files }: Stack): readonly Finding[] {
  const order = new Map(files.map(({ name }, index) => [name, index]));
  const fileOf = (finding: Finding): number => order.get(finding.file) ?? files.length;
  return findings.toSorted(
    (a, b) =>
      fileOf(a) - fileOf(b) ||
      a.start - b.start ||
      a.end - b.end ||
      (a.ruleId < b.ruleId ? -1 : Number(a.ruleId > b.ruleId)),
  );
}
