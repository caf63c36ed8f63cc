/** Compares what a probe showed with what it had to show. */
import type { FarReport } from './far/far.js';
import type { CallOutcome } from './near/session.js';
import type { Observation } from './probe.js';
import type { ConstructorThrows, Row } from './row.js';
import type { Spell } from './spells.js';

export interface SpellResult {
  readonly seconds: number;
  /** What came of the call: `ok`, `ok at the second attempt`, `UNAVAILABLE: read ECONNRESET`, `hung`. */
  readonly got: string;
  /** The server ended a connection that the path still knew. */
  readonly closedByServer: boolean;
  readonly agrees: boolean;
}

/** How often somebody met a connection that the path had forgotten. Where it drops silently, a second connection tells. */
function countDeadConnections({ path }: Row, { forgotten, resets, connections }: FarReport): number {
  return path.signal === 'reset' ? resets : Math.min(forgotten, connections - 1);
}

function describe(call: CallOutcome, deadConnections: number): string {
  switch (call.kind) {
    case 'ok':
      return deadConnections === 0 ? 'ok' : 'ok at the second attempt';
    case 'failed':
      // Without the times and ports of this run: results are compared by people.
      return `${call.status}: ${call.details.replace(/ after [\d.]+s,.*$/, '')}`;
    case 'hung':
      return 'hung';
    case 'threw':
      return `threw ${call.message}`;
  }
}

function agrees(call: CallOutcome, deadConnections: number, { outcome }: Spell): boolean {
  switch (outcome) {
    case 'survives':
      return call.kind === 'ok' && deadConnections === 0;
    case 'recovers':
      return call.kind === 'ok';
    case 'retried':
      return call.kind === 'ok' && deadConnections > 0;
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
  const deadConnections = countDeadConnections(row, far);
  return {
    seconds: spell.seconds,
    // Past the end of a window it is what ended it, a ping or the closing channel, that met the reset.
    got: describe(call, spell.outcome === 'recovers' ? 0 : deadConnections),
    closedByServer: far.closedByServer > 0,
    agrees: agrees(call, deadConnections, spell),
  };
}

/** A constructor that must throw. */
export function judgeConstruction(expect: ConstructorThrows, { near }: Observation): SpellResult {
  const got = describe(near.first, 0);
  return {
    seconds: 0,
    got,
    closedByServer: false,
    agrees: near.first.kind === 'threw' && near.first.message.includes(expect.message),
  };
}
