/**
 * The stack linter without a host: text in, findings out. The command line and the ESLint rules both call this and nothing
 * behind it. No file is opened and nothing is printed.
 */
import type { RuleId } from '../core/catalog/index.js';
import type { Finding } from '../core/finding.js';
import { getTcpPath } from '../core/idle-path.js';
import type { KeepaliveSettings } from '../core/settings.js';
import type { Environment } from './docker/interpolate.js';
import type { Stack, StackFile } from './docker/stack.js';
import type { HostFileKind } from './model/host-settings.js';
import { readStack } from './read-stack.js';
import { checkHostSysctl } from './rules/host-sysctl.js';
import { STACK_RULES } from './rules/index.js';
import type { EnvironmentKnowledge, RuleOptions } from './rules/rule.js';

export { parseFile } from './read/parse.js';
export { resolveStack } from './docker/resolve.js';
export { readStack } from './read-stack.js';
export type { ReadOptions, StackInput } from './read-stack.js';
export type { Stack, StackFile } from './docker/stack.js';

export interface JudgeOptions {
  readonly settings?: KeepaliveSettings;
  /** Default: every rule that is built. */
  readonly rules?: readonly RuleId[];
  /** Options of single rules, over their defaults. */
  readonly ruleOptions?: Readonly<Partial<Record<RuleId, RuleOptions>>>;
  /** Default `unknown`: what depends on variables is not reported. */
  readonly knowledge?: EnvironmentKnowledge;
}

export interface LintOptions extends JudgeOptions {
  /** The variables that `${…}` sees. Default: none is set. */
  readonly environment?: Environment;
}

/** Judges files as one stack, merged in this order, as `docker stack deploy -c FILE -c FILE…` would deploy them. */
export function lintStack(files: readonly StackFile[], options: LintOptions = {}): readonly Finding[] {
  const inputs = files.map(({ name, text }) => ({ name, content: text }));
  return judgeStack(readStack(inputs, options), options);
}

/** What the rules say about a stack that was read, sorted by place. */
export function judgeStack(stack: Stack, options: JudgeOptions = {}): readonly Finding[] {
  const { settings = {}, rules, ruleOptions = {} } = options;
  const knowledge = settings.unknown === 'report' ? 'complete' : (options.knowledge ?? 'unknown');
  const context = { stack, path: getTcpPath(settings), knowledge };
  const chosen = rules ? STACK_RULES.filter(({ entry }) => rules.includes(entry.id)) : STACK_RULES;
  return sortFindings(
    chosen.flatMap(({ entry, check }) => [
      ...check({ ...context, options: { ...entry.defaultOptions[0], ...ruleOptions[entry.id] } }),
    ]),
    stack,
  );
}

/**
 * Judges a file that sets sysctls of the machine. Whether the machine runs containers at all is for the caller to know: a
 * sysctl.conf beside no stack file is nobody's mistake.
 */
export function lintHostFile(file: StackFile, kind: HostFileKind, { rules }: JudgeOptions = {}): readonly Finding[] {
  return !rules || rules.includes('host-sysctl') ? checkHostSysctl(file, kind) : [];
}

/** By file in the order given, then by place, then in the order of the rules: two runs and two hosts print the same. */
function sortFindings(findings: readonly Finding[], { files }: Stack): readonly Finding[] {
  const fileOf = (finding: Finding): number => files.findIndex(({ name }) => name === finding.file);
  return findings.toSorted((a, b) => fileOf(a) - fileOf(b) || a.start - b.start || a.end - b.end);
}

// What only the command line needs, in the same bundle: there is one copy of the YAML parser.
export { applyFixes } from './fix/apply-fixes.js';
