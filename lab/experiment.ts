/** Runs rows: all probes at once, on one far side and as many near sides as there are processors. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { startChild, type Child } from './child.js';
import type { FarRequest } from './far/far.js';
import { judgeConstruction, judgeSpell, type SpellResult } from './judge.js';
import { runProbe } from './probe.js';
import type { Expectation, Row } from './row.js';
import { chooseSpells } from './spells.js';

/** Between the starts of two probes. */
const START_INTERVAL_MS = 15;

export interface RowResult {
  readonly row: Row;
  readonly expected: Expectation;
  readonly spells: readonly SpellResult[];
  readonly agrees: boolean;
}

export interface Laboratory {
  /** Seconds of the lab that pass in one second. */
  readonly timeFactor: number;
  /** Where the code of the rows is written to: it decides which packages it imports. */
  readonly directory: string;
}

/**
 * Runs the rows and reports each when it is done.
 *
 * @throws when the machine is too slow or a process of the lab fails; never because of an outcome
 */
export async function runRows(
  rows: readonly Row[],
  { timeFactor, directory }: Laboratory,
  onResult: (result: RowResult) => void,
): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const children: Child[] = [];
  const start = (module: string): Child => {
    const child = startChild(new URL(module, import.meta.url), timeFactor);
    children.push(child);
    return child;
  };
  const far = start('./far/far.ts');
  const nears = Array.from({ length: availableParallelism() }, () => start('./near/near.ts'));
  const isolatedNears = new Map(rows.filter((row) => row.isolated).map((row) => [row, start('./near/near.ts')]));
  let turn = 0;
  const nextNear = (row: Row): Child => {
    turn += 1;
    return isolatedNears.get(row) ?? nears[turn % nears.length] ?? start('./near/near.ts');
  };

  let starts = Promise.resolve();
  /** Waits for this probe's turn to start: many clients at once would stall each other. */
  const turnToStart = (): Promise<void> => {
    starts = starts.then(() => new Promise((resolve) => setTimeout(resolve, START_INTERVAL_MS)));
    return starts;
  };

  const runRow = async (row: Row): Promise<RowResult> => {
    const file = path.join(directory, `${row.id}.mjs`);
    writeFileSync(file, row.source);
    const serverFile = writeServer(row, directory);
    const expected = row.unseen?.outcome ?? row.expect;
    if (expected.kind === 'throws') {
      const result = judgeConstruction(
        expected,
        await runProbe({ row, file, serverFile, spellsSeconds: [] }, far, nextNear(row), timeFactor),
      );
      return { row, expected, spells: [result], agrees: result.agrees };
    }
    const spells = await Promise.all(
      chooseSpells(expected, row.path.idleTimeoutSeconds).map(async (spell) => {
        await turnToStart();
        const spellsSeconds = [...(row.earlierSpellsSeconds ?? []), spell.seconds];
        return judgeSpell(
          row,
          spell,
          await runProbe({ row, file, serverFile, spellsSeconds }, far, nextNear(row), timeFactor),
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
      rows.map(async (row) => {
        onResult(await runRow(row));
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
