/** From what the user named to the files to read. Looks at directories and names only; nothing is opened here. */
import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { ignoresAt, type IgnoreScope, isIgnored, NO_IGNORES, withIgnoreFile } from './gitignore.js';
import { candidateOf, type FileKind, kindOfNamedFile, type Proof } from '../../file-names.js';
import { describeFileError } from './read-file.js';
import { compilePattern, expandBraces, isGlob, matchesPattern, mayMatchBelow, type PathPattern } from './wildcard.js';

export type Discovered =
  | {
      readonly kind: 'file';
      /** For the file system. */
      readonly path: string;
      /** For people: as the user wrote it, `/` between names. */
      readonly name: string;
      readonly fileKind: FileKind;
      readonly proof: Proof;
      /** The directory says that it is a regular file: no pipe, no device, no link to one. */
      readonly isRegular: boolean;
    }
  | {
      readonly kind: 'failure';
      readonly name: string;
      readonly message: string;
      /** There is nothing of that name. */
      readonly isMissing: boolean;
    };

export type FoundFile = Extract<Discovered, { kind: 'file' }>;

export interface DiscoveryOptions {
  readonly cwd: string;
  /** What a walk leaves out, by the command line and by the configuration. */
  readonly exclude: readonly IgnoreScope[];
  readonly useGitignore: boolean;
  /** Files that were named have to look like the ones that a walk takes: for hooks, which name every file. */
  readonly skipOthers?: boolean;
}

/** Never stack files, and often enormous. */
const SKIPPED_DIRECTORIES = new Set(['.git', '.hg', '.svn', 'node_modules']);

/**
 * The files below directories (by the names of stack files), the matches of globs, and the files that were named, in the
 * order of the operands and by name below each. Symbolic links to directories are not followed by a walk.
 */
export function discover(operands: readonly string[], options: DiscoveryOptions): Discovered[] {
  const walker = new Walker(options);
  return operands.flatMap((operand) => walker.find(operand));
}

class Walker {
  constructor(private readonly options: DiscoveryOptions) {}

  find(operand: string): Discovered[] {
    const target = path.resolve(this.options.cwd, operand);
    const name = slashed(operand);
    const stats = statOrError(target);
    if ('isFile' in stats) {
      if (!stats.isDirectory()) {
        const fileKind = kindOfNamedFile(operand);
        const named = { kind: fileKind, proof: this.options.skipOthers ? 'swarm-use' : 'none' } as const;
        const candidate = this.options.skipOthers ? candidateOf(path.dirname(target), path.basename(target)) : null;
        const { kind, proof } = candidate ?? named;
        return [{ kind: 'file', path: target, name, fileKind: kind, proof, isRegular: false }];
      }
      const found: Discovered[] = [];
      this.#walk(target, name === '.' ? '' : name.replace(/\/+$/, ''), this.#ignoresAt(target), null, found);
      return found;
    }
    const isMissing = stats.code === 'ENOENT';
    if (isMissing && isGlob(operand)) return this.#findGlob(name);
    return [{ kind: 'failure', name, message: describeFileError(stats, target), isMissing }];
  }

  #findGlob(glob: string): Discovered[] {
    const segments = glob.split('/');
    const literal = segments.slice(0, Math.max(0, segments.findIndex(isGlob)));
    const base = literal.join('/') || (glob.startsWith('/') ? '/' : '');
    const directory = path.resolve(this.options.cwd, base);
    const patterns = compileGlobs([glob]);
    const found: Discovered[] = [];
    if ('isFile' in statOrError(directory)) {
      this.#walk(directory, base, this.#ignoresAt(directory), patterns, found);
    }
    return found;
  }

  /** What the directories above say; the walk reads what it meets. */
  #ignoresAt(directory: string): IgnoreScope {
    return this.options.useGitignore ? ignoresAt(directory) : NO_IGNORES;
  }

  /** @param patterns - take what matches one of these instead of what has a stack file's name */
  #walk(
    directory: string,
    shown: string,
    outer: IgnoreScope,
    patterns: readonly PathPattern[] | null,
    found: Discovered[],
  ): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(directory, { withFileTypes: true });
    } catch (error) {
      const message = describeFileError(error as NodeJS.ErrnoException, directory);
      found.push({ kind: 'failure', name: shown || '.', message, isMissing: false });
      return;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    const hasIgnoreFile = this.options.useGitignore && entries.some(({ name }) => name === '.gitignore');
    const ignores = hasIgnoreFile ? withIgnoreFile(outer, directory) : outer;
    const scopes = [ignores, ...this.options.exclude];
    const start = directory.endsWith(path.sep) ? directory : directory + path.sep;
    const shownStart = shown === '' ? '' : `${shown.replace(/\/$/, '')}/`;
    for (const entry of entries) {
      const isDirectory = entry.isDirectory();
      const name = shownStart + entry.name;
      if (isDirectory && SKIPPED_DIRECTORIES.has(entry.name)) continue;
      const fileKind = isDirectory ? null : this.#wanted(directory, entry.name, name, patterns);
      if (!isDirectory && !fileKind) continue;
      const file = start + entry.name;
      if (scopes.some((scope) => isIgnored(scope, file, isDirectory))) continue;
      if (fileKind) {
        const isRegular = entry.isFile();
        // A link to a directory has a name like a file's.
        const stats = isRegular ? null : statOrError(file);
        if (stats && 'isFile' in stats && stats.isDirectory()) continue;
        found.push({ kind: 'file', path: file, name, ...fileKind, isRegular });
      } else {
        if (patterns && !patterns.some((pattern) => mayMatchBelow(pattern, name.split('/')))) continue;
        this.#walk(file, name, ignores, patterns, found);
      }
    }
  }

  #wanted(
    directory: string,
    entry: string,
    name: string,
    patterns: readonly PathPattern[] | null,
  ): { fileKind: FileKind; proof: Proof } | null {
    if (patterns) {
      const names = name.split('/');
      const matches = patterns.some((pattern) => matchesPattern(pattern, names));
      return matches ? { fileKind: kindOfNamedFile(entry), proof: 'none' } : null;
    }
    const candidate = candidateOf(directory, entry);
    return candidate && { fileKind: candidate.kind, proof: candidate.proof };
  }
}

/** Globs as given on the command line or in a configuration; `./` at the start says nothing. */
export function compileGlobs(globs: readonly string[]): PathPattern[] {
  return globs.flatMap((glob) => expandBraces(slashed(glob).replace(/\/+$/, ''))).map(compilePattern);
}

function statOrError(file: string): Stats | NodeJS.ErrnoException {
  try {
    return statSync(file);
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

/** `/` between names on every system, and no `./` in front. */
function slashed(name: string): string {
  return name.replaceAll(path.sep, '/').replace(/^(?:\.\/+)+(?=.)/, '');
}
