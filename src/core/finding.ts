/** What both linters find, before any host (ESLint, the command line, a report format) dresses it. */
import type { IdleWindow } from './duration.js';
import type { RuleId } from './catalog/index.js';

export type Severity = 'error' | 'warn';

/** UTF-16 offsets into the text of `file`, byte order mark excluded; `end` is exclusive. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export interface LabelledSpan extends Span {
  /** A few words, no dot: what this place has to do with the finding. */
  readonly label: string;
}

/** Replaces `[start, end)` of the original text of `file` by `text`. An insertion has `start === end`. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** A value as an edit writes it: what stands in the text, before anybody gives it a type. */
export type WrittenValue =
  | { readonly kind: 'scalar'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'mapping'; readonly entries: readonly (readonly [key: string, value: WrittenValue])[] }
  | { readonly kind: 'list'; readonly items: readonly WrittenValue[] };

/** What edits change in the tree that a YAML text stands for. `path` leads to the entry as it was before the edits. */
export type MeaningChange = { readonly file: string; readonly path: readonly (string | number)[] } &
  /** A new value. A key that was not there is the last of its mapping; the index after the last one appends. */
  (
    | { readonly kind: 'set'; readonly to: WrittenValue }
    | { readonly kind: 'remove' }
    | { readonly kind: 'rename'; readonly to: string }
  );

/** One way to mend a finding. Edits do not overlap. */
export interface Remedy {
  /** Which of the rule's messages says what this does (ESLint's `messageId` of a suggestion). */
  readonly messageId: string;
  /** The values in that message. */
  readonly data: Readonly<Record<string, string>>;
  /** Imperative, ends with a dot: "Set net.ipv4.tcp_keepalive_time to 600." */
  readonly message: string;
  readonly edits: readonly TextEdit[];
  /**
   * What the edits change, for files whose meaning can be compared before and after (stack files). Nothing is written to
   * such a file unless this is exactly what happened.
   */
  readonly changes?: readonly MeaningChange[];
}

export interface Finding extends Span {
  readonly ruleId: RuleId;
  readonly messageId: string;
  /** The values in the message, for translation and for tests. Never the value of an environment variable or secret. */
  readonly data: Readonly<Record<string, string>>;
  /** One or two sentences, ends with a dot. */
  readonly message: string;
  /** Under the caret: a few words, no dot. */
  readonly label?: string;
  /** Other places that matter: the anchor, the first definition, the network's declaration. */
  readonly related: readonly LabelledSpan[];
  /** What to do about it, when no remedy can write it. One sentence. */
  readonly help?: string;
  /** When calls fail; drawn as a timeline. */
  readonly window?: IdleWindow;
  /** A change that cannot alter behaviour, or is exactly what the rule demands on text that it owns. */
  readonly fix?: Remedy;
  /** Changes that choose a number for the user. */
  readonly suggestions: readonly Remedy[];
  /** The path of keys to the thing, for baselines: `services.web.sysctls.net.ipv4.tcp_keepalive_time` as an array. */
  readonly path?: readonly string[];
}
