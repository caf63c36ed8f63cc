/**
 * Nest clients whose options come from another file: `@Client(heroOptions)`, `ClientsModule.register([heroOptions])`. The object
 * itself does not tell whether it is for a client, a server or both; the call that takes it here does.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import { isFunction } from '../options/scope.js';
import { plainKey, unwrap } from '../options/syntax.js';
import type { Value } from '../options/value.js';
import type { SiteContext } from './context.js';
import { clientOf, isClientCall, isGrpcOptions } from './nestjs.js';
import type { Site } from './site.js';
import { returnedBy } from './walk.js';

const cache = new WeakMap<TSESTree.CallExpression, readonly Site[]>();

/** The clients that a call of Nest makes from options of other files. Those of the linted file are sites themselves. */
export function nestUses(call: TSESTree.CallExpression, context: SiteContext): readonly Site[] {
  let sites = cache.get(call);
  if (sites === undefined) {
    const given = isClientCall(call, context) ? call.arguments : [];
    sites = given.flatMap(optionsIn).flatMap((node) => useOf(node, context) ?? []);
    cache.set(call, sites);
  }
  return sites;
}

/** Keys under which options of clients stand, or what makes them. */
const holders: ReadonlySet<string | null> = new Set(['clients', 'useFactory']);

/** The expressions that stand for one client's options: elements of arrays, both branches, what a `useFactory` returns. */
function optionsIn(node: TSESTree.Node): readonly TSESTree.Expression[] {
  const expression = unwrap(node);
  switch (expression.type) {
    case 'ArrayExpression':
      return expression.elements.flatMap((element) => (element === null ? [] : optionsIn(element)));
    case 'ConditionalExpression':
      return [...optionsIn(expression.consequent), ...optionsIn(expression.alternate)];
    case 'ObjectExpression':
      return expression.properties.flatMap((property) =>
        property.type === 'Property' && holders.has(plainKey(property.key, property.computed))
          ? optionsIn(property.value)
          : [],
      );
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return returnedBy(expression).flatMap(optionsIn);
    case 'Identifier':
    case 'MemberExpression':
    case 'CallExpression':
      return [expression];
    default:
      return [];
  }
}

function useOf(node: TSESTree.Expression, context: SiteContext): Site | null {
  const value = context.evaluator.evaluate(node);
  if (isFarOptions(value, context)) return clientOf(node, node, node, context);
  if (value.kind !== 'function' || !isFunction(value.node)) return null;
  // `useFactory: heroOptions`
  const [returned, ...others] = returnedBy(value.node);
  return returned !== undefined && others.length === 0 && isFarOptions(context.evaluator.evaluate(returned), context)
    ? clientOf(returned, node, node, context)
    : null;
}

function isFarOptions({ kind, origin }: Value, context: SiteContext): boolean {
  const literal = unwrap(origin.node);
  return (
    kind === 'object' && origin.file !== null && literal.type === 'ObjectExpression' && isGrpcOptions(literal, context)
  );
}
