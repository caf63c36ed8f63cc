/** The usual way to make a `Problem` about a node. */
import type { Span } from '../../core/finding.js';
import type { MapEntry, TreeNode } from '../read/tree.js';
import type { Code, ProblemAt, Stage } from './stack.js';

export interface ProblemText<S extends Stage> {
  readonly code: Code<S>;
  readonly data?: ProblemAt<S>['data'];
  /** What Docker prints, `null` where it prints nothing. */
  readonly docker: string | null;
}

/** About a value; an absent one has the place of its key. */
export function aboutValue<S extends Stage>(
  stage: S,
  path: readonly string[],
  entry: MapEntry,
  text: ProblemText<S>,
): ProblemAt<S> {
  return toProblem(stage, path, entry.value.span, entry.value, text);
}

/** About a key: it should not be there at all. */
export function aboutKey<S extends Stage>(
  stage: S,
  path: readonly string[],
  entry: MapEntry,
  text: ProblemText<S>,
): ProblemAt<S> {
  return toProblem(stage, path, entry.keySpan, entry.value, text);
}

/** About a list item. */
export function aboutItem<S extends Stage>(
  stage: S,
  path: readonly string[],
  node: TreeNode,
  text: ProblemText<S>,
): ProblemAt<S> {
  return toProblem(stage, path, node.span, node, text);
}

function toProblem<S extends Stage>(
  stage: S,
  path: readonly string[],
  span: Span,
  { via }: TreeNode,
  { code, data = {}, docker }: ProblemText<S>,
): ProblemAt<S> {
  return { stage, code, span, related: via, path, data, docker };
}
