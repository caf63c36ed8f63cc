/** The usual way to make a `Problem` about a node. */
import type { Span } from '../../core/finding.js';
import type { MapEntry, TreeNode } from '../read/tree.js';
import type { Problem } from './stack.js';

export interface ProblemText {
  readonly code: string;
  readonly data?: Problem['data'];
  /** What Docker prints, `null` where it prints nothing. */
  readonly docker: string | null;
}

/** About a value; an absent one has the place of its key. */
export function aboutValue(
  stage: Problem['stage'],
  path: readonly string[],
  entry: MapEntry,
  text: ProblemText,
): Problem {
  return toProblem(stage, path, entry.value.span, entry.value, text);
}

/** About a key: it should not be there at all. */
export function aboutKey(
  stage: Problem['stage'],
  path: readonly string[],
  entry: MapEntry,
  text: ProblemText,
): Problem {
  return toProblem(stage, path, entry.keySpan, entry.value, text);
}

/** About a list item. */
export function aboutItem(
  stage: Problem['stage'],
  path: readonly string[],
  node: TreeNode,
  text: ProblemText,
): Problem {
  return toProblem(stage, path, node.span, node, text);
}

function toProblem(
  stage: Problem['stage'],
  path: readonly string[],
  span: Span,
  { via }: TreeNode,
  { code, data = {}, docker }: ProblemText,
): Problem {
  return { stage, code, span, related: via, path, data, docker };
}
