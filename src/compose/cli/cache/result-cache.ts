/**
 * What was found in files that have not changed since, nor anything else that the answer depends on: the rules and settings,
 * the variables that the files use, and the other files that they name. All of it is compared by content, so a cached run
 * says what an uncached one would say. A file of which nothing is to be said is not even opened, as long as it has the same
 * fingerprint. Only digests are kept of what was read, never a text or a variable's value.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import type { RuleSetup } from '../config/effective.js';
import type { Outside } from '../engine-port.js';
import type { FoundFile } from '../input/discover.js';
import type { InputFile, Memory, Recollection, Unit } from '../input/load-units.js';
import type { LintContext } from '../lint.js';
import type { Diagnostic, FileReport, SuppressedDiagnostic } from '../report/report.js';
import { SourceText } from '../report/source-text.js';
import { digestOf } from './digest.js';
import { ObservedOutside } from './observed-outside.js';

interface Entry {
  /** Of the texts and of how they are linted; absent for a file that is no stack. */
  readonly digest?: string;
  /** How the file is linted, and its fingerprint; absent without one, and where something was found, because that needs the text. */
  readonly untouched?: string;
  readonly outside?: UsedOutside;
  /** One for each file of the unit; absent when nothing was found. */
  readonly reports?: readonly StoredReport[];
}

/** What the answer depends on besides the files; most stacks need nothing. */
interface UsedOutside {
  readonly variables: readonly string[];
  readonly files: readonly string[];
  /** Of the values of the variables and the contents of the files. */
  readonly digest: string;
}

/** Both are absent in the report of a file without a finding: most are. */
interface StoredReport {
  readonly diagnostics?: readonly Diagnostic[];
  readonly suppressed?: readonly SuppressedDiagnostic[];
}

/** What files are linted by, as far as results depend on it. */
type Terms = Pick<LintContext, 'outside' | 'setupOf'>;

export class ResultCache implements Memory {
  readonly #file: string;
  readonly #stamp: string;
  readonly #terms: Terms;
  readonly #known: Map<string, Entry>;
  readonly #seen = new Map<string, Entry>();
  readonly #setups = new WeakMap<RuleSetup, string>();
  #hasNews = false;

  /**
   * @param file - what is no cache of this version, or damaged, is as good as none, and is written anew
   * @param stamp - what the whole run depends on: another one makes all of the cache void
   */
  constructor(file: string, stamp: string, terms: Terms) {
    this.#file = file;
    this.#stamp = stamp;
    this.#terms = terms;
    this.#known = readEntries(file, stamp);
  }

