/** Finding the options among the arguments of a call. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Value } from '../options/value.js';
import type { SiteContext } from './context.js';
import type { CallLike, OptionsPlace } from './site.js';

/** The argument at `index`, seen as options; `path` leads from it to them. */
export function optionsAt(call: CallLike, index: number, path: readonly string[] = []): OptionsPlace {
  const spread = call.arguments.findIndex((argument) => argument.type === 'SpreadElement');
  if (spread !== -1 && spread <= index) return { kind: 'unknown', path, reason: 'the arguments are spread' };
  const argument = call.arguments[index];
  if (argument === undefined) return { kind: 'absent', call, index, path };
  return { kind: 'expression', node: argument as TSESTree.Expression, path };
}

/** Does the object at `path` inside the expression certainly have the key `key`? */
export function givesOption(place: OptionsPlace, path: readonly string[], key: string, context: SiteContext): boolean {
  return place.kind === 'expression' && hasPath(context.evaluator.evaluate(place.node), [...path, key]);
}

function hasPath(value: Value, path: readonly string[]): boolean {
  if (value.kind === 'oneOf') return value.values.some((alternative) => hasPath(alternative, path));
  const [key, ...rest] = path;
  if (key === undefined) return value.kind !== 'literal' || (value.value !== undefined && value.value !== null);
  const property = value.kind === 'object' ? value.properties.get(key) : undefined;
  return property !== undefined && hasPath(property.value, rest);
}
