/**
 * The baseline: findings that a project has accepted for now, so that a gate fails on new ones only. An entry is a rule at a
 * place in the structure of a file, so it survives moved lines; a count says how often.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './arguments/parse.js';
import { placeOf } from './report/identity.js';
import type { Diagnostic, FileReport, SuppressedDiagnostic } from './report/report.js';
import { jsonText } from './report/visible-text.js';

interface BaselineEntry {
  /** Relative to the baseline file, `/` between names. */
  readonly file: string;
  readonly rule: string;
  readonly path: readonly string[];
  readonly count: number;
}

interface BaselineFile {
  readonly version: 1;
  readonly findings: readonly BaselineEntry[];
}

export class Baseline {
  readonly #left: Map<string, number>;
  readonly #directory: string;

  private constructor(
    private readonly file: string,
    private readonly cwd: string,
    entries: readonly BaselineEntry[],
  ) {
    this.#directory = path.dirname(file);
    this.#left = new Map(entries.map((entry) => [keyOf(entry), entry.count]));
  }

  /** @throws {UsageError} when the file is not there (and does not have to be), or is no baseline */
  static read(file: string, cwd: string, mayBeMissing: boolean): Baseline {
    const absolute = path.resolve(cwd, file);
    if (mayBeMissing && !existsSync(absolute)) return new Baseline(absolute, cwd, []);
    let data: unknown;
    try {
      data = JSON.parse(readFileSync(absolute, 'utf8'));
    } catch (error) {
      const reason = error instanceof SyntaxError ? 'it is not valid JSON' : 'it is not there, or not readable';
      throw new UsageError(`The baseline ${file} cannot be read: ${reason}. Make one with --update-baseline.`);
    }
    if (!isBaselineFile(data))
      throw new UsageError(`${file} is no baseline of version 1. Make one with --update-baseline.`);
    return new Baseline(absolute, cwd, data.findings);
  }

  /** Moves the findings that the baseline knows from what is reported to what is suppressed. */
  apply(report: FileReport): FileReport {
    const diagnostics: Diagnostic[] = [];
    const suppressed: SuppressedDiagnostic[] = [];
    for (const diagnostic of report.diagnostics) {
      const key = this.#keyOf(report, diagnostic);
      const left = key === null ? undefined : this.#left.get(key);
      if (key === null || !left) {
        diagnostics.push(diagnostic);
      } else {
        this.#left.set(key, left - 1);
        suppressed.push({ diagnostic, by: 'baseline', reason: null });
      }
    }
    return { ...report, diagnostics, suppressed: [...report.suppressed, ...suppressed] };
  }

  /** How many findings the baseline lists that were not there, among files that were linted. */
  countStale(reports: readonly FileReport[]): number {
    const linted = new Set(reports.map(({ name }) => this.#nameOf(name)));
    let stale = 0;
    for (const [key, left] of this.#left) if (linted.has((JSON.parse(key) as [string])[0])) stale += left;
    return stale;
  }

  /** Writes the findings of these reports. Entries of files that were not linted stay. */
  update(reports: readonly FileReport[]): void {
    const linted = new Set(reports.map(({ name }) => this.#nameOf(name)));
    const counts = new Map([...this.#left].filter(([key]) => !linted.has((JSON.parse(key) as [string])[0])));
    for (const report of reports) {
      for (const diagnostic of report.diagnostics) {
        const key = this.#keyOf(report, diagnostic);
        if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    const findings = [...counts]
      .filter(([, count]) => count > 0)
      .sort(([a], [b]) => Number(a > b) - Number(a < b))
      .map(([key, count]): BaselineEntry => {
        const [file, rule, place] = JSON.parse(key) as [string, string, string[]];
        return { file, rule, path: place, count };
      });
    try {
      writeFileSync(this.file, `${jsonText({ version: 1, findings } satisfies BaselineFile, 2)}\n`);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new UsageError(`The baseline cannot be written to ${this.file} (${String(code)}).`);
    }
  }

  /** `null` for what is no finding of a rule: a file that cannot be read is never accepted. */
  #keyOf({ name, source }: FileReport, diagnostic: Diagnostic): string | null {
    if (diagnostic.kind !== 'finding' || diagnostic.ruleId === null) return null;
    return keyOf({ file: this.#nameOf(name), rule: diagnostic.ruleId, path: placeOf(diagnostic, source) });
  }

  #nameOf(name: string): string {
    return path.relative(this.#directory, path.resolve(this.cwd, name)).replaceAll(path.sep, '/');
  }
}

function keyOf({ file, rule, path: place }: Omit<BaselineEntry, 'count'>): string {
  return JSON.stringify([file, rule, place]);
}

function isBaselineFile(data: unknown): data is BaselineFile {
  if (typeof data !== 'object' || data === null) return false;
  const { version, findings } = data as Partial<Record<keyof BaselineFile, unknown>>;
  return version === 1 && Array.isArray(findings) && findings.every(isEntry);
}

function isEntry(entry: unknown): entry is BaselineEntry {
  if (typeof entry !== 'object' || entry === null) return false;
  const { file, rule, path: place, count } = entry as Partial<Record<keyof BaselineEntry, unknown>>;
  return (
    typeof file === 'string' &&
    typeof rule === 'string' &&
    Array.isArray(place) &&
    place.every((key) => typeof key === 'string') &&
    Number.isInteger(count)
  );
}
