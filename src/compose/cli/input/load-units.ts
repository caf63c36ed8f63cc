/** The inputs of a run as units: each is linted as one stack, of one file or several. */
import type { Stats } from 'node:fs';
import path from 'node:path';
import type { StackFile } from '../../docker/stack.js';
import { decode, withoutByteOrderMark } from '../../read/decode.js';
import type { Io } from '../io.js';
import { didYouMeanCommand } from '../arguments/did-you-mean.js';
import { discover, type Discovered, type DiscoveryOptions, type FoundFile } from './discover.js';
import { type FileKind, isProven, kindOfNamedFile, type Proof } from '../../file-names.js';
import { fingerprintOf, identityOf, lookAt, readInputFile } from './read-file.js';

export interface InputFile extends StackFile {
  readonly kind: FileKind;
  /** Where it is on disk; `null` for standard input. */
  readonly path: string | null;
  /** Where it would be, for the configuration: standard input can be given a place. */
  readonly place: string | null;
  /** Of what was read and what it was taken for; `null` when it may stay the same while the text changes. */
  readonly fingerprint: string | null;
}

/** A file that was not read: it is as it was when nothing was found in it. */
export interface CleanFile {
  readonly name: string;
  readonly kind: FileKind;
}

/** `null`: the file has to be read. */
export type Recollection = 'clean' | 'no-stack' | null;

/** What earlier runs know about files by their fingerprints. */
export interface Memory {
  recall(file: FoundFile, fingerprint: string): Recollection;
  keepNoStack(file: FoundFile, fingerprint: string): void;
}

export interface InputFailure {
  readonly name: string;
  readonly message: string;
  /** The text and where it goes wrong, when the failure has a place. */
  readonly at: { readonly text: string; readonly offset: number } | null;
}

export interface Unit {
  readonly files: readonly InputFile[];
  readonly proof: Proof;
}

export interface InputRequest extends DiscoveryOptions {
  readonly operands: readonly string[];
  /** Files of one stack, in merge order. */
  readonly stack: readonly string[];
  /** Stacks of the configuration, as absolute paths in merge order: to find one of the files is to find the stack. */
  readonly knownStacks: readonly (readonly string[])[];
  readonly stdinName: string | null;
}

export function isFailure(input: Unit | CleanFile | InputFile | InputFailure): input is InputFailure {
  return 'message' in input;
}

/**
 * Reads the inputs one by one, so that a run over many files holds one of them at a time. A file that two operands name, or
 * that has two names, is linted once, under the first.
 */
export async function* loadUnits(
  request: InputRequest,
  io: Io,
  memory: Memory | null,
): AsyncGenerator<Unit | CleanFile | InputFailure> {
  const run = startRun(io, memory);
  if (request.stack.length > 0) yield* loadStack(request.stack, request, io, run);
  const stacks = new Map(request.knownStacks.flatMap((stack) => stack.map((file) => [file, stack] as const)));
  for (const operand of request.operands) {
    if (operand === '-') {
      const loaded = await loadStdin(request, io);
      yield isFailure(loaded) ? loaded : { files: [loaded], proof: 'none' };
      continue;
    }
    for (const found of discover([operand], request)) {
      const stack = found.kind === 'file' && stacks.get(found.path);
      if (stack) {
        for (const file of stack) stacks.delete(file);
        const names = stack.map((file) => path.relative(request.cwd, file));
        yield* loadStack(names, request, io, run);
        continue;
      }
      if (found.kind === 'failure') {
        // A command comes first, so the first word may be one with a slip of the finger.
        const hint = found.isMissing && operand === request.operands[0] ? didYouMeanCommand(operand) : null;
        yield { name: found.name, message: hint === null ? found.message : `${found.message} ${hint}`, at: null };
        continue;
      }
      const known = recall(found, run);
      if (known === 'clean') yield { name: found.name, kind: found.fileKind };
      const loaded = known ? null : loadFound(found, run);
      if (loaded) yield isFailure(loaded) ? loaded : { files: [loaded], proof: found.proof };
    }
  }
}

