/** What an operation on a stack file's text answers: the edits and what they mean, or why it leaves the text alone. */
import type { MeaningChange, TextEdit } from '../../core/finding.js';

/** Keys and list indices from the top of the document: `['services', 'web', 'sysctls', 0]`. */
export type KeyPath = readonly (string | number)[];

/** A value to write. A string is read back as a string, a number as that number: quotes are added where they are needed. */
export type YamlValue = string | number | boolean | readonly YamlValue[] | YamlMapping;

export interface YamlMapping {
  readonly [key: string]: YamlValue;
}

export type RefusalCode =
  /** The text is not one well-formed YAML document, or Docker's parser breaks its lines elsewhere. */
  | 'not-well-formed'
  /** More than one document: Docker deploys the first one only, and the author may mean another. */
  | 'several-documents'
  /** The value is an alias, or comes through `<<`. */
  | 'alias'
  /** The place belongs to an anchor that something else uses too. */
  | 'shared-anchor'
  /** A tag or an anchor stands where the value would have to go. */
  | 'tagged'
  | 'block-scalar'
  /** `? key` */
  | 'explicit-key'
  /** The same key stands twice in the mapping. */
  | 'duplicate-key'
  | 'variable'
  | 'missing'
  | 'exists'
  /** A list where a mapping is expected, or the like. */
  | 'wrong-kind'
  /** A comment would go with the text. */
  | 'comment'
  /** Nothing would be left of the mapping or list. */
  | 'last-entry'
  /** A layout for which no edit is known that is sure to keep everything else. */
  | 'layout';

export interface Refused {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  /** One sentence, ends with a dot. Names keys and anchors, never values. */
  readonly reason: string;
}

export interface Edited {
  readonly kind: 'edited';
  /** Sorted, not overlapping. Empty when the text already says it. */
  readonly edits: readonly TextEdit[];
  /** What the edits change and nothing else: `Remedy.changes`. */
  readonly changes: readonly MeaningChange[];
}

export type EditResult = Edited | Refused;

export function refuse(code: RefusalCode, reason: string): Refused {
  return { kind: 'refused', code, reason };
}
