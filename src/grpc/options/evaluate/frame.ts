import type { TSESTree } from '@typescript-eslint/utils';
import type { Value } from '../value.js';

/** What the parameters of the functions that are being called are, by the name that declares each. Empty where nobody calls. */
export interface Frame {
  readonly parameters: ReadonlyMap<TSESTree.Identifier, Value>;
  /** The functions that are being called, the outermost first. */
  readonly calls: readonly TSESTree.Node[];
}

export const NO_FRAME: Frame = { parameters: new Map(), calls: [] };
