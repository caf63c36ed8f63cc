/**
 * `npm run lab`: every verdict of the rules for code against running software, in compressed time, on loopback.
 *
 *     npm run lab                                 all rows
 *     npm run lab -- ka ciGE                      these rows
 *     npm run lab -- --factor 1                   in real time (an hour)
 *     npm run lab -- --grpc-js 1.8.22,1.14.x      the rows that depend on the version, with these
 *     npm run lab -- --write                      and docs/evidence.md from what was found
 *
 * Exits with 1 when an outcome or the linter disagrees, with 2 when the lab itself failed.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findObstacle, prepareForeignServer } from './far/foreign-server.js';
import { installLibraries } from './libraries.js';
import { describeSetting, getGrpcJsVersion, writeResults, type ResultRow, type VersionResults } from './results.js';
import type { Row } from './row.js';
import { ROWS, VERSION_ROW_IDS } from './rows/index.js';
import { formatTable } from './table.js';
import { loopback, verify, verifyVersion } from './verify.js';
import { writeEvidence } from './write-evidence.js';

/** 900 s take 15 s. */
const DEFAULT_FACTOR = 60;

/** Below the project, so that rows import what it has installed. */
const DIRECTORY = '.tmp/lab';

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

function print(results: readonly ResultRow[]): number {
  const rows = results.map(({ id, linter, outcome, agrees, unseen }) => [
    id,
    unseen === undefined ? linter : `${linter} *`,
    outcome,
    agrees ? 'yes' : 'NO',
  ]);
  console.log(formatTable(['row', 'linter', 'outcome', 'agree?'], rows));
  const disagreements = results.filter(({ agrees }) => !agrees).length;
  console.log(`\n${results.length} rows, ${disagreements} disagree. * The run differs from what the code shows.`);
  return disagreements;
}

/** Rows about other libraries run where those are installed. */
async function verifyByDirectory(rows: readonly Row[], timeFactor: number): Promise<readonly ResultRow[]> {
  const ofLibraries = rows.filter((row) => row.library !== 'grpc-js');
  const ofGrpcJs = rows.filter((row) => row.library === 'grpc-js');
  const results = [...(await verify(ofGrpcJs, loopback(timeFactor, `${DIRECTORY}/rows`)))];
  if (ofLibraries.length > 0) {
    installLibraries(`${DIRECTORY}/libraries`);
    results.push(...(await verify(ofLibraries, loopback(timeFactor, `${DIRECTORY}/libraries/rows`))));
  }
  return results;
}

async function runAll(ids: readonly string[], timeFactor: number, write: boolean): Promise<number> {
  const unknownIds = ids.filter((id) => !ROWS.some((row) => row.id === id));
  if (unknownIds.length > 0) throw new Error(`no such row: ${unknownIds.join(', ')}`);
  const chosen = ids.length === 0 ? ROWS : ROWS.filter((row) => ids.includes(row.id));
  const obstacles = findObstacles(chosen);
  const rows = chosen.filter((row) => !obstacles.has(row.server.kind));
  const results = await verifyByDirectory(rows, timeFactor);
  const disagreements = print(results);
  for (const [kind, obstacle] of obstacles) {
    const skipped = chosen.filter((row) => row.server.kind === kind).map((row) => row.id);
    console.log(`Skipped ${skipped.join(', ')}: ${obstacle}.`);
  }
  if (write) {
    writeResults(timeFactor === 1 ? 'real-time' : 'loopback', { ...describeSetting(), timeFactor, rows: results });
  }
  return disagreements;
}

/** Installs a version of grpc-js in a folder of its own, which git ignores, and returns the folder. */
function installGrpcJs(version: string): string {
  const directory = `${DIRECTORY}/grpc-js-${version}`;
  mkdirSync(directory, { recursive: true });
  const packages = [`@grpc/grpc-js@${version}`, '@grpc/proto-loader'];
  execFileSync('npm', ['install', '--prefix', directory, '--no-audit', '--no-fund', ...packages], { stdio: 'ignore' });
  return directory;
}

async function runVersions(wanted: readonly string[], timeFactor: number, write: boolean): Promise<number> {
  const rows = ROWS.filter((row) => VERSION_ROW_IDS.includes(row.id));
  const versions: VersionResults['versions'][number][] = [];
  let disagreements = 0;
  for (const version of wanted) {
    const directory = installGrpcJs(version);
    const grpcJs = getGrpcJsVersion(path.resolve(directory));
    console.log(`\ngrpc-js ${grpcJs}`);
    const results = await verifyVersion(rows, loopback(timeFactor, `${directory}/rows`));
    disagreements += print(results);
    versions.push({ grpcJs, rows: results });
  }
  if (write) writeResults('versions', { ...describeSetting(), versions });
  return disagreements;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      factor: { type: 'string', default: String(DEFAULT_FACTOR) },
      'grpc-js': { type: 'string' },
      write: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const timeFactor = Number(values.factor);
  const versions = values['grpc-js'];
  const disagreements =
    versions === undefined
      ? await runAll(positionals, timeFactor, values.write)
      : await runVersions(versions.split(','), timeFactor, values.write);
  if (values.write) writeEvidence();
  return disagreements === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`The lab failed: ${error instanceof Error ? error.message : String(error)}.`);
  process.exitCode = 2;
}
