/** Visiting what is inside a node, for the few questions that a selector cannot ask. */
import type { TSESTree } from '@typescript-eslint/utils';
import { type FunctionNode, childrenOf, isFunction } from '../options/scope.js';
import { type ClassNode, isClass } from '../options/syntax.js';

/** Calls `visit` for `node` and everything in it, in source order; a `false` from `visit` skips what is inside that node. */
export function walk(node: TSESTree.Node, visit: (node: TSESTree.Node) => boolean | undefined): void {
  if (visit(node) === false) return;
  for (const child of childrenOf(node)) walk(child, visit);
}

/** The file that a node is in. */
export function programOf(node: TSESTree.Node): TSESTree.Program {
  let at = node;
  while (at.type !== 'Program') at = at.parent;
  return at;
}

/** The innermost class around `node`, or `null`. */
export function enclosingClass(node: TSESTree.Node): ClassNode | null {
  // ESLint gives the program a parent of `null`.
  for (let at: TSESTree.Node | null | undefined = node; at; at = at.parent) if (isClass(at)) return at;
  return null;
}

/** The innermost function around `node`, or `null`. */
export function enclosingFunction(node: TSESTree.Node): FunctionNode | null {
  for (let at: TSESTree.Node | null | undefined = node.parent; at; at = at.parent) if (isFunction(at)) return at;
  return null;
}

/** What a function returns, nested functions left out. */
export function returnedBy(body: FunctionNode): TSESTree.Expression[] {
  if (body.body.type !== 'BlockStatement') return [body.body];
  const returned: TSESTree.Expression[] = [];
  walk(body.body, (node) => {
    if (isFunction(node)) return false;
    if (node.type === 'ReturnStatement' && node.argument !== null) returned.push(node.argument);
    return undefined;
  });
  return returned;
}
