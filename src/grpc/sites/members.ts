/** What a class says about one of its members. */
import type { TSESTree } from '@typescript-eslint/utils';
import { type FunctionNode, isFunction, namesIn } from '../options/scope.js';
import { type ClassNode, memberKey, plainKey } from '../options/syntax.js';
import { enclosingClass, walk } from './walk.js';

export interface MemberWrites {
  readonly annotations: readonly TSESTree.TypeNode[];
  /** Initial value and every `this.name = …` in the class. */
  readonly values: readonly TSESTree.Node[];
  /** The method or getter of that name. */
  readonly method: FunctionNode | null;
}

const none: MemberWrites = { annotations: [], values: [], method: null };
const cache = new WeakMap<ClassNode, Map<string, MemberWrites>>();

/** What the class around `this.name` says of `name`; nothing for any other expression. */
export function memberWrites(node: TSESTree.Node): MemberWrites {
  const name = ownName(node);
  const owner = enclosingClass(node);
  if (name === null || owner === null) return none;
  let members = cache.get(owner);
  if (members === undefined) cache.set(owner, (members = new Map<string, MemberWrites>()));
  let writes = members.get(name);
  if (writes === undefined) members.set(name, (writes = collect(owner, name)));
  return writes;
}

/** The constructor of a class; one without a body only declares what the base class takes. */
export function constructorOf(owner: ClassNode): FunctionNode | null {
  for (const member of owner.body.body)
    if ('kind' in member && member.kind === 'constructor' && isFunction(member.value)) return member.value;
  return null;
}

function ownName(node: TSESTree.Node): string | null {
  return node.type === 'MemberExpression' && node.object.type === 'ThisExpression' ? memberKey(node) : null;
}

function collect(owner: ClassNode, name: string): MemberWrites {
  const annotations: TSESTree.TypeNode[] = [];
  const values: TSESTree.Node[] = [];
  let method: MemberWrites['method'] = null;
  for (const member of owner.body.body) {
    if (!('value' in member) || plainKey(member.key, member.computed) !== name) continue;
    if ('typeAnnotation' in member && member.typeAnnotation) annotations.push(member.typeAnnotation.typeAnnotation);
    if (member.value === null) continue;
    values.push(member.value);
    if (isFunction(member.value)) method = member.value;
  }
  for (const parameter of constructorOf(owner)?.params ?? []) {
    if (parameter.type !== 'TSParameterProperty') continue;
    for (const target of namesIn(parameter)) {
      if (target.name !== name) continue;
      if (target.typeAnnotation !== undefined) annotations.push(target.typeAnnotation.typeAnnotation);
      if (target.parent.type === 'AssignmentPattern') values.push(target.parent.right);
    }
  }
  walk(owner.body, (node) => {
    if (node.type === 'AssignmentExpression' && ownName(node.left) === name) values.push(node.right);
    return undefined;
  });
  return { annotations, values, method };
}
