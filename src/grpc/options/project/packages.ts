/** Packages that are part of the same repository: their source is looked into, that of other packages is not. */
import fs from 'node:fs';
import path from 'node:path';
import {
  FileCache,
  type JsonObject,
  asObject,
  attempt,
  directoriesAbove,
  isDirectory,
  readJson,
} from './file-cache.js';
import { findOriginal, findSourceFile } from './source-file.js';
import { bestMatch, starOf } from './star-pattern.js';

/** The source file behind the import of a package of the same repository, or of `#name`; else `null`. */
export function resolvePackage(specifier: string, from: string): string | null {
  if (specifier.startsWith('#')) return resolvePrivateImport(specifier, from);
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  const directory = findPackage(name, from);
  return directory === null ? null : findEntry(directory, `.${specifier.slice(name.length)}`);
}

/** A package whose folder cannot be read is not found. */
function findPackage(name: string, from: string): string | null {
  for (const directory of directoriesAbove(from)) {
    const installed = path.join(directory, 'node_modules', name);
    if (!isDirectory(installed)) continue;
    const real = attempt(() => fs.realpathSync(installed));
    // A link that leads out of node_modules is how workspaces are installed.
    return real?.split(path.sep).includes('node_modules') === false ? real : null;
  }
  return attempt(() => findInWorkspace(name, from));
}

/** A repository whose packages are not installed yet: the workspace list says where they are. */
function findInWorkspace(name: string, from: string): string | null {
  for (const directory of directoriesAbove(from)) {
    const manifest = readJson(path.join(directory, 'package.json'));
    if (manifest?.['name'] === name) return directory;
    const patterns = workspacePatterns(directory, manifest);
    if (patterns.length === 0) continue;
    return (
      patterns
        .flatMap((pattern) => foldersOf(directory, pattern.split('/')))
        .find((folder) => readJson(path.join(folder, 'package.json'))?.['name'] === name) ?? null
    );
  }
  return null;
}

function workspacePatterns(directory: string, manifest: JsonObject | null): readonly string[] {
  const workspaces = manifest?.['workspaces'];
  const listed = Array.isArray(workspaces) ? workspaces : asObject(workspaces)?.['packages'];
  if (Array.isArray(listed)) return listed.filter((pattern): pattern is string => typeof pattern === 'string');
  return pnpmLists.get(path.join(directory, 'pnpm-workspace.yaml'), readPnpmList) ?? [];
}

const pnpmLists = new FileCache<readonly string[]>(100);

/** The items under `packages:`, up to the next key. */
function readPnpmList(text: string): readonly string[] {
  const [, after = ''] = text.split(/^packages:/m);
  const list = after.replace(/^[^\s#-][^]*/m, '');
  return [...list.matchAll(/(?<=^\s*-\s*["']?)[^"'\s#-][^"'\s#]*/gm)].map(([pattern]) => pattern);
}

/** Of `**`. */
const MAX_GLOB_DEPTH = 2;

/** The folders that a workspace pattern names. Negations name none: a folder too many does no harm. */
function foldersOf(directory: string, segments: readonly string[], depth = 0): string[] {
  const [segment, ...rest] = segments;
  if (segment === undefined) return [directory];
  if (!segment.includes('*')) {
    const next = path.join(directory, segment);
    return isDirectory(next) ? foldersOf(next, rest, depth) : [];
  }
  if (depth > MAX_GLOB_DEPTH) return [];
  const inside = fs
    .readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .filter((entry) => starOf(segment, entry.name) !== null)
    .map((entry) => path.join(directory, entry.name));
  if (segment !== '**') return inside.flatMap((folder) => foldersOf(folder, rest, depth));
  return [...foldersOf(directory, rest, depth), ...inside.flatMap((folder) => foldersOf(folder, segments, depth + 1))];
}

function findEntry(directory: string, subpath: string): string | null {
  const manifest = readJson(path.join(directory, 'package.json'));
  const exported = manifest?.['exports'];
  const targets = exportTargets(exported, subpath);
  if (subpath === '.') {
    const fields = [manifest?.['source'], manifest?.['module'], manifest?.['main']];
    targets.push(...fields.filter((field) => typeof field === 'string'), 'src/index', 'index');
  } else if (exported === undefined) {
    targets.push(subpath);
  }
  return findTarget(directory, targets);
}

/** The targets of an `exports` or `imports` field for one name, the best first. */
function exportTargets(field: unknown, name: string): string[] {
  const entries = Object.entries({ ...asObject(field) });
  const hasNames = entries.some(([key]) => key.startsWith('.') || key.startsWith('#'));
  // What has no names is for the package itself: text, conditions, a list of them.
  const best = bestMatch(hasNames ? entries : [['.', field]], name);
  return best ? conditionTargets(best.target).map((target) => target.replaceAll('*', best.star)) : [];
}

/** All targets of a conditional export. The ones that name sources go first, declarations last: they hold no values. */
function conditionTargets(field: unknown): string[] {
  if (typeof field === 'string') return [field];
  if (Array.isArray(field)) return field.flatMap(conditionTargets);
  const rank = ([name]: readonly [string, unknown]) => (name === 'source' ? 0 : name === 'types' ? 2 : 1);
  return Object.entries({ ...asObject(field) })
    .sort((a, b) => rank(a) - rank(b))
    .flatMap(([, target]) => conditionTargets(target));
}

/** `#name` belongs to the nearest manifest, and stands for a file of its package or for another package. */
function resolvePrivateImport(specifier: string, from: string): string | null {
  for (const directory of directoriesAbove(from)) {
    const manifest = readJson(path.join(directory, 'package.json'));
    if (!manifest) continue;
    const targets = exportTargets(manifest['imports'], specifier);
    const other = targets.find((target) => /^[^.#]/.test(target));
    return findTarget(directory, targets) ?? (other === undefined ? null : resolvePackage(other, from));
  }
  return null;
}

/** The source of the first target that is there. */
function findTarget(directory: string, targets: readonly string[]): string | null {
  for (const target of targets) {
    const found = findOriginal(directory, target) ?? findSourceFile(path.join(directory, target));
    if (found) return found;
  }
  return null;
}
