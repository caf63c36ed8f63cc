/** What the command line needs of the stack engine. It is loaded when there is something to lint, not before. */
import type { RuleId } from '../../core/catalog/index.js';
import type { Finding } from '../../core/finding.js';
import type { KeepaliveSettings } from '../../core/settings.js';
import type { StackFile } from '../docker/stack.js';

export interface LintOptions {
  readonly settings: KeepaliveSettings;
  /** The rules to run. */
  readonly rules: readonly RuleId[];
}

export interface StackEngine {
  /** Judges files as one stack, merged in this order. */
  lintStack(files: readonly StackFile[], options: LintOptions): readonly Finding[];
}

export type LoadEngine = () => Promise<StackEngine>;
