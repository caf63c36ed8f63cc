/** Compares what a probe showed with what it had to show. */
import type { CallOutcome } from './near/session.js';
import type { Observation } from './probe.js';
import type { Expectation, Row } from './row.js';
import type { Spell } from './spells.js';

export interface SpellResult {
  readonly seconds: number;
  /** What came of the call: `ok`, `ok, 1 reset`, `UNAVAILABLE: read ECONNRESET`, `hung`. */
  readonly got: string;
  readonly agrees: boolean;
}

function describe(call: CallOutcome, resets: number): string {
  switch (call.kind) {
    case 'ok':
      return resets === 0 ? 'ok' : `ok, ${resets} reset${resets === 1 ? '' : 's'}`;
    case 'failed':
      return `${call.status}: ${call.details}`;
    case 'hung':
      return 'hung';
    case 'threw':
      return `threw ${call.message}`;
  }
}

function agrees(call: CallOutcome, resets: number, { outcome }: Spell): boolean {
  switch (outcome) {
    case 'survives':
      return call.kind === 'ok' && resets === 0;
    case 'recovers':
      return call.kind === 'ok';
    case 'retried':
      return call.kind === 'ok' && resets > 0;
    case 'fails':
      return call.kind === 'failed' || call.kind === 'hung';
    case 'either':
      return true;
  }
}

/** @throws when the probe never got as far as an idle spell: that is no outcome */
export function judgeSpell(row: Row, spell: Spell, { near, far }: Observation): SpellResult {
  const call = near.calls.at(-1);
  if (near.first.kind !== 'ok' || !call) throw new Error(`${row.id}: the first call: ${describe(near.first, 0)}`);
  return { seconds: spell.seconds, got: describe(call, far.resets), agrees: agrees(call, far.resets, spell) };
}

/** A constructor that must throw. */
export function judgeConstruction(
  expect: Extract<Expectation, { kind: 'throws' }>,
  { near }: Observation,
): SpellResult {
  const got = describe(near.first, 0);
  return { seconds: 0, got, agrees: near.first.kind === 'threw' && near.first.message.includes(expect.message) };
}
