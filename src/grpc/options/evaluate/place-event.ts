/** What one use of a variable or field does to its value: it is assigned, a member of it is, it is handed to what changes it. */
import type { TSESTree } from '@typescript-eslint/utils';
import { type InnerNode, memberKey, unwrap, wrapped } from '../syntax.js';

/** A key, or the expression that computes it. */
export type KeyPart = string | TSESTree.Node;

export interface PlaceEvent {
  /** The expression that names the place: `options` in `options.a.b = 1`. */
  readonly node: InnerNode;
  readonly path: readonly KeyPart[];
  /** Where the last key of the path is written; for an empty path the name of the place. */
  readonly keyNode: TSESTree.Node;
  readonly action: PlaceAction;
  /** What has to be evaluated for it to happen: the assignment, the call. Its right side still sees the value before. */
  readonly effect: TSESTree.Node;
}

type LogicalOperator = '??' | '||' | '&&';

export type PlaceAction =
  | { readonly kind: 'write'; readonly value: TSESTree.Node }
  /** `??=`, `||=`, `&&=`. */
  | { readonly kind: 'logicalWrite'; readonly operator: LogicalOperator; readonly value: TSESTree.Node }
  | { readonly kind: 'delete' }
  /** `Object.assign(place, …sources)`. */
  | { readonly kind: 'assign'; readonly sources: readonly TSESTree.Node[] }
  /** `place.push(…)`. */
  | { readonly kind: 'push'; readonly elements: readonly TSESTree.Node[] }
  /** Something else becomes its value: `x++`, `[x] = …`, `for (x of …)`. */
  | { readonly kind: 'replace' }
  /** The object stays and something in it changes, in a way that is not followed. */
  | { readonly kind: 'change' };

/** Where the object of a place may go under another name. */
export interface Aliases {
  /** May the call change its argument at this index? Most do not, and taking all for changes would leave nothing known. */
  isChangedByCall(call: TSESTree.CallExpression | TSESTree.NewExpression, index: number): boolean;
  /** Is the object changed under the name that it gets here? */
  isChangedThrough(name: TSESTree.Identifier): boolean;
}

/** What this use of a place does to it, or `null` when it only reads. */
export function eventAt(node: InnerNode, aliases: Aliases): PlaceEvent | null {
  const path: KeyPart[] = [];
  let keyNode: TSESTree.Node = node;
  let current = wrapped(node);
  while (current.parent.type === 'MemberExpression' && current.parent.object === current) {
    const member: TSESTree.MemberExpression = current.parent;
    keyNode = member.property;
    path.push(memberKey(member) ?? member.property);
    current = wrapped(member);
  }
  const { parent } = current;
  if ((parent.type === 'CallExpression' || parent.type === 'NewExpression') && parent.callee === current) {
    const action = parent.type === 'CallExpression' ? actionOfMethod(path.pop(), parent.arguments) : null;
    return action && { node, path, keyNode: node, action, effect: parent };
  }
  const action = actionOn(current, parent, path.length > 0, aliases);
  return action && { node, path, keyNode, action, effect: parent };
}

function actionOn(target: InnerNode, parent: TSESTree.Node, isMember: boolean, aliases: Aliases): PlaceAction | null {
  switch (parent.type) {
    case 'AssignmentExpression':
      return parent.left === target ? actionOfAssignment(parent) : null;
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' && aliases.isChangedThrough(parent.id) ? { kind: 'change' } : null;
    case 'UpdateExpression':
    case 'ArrayPattern':
    case 'RestElement':
      return { kind: 'replace' };
    case 'AssignmentPattern':
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent.left === target ? { kind: 'replace' } : null;
    case 'Property':
      return parent.parent.type === 'ObjectPattern' && parent.value === target ? { kind: 'replace' } : null;
    case 'UnaryExpression':
      return parent.operator === 'delete' && isMember ? { kind: 'delete' } : null;
    case 'CallExpression':
    case 'NewExpression':
      return actionOfArgument(target, parent, aliases);
    default:
      return null;
  }
}

function actionOfAssignment({ operator, right: value }: TSESTree.AssignmentExpression): PlaceAction {
  switch (operator) {
    case '=':
      return { kind: 'write', value };
    case '??=':
    case '||=':
    case '&&=':
      return { kind: 'logicalWrite', operator: operator.slice(0, 2) as LogicalOperator, value };
    default:
      return { kind: 'replace' };
  }
}

/** Methods that change an array in place. */
const MUTATORS: ReadonlySet<KeyPart | undefined> = new Set([
  'pop',
  'shift',
  'unshift',
  'splice',
  'sort',
  'reverse',
  'fill',
  'copyWithin',
  'set',
  'add',
  'clear',
]);

function actionOfMethod(method: KeyPart | undefined, given: readonly TSESTree.Node[]): PlaceAction | null {
  if (method === 'push') return { kind: 'push', elements: given };
  return MUTATORS.has(method) ? { kind: 'change' } : null;
}

/** Functions of common libraries that change their first argument. */
const CHANGES_FIRST_ARGUMENT: ReadonlySet<string | null> = new Set([
  'defaults',
  'defaultsDeep',
  'defineProperties',
  'defineProperty',
  'extend',
  'merge',
  'mergeWith',
  'set',
  'setWith',
  'unset',
]);

function actionOfArgument(
  argument: TSESTree.Node,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  aliases: Aliases,
): PlaceAction | null {
  const callee = unwrap(call.callee);
  if (call.arguments[0] === argument && callee.type === 'MemberExpression') {
    const method = memberKey(callee);
    if (method === 'assign') return { kind: 'assign', sources: call.arguments.slice(1) };
    if (CHANGES_FIRST_ARGUMENT.has(method)) return { kind: 'change' };
  }
  const index = call.arguments.findIndex((candidate) => candidate === argument);
  return aliases.isChangedByCall(call, index) ? { kind: 'change' } : null;
}
