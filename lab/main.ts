/**
 * `npm run lab`: every verdict of the rules for code against running software, in compressed time, on loopback.
 *
 *     npm run lab                     all rows
 *     npm run lab -- ka ciGE          these rows
 *     npm run lab -- --factor 1       in real time (an hour)
 *     npm run lab -- --write          all rows, and docs/evidence.md from them
 *
 * Exits with 1 when an outcome or the linter disagrees, with 2 when the lab itself failed.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startChild } from './child.js';
import { expectOutcome, runRows, type Experiment, type Laboratory, type RowResult } from './experiment.js';
import { findObstacle, prepareForeignServer } from './far/foreign-server.js';
import { findDisagreement, lintSource, type Lint } from './lint.js';
import type { Row } from './row.js';
import { ROWS } from './rows/index.js';
import { formatExpectation, formatSpells, formatTable } from './table.js';

/** 900 s take 15 s. */
const DEFAULT_FACTOR = 60;

/** 500 ms at the default factor: on two busy processors the lab was late by 190 ms at most. */
const EDGE_SECONDS = 30;

const START_INTERVAL_MS = 15;
const DIRECTORY = '.tmp/lab/rows';

/** A middlebox on loopback. */
function loopback(timeFactor: number): Laboratory {
  const surroundings = { timeFactor, namespace: null };
  return {
    timeFactor,
    edgeSeconds: EDGE_SECONDS,
    startIntervalMs: START_INTERVAL_MS,
    directory: DIRECTORY,
    host: '127.0.0.1',
    startFar: () => startChild('far/far', surroundings),
    startNear: () => startChild('near/near', surroundings),
  };
}

/** Rows that this machine cannot run, by the server that is missing. */
function findObstacles(rows: readonly Row[]): ReadonlyMap<string, string> {
  const obstacles = new Map<string, string>();
  for (const kind of ['go', 'c-core'] as const) {
    if (!rows.some((row) => row.server.kind === kind)) continue;
    const obstacle = findObstacle(kind);
    if (obstacle === null) prepareForeignServer(kind);
    else obstacles.set(kind, obstacle);
  }
  return obstacles;
}

/** The lab tries to refute what the linter says, not what the row expects it to say. */
function planExperiment(row: Row, { verdict }: Lint): Experiment {
  if (row.unseen || verdict.kind === 'unknown' || verdict.kind === 'throws')
    return { row, expected: expectOutcome(row) };
  return { row, expected: verdict };
}

interface Verified extends RowResult {
  readonly lint: Lint;
  /** What the linter says that the row does not expect. */
  readonly surprise: string | null;
}

async function verify(rows: readonly Row[], timeFactor: number): Promise<readonly Verified[]> {
  const lints = new Map(rows.map((row) => [row, lintSource(path.resolve(DIRECTORY, `${row.id}.mjs`), row)]));
  const verified = new Map<Row, Verified>();
  const experiments = [...lints].map(([row, lint]) => planExperiment(row, lint));
  await runRows(experiments, loopback(timeFactor), (result) => {
    const lint = lints.get(result.row);
    if (!lint) return;
    const surprise = findDisagreement(lint, result.row);
    verified.set(result.row, { ...result, lint, surprise });
  });
  return rows.flatMap((row) => verified.get(row) ?? []);
}

function formatVerified({ row, lint, spells, agrees, surprise }: Verified): readonly string[] {
  const verdict = row.unseen ? `${formatExpectation(lint.verdict)} *` : formatExpectation(lint.verdict);
  const agreement = surprise ?? (agrees ? 'yes' : 'NO');
  return [row.id, verdict, formatSpells(spells), agreement];
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { factor: { type: 'string', default: String(DEFAULT_FACTOR) } },
    allowPositionals: true,
  });
  const unknownIds = positionals.filter((id) => !ROWS.some((row) => row.id === id));
  if (unknownIds.length > 0) throw new Error(`no such row: ${unknownIds.join(', ')}`);
  const chosen = positionals.length === 0 ? ROWS : ROWS.filter((row) => positionals.includes(row.id));
  const obstacles = findObstacles(chosen);
  const rows = chosen.filter((row) => !obstacles.has(row.server.kind));

  const results = await verify(rows, Number(values.factor));
  console.log(formatTable(['row', 'linter', 'outcome', 'agree?'], results.map(formatVerified)));
  console.log('\n* The run differs from what the code shows: see docs/evidence.md.');
  for (const [kind, obstacle] of obstacles) {
    const skipped = chosen.filter((row) => row.server.kind === kind).map((row) => row.id);
    console.log(`Skipped ${skipped.join(', ')}: ${obstacle}.`);
  }
  const disagreements = results.filter(({ agrees, surprise }) => !agrees || surprise !== null);
  console.log(`${results.length} rows, ${disagreements.length} disagree.`);
  return disagreements.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`The lab failed: ${error instanceof Error ? error.message : String(error)}.`);
  process.exitCode = 2;
}
