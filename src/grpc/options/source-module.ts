/** A parsed file: the linted one, or one that it imports from. */
import type { TSESTree } from '@typescript-eslint/utils';
import { type Scopes, analyzeScopes } from './scope.js';

export interface SourceModule {
  /** As in {@link Origin.file}: absolute path, or `null` for the linted file. */
  readonly file: string | null;
  /** Where imports are resolved from; `null` for text without a file. */
  readonly path: string | null;
  readonly program: TSESTree.Program;
  /** What the ranges of the tree count in. */
  readonly text: string;
  readonly scopes: Scopes;
}

/** Finds the file behind an import specifier. `null`: a package that is not part of the project, or not to be had. */
export interface ModuleLoader {
  load(specifier: string, from: SourceModule): SourceModule | null;
  /** The parsed file at an absolute path. */
  loadFile(file: string): SourceModule | null;
  /** How many answers so far held for the linted file alone: another file would have got another. */
  readonly ownAnswers: number;
}

const modules = new WeakMap<TSESTree.Node, SourceModule>();

export function createSourceModule(
  program: TSESTree.Program,
  text: string,
  file: string | null,
  path: string | null = file,
): SourceModule {
  const module: SourceModule = { file, path, program, text, scopes: analyzeScopes(program, text) };
  modules.set(program, module);
  return module;
}

/** The file that a node belongs to, or `null` for a node of a tree that nobody has registered. */
export function moduleOf(node: TSESTree.Node): SourceModule | null {
  let current: TSESTree.Node = node;
  while (current.parent) current = current.parent;
  return modules.get(current) ?? null;
}
