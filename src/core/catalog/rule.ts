import type { Severity } from '../finding.js';

/** One option of a rule, as JSON Schema. */
export interface OptionSchema {
  readonly type: 'boolean' | 'integer' | 'number' | 'string' | 'array';
  /** One sentence, ends with a dot; a column of the options table. */
  readonly description: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: { readonly type: 'string'; readonly enum?: readonly string[] };
  readonly uniqueItems?: boolean;
}

/** The options object of a rule: the only element of ESLint's `meta.schema`. */
export interface OptionsSchema {
  readonly type: 'object';
  readonly additionalProperties: false;
  readonly properties: Readonly<Record<string, OptionSchema>>;
}

export interface RuleEntry {
  readonly id: string;
  /** One imperative sentence ("Require …", "Disallow …"), ends with a dot. */
  readonly description: string;
  /** What the rule judges: the channel in the code, or the stack (its file, or the host it runs on). */
  readonly category: 'channel' | 'stack';
  /** `text`: sysctl.conf, shell scripts, Dockerfiles. Those have no ESLint language, so the rule runs in the CLI only. */
  readonly language: 'js' | 'yaml' | 'text';
  /** A `planned` rule is declared and nothing more: it is in no preset and in no host. */
  readonly status: 'built' | 'planned';
  /** The smallest preset that contains the rule. `strict` contains all of `recommended`. */
  readonly preset: 'recommended' | 'strict';
  /** The severity in that preset. */
  readonly severity: Severity;
  /** The strongest edit that the rule offers: `fix` implies that it may have suggestions too. */
  readonly edits: 'fix' | 'suggestion' | 'none';
  /** ESLint's `meta.schema`: no options, or one object. Defaults are in `defaultOptions`. */
  readonly schema: readonly [] | readonly [OptionsSchema];
  readonly defaultOptions: readonly [] | readonly [Readonly<Record<string, unknown>>];
  /** The options in the `strict` preset, where they differ from the defaults. */
  readonly strictOptions?: Readonly<Record<string, unknown>>;
  /** By messageId. Placeholders are `{{name}}`. Messages of findings are sentences; those of suggestions are imperatives. */
  readonly messages: Readonly<Record<string, string>>;
  /** Ids of the lab rows that show the rule's verdicts on running software. See docs/evidence.md. */
  readonly evidence: readonly string[];
}
