/**
 * Which library an expression comes from. A library's own repository counts too: there its exports are imported by path
 * (`from '../src'`), and the package that the file belongs to is what tells them apart.
 */
import path from 'node:path';
import type { TSESTree } from '@typescript-eslint/utils';
import { directoriesAbove, readJson } from '../options/project/file-cache.js';
import type { Reference } from '../options/reference.js';
import type { SiteContext } from './context.js';

export interface LibraryExport {
  readonly module: string;
  /** Without a leading `default`: `import grpc from` and `import * as grpc from` read alike. Empty for the whole module and for its default. */
  readonly path: readonly string[];
}

/** Every way in which the expression is an export of a package, the nearest import first. */
export function libraryExports(node: TSESTree.Node, context: SiteContext): readonly LibraryExport[] {
  const reference = context.evaluator.referenceOf(node);
  return reference === null ? [] : exportsOf(reference);
}

/** {@link libraryExports} of a reference that was followed already. */
export function exportsOf(reference: Reference): readonly LibraryExport[] {
  const file = 'module' in reference ? reference.module.path : null;
  const own = file === null ? null : packageNameOf(file);
  return reference.imports.flatMap(({ module, path: keys }) => {
    const exported = keys[0] === 'default' ? keys.slice(1) : keys;
    const named = { module, path: exported };
    if (file === null || own === null || everydayNames.has(own) || !module.startsWith('.')) return [named];
    // Every file has a default export; that of the package is the one of its entry.
    return exported.length === 0 && !path.basename(file).startsWith('index.')
      ? [named]
      : [named, { module: own, path: exported }];
  });
}

/** Names of libraries that people give to projects of their own. */
const everydayNames: ReadonlySet<string> = new Set(['grpc']);

const names = new Map<string, string | null>();

/** The name in the nearest `package.json` above a file, or `null`. */
function packageNameOf(file: string): string | null {
  const folder = path.dirname(file);
  let name = names.get(folder);
  if (name === undefined) names.set(folder, (name = readName(file)));
  return name;
}

function readName(file: string): string | null {
  for (const folder of directoriesAbove(file)) {
    const manifest = readJson(path.join(folder, 'package.json'));
    if (manifest !== null) return typeof manifest['name'] === 'string' ? manifest['name'] : null;
  }
  return null;
}
