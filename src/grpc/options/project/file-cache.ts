/** What was made of a file, kept until the file changes. */
import fs from 'node:fs';
import path from 'node:path';

interface Entry<Made> {
  readonly mtimeMs: number;
  readonly size: number;
  readonly made: Made | null;
}

/**
 * Keeps what `make` returned for a file as long as the file's time and size stay the same. They are looked at
 * again and again, so that an editor that stays open for days sees every change. A file that cannot be read, or for which `make`
 * throws, gives `null`.
 */
export class FileCache<Made> {
  private readonly entries = new Map<string, Entry<Made>>();
  private readonly capacity: number;
  private readonly maxBytes: number;

  constructor(capacity: number, maxBytes = 1_000_000) {
    this.capacity = capacity;
    this.maxBytes = maxBytes;
  }

  /** @param variant - what else the result depends on, such as the parser */
  get(file: string, make: (text: string) => Made | null, variant?: string): Made | null {
    const stat = statFile(file);
    if (!stat || stat.size > this.maxBytes) return null;
    const key = [file, variant].join('\0');
    const before = this.entries.get(key);
    this.entries.delete(key);
    const entry =
      before?.mtimeMs === stat.mtimeMs && before.size === stat.size
        ? before
        : { mtimeMs: stat.mtimeMs, size: stat.size, made: attempt(() => make(readText(file))) };
    // The order of insertion is the order of use: the first entry is the oldest.
    this.entries.set(key, entry);
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.capacity) break;
      this.entries.delete(oldest);
    }
    return entry.made;
  }
}

/** Without the mark that editors of Windows put in front. */
function readText(file: string): string {
  return fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
}

/** The result, or `null` when the function throws: other people's files may hold anything. */
export function attempt<Result>(run: () => Result): Result | null {
  try {
    return run();
  } catch {
    return null;
  }
}

/** How long an answer of the file system is believed. A lint of many files asks the same for each; an editor asks anew. */
export const BELIEVED_MS = 1000;

/** Something that is empty again when the file system has to be asked anew. */
export function forAMoment<Contents>(make: () => Contents): () => Contents {
  let contents = make();
  let since = 0;
  return () => {
    const now = Date.now();
    if (Math.abs(now - since) > BELIEVED_MS) {
      contents = make();
      since = now;
    }
    return contents;
  };
}

/** The same question, answered from memory when it was asked a moment ago. */
export function remembered<Question extends readonly string[], Answer extends object | string | null>(
  ask: (...question: Question) => Answer,
): (...question: Question) => Answer {
  const momentary = forAMoment(() => new Map<string, Answer>());
  return (...question) => {
    const answers = momentary();
    const key = question.join('\0');
    let answer = answers.get(key);
    if (answer === undefined) answers.set(key, (answer = ask(...question)));
    return answer;
  };
}

const statOf = remembered((file: string) => attempt(() => fs.statSync(file, { throwIfNoEntry: false })) ?? null);

function statFile(file: string): fs.Stats | null {
  const stat = statOf(file);
  return stat?.isFile() ? stat : null;
}

export function isFile(file: string): boolean {
  return statFile(file) !== null;
}

export function isDirectory(file: string): boolean {
  return statOf(file)?.isDirectory() ?? false;
}

/** The directories from the one of a file up to the root. */
export function* directoriesAbove(file: string): Generator<string> {
  let last = file;
  for (let current = path.dirname(file); current !== last; current = path.dirname(current)) {
    yield current;
    last = current;
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject | null) : null;
}

const jsonFiles = new FileCache<JsonObject>(500);

/** A JSON file that is an object, with comments and trailing commas allowed as in tsconfig.json; else `null`. */
export function readJson(file: string): JsonObject | null {
  return jsonFiles.get(file, (text) => asObject(JSON.parse(withoutComments(text))));
}

/** Strings are matched first, so that what looks like a comment inside one stays. */
function withoutComments(text: string): string {
  return text
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, string: string | undefined) => string ?? '')
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string: string | undefined) => string ?? '');
}
