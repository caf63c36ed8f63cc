/** `paths` and `baseUrl` of the nearest tsconfig.json or jsconfig.json. */
import path from 'node:path';
import { asObject, directoriesAbove, isFile, readJson } from './file-cache.js';
import { findSourceFile } from './source-file.js';

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
  const patterns = [...paths.keys()]
    .filter((pattern) => starOf(pattern, specifier) !== null)
    .sort((a, b) => prefixLength(b) - prefixLength(a));
  const [pattern] = patterns;
  if (pattern !== undefined) {
    const star = starOf(pattern, specifier) ?? '';
    for (const target of paths.get(pattern) ?? []) {
      const found = findSourceFile(target.replace('*', star));
      if (found) return found;
    }
  }
  return baseUrl === null ? null : findSourceFile(path.join(baseUrl, specifier));
}

/** What the `*` of a pattern stands for in the specifier; `null` when the pattern does not match. */
export function starOf(pattern: string, specifier: string): string | null {
  const [prefix = '', suffix] = pattern.split('*');
  if (suffix === undefined) return pattern === specifier ? '' : null;
  const isMatch =
    specifier.length >= prefix.length + suffix.length && specifier.startsWith(prefix) && specifier.endsWith(suffix);
  return isMatch ? specifier.slice(prefix.length, specifier.length - suffix.length) : null;
}

function prefixLength(pattern: string): number {
  const star = pattern.indexOf('*');
  // An exact name goes before every pattern.
  return star === -1 ? Infinity : star;
}

function readMapping(file: string, depth = 0): PathMapping {
  const config = readJson(file);
  let mapping: PathMapping = { baseUrl: null, paths: new Map() };
  if (!config || depth > MAX_EXTENDS) return mapping;
  const directory = path.dirname(file);
  const { extends: parents } = config as { extends?: unknown };
  for (const parent of Array.isArray(parents) ? parents : [parents]) {
    const parentFile = typeof parent === 'string' ? findConfig(parent, directory) : null;
    if (!parentFile) continue;
    const inherited = readMapping(parentFile, depth + 1);
    mapping = {
      baseUrl: inherited.baseUrl ?? mapping.baseUrl,
      paths: inherited.paths.size > 0 ? inherited.paths : mapping.paths,
    };
  }
  const options = asObject(config['compilerOptions']);
  const locate = (target: string) => path.resolve(directory, target.replace('${configDir}', directory));
  const ownBase = typeof options?.['baseUrl'] === 'string' ? locate(options['baseUrl']) : null;
  const baseUrl = ownBase ?? mapping.baseUrl;
  const ownPaths = asObject(options?.['paths']);
  if (!ownPaths) return { ...mapping, baseUrl };
  const paths = Object.entries(ownPaths).map(([pattern, targets]): [string, string[]] => [
    pattern,
    (Array.isArray(targets) ? targets : [])
      .filter((target): target is string => typeof target === 'string')
      .map((target) =>
        target.startsWith('${configDir}') ? locate(target) : path.resolve(baseUrl ?? directory, target),
      ),
  ]);
  return { baseUrl, paths: new Map(paths) };
}

function findConfig(parent: string, directory: string): string | null {
  const candidates = (base: string) => [base, `${base}.json`, path.join(base, 'tsconfig.json')];
  if (parent.startsWith('.') || path.isAbsolute(parent)) {
    return candidates(path.resolve(directory, parent)).find(isFile) ?? null;
  }
  for (const above of directoriesAbove(path.join(directory, 'x'))) {
    const found = candidates(path.join(above, 'node_modules', parent)).find(isFile);
    if (found) return found;
  }
  return null;
}
