/** Runs rows: all probes at once, on one far side and as many near sides as there are processors. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { startChild, type Child } from './child.js';
import { judgeConstruction, judgeSpell, type SpellResult } from './judge.js';
import { runProbe } from './probe.js';
import type { Expectation, Row } from './row.js';
import { chooseSpells } from './spells.js';

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
  let turn = 0;
  const nextNear = (row: Row): Child => {
    turn += 1;
    return (row.isolated ? null : nears[turn % nears.length]) ?? start('./near/near.ts');
  };

  const runRow = async (row: Row): Promise<RowResult> => {
    const file = path.join(directory, `${row.id}.mjs`);
    writeFileSync(file, row.source);
    const expected = row.unseen?.outcome ?? row.expect;
    if (expected.kind === 'throws') {
      const result = judgeConstruction(expected, await runProbe(row, file, [], far, nextNear(row)));
      return { row, expected, spells: [result], agrees: result.agrees };
    }
    const spells = await Promise.all(
      chooseSpells(expected, row.path.idleTimeoutSeconds).map(async (spell) => {
        const sequence = [...(row.earlierSpellsSeconds ?? []), spell.seconds];
        return judgeSpell(row, spell, await runProbe(row, file, sequence, far, nextNear(row)));
      }),
    );
    return { row, expected, spells, agrees: spells.every((spell) => spell.agrees) };
  };

  try {
    await Promise.all(
      rows.map(async (row) => {
        onResult(await runRow(row));
      }),
    );
  } finally {
    for (const child of children) child.stop();
  }
}
