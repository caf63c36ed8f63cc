/**
 * What was found in files that have not changed since, nor anything else that the answer depends on: the rules and settings,
 * the variables that the files use, and the other files that they name. All of it is compared by content, so a cached run
 * says what an uncached one would say. Only digests are kept of what was read, never a text or a variable's value.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RuleSetup } from '../config/effective.js';
import type { Outside } from '../engine-port.js';
import type { InputFile, Unit } from '../input/load-units.js';
import type { Diagnostic, FileReport, SuppressedDiagnostic } from '../report/report.js';
import { SourceText } from '../report/source-text.js';
import { digestOf } from './digest.js';
import { ObservedOutside } from './observed-outside.js';

interface Entry {
  /** Of the texts and of how they are linted. */
  readonly digest: string;
  readonly variables: readonly string[];
  readonly files: readonly string[];
  /** Of the values of the variables and the contents of the files. */
  readonly outside: string;
  /** One for each file of the unit. */
  readonly reports: readonly StoredReport[];
}

/** Both are absent in the report of a file without a finding: most are. */
interface StoredReport {
  readonly diagnostics?: readonly Diagnostic[];
  readonly suppressed?: readonly SuppressedDiagnostic[];
}

export class ResultCache {
  readonly #file: string;
  readonly #stamp: string;
  readonly #outside: Outside;
  readonly #known: Map<string, Entry>;
  readonly #seen = new Map<string, Entry>();
  readonly #setups = new WeakMap<RuleSetup, string>();
  #hasNews = false;

  /**
   * @param file - what is no cache of this version, or damaged, is as good as none, and is written anew
   * @param stamp - what the whole run depends on: another one makes all of the cache void
   */
  constructor(file: string, stamp: string, outside: Outside) {
    this.#file = file;
    this.#stamp = stamp;
    this.#outside = outside;
    this.#known = readEntries(file, stamp);
  }

  /** The reports of a unit: those of an earlier run, or else what `lint` says, which is kept for the next one. */
  async lint(
    unit: Unit,
    setup: RuleSetup,
    lint: (outside: Outside) => Promise<readonly FileReport[]>,
  ): Promise<readonly FileReport[]> {
    if (unit.files.some((file) => file.path === null)) return lint(this.#outside);
    const key = unit.files.map(({ name }) => name).join('\0');
    const digest = digestOf([
      this.#describe(setup),
      ...unit.files.flatMap(({ name, kind, text }) => [name, kind, text]),
    ]);
    const known = this.#known.get(key);
    if (known?.digest === digest && known.outside === (await this.#digestOutside(known))) {
      this.#seen.set(key, known);
      return unit.files.map((file, index) => restore(file, known.reports[index]));
    }
    const observed = new ObservedOutside(this.#outside);
    const reports = await lint(observed);
    this.#hasNews = true;
    if (reports.some(hasOwnMistake)) return reports;
    const used = { variables: [...observed.variables], files: [...observed.files] };
    this.#seen.set(key, { digest, ...used, outside: await this.#digestOutside(used), reports: reports.map(store) });
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
      writeFileSync(temporary, `${digestOf([this.#stamp, body])}\n${body}`, { flag: 'wx', mode: 0o600 });
      renameSync(temporary, this.#file);
    } catch {
      removeQuietly(temporary);
    }
  }

  #describe(setup: RuleSetup): string {
    const known = this.#setups.get(setup);
    if (known !== undefined) return known;
    const text = JSON.stringify([[...setup.severities], setup.settings]);
    this.#setups.set(setup, text);
    return text;
  }

  /** Some of it is secret, so this digest tells nothing of it. */
  async #digestOutside({ variables, files }: Pick<Entry, 'variables' | 'files'>): Promise<string> {
    if (variables.length === 0 && files.length === 0) return '';
    const { createHash } = await import('node:crypto');
    const { environment, readFile } = this.#outside;
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
    // The digest also covers who wrote it, so that what follows has the right shape.
    if (text.slice(0, head) === digestOf([stamp, body])) return new Map(JSON.parse(body) as [string, Entry][]);
  } catch {
    // There is none yet, or none that can be read.
  }
  return new Map();
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
