/** `paths` and `baseUrl` of the nearest tsconfig.json or jsconfig.json. */
import path from 'node:path';
import { asObject, directoriesAbove, isFile, readJson } from './file-cache.js';
import { findSourceFile } from './source-file.js';
import { bestMatch } from './star-pattern.js';

interface PathMapping {
  readonly baseUrl: string | null;
  /** Pattern → absolute targets. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
}

const MAX_EXTENDS = 10;

/** The file that a specifier is mapped to, or `null`. */
export function resolveWithTsconfig(specifier: string, from: string): string | null {
  for (const directory of directoriesAbove(from)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const file = path.join(directory, name);
      if (isFile(file)) return resolveWithConfig(specifier, file);
    }
  }
  return null;
}

function resolveWithConfig(specifier: string, file: string): string | null {
  const found = resolveMapped(specifier, readMapping(file));
  if (found) return found;
  // A "solution" file holds nothing but references to the real ones.
  const references = readJson(file)?.['references'];
  for (const reference of Array.isArray(references) ? references : []) {
    const target = asObject(reference)?.['path'];
    if (typeof target !== 'string') continue;
    const referenced = path.resolve(path.dirname(file), target);
    const mapping = readMapping(isFile(referenced) ? referenced : path.join(referenced, 'tsconfig.json'));
    const byReference = resolveMapped(specifier, mapping);
    if (byReference) return byReference;
  }
  return null;
}

function resolveMapped(specifier: string, { baseUrl, paths }: PathMapping): string | null {
  const best = bestMatch(paths, specifier);
  if (best) {
    for (const target of best.target) {
      const found = findSourceFile(target.replace('*', best.star));
      if (found) return found;
    }
  }
  return baseUrl === null ? null : findSourceFile(path.join(baseUrl, specifier));
}

/** @param configDirectory - of the file that was asked for, which `${configDir}` stands for in those that it extends */
function readMapping(file: string, configDirectory = path.dirname(file), depth = 0): PathMapping {
  const config = readJson(file);
  let mapping: PathMapping = { baseUrl: null, paths: new Map() };
  if (!config || depth > MAX_EXTENDS) return mapping;
  const directory = path.dirname(file);
  const { extends: parents } = config as { extends?: unknown };
  for (const parent of [parents].flat()) {
    const parentFile = typeof parent === 'string' ? findConfig(parent, directory) : undefined;
    if (!parentFile) continue;
    const inherited = readMapping(parentFile, configDirectory, depth + 1);
    mapping = {
      baseUrl: inherited.baseUrl ?? mapping.baseUrl,
      paths: inherited.paths.size > 0 ? inherited.paths : mapping.paths,
    };
  }
  const options = asObject(config['compilerOptions']);
  const locate = (target: string, base: string) => path.resolve(base, target.replace('${configDir}', configDirectory));
  const ownBase = typeof options?.['baseUrl'] === 'string' ? locate(options['baseUrl'], directory) : null;
  const baseUrl = ownBase ?? mapping.baseUrl;
  const ownPaths = asObject(options?.['paths']);
  if (!ownPaths) return { ...mapping, baseUrl };
  const paths = Object.entries(ownPaths).map(([pattern, targets]): [string, string[]] => [
    pattern,
    [targets]
      .flat()
      .filter((target) => typeof target === 'string')
      .map((target) => locate(target, baseUrl ?? directory)),
  ]);
  return { baseUrl, paths: new Map(paths) };
}

function findConfig(parent: string, directory: string): string | undefined {
  const isPath = parent.startsWith('.') || path.isAbsolute(parent);
  const bases = isPath
    ? [path.resolve(directory, parent)]
    : [...directoriesAbove(path.join(directory, 'x'))].map((above) => path.join(above, 'node_modules', parent));
  return bases.flatMap((base) => [base, `${base}.json`, path.join(base, 'tsconfig.json')]).find(isFile);
}
