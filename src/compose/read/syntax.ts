/** What stands in a YAML text, before anything is made of it: aliases are names, scalars are text, merge keys are keys. */

export type SyntaxNode = ScalarSyntax | AliasSyntax | ListSyntax | MapSyntax;

/** Offsets in the text. Anchors and tags are not part of a node, and a block collection ends where its last value does. */
interface SyntaxPlace {
  readonly start: number;
  readonly end: number;
  readonly anchor: string | null;
}

export interface ScalarSyntax extends SyntaxPlace {
  readonly kind: 'scalar';
  readonly style: 'plain' | 'single' | 'double' | 'block';
  /** Without quotes, escapes and line folding. */
  readonly text: string;
  /** As written or in full; `''` for none. */
  readonly tag: string;
}

export interface AliasSyntax extends SyntaxPlace {
  readonly kind: 'alias';
  readonly name: string;
}

export interface ListSyntax extends SyntaxPlace {
  readonly kind: 'list';
  readonly items: readonly SyntaxNode[];
}

export interface MapSyntax extends SyntaxPlace {
  readonly kind: 'map';
  readonly isFlow: boolean;
  readonly pairs: readonly PairSyntax[];
}

export interface PairSyntax {
  /** An empty text where none is written. */
  readonly key: SyntaxNode;
  /** `null` where not even an empty text stands: `? key` without a value. */
  readonly value: SyntaxNode | null;
}
