/** What the command line needs of the stack engine. It is loaded when there is something to read, not before. */
import type { RuleId } from '../../core/catalog/index.js';
import type { Finding } from '../../core/finding.js';
import type { KeepaliveSettings } from '../../core/settings.js';
import type { Stack, StackFile } from '../docker/stack.js';
import type { FixOutcome, FixRequest } from '../fix/apply-fixes.js';
import type { ParsedFile } from '../read/parse.js';

export interface JudgeOptions {
  readonly settings: KeepaliveSettings;
  /** The rules to run. */
  readonly rules: readonly RuleId[];
  /** What is not set here is not set when the stack is deployed either. */
  readonly isEnvironmentComplete?: boolean;
}

export interface StackEngine {
  /** Reads files as one stack, merged in this order. Never throws on bad input. */
  readonly readStack: (
    inputs: readonly { readonly name: string; readonly content: string }[],
    options: { readonly environment: ReadonlyMap<string, string> },
  ) => Stack;
  readonly judgeStack: (stack: Stack, options: JudgeOptions) => readonly Finding[];
  /** Judges a file that sets sysctls of the machine. */
  readonly lintHostFile: (file: StackFile, kind: 'sysctl' | 'script', options: JudgeOptions) => readonly Finding[];
  readonly applyFixes: (request: FixRequest) => FixOutcome;
  /** Reads YAML, and so JSON, with the place of every value. */
  readonly parseFile: (file: StackFile) => ParsedFile;
}

export type LoadEngine = () => Promise<StackEngine>;
