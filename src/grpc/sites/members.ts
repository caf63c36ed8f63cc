/** What a class says about one of its members. */
import type { TSESTree } from '@typescript-eslint/utils';
import { isFunction } from '../options/scope.js';
import { type ClassNode, memberKey, plainKey } from '../options/syntax.js';
import { enclosingClass, walk } from './walk.js';

export interface MemberWrites {
  readonly annotations: readonly TSESTree.TypeNode[];
  /** Initial value and every `this.name = …` in the class. */
  readonly values: readonly TSESTree.Expression[];
  /** The method or getter of that name. */
  readonly method: TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression | null;
}

const none: MemberWrites = { annotations: [], values: [], method: null };
const cache = new WeakMap<ClassNode, Map<string, MemberWrites>>();

/** Looks `name` up in the class around `node`. */
export function memberWrites(node: TSESTree.Node, name: string): MemberWrites {
  const owner = enclosingClass(node);
  if (owner === null) return none;
  let members = cache.get(owner);
  if (members === undefined) cache.set(owner, (members = new Map<string, MemberWrites>()));
  let writes = members.get(name);
  if (writes === undefined) members.set(name, (writes = collect(owner, name)));
  return writes;
}

function collect(owner: ClassNode, name: string): MemberWrites {
  const annotations: TSESTree.TypeNode[] = [];
  const values: TSESTree.Expression[] = [];
  let method: MemberWrites['method'] = null;
  for (const member of owner.body.body) {
    if (member.type === 'PropertyDefinition' && plainKey(member.key, member.computed) === name) {
      if (member.typeAnnotation !== undefined) annotations.push(member.typeAnnotation.typeAnnotation);
      if (member.value !== null) values.push(member.value);
      if (member.value !== null && isFunction(member.value)) method = member.value;
    } else if (member.type === 'MethodDefinition' && plainKey(member.key, member.computed) === name) {
      if (member.value.type === 'FunctionExpression') method = member.value;
    } else if (member.type === 'MethodDefinition' && member.kind === 'constructor') {
      for (const parameter of member.value.params) {
        if (parameter.type !== 'TSParameterProperty') continue;
        const target =
          parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
        if (target.name !== name) continue;
        if (target.typeAnnotation !== undefined) annotations.push(target.typeAnnotation.typeAnnotation);
        if (parameter.parameter.type === 'AssignmentPattern') values.push(parameter.parameter.right);
      }
    }
  }
  walk(owner.body, (node) => {
    if (
      node.type === 'AssignmentExpression' &&
      node.operator === '=' &&
      node.left.type === 'MemberExpression' &&
      node.left.object.type === 'ThisExpression' &&
      memberKey(node.left) === name
    )
      values.push(node.right);
    return undefined;
  });
  return { annotations, values, method };
}
