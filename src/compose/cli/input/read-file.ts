/** Reads one input, or says in a sentence why that cannot be done. */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';

export type ReadResult =
  | {
      readonly ok: true;
      readonly bytes: Uint8Array;
      /** From before the bytes were read. */
      readonly stats: Stats;
    }
  | { readonly ok: false; readonly message: string };

/** Ten times the largest stack that anybody was seen to deploy. */
const LARGEST_FILE_BYTES = 64 * 1024 * 1024;

/**
 * Reads a regular file. A pipe, a device or a socket is refused without waiting for it.
 *
 * @param isRegular - somebody has looked already
 */
export function readInputFile(file: string, isRegular = false): ReadResult {
  try {
    const refusal = isRegular ? null : refuse(statSync(file));
    if (refusal) return { ok: false, message: refusal };
    const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      // Between the look and the opening it may have become something else.
      const stats = fstatSync(descriptor);
      const nowRefused = refuse(stats);
      if (nowRefused) return { ok: false, message: nowRefused };
      return { ok: true, bytes: readBytes(descriptor, stats.size), stats };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return { ok: false, message: describeFileError(error as NodeJS.ErrnoException, file) };
  }
}

/** One call for a file that does not change meanwhile: less than what was asked for is all that there is. */
function readBytes(descriptor: number, size: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(size + 1);
  const count = readSync(descriptor, bytes);
  return count <= size ? bytes.subarray(0, count) : Buffer.concat([bytes, readFileSync(descriptor)]);
}

/** What the file system says of a regular file; `null` where there is none. */
export function lookAt(file: string): Stats | null {
  try {
    const stats = statSync(file);
    return stats.isFile() ? stats : null;
  } catch {
    return null;
  }
}

/** The same for all names of one file. */
export function identityOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

/** The clock of FAT ticks every two seconds; no other is as coarse. */
const SETTLED_AFTER_MS = 3000;

/**
 * Stays the same only as long as nobody writes to the file. Who sets `mtime` back changes `ctime`. `null` when the last change was
 * a moment ago, because the next one may fall into the same tick of the clock: https://git-scm.com/docs/racy-git
 *
 * @param nowMs - a time since 1970 before `stats` were asked for
 */
export function fingerprintOf(
  { size, mtimeMs, ctimeMs, ino }: Pick<Stats, 'size' | 'mtimeMs' | 'ctimeMs' | 'ino'>,
  nowMs: number,
): string | null {
  const isSettled = Math.max(mtimeMs, ctimeMs) < nowMs - SETTLED_AFTER_MS;
  return isSettled ? `${size} ${mtimeMs} ${ctimeMs} ${ino}` : null;
}

/** The operating system's refusal in words. */
export function describeFileError(error: NodeJS.ErrnoException, file: string): string {
  switch (error.code) {
    case 'ENOENT':
      return isLink(file) ? 'This symbolic link points to nothing.' : 'There is no such file or directory.';
    case 'EACCES':
    case 'EPERM':
      return 'It cannot be read: permission denied.';
    case 'ELOOP':
      return 'This symbolic link leads back to itself.';
    case 'ENOTDIR':
      return 'There is no such file: a part of its path is not a directory.';
    case 'ENAMETOOLONG':
      return 'There is no such file: its name is too long.';
    default:
      return `It cannot be read (${String(error.code)}).`;
  }
}

function refuse(stats: Stats): string | null {
  if (stats.isDirectory()) return 'This is a directory, not a file.';
  if (stats.isFIFO()) return 'This is a named pipe, not a file. Use `-` to lint standard input.';
  if (stats.isSocket()) return 'This is a socket, not a file.';
  if (!stats.isFile()) return 'This is a device, not a file.';
  if (stats.size > LARGEST_FILE_BYTES) return `This is too large to be a stack file (more than 64 MiB).`;
  return null;
}

function isLink(file: string): boolean {
  try {
    return lstatSync(file).isSymbolicLink();
  } catch {
    return false;
  }
}
