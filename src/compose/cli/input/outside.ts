/** What stack files depend on besides themselves, as far as this machine has it. */
import path from 'node:path';
import type { Io } from '../io.js';
import type { Outside } from '../engine-port.js';
import { readEnvironment } from './env-file.js';
import { readInputFile } from './read-file.js';

/**
 * The variables of the environment and of the files named, and the files that stacks name. Those are read as Docker reads
 * them (is it there, is each line a variable); nothing of their content is ever shown.
 *
 * @throws {UsageError} when an environment file that the user named cannot be read
 */
export function outsideOf(envFiles: readonly string[], io: Io): Required<Outside> {
  return {
    environment: readEnvironment(envFiles, io.cwd, io.env),
    readFile: (named) => {
      const read = readInputFile(path.resolve(io.cwd, named));
      return read.ok ? decodeText(read.bytes) : null;
    },
  };
}

/** UTF-8; in a file that is something else, each byte above 127 is a lone surrogate, which no text has. */
function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join('');
  }
}
