/** The type that is written for an expression: beside its name, or for the object that it is read from. */
import type { TSESTree } from '@typescript-eslint/utils';
import { moduleOf } from '../options/source-module.js';
import { memberKey, plainKey, unwrap } from '../options/syntax.js';
import type { WrittenType } from '../options/written-types.js';
import { type LocatedBinding, bindingOf, declaredType } from './binding.js';
import type { SiteContext } from './context.js';
import { memberWrites } from './members.js';

/** `null` where none is written in sight. */
export function writtenType(node: TSESTree.Node, context: SiteContext, depth = 0): WrittenType | null {
  const module = moduleOf(node);
  if (module === null || depth > 8) return null;
  const again = (next: TSESTree.Node): WrittenType | null => writtenType(next, context, depth + 1);
  const expression = unwrap(node);
  const found = bindingOf(expression);
  if (found !== null) return typeOfName(found, again, context);
  if (expression.type !== 'MemberExpression') return null;
  const [type] = memberWrites(expression).annotations;
  if (type !== undefined) return { type, module };
  return memberOf(again(expression.object), memberKey(expression), context);
}

function typeOfName(
  found: LocatedBinding,
  again: (node: TSESTree.Node) => WrittenType | null,
  context: SiteContext,
): WrittenType | null {
  const { binding, module } = found;
  const type = declaredType(found);
  if (type !== null) return { type, module };
  const { identifier, declaration } = binding;
  const initial = declaration.type === 'VariableDeclarator' ? declaration.init : null;
  const target = identifier.parent.type === 'AssignmentPattern' ? identifier.parent : identifier;
  if (target.parent.type !== 'Property') return initial && again(initial);
  // `{ credentials }: Config`, `const { credentials } = config`; a pattern inside a pattern is not followed.
  const { key, computed } = target.parent;
  const pattern = target.parent.parent as TSESTree.ObjectPattern;
  const annotation = pattern.typeAnnotation?.typeAnnotation;
  if (annotation) return memberOf({ type: annotation, module }, plainKey(key, computed), context);
  const whole = pattern.parent === declaration && initial ? again(initial) : null;
  return memberOf(whole, plainKey(key, computed), context);
}

function memberOf(whole: WrittenType | null, key: string | null, { evaluator }: SiteContext): WrittenType | null {
  return whole && key !== null ? evaluator.memberType(whole, key) : null;
}
