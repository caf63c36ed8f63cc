/** Visiting what is inside a node, for the few questions that a selector cannot ask. */
import type { TSESTree } from '@typescript-eslint/utils';

const notChildren = new Set(['parent', 'loc', 'range', 'tokens', 'comments']);

/** Calls `visit` for `node` and everything in it, in source order; a `false` from `visit` skips what is inside that node. */
export function walk(node: TSESTree.Node, visit: (node: TSESTree.Node) => boolean | undefined): void {
  if (visit(node) === false) return;
  for (const child of childrenOf(node)) walk(child, visit);
}

function* childrenOf(node: TSESTree.Node): Iterable<TSESTree.Node> {
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    if (notChildren.has(key)) continue;
    if (Array.isArray(value)) yield* (value as unknown[]).filter(isNode);
    else if (isNode(value)) yield value;
  }
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The file that a node is in. */
export function programOf(node: TSESTree.Node): TSESTree.Program {
  let at = node;
  while (at.type !== 'Program') at = at.parent;
  return at;
}

export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** The innermost class around `node`, or `null`. */
export function enclosingClass(node: TSESTree.Node): ClassNode | null {
  // ESLint gives the program a parent of `null`.
  for (let at: TSESTree.Node | null | undefined = node; at; at = at.parent)
    if (at.type === 'ClassDeclaration' || at.type === 'ClassExpression') return at;
  return null;
}

/** The innermost function around `node`, or `null`. */
export function enclosingFunction(node: TSESTree.Node): FunctionNode | null {
  for (let at: TSESTree.Node | null | undefined = node.parent; at; at = at.parent) if (isFunction(at)) return at;
  return null;
}

/** A function with a body. */
export type FunctionNode =
  TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;

export function isFunction(node: TSESTree.Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  );
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
