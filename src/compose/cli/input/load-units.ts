/** The inputs of a run as units: each is linted as one stack, of one file or several. */
import type { StackFile } from '../../docker/stack.js';
import type { Io } from '../io.js';
import { discover, type Discovered, type DiscoveryOptions } from './discover.js';
import { type FileKind, isProven, kindOfNamedFile } from './names.js';
import { readInputFile } from './read-file.js';

export interface InputFile extends StackFile {
  readonly kind: FileKind;
  /** Where it is on disk; `null` for standard input. */
  readonly path: string | null;
}

export interface InputFailure {
  readonly name: string;
  readonly message: string;
  /** The text up to the mistake, when the failure has a place. */
  readonly at: { readonly text: string; readonly offset: number } | null;
}

export interface Unit {
  readonly files: readonly InputFile[];
}

export interface InputRequest extends DiscoveryOptions {
  readonly operands: readonly string[];
  /** Files of one stack, in merge order. */
  readonly stack: readonly string[];
  readonly stdinName: string;
}

export function isFailure(input: Unit | InputFailure): input is InputFailure {
  return 'message' in input;
}

/**
 * Reads the inputs one by one, so that a run over many files holds one of them at a time. A file that two operands name, or
 * that has two names, is linted once, under the first.
 */
export async function* loadUnits(request: InputRequest, io: Io): AsyncGenerator<Unit | InputFailure> {
  const seen = new Set<string>();
  if (request.stack.length > 0) {
    const files: InputFile[] = [];
    let complete = true;
    for (const name of request.stack) {
      const loaded = name === '-' ? await loadStdin(request, io) : loadNamed(name, request, new Set());
      if (loaded === null) continue;
      if (isLoadFailure(loaded)) {
        complete = false;
        yield loaded;
      } else {
        files.push(loaded);
      }
    }
    if (complete && files.length > 0) yield { files };
  }
  for (const operand of request.operands) {
    if (operand === '-') {
      const loaded = await loadStdin(request, io);
      yield isLoadFailure(loaded) ? loaded : { files: [loaded] };
      continue;
    }
    for (const found of discover([operand], request)) {
      const loaded = loadFound(found, seen);
      if (loaded) yield isLoadFailure(loaded) ? loaded : { files: [loaded] };
    }
  }
}

function isLoadFailure(loaded: InputFile | InputFailure): loaded is InputFailure {
  return 'message' in loaded;
}

function loadNamed(name: string, request: InputRequest, seen: Set<string>): InputFile | InputFailure | null {
  const [found] = discover([name], { ...request, exclude: [] });
  return found ? loadFound(found, seen) : { name, message: 'There is no such file or directory.', at: null };
}

async function loadStdin({ stdinName }: InputRequest, io: Io): Promise<InputFile | InputFailure> {
  return decodeInput(await io.readStdin(), { name: stdinName, path: null, kind: kindOfNamedFile(stdinName) });
}

/** `null` for a file that was loaded before, or that turns out to be no stack file. */
function loadFound(found: Discovered, seen: Set<string>): InputFile | InputFailure | null {
  if (found.kind === 'failure') return { name: found.name, message: found.message, at: null };
  const read = readInputFile(found.path);
  if (!read.ok) return { name: found.name, message: read.message, at: null };
  if (seen.has(read.identity)) return null;
  seen.add(read.identity);
  const input = decodeInput(read.bytes, { name: found.name, path: found.path, kind: found.fileKind });
  if (isLoadFailure(input)) return found.proof === 'none' ? input : null;
  return isProven(found.proof, input.text) ? input : null;
}

function decodeInput(bytes: Uint8Array, file: Omit<InputFile, 'text'>): InputFile | InputFailure {
  try {
    return { ...file, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { name: file.name, message: 'It is not valid UTF-8.', at: null };
  }
}
