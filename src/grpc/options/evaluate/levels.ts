/** Which statements run, one function after the other, before a use. */
import type { TSESTree } from '@typescript-eslint/utils';
import { type Binding, homeOf } from '../scope.js';
import { isWithin } from '../syntax.js';

/** The statements of one function: all of them, or up to the one with the use. */
export interface Level {
  readonly home: TSESTree.Node;
  readonly body: readonly TSESTree.Node[];
  readonly stop: TSESTree.Node | null;
}

/** The functions from the one that declares a name down to the one that uses it. */
export function levelsBetween(
  home: TSESTree.Node,
  block: readonly TSESTree.Node[],
  use: TSESTree.Node | null,
): readonly Level[] {
  const homes: TSESTree.Node[] = [];
  if (use)
    for (let current = homeOf(use); current !== home; current = homeOf(current)) {
      homes.unshift(current);
      if (!current.parent) break;
    }
  const levels: Level[] = [{ home, body: block, stop: homes.length === 0 ? use : null }];
  homes.forEach((inner, index) => {
    levels.push({ home: inner, body: bodyOf(inner), stop: index === homes.length - 1 ? use : null });
  });
  return levels;
}

export function fieldLevels(
  body: TSESTree.ClassBody,
  constructor: TSESTree.FunctionLike | null,
  use: TSESTree.Node | null,
): readonly Level[] {
  const homes: TSESTree.Node[] = [];
  if (use && isWithin(use, body)) {
    for (let current = homeOf(use); isWithin(current, body); current = homeOf(current)) homes.unshift(current);
  }
  const levels = homes.map((home, index): Level => ({
    home,
    body: bodyOf(home),
    stop: index === homes.length - 1 ? use : null,
  }));
  return constructor && homes[0] !== constructor
    ? [{ home: constructor, body: bodyOf(constructor), stop: null }, ...levels]
    : levels;
}

/** The statements of a function, static block, namespace or program. */
function bodyOf(home: TSESTree.Node): readonly TSESTree.Node[] {
  if (!('body' in home) || !home.body) return [];
  if (Array.isArray(home.body)) return home.body;
  const body = home.body as TSESTree.Node;
  return body.type === 'BlockStatement' ? body.body : [body];
}

/** The statements among which a name is declared, when they also hold its use; else those of the whole function. */
export function blockAround(binding: Binding, use: TSESTree.Node | null): readonly TSESTree.Node[] {
  const whole = bodyOf(binding.home);
  if (binding.kind === 'parameter' || !use) return whole;
  const block = binding.declaration.parent?.parent;
  if (!block || !isWithin(use, block)) return whole;
  return block.type === 'BlockStatement' ? block.body : whole;
}
