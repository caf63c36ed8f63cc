import { describe, expect, it } from 'vitest';
import { judgeSpell } from '../../lab/judge.js';
import type { CallOutcome } from '../../lab/near/session.js';
import type { Observation } from '../../lab/probe.js';
import { ROWS } from '../../lab/rows/index.js';
import type { SpellOutcome } from '../../lab/spells.js';

const [row] = ROWS;

function judge(outcome: SpellOutcome, call: CallOutcome, resets: number): { got: string; agrees: boolean } {
  if (!row) throw new Error('no rows');
  const observation: Observation = {
    near: { first: { kind: 'ok' }, calls: [call], stallMs: 0 },
    far: { connections: 1, forgotten: 0, resets, closedByServer: 0, stallMs: 0 },
  };
  const { got, agrees } = judgeSpell(row, { seconds: 930, outcome }, observation);
  return { got, agrees };
}

describe('an outcome agrees', () => {
  it('with safe only when no reset was met', () => {
    expect(judge('survives', { kind: 'ok' }, 0)).toEqual({ got: 'ok', agrees: true });
    expect(judge('survives', { kind: 'ok' }, 1)).toEqual({ got: 'ok at the second attempt', agrees: false });
  });

  it('with cut when the call failed or hung, whatever the status', () => {
    const failed: CallOutcome = { kind: 'failed', status: 'CANCELLED', details: 'Call cancelled' };
    expect(judge('fails', failed, 1)).toEqual({ got: 'CANCELLED: Call cancelled', agrees: true });
    expect(judge('fails', { kind: 'hung' }, 0)).toEqual({ got: 'hung', agrees: true });
    expect(judge('fails', { kind: 'ok' }, 1).agrees).toBe(false);
  });

  it('with retry only when the call succeeded after a reset', () => {
    expect(judge('retried', { kind: 'ok' }, 1).agrees).toBe(true);
    expect(judge('retried', { kind: 'ok' }, 0).agrees).toBe(false);
  });

  it('and a probe whose first call failed is no outcome', () => {
    if (!row) throw new Error('no rows');
    const observation: Observation = {
      near: { first: { kind: 'hung' }, calls: [], stallMs: 0 },
      far: { connections: 0, forgotten: 0, resets: 0, closedByServer: 0, stallMs: 0 },
    };
    expect(() => judgeSpell(row, { seconds: 930, outcome: 'fails' }, observation)).toThrow(
      'base: the first call: hung',
    );
  });
});
