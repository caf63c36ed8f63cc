/** What the command line needs of the stack engine. It is loaded when there is something to read, not before. */
import type { RuleId } from '../../core/catalog/index.js';
import type { Finding } from '../../core/finding.js';
import type { KeepaliveSettings } from '../../core/settings.js';
import type { Environment } from '../docker/interpolate.js';
import type { ResolvedStack } from '../docker/resolve.js';
import type { Stack, StackFile } from '../docker/stack.js';
import type { FileFix, FixRequest } from '../fix/apply-fixes.js';
import type { EnvironmentKnowledge, RuleOptions } from '../rules/rule.js';
import type { ParsedFile } from '../read/parse.js';

export interface JudgeOptions {
  readonly settings: KeepaliveSettings;
  /** The rules to run. */
  readonly rules: readonly RuleId[];
  /** Options of single rules, over their defaults. */
  readonly ruleOptions: Readonly<Partial<Record<RuleId, RuleOptions>>>;
  readonly knowledge: EnvironmentKnowledge;
}

/** What a stack depends on besides its files. */
export interface Outside {
  readonly environment: Environment;
  /** The text of a file that a stack names (`env_file`, the file of a secret), `null` when there is none. */
  readonly readFile?: (path: string) => string | null;
}

export interface StackEngine {
  /** Reads files as one stack, merged in this order. Never throws on bad input. */
  readonly readStack: (
    inputs: readonly { readonly name: string; readonly content: string }[],
    options: Outside,
  ) => Stack;
  readonly judgeStack: (stack: Stack, options: JudgeOptions) => readonly Finding[];
  /** Judges a file that sets sysctls of the machine. */
  readonly lintHostFile: (file: StackFile, kind: 'sysctl' | 'script', options: JudgeOptions) => readonly Finding[];
  /** What Docker would post, and where each value was written. */
  readonly resolveStack: (stack: Stack) => ResolvedStack;
  readonly applyFixes: (request: FixRequest) => readonly FileFix[];
  /** Reads YAML, and so JSON, with the place of every value. */
  readonly parseFile: (file: StackFile) => ParsedFile;
}

export type LoadEngine = () => Promise<StackEngine>;
