/** Questions about names that have no single answer: a `let` that is written in a callback, a parameter, a class member. */
import type { TSESTree } from '@typescript-eslint/utils';
import { type Binding, type FunctionNode, isFunction } from '../options/scope.js';
import { type SourceModule, moduleOf } from '../options/source-module.js';
import { unwrap } from '../options/syntax.js';
import type { SiteContext } from './context.js';
import { memberWrites } from './members.js';

export interface LocatedBinding {
  readonly binding: Binding;
  readonly module: SourceModule;
}

/** The declaration of the name that an expression is, or `null`. */
export function bindingOf(node: TSESTree.Node): LocatedBinding | null {
  const expression = unwrap(node);
  if (expression.type !== 'Identifier') return null;
  const module = moduleOf(expression);
  const binding = module?.scopes.bindingOf(expression) ?? null;
  return module === null || binding === null ? null : { binding, module };
}

/** Everything that is ever stored under a name: its initial value first, then every assignment, also one that only fills a gap: `name ??= …`. */
export function writtenValues({ binding, module }: LocatedBinding): TSESTree.Expression[] {
  const { declaration } = binding;
  const values: TSESTree.Expression[] = [];
  if (declaration.type === 'VariableDeclarator' && declaration.id.type === 'Identifier' && declaration.init !== null)
    values.push(declaration.init);
  for (const name of module.scopes.referencesOf(binding)) {
    const { parent } = name;
    if (parent.type === 'AssignmentExpression' && parent.left === name) values.push(parent.right);
  }
  return values;
}

/** The default of a parameter: `300` in `(ms = 300) => …`, or `null`. */
export function parameterDefault({ binding }: LocatedBinding): TSESTree.Expression | null {
  const { parent } = binding.identifier;
  return parent.type === 'AssignmentPattern' ? parent.right : null;
}

/** The type written beside a name where it is declared, or `null`. */
export function declaredType({ binding }: LocatedBinding): TSESTree.TypeNode | null {
  return binding.identifier.typeAnnotation?.typeAnnotation ?? null;
}

/** The expression inside casts and `await`. */
export function awaited(node: TSESTree.Node): TSESTree.Node {
  const expression = unwrap(node);
  return expression.type === 'AwaitExpression' ? awaited(expression.argument) : expression;
}

/** The function of the project that an expression is or names; of several under `this.name`, the method. */
export function functionOf(node: TSESTree.Node, context: SiteContext): FunctionNode | null {
  const reference = context.evaluator.referenceOf(node);
  return reference?.kind === 'node' && isFunction(reference.node) ? reference.node : memberWrites(unwrap(node)).method;
}
