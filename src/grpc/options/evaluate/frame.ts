import type { Binding } from '../scope.js';
import type { TSESTree } from '@typescript-eslint/utils';
import type { Value } from '../value.js';

/** What the parameters of the functions that are being called are. Empty where nobody calls: then they are unknown. */
export interface Frame {
  readonly parameters: ReadonlyMap<Binding, Value>;
  /** The functions that are being called, the outermost first. */
  readonly calls: readonly TSESTree.Node[];
}

export const NO_FRAME: Frame = { parameters: new Map(), calls: [] };