  /** What holds of a file without its text. */
  recall({ name, path: place }: FoundFile, fingerprint: string): Recollection {
    const known = this.#known.get(name);
    if (known?.untouched !== `${this.#setupAt(place)} ${fingerprint}`) return null;
    if (!this.#isOutsideAsBefore(known)) return null;
    this.#seen.set(name, known);
    return known.digest === undefined ? 'no-stack' : 'clean';
  }

  /** A text that is no stack is not linted, so nothing but the fingerprint says that it is the same. */
  keepNoStack({ name, path: place }: FoundFile, fingerprint: string): void {
    this.#hasNews = true;
    this.#seen.set(name, { untouched: `${this.#setupAt(place)} ${fingerprint}` });
  }

  /** The reports of a unit: those of an earlier run, or else what `lint` says, which is kept for the next one. */
  async lint(
    { files }: Unit,
    lint: (outside: Outside) => Promise<readonly FileReport[]>,
  ): Promise<readonly FileReport[]> {
    const [first] = files;
    if (!first || files.some((file) => file.path === null)) return lint(this.#terms.outside);
    const key = files.map(({ name }) => name).join('\0');
    const texts = files.flatMap(({ name, kind, text }) => [name, kind, text]);
    const setup = this.#setupAt(first.place);
    const digest = digestOf([setup, ...texts]);
    // That of several files is never asked for: nobody recalls them by one name.
    const untouched = first.fingerprint ? `${setup} ${first.fingerprint}` : undefined;
    const known = this.#known.get(key);
    if (known?.digest === digest && this.#isOutsideAsBefore(known)) {
      const now = known.reports ? known : { ...known, untouched };
      this.#hasNews ||= now.untouched !== known.untouched;
      this.#seen.set(key, now);
      return files.map((file, index) => restore(file, known.reports?.[index]));
    }
    const observed = new ObservedOutside(this.#terms.outside);
    const reports = await lint(observed);
    this.#hasNews = true;
    if (reports.some(hasOwnMistake)) return reports;
    const outside = this.#describeOutside(observed);
    const found = reports.every(isClean) ? { untouched } : { reports: reports.map(store) };
    this.#seen.set(key, { digest, outside, ...found });
    return reports;
  }

  /** Writes what this run knows, and what it did not look at as long as it is there. A cache that cannot be written is none. */
  save(cwd: string): void {
    if (!this.#hasNews) return;
    const unseen = [...this.#known].filter(
      ([key]) => !this.#seen.has(key) && key.split('\0').every((name) => existsSync(path.resolve(cwd, name))),
    );
    const body = JSON.stringify([...unseen, ...this.#seen]);
    const temporary = `${this.#file}.${process.pid}.tmp`;
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true });
      writeFileSync(temporary, `${headOf(this.#stamp, body)}\n${body}`, { flag: 'wx', mode: 0o600 });
      renameSync(temporary, this.#file);
    } catch {
      removeQuietly(temporary);
    }
  }

  /** A digest of how the files of this place are linted. */
  #setupAt(place: string | null): string {
    const setup = this.#terms.setupOf(place);
    const known = this.#setups.get(setup);
    if (known !== undefined) return known;
    const digest = digestOf([JSON.stringify({ ...setup, severities: [...setup.severities] })]);
    this.#setups.set(setup, digest);
    return digest;
  }

  #describeOutside({ variables, files }: ObservedOutside): UsedOutside | undefined {
    if (variables.size === 0 && files.size === 0) return undefined;
    const names = { variables: [...variables], files: [...files] };
    return { ...names, digest: this.#digestOutside(names) };
  }

  #isOutsideAsBefore({ outside }: Entry): boolean {
    return outside === undefined || outside.digest === this.#digestOutside(outside);
  }

  /** Some of it is secret, so this digest tells nothing of it. Node's cryptography is loaded for nobody else. */
  #digestOutside({ variables, files }: Omit<UsedOutside, 'digest'>): string {
    const { createHash } = process.getBuiltinModule('node:crypto');
    const { environment, readFile } = this.#terms.outside;
    const values = [
      ...variables.map((name) => environment.get(name) ?? null),
      ...files.map((file) => readFile?.(file) ?? null),
    ];
    return createHash('sha256').update(JSON.stringify(values)).digest('base64');
  }
}

/** The file that a command line means by `--cache-location`; by default one below node_modules, where there is such a folder. */
export function locateCache(location: string | null, cwd: string): string {
  if (location === null) {
    const modules = path.join(cwd, 'node_modules');
    return existsSync(modules) ? path.join(modules, '.cache', 'keepalive-lint', FILE_NAME) : path.join(cwd, FILE_NAME);
  }
  return /[\\/]$/.test(location) ? path.resolve(cwd, location, FILE_NAME) : path.resolve(cwd, location);
}

const FILE_NAME = '.keepalivelintcache';

function readEntries(file: string, stamp: string): Map<string, Entry> {
  try {
    const text = readFileSync(file, 'utf8');
    const head = text.indexOf('\n');
    const body = text.slice(head + 1);
    if (text.slice(0, head) === headOf(stamp, body)) return new Map(JSON.parse(body) as [string, Entry][]);
  } catch {
    // There is none yet, or none that can be read.
  }
  return new Map();
}

/** Says who wrote the body, so that it has the right shape, and that it is whole. */
function headOf(stamp: string, body: string): string {
  return `${digestOf([stamp])} ${crc32(body)}`;
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where nothing can be written, there is nothing to remove.
  }
}

/** Our own mistakes may have to do with the moment, so they are tried again. */
function hasOwnMistake({ diagnostics }: FileReport): boolean {
  return diagnostics.some(({ kind, help }) => kind === 'failure' && help !== undefined);
}

function isClean({ diagnostics, suppressed }: FileReport): boolean {
  return diagnostics.length === 0 && suppressed.length === 0;
}

function store({ diagnostics, suppressed }: FileReport): StoredReport {
  return { ...(diagnostics.length > 0 && { diagnostics }), ...(suppressed.length > 0 && { suppressed }) };
}

function restore({ name, text }: InputFile, { diagnostics = [], suppressed = [] }: StoredReport = {}): FileReport {
  return {
    name,
    source: new SourceText(name, text),
    diagnostics: diagnostics.map(restoreDiagnostic),
    suppressed: suppressed.map((one) => ({ ...one, diagnostic: restoreDiagnostic(one.diagnostic) })),
  };
}

/** JSON has no infinity: it is written as null. */
function restoreDiagnostic(diagnostic: Diagnostic): Diagnostic {
  const { window } = diagnostic;
  if (!window) return diagnostic;
  const toSeconds = window.toSeconds as number | null;
  return { ...diagnostic, window: { ...window, toSeconds: toSeconds ?? Infinity } };
}
