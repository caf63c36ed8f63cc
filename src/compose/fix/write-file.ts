/**
 * Replaces a file's text in one step: whatever happens in between, the file is the old one or the new one, whole. It is not
 * replaced when it is no longer what was linted.
 */
import fs from 'node:fs';
import path from 'node:path';

export interface WriteRequest {
  readonly path: string;
  /** The text that was linted and the text to write, both without byte order mark. */
  readonly before: string;
  readonly after: string;
  /** A symbolic link is followed when it leads to a file in this directory. */
  readonly root: string;
}

export type WriteOutcome = { readonly kind: 'written' } | { readonly kind: 'refused'; readonly reason: string };

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const CHANGED_UNDERNEATH = 'It changed while it was being linted.';

/** Writes `after` over the file; keeps its mode, owner and byte order mark. Hard links to it keep the old text. */
export function writeFile(request: WriteRequest): WriteOutcome {
  let temporary: string | null = null;
  try {
    const target = resolveTarget(request);
    if (target === null) return refuse('It is a symbolic link that leads out of the directory.');
    const original = readOriginal(target);
    if (original === null) return refuse('It is not a regular file.');
    const { bytes, stats } = original;
    const hasMark = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK);
    const encoded = Buffer.from(request.before, 'utf8');
    if (!encoded.equals(hasMark ? bytes.subarray(3) : bytes)) {
      return refuse(isUtf16(bytes) ? 'It is UTF-16; only UTF-8 is edited.' : CHANGED_UNDERNEATH);
    }
    fs.accessSync(target, fs.constants.W_OK);
    const after = Buffer.from(request.after, 'utf8');
    temporary = path.join(path.dirname(target), `.${path.basename(target).slice(0, 100)}.${crypto.randomUUID()}.tmp`);
    writeTemporary(temporary, hasMark ? Buffer.concat([BYTE_ORDER_MARK, after]) : after, stats);
    if (!isSameFile(fs.lstatSync(target, { bigint: true }), stats)) return refuse(CHANGED_UNDERNEATH);
    fs.renameSync(temporary, target);
    temporary = null;
    syncDirectory(path.dirname(target));
    return { kind: 'written' };
  } catch (error) {
    return refuse(describeWriteError(error as NodeJS.ErrnoException));
  } finally {
    if (temporary !== null) removeQuietly(temporary);
  }
}

function refuse(reason: string): WriteOutcome {
  return { kind: 'refused', reason };
}

/** The file itself, behind a symbolic link if its name is one; `null` when that leads out of `root`. */
function resolveTarget(request: WriteRequest): string | null {
  if (!fs.lstatSync(request.path).isSymbolicLink()) return request.path;
  const target = fs.realpathSync(request.path);
  const relative = path.relative(fs.realpathSync(request.root), target);
  return relative.startsWith('..') || path.isAbsolute(relative) ? null : target;
}

function readOriginal(target: string): { bytes: Buffer; stats: fs.BigIntStats } | null {
  // Without blocking, so that a pipe that took the file's place is not waited for.
  const flags = fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK;
  const descriptor = fs.openSync(target, flags);
  try {
    const stats = fs.fstatSync(descriptor, { bigint: true });
    return stats.isFile() ? { bytes: fs.readFileSync(descriptor), stats } : null;
  } finally {
    fs.closeSync(descriptor);
  }
}

function writeTemporary(temporary: string, bytes: Buffer, original: fs.BigIntStats): void {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = fs.constants;
  const descriptor = fs.openSync(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    const { uid, gid } = fs.fstatSync(descriptor, { bigint: true });
    if (uid !== original.uid || gid !== original.gid) {
      fs.fchownSync(descriptor, Number(original.uid), Number(original.gid));
    }
    for (let written = 0; written < bytes.length;) written += fs.writeSync(descriptor, bytes, written);
    fs.fchmodSync(descriptor, Number(original.mode & 0o7777n));
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

function isSameFile(now: fs.BigIntStats, then: fs.BigIntStats): boolean {
  return now.dev === then.dev && now.ino === then.ino && now.size === then.size && now.mtimeNs === then.mtimeNs;
}

/** So that the new name survives a power cut. Not every system can; the file is whole either way. */
function syncDirectory(directory: string): void {
  try {
    const descriptor = fs.openSync(directory, fs.constants.O_RDONLY);
    try {
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
  } catch {
    // Windows opens no directories.
  }
}

function removeQuietly(file: string): void {
  try {
    fs.unlinkSync(file);
  } catch {
    // It was not made, or is gone.
  }
}

function isUtf16(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function describeWriteError(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
      return 'It is gone.';
    case 'ELOOP':
      return 'It became a symbolic link while it was being linted.';
    case 'EACCES':
    case 'EPERM':
      return 'It cannot be written: permission denied.';
    case 'EROFS':
      return 'It cannot be written: the file system is read-only.';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'It cannot be written: there is no space left.';
    default:
      return `It cannot be written (${error.code ?? error.message}).`;
  }
}
