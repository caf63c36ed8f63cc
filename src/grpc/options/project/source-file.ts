/** From the path in an import to the file that holds the source. */
import path from 'node:path';
import { isDirectory, isFile, readJson } from './file-cache.js';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];

/** What TypeScript looks for when an import names the file that it will become. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** The file that `import` or `require` of this absolute path reads, in the way of Node, TypeScript and bundlers together. */
export function findSourceFile(base: string): string | null {
  return findPlainFile(base) ?? (isDirectory(base) ? findInDirectory(base) : null);
}

function findPlainFile(base: string): string | null {
  const extension = path.extname(base);
  if (EXTENSIONS.includes(extension) && isFile(base)) return base;
  const stem = base.slice(0, base.length - extension.length);
  for (const source of SOURCES[extension] ?? []) {
    if (isFile(stem + source)) return stem + source;
  }
  for (const added of EXTENSIONS) {
    if (isFile(base + added)) return base + added;
  }
  return null;
}

function findInDirectory(directory: string): string | null {
  const main = readJson(path.join(directory, 'package.json'))?.['main'];
  return (
    (typeof main === 'string' ? findPlainFile(path.join(directory, main)) : null) ??
    findPlainFile(path.join(directory, 'index'))
  );
}

/** `dist/`, `lib/cjs/`, `build/src/`: what stands before a file of the output. */
const OUTPUT_FOLDERS = /^(?!src\/)(?:(?:dist|lib|build|out|output|esm|cjs|src)\/)+/;

/** The file that a built file was made from, by the usual names: `dist/a.js` → `src/a.ts`. */
export function findOriginal(packageDirectory: string, built: string): string | null {
  const output = path.posix.normalize(built);
  if (!OUTPUT_FOLDERS.test(output)) return null;
  const file = output.replace(OUTPUT_FOLDERS, '').replace(/\.d\.[cm]?ts$/, '');
  return findPlainFile(path.join(packageDirectory, 'src', file)) ?? findPlainFile(path.join(packageDirectory, file));
}
