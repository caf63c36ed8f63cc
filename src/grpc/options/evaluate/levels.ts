/** Which statements run, one function after the other, before a use. */
import type { TSESTree } from '@typescript-eslint/utils';
import { type Binding, type Home, homeOf } from '../scope.js';
import { type InnerNode, isWithin } from '../syntax.js';

/** The statements of one function: all of them, or up to the one with the use. */
export interface Level {
  readonly home: Home;
  readonly body: readonly TSESTree.Node[];
  readonly stop: InnerNode | null;
}

/** The functions from the one that declares a name down to the one that uses it. */
export function levelsBetween(home: Home, block: readonly TSESTree.Node[], use: InnerNode | null): readonly Level[] {
  const homes = use ? homesAround(use, (inner) => inner !== home) : [];
  const levels: Level[] = [{ home, body: block, stop: homes.length === 0 ? use : null }];
  homes.forEach((inner, index) => {
    levels.push({ home: inner, body: bodyOf(inner), stop: index === homes.length - 1 ? use : null });
  });
  return levels;
}

export function fieldLevels(
  body: TSESTree.ClassBody,
  constructor: TSESTree.FunctionLike | null,
  use: InnerNode | null,
): readonly Level[] {
  const homes = use && isWithin(use, body) ? homesAround(use, (inner) => isWithin(inner, body)) : [];
  const levels = homes.map((home, index): Level => ({
    home,
    body: bodyOf(home),
    stop: index === homes.length - 1 ? use : null,
  }));
  return constructor && homes[0] !== constructor
    ? [{ home: constructor, body: bodyOf(constructor), stop: null }, ...levels]
    : levels;
}

/** The functions around a node up to one that is not meant, the outermost first. */
function homesAround(node: InnerNode, isMeant: (home: Home) => boolean): readonly Home[] {
  const homes: Home[] = [];
  for (let home = homeOf(node); home.type !== 'Program' && isMeant(home); home = homeOf(home)) homes.unshift(home);
  return homes;
}

/** The statements of a function, static block, namespace or program. An overload has none. */
function bodyOf({ body }: Home): readonly TSESTree.Node[] {
  if (!body) return [];
  return Array.isArray(body) ? body : [body];
}

/** The statements among which a name is declared, when they also hold its use; else those of the whole function. */
export function blockAround(binding: Binding, use: InnerNode | null): readonly TSESTree.Node[] {
  const whole = bodyOf(binding.home);
  if (binding.kind === 'parameter' || !use) return whole;
  const block = binding.declaration.parent.parent;
  return block?.type === 'BlockStatement' && isWithin(use, block) ? block.body : whole;
}
