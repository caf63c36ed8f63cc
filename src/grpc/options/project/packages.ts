/** Packages that are part of the same repository: their source is looked into, that of other packages is not. */
import fs from 'node:fs';
import path from 'node:path';
import { type JsonObject, asObject, attempt, directoriesAbove, isDirectory, isFile, readJson } from './file-cache.js';
import { findOriginal, findSourceFile } from './source-file.js';
import { starOf } from './tsconfig.js';

/** The source file behind the import of a package of the same repository, or of `#name`; else `null`. */
export function resolvePackage(specifier: string, from: string): string | null {
  if (specifier.startsWith('#')) return resolvePrivateImport(specifier, from);
  const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
  if (name === undefined) return null;
  const directory = findPackage(name, from);
  return directory === null ? null : findEntry(directory, `.${specifier.slice(name.length)}`);
}

function findPackage(name: string, from: string): string | null {
  for (const directory of directoriesAbove(from)) {
    const installed = path.join(directory, 'node_modules', name);
    if (!isDirectory(installed)) continue;
    const real = attempt(() => fs.realpathSync(installed)) ?? installed;
    // A link that leads out of node_modules is how workspaces are installed.
    return real.split(path.sep).includes('node_modules') ? null : real;
  }
  return findInWorkspace(name, from);
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
  const pnpm = path.join(directory, 'pnpm-workspace.yaml');
  if (!isFile(pnpm)) return [];
  const text = attempt(() => fs.readFileSync(pnpm, 'utf8')) ?? '';
  const packages = /^packages:\s*\n((?:\s*(?:-.*|#.*)?\n?)*)/m.exec(text)?.[1] ?? '';
  return [...packages.matchAll(/^\s*-\s*["']?([^"'\s#]+)/gm)].map((match) => match[1] ?? '');
}

const MAX_GLOB_DEPTH = 3;

/** The folders that a workspace pattern names. Negations name none: a folder too many does no harm. */
function foldersOf(directory: string, segments: readonly string[], depth = 0): string[] {
  const [segment, ...rest] = segments;
  if (segment === undefined) return [directory];
  if (segment === '' || segment === '.') return foldersOf(directory, rest, depth);
  if (!segment.includes('*')) {
    const next = path.join(directory, segment);
    return isDirectory(next) ? foldersOf(next, rest, depth) : [];
  }
  if (depth >= MAX_GLOB_DEPTH) return [];
  const inside = (attempt(() => fs.readdirSync(directory, { withFileTypes: true })) ?? [])
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .filter((entry) => segment === '**' || starOf(segment, entry.name) !== null)
    .map((entry) => path.join(directory, entry.name));
  if (segment !== '**') return inside.flatMap((folder) => foldersOf(folder, rest, depth + 1));
  return [...foldersOf(directory, rest, depth), ...inside.flatMap((folder) => foldersOf(folder, segments, depth + 1))];
}

function findEntry(directory: string, subpath: string): string | null {
  const manifest = readJson(path.join(directory, 'package.json'));
  const { exports: exported } = (manifest ?? {}) as { exports?: unknown };
  const targets = exported === undefined ? [] : exportTargets(exported, subpath);
  if (subpath === '.') {
    for (const field of ['source', 'module', 'main']) {
      const target = manifest?.[field];
      if (typeof target === 'string') targets.push(target);
    }
  } else if (exported === undefined) {
    targets.push(subpath);
  }
  for (const target of targets) {
    const found = findOriginal(directory, target) ?? findSourceFile(path.join(directory, target));
    if (found) return found;
  }
  if (subpath !== '.') return null;
  return findSourceFile(path.join(directory, 'src', 'index')) ?? findSourceFile(path.join(directory, 'index'));
}

/** The targets of an `exports` or `imports` field for one name, the best first. */
function exportTargets(field: unknown, name: string): string[] {
  const map = asObject(field);
  const hasNames = map && Object.keys(map).some((key) => key.startsWith('.') || key.startsWith('#'));
  if (!hasNames) return name === '.' ? conditionTargets(field) : [];
  const patterns = Object.keys(map).filter((pattern) => starOf(pattern, name) !== null);
  const best = patterns.sort((a, b) => b.length - a.length)[0];
  if (best === undefined) return [];
  const star = best.includes('*') ? (starOf(best, name) ?? '') : '';
  return conditionTargets(map[best]).map((target) => target.replaceAll('*', star));
}

/** All targets of a conditional export. The ones that name sources go first, declarations last: they hold no values. */
function conditionTargets(field: unknown): string[] {
  if (typeof field === 'string') return [field];
  if (Array.isArray(field)) return field.flatMap(conditionTargets);
  const conditions = asObject(field);
  if (!conditions) return [];
  const rank = (name: string) => (name === 'source' ? 0 : name === 'types' ? 2 : 1);
  return Object.keys(conditions)
    .sort((a, b) => rank(a) - rank(b))
    .flatMap((name) => conditionTargets(conditions[name]));
}

function resolvePrivateImport(specifier: string, from: string): string | null {
  for (const directory of directoriesAbove(from)) {
    const manifest = readJson(path.join(directory, 'package.json'));
    if (!manifest) continue;
    for (const target of exportTargets(manifest['imports'], specifier)) {
      if (!target.startsWith('.')) return resolvePackage(target, from);
      const found = findOriginal(directory, target) ?? findSourceFile(path.join(directory, target));
      if (found) return found;
    }
    return null;
  }
  return null;
}
