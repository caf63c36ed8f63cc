/** Rows against the linter and against the run. */
import path from 'node:path';
import { startChild } from './child.js';
import { expectOutcome, runRows, type Experiment, type Laboratory, type RowResult } from './experiment.js';
import { findDisagreement, findServerDisagreement, lintSource, type Lint } from './lint.js';
import type { ResultRow } from './results.js';
import type { Expectation, Row } from './row.js';
import { formatExpectation, formatSpells } from './table.js';

/** 500 ms when time is compressed by 60: on two busy processors the lab was late by 190 ms at most. */
const EDGE_SECONDS = 30;

const START_INTERVAL_MS = 15;

/** A middlebox on loopback. The rows' code imports the packages that are installed at or above `directory`. */
export function loopback(timeFactor: number, directory: string): Laboratory {
  const surroundings = { timeFactor, namespace: null };
  return {
    timeFactor,
    edgeSeconds: EDGE_SECONDS,
    startIntervalMs: START_INTERVAL_MS,
    directory,
    host: '127.0.0.1',
    startFar: () => startChild('far/far', surroundings),
    startNear: () => startChild('near/near', surroundings),
  };
}

/** What the run must show. The lab tries to refute what the linter says, not what the row expects it to say. */
function chooseExpectation(row: Row, { verdict }: Lint): Expectation {
  return row.unseen || verdict.kind === 'unknown' || verdict.kind === 'throws' ? expectOutcome(row) : verdict;
}

/** The same where the row says nothing: with another version of a library than the one it was written for. */
export function trustLinter(row: Row, { verdict }: Lint): Expectation {
  return row.unseen || verdict.kind === 'unknown' ? expectOutcome(row) : verdict;
}

/** Lints and runs the rows, and compares. The results are in the order of the rows. */
export async function verify(rows: readonly Row[], laboratory: Laboratory): Promise<readonly ResultRow[]> {
  return compare(rows, laboratory, chooseExpectation, ({ row }, lint) => {
    if (row.server.kind !== 'grpc-js' || row.server.source === undefined) return findDisagreement(lint, row);
    const server = lintSource(path.resolve(laboratory.directory, `${row.id}.server.mjs`), {
      source: row.server.source,
      use: row.use,
    });
    return findDisagreement(lint, row) ?? findServerDisagreement(server.reports, row);
  });
}

/** The same for another version than the rows were written for: only the linter and the run are compared. */
export async function verifyVersion(rows: readonly Row[], laboratory: Laboratory): Promise<readonly ResultRow[]> {
  return compare(rows, laboratory, trustLinter, () => null);
}

async function compare(
  rows: readonly Row[],
  laboratory: Laboratory,
  choose: (row: Row, lint: Lint) => Expectation,
  findSurprise: (result: RowResult, lint: Lint) => string | null,
): Promise<readonly ResultRow[]> {
  const lints = new Map(rows.map((row) => [row, lintSource(path.resolve(laboratory.directory, `${row.id}.mjs`), row)]));
  const results = new Map<Row, ResultRow>();
  const experiments = [...lints].map(([row, lint]): Experiment => ({ row, expected: choose(row, lint) }));
  await runRows(experiments, laboratory, (result) => {
    const lint = lints.get(result.row);
    if (lint) results.set(result.row, toResultRow(result, lint, findSurprise(result, lint)));
  });
  return rows.flatMap((row) => results.get(row) ?? []);
}

function toResultRow({ row, spells, agrees }: RowResult, { verdict }: Lint, surprise: string | null): ResultRow {
  return {
    id: row.id,
    what: row.what,
    linter: surprise === null ? formatExpectation(verdict) : `${formatExpectation(verdict)} (unexpected: ${surprise})`,
    outcome: formatSpells(spells),
    agrees: agrees && surprise === null,
    ...(row.unseen && { unseen: row.unseen.why }),
  };
}
