/** Which release of a package a file gets. */
import path from 'node:path';
import { asObject, directoriesAbove, readJson } from './file-cache.js';

/**
 * The release that is installed in the nearest `node_modules` above a file. `null` when there is none: not installed, a
 * package manager without `node_modules`, or a manifest that cannot be read.
 *
 * @param file - absolute path of the linted file; a name such as `<input>` finds nothing
 */
export function getInstalledVersion(name: string, file: string): string | null {
  if (!path.isAbsolute(file)) return null;
  for (const folder of directoriesAbove(file)) {
    const version = readJson(path.join(folder, 'node_modules', name, 'package.json'))?.['version'];
    if (typeof version === 'string') return version;
  }
  return null;
}

/** The installed release, else the lowest that the nearest manifest asks for; `null` when neither is known. */
export function getExpectedVersion(name: string, file: string): string | null {
  return getInstalledVersion(name, file) ?? findAskedVersion(name, file);
}

function findAskedVersion(name: string, file: string): string | null {
  if (!path.isAbsolute(file)) return null;
  for (const folder of directoriesAbove(file)) {
    const manifest = readJson(path.join(folder, 'package.json'));
    for (const kind of ['dependencies', 'devDependencies', 'peerDependencies']) {
      const [, lowest] = /^[\^~>=v ]*(\d+\.\d+\.\d+)/.exec(String(asObject(manifest?.[kind])?.[name])) ?? [];
      if (lowest !== undefined) return lowest;
    }
  }
  return null;
}
