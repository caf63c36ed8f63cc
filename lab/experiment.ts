/** Runs rows: all probes at once, on one far side and as many near sides as there are processors. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Child } from './child.js';
import type { FarRequest } from './far/far.js';
import { judgeConstruction, judgeSpell, type SpellResult } from './judge.js';
import { runProbe, type ProbeSite } from './probe.js';
import type { Expectation, Row } from './row.js';
import { chooseSpells } from './spells.js';

/** A row and what its run must show. */
export interface Experiment {
  readonly row: Row;
  readonly expected: Expectation;
}

export interface RowResult extends Experiment {
  readonly spells: readonly SpellResult[];
  readonly agrees: boolean;
}

/** Where rows are run: what stands between client and server, and what the probes may claim there. */
export interface Laboratory {
  /** Seconds of the lab that pass in one second. */
  readonly timeFactor: number;
  /**
   * How far from the end of a window a spell stays, in seconds of the lab: twice the lateness that a probe is allowed, and more
   * than the 10 s within which grpc-js sweeps its pool.
   */
  readonly edgeSeconds: number;
  /** Between the starts of two probes, in real milliseconds. */
  readonly startIntervalMs: number;
  /** Where the code of the rows is written to: it decides which packages it imports. */
  readonly directory: string;
  /** Where clients find the far side. */
  readonly host: string;
  startFar(): Child;
  startNear(): Child;
}

/** What the run of a row must show, when the linter says of it what the row expects. */
export function expectOutcome(row: Row): Expectation {
  const expected = row.unseen?.outcome ?? row.expect;
  if (expected.kind === 'unknown') throw new Error(`${row.id}: the row does not say what the run must show`);
  return expected;
}

/**
 * Runs the rows and reports each when it is done.
 *
 * @throws when the machine is too slow or a process of the lab fails; never because of an outcome
 */
export async function runRows(
  experiments: readonly Experiment[],
  laboratory: Laboratory,
  onResult: (result: RowResult) => void,
): Promise<void> {
  const { directory, edgeSeconds, timeFactor, host } = laboratory;
  const site: ProbeSite = { host, allowedLatenessMs: (edgeSeconds * 1000) / 2 / timeFactor };
  mkdirSync(directory, { recursive: true });
  const children: Child[] = [];
  const track = (child: Child): Child => {
    children.push(child);
    return child;
  };
  const startNear = (): Child => track(laboratory.startNear());
  const far = track(laboratory.startFar());
  const nears = Array.from({ length: availableParallelism() }, startNear);
  const rows = experiments.map(({ row }) => row);
  const isolatedNears = new Map(rows.filter((row) => row.isolated).map((row) => [row, startNear()]));
  let turn = 0;
  const nextNear = (row: Row): Child => {
    turn += 1;
    return isolatedNears.get(row) ?? nears[turn % nears.length] ?? startNear();
  };

  let starts = Promise.resolve();
  /** Waits for this probe's turn to start: many clients at once would stall each other. */
  const turnToStart = (): Promise<void> => {
    starts = starts.then(() => new Promise((resolve) => setTimeout(resolve, laboratory.startIntervalMs)));
    return starts;
  };

  const runRow = async ({ row, expected }: Experiment): Promise<RowResult> => {
    const file = path.join(directory, `${row.id}.mjs`);
    writeFileSync(file, row.source);
    const serverFile = writeServer(row, directory);
    if (expected.kind === 'throws') {
      const result = judgeConstruction(
        expected,
        await runProbe({ row, file, serverFile, spellsSeconds: [] }, far, nextNear(row), site),
      );
      return { row, expected, spells: [result], agrees: result.agrees };
    }
    const spells = await Promise.all(
      chooseSpells(expected, row.path.idleTimeoutSeconds, edgeSeconds).map(async (spell) => {
        await turnToStart();
        const spellsSeconds = [...(row.earlierSpellsSeconds ?? []), spell.seconds];
        return judgeSpell(
          row,
          spell,
          await runProbe({ row, file, serverFile, spellsSeconds }, far, nextNear(row), site),
        );
      }),
    );
    const closedAsExpected = row.closedByServer === undefined || spells.at(-1)?.closedByServer === row.closedByServer;
    return { row, expected, spells, agrees: closedAsExpected && spells.every((spell) => spell.agrees) };
  };

  try {
    for (const row of rows) {
      const serverFile = writeServer(row, directory);
      await far.request({ kind: 'prepare', server: row.server, serverFile } satisfies FarRequest);
    }
    await Promise.all(
      experiments.map(async (experiment) => {
        onResult(await runRow(experiment));
      }),
    );
  } finally {
    for (const child of children) child.stop();
  }
}

function writeServer({ id, server }: Row, directory: string): string | null {
  if (server.kind !== 'grpc-js' || server.source === undefined) return null;
  const file = path.join(directory, `${id}.server.mjs`);
  writeFileSync(file, server.source);
  return file;
}
