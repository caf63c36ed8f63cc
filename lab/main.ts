/**
 * `npm run lab`: every verdict of the JavaScript rules against running software, in compressed time, on loopback.
 *
 *     npm run lab                     all rows
 *     npm run lab -- ka ciGE          these rows
 *     npm run lab -- --factor 1       in real time (32 minutes)
 *
 * Exits with 1 when an outcome disagrees, with 2 when the lab itself failed.
 */
import { parseArgs } from 'node:util';
import { findObstacle, prepareForeignServer } from './far/foreign-server.js';
import { runRows } from './experiment.js';
import type { Row } from './row.js';
import { ROWS } from './rows/index.js';
import { formatResult } from './table.js';

/** 900 s take 15 s. With it an edge of 30 s (`spells.ts`) is 500 ms, twice the lateness that a probe is allowed. */
const DEFAULT_FACTOR = 60;

const { values, positionals } = parseArgs({
  options: { factor: { type: 'string', default: String(DEFAULT_FACTOR) } },
  allowPositionals: true,
});

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

const unknownIds = positionals.filter((id) => !ROWS.some((row) => row.id === id));
const chosen = positionals.length === 0 ? ROWS : ROWS.filter((row) => positionals.includes(row.id));
let disagreements = 0;
try {
  if (unknownIds.length > 0) throw new Error(`no such row: ${unknownIds.join(', ')}`);
  const obstacles = findObstacles(chosen);
  const rows = chosen.filter((row) => !obstacles.has(row.server.kind));
  await runRows(rows, { timeFactor: Number(values.factor), directory: '.tmp/lab/rows' }, (result) => {
    if (!result.agrees) disagreements += 1;
    console.log(formatResult(result));
  });
  for (const [kind, obstacle] of obstacles) {
    const skipped = chosen.filter((row) => row.server.kind === kind);
    console.log(`skipped   ${skipped.map((row) => row.id).join(' ')}: ${obstacle}`);
  }
  console.log(`${rows.length} rows, ${disagreements} disagree.`);
  process.exitCode = disagreements === 0 ? 0 : 1;
} catch (error) {
  console.error(`The lab failed: ${error instanceof Error ? error.message : String(error)}.`);
  process.exitCode = 2;
}