interface Run {
  readonly startedMs: number;
  readonly memory: Memory | null;
  /** The identities of the files that have had their turn. */
  readonly seen: Set<string>;
}

function startRun(io: Io, memory: Memory | null): Run {
  return { startedMs: io.now(), memory, seen: new Set() };
}

/** Of a file and what it is taken for: of a file that a search found, more has to be shown than of one that was named. */
function takeFingerprint({ fileKind, proof }: FoundFile, stats: Stats, { startedMs }: Run): string | null {
  const fingerprint = fingerprintOf(stats, startedMs);
  return fingerprint && `${fileKind} ${proof} ${fingerprint}`;
}

/** What is certain about a file without opening it. */
function recall(found: FoundFile, run: Run): Recollection {
  const { memory, seen } = run;
  // Those that wait for a stack are few.
  if (!memory || found.proof === 'stack-beside') return null;
  const stats = lookAt(found.path);
  if (!stats || seen.has(identityOf(stats))) return null;
  const fingerprint = takeFingerprint(found, stats, run);
  const known = fingerprint === null ? null : memory.recall(found, fingerprint);
  if (known) seen.add(identityOf(stats));
  return known;
}

/** A stack with a file missing is another stack, so it is not linted. */
export async function* loadStack(
  names: readonly string[],
  request: InputRequest,
  io: Io,
  run = startRun(io, null),
): AsyncGenerator<Unit | InputFailure> {
  const files: InputFile[] = [];
  for (const name of names) {
    if (name === '-') {
      const loaded = await loadStdin(request, io);
      if (isFailure(loaded)) yield loaded;
      else files.push(loaded);
      continue;
    }
    for (const found of discover([name], request)) {
      const loaded = loadFound(found, run);
      if (loaded === null) yield { name, message: 'This file is twice in one stack.', at: null };
      else if (isFailure(loaded)) yield loaded;
      else files.push(loaded);
    }
  }
  if (files.length === names.length) yield { files, proof: 'none' };
}

async function loadStdin({ stdinName, cwd }: InputRequest, io: Io): Promise<InputFile | InputFailure> {
  const name = stdinName ?? '<stdin>';
  // A name that was given says which overrides of the configuration apply.
  const place = stdinName === null ? null : path.resolve(cwd, stdinName);
  return decodeInput(await io.readStdin(), { name, path: null, place, fingerprint: null, kind: kindOfNamedFile(name) });
}

/** `null` for a file that was loaded before, or that is no stack file as far as can be seen. */
function loadFound(found: Discovered, run: Run): InputFile | InputFailure | null {
  if (found.kind === 'failure') return { name: found.name, message: found.message, at: null };
  const read = readInputFile(found.path, found.isRegular);
  if (!read.ok) {
    return found.proof === 'swarm-services' ? null : { name: found.name, message: read.message, at: null };
  }
  const identity = identityOf(read.stats);
  if (run.seen.has(identity)) return null;
  run.seen.add(identity);
  const fingerprint = takeFingerprint(found, read.stats, run);
  const file = { name: found.name, path: found.path, place: found.path, kind: found.fileKind, fingerprint };
  const input = decodeInput(read.bytes, file);
  if (isFailure(input)) return found.proof === 'none' ? input : null;
  if (isProven(found.proof, input.text)) return input;
  if (fingerprint !== null) run.memory?.keepNoStack(found, fingerprint);
  return null;
}

function decodeInput(bytes: Uint8Array, file: Omit<InputFile, 'text'>): InputFile | InputFailure {
  const decoded = decode(bytes);
  const text = withoutByteOrderMark(decoded.text);
  if (decoded.ok) return { ...file, text };
  return {
    name: file.name,
    message: 'This is not UTF-8 text; Docker cannot read it either.',
    at: { text, offset: decoded.offset },
  };
}
