/** YAML text to a tree of values with places: the first document, the only one that Docker reads. */
import type { ReadProblem, StackFile } from '../docker/stack.js';
import { readAny } from './any.js';
import { readOrdinary } from './ordinary.js';
import type { TreeNode } from './tree.js';
import { buildTree } from './tree-builder.js';

export interface ParsedFile {
  /** `null` when there is no tree: the text is not YAML, or too deep. */
  readonly root: TreeNode | null;
  readonly problems: readonly ReadProblem[];
}

export function parseFile(file: StackFile): ParsedFile {
  const ordinary = readOrdinary(file.text);
  if (ordinary) return buildTree(file, ordinary);
  const { root: syntax, problems } = readAny(file);
  if (!syntax) return { root: null, problems };
  const built = buildTree(file, syntax);
  return { root: built.root, problems: [...built.problems, ...problems] };
}
