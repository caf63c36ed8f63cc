/** Finding the options among the arguments of a call. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { CallLike, OptionsPlace } from './site.js';

/** The argument at `index`, seen as options; `path` leads from it to them. */
export function optionsAt(call: CallLike, index: number, path: readonly string[] = []): OptionsPlace {
  const spread = call.arguments.findIndex((argument) => argument.type === 'SpreadElement');
  if (spread !== -1 && spread <= index) return { kind: 'unknown', reason: 'the arguments are spread' };
  const argument = call.arguments[index];
  if (argument === undefined) return { kind: 'absent', call, index, path };
  return { kind: 'expression', node: argument as TSESTree.Expression, path };
}
