/**
 * Which idle spells are tried: those that could refute the expectation. Just inside each end of a window and in its middle the
 * call has to fail, just outside it must not; what is called safe has to survive from before the path's idle timeout until
 * after grpc-js closes idle channels by itself.
 */
import type { Expectation } from './row.js';

/**
 * What a probe after one spell must show. `survives`: the call succeeds and nobody met a reset. `recovers`: the call succeeds
 * (what ended the window, a ping or a closing channel, met the reset). `retried`: the call succeeds after a reset.
 * `either`: nothing is claimed.
 */
export type SpellOutcome = 'survives' | 'recovers' | 'fails' | 'retried' | 'either';

export interface Spell {
  readonly seconds: number;
  readonly outcome: SpellOutcome;
}

/**
 * How far from an edge a spell stays: twice the lateness that a probe is allowed (`probe.ts`), and more than the 10 s within
 * which grpc-js sweeps its pool.
 */
export const EDGE_SECONDS = 30;

/** Well after grpc-js closes an idle channel by default. */
const LONGEST_SECONDS = 1920;

/** @param idleTimeoutSeconds - of the path */
export function chooseSpells(expectation: Expectation, idleTimeoutSeconds: number): readonly Spell[] {
  const before = idleTimeoutSeconds - EDGE_SECONDS;
  const after = idleTimeoutSeconds + EDGE_SECONDS;
  switch (expectation.kind) {
    case 'throws':
      return [];
    case 'race':
      return [
        { seconds: before, outcome: 'survives' },
        { seconds: after, outcome: 'either' },
      ];
    case 'safe':
    case 'new-connection': {
      const outcome = expectation.kind === 'safe' ? 'survives' : 'recovers';
      return [before, after, 1.5 * idleTimeoutSeconds, LONGEST_SECONDS].map((seconds) => ({ seconds, outcome }));
    }
    case 'cut':
    case 'retry': {
      const { fromSeconds, toSeconds } = expectation.window;
      const outcome = expectation.kind === 'cut' ? 'fails' : 'retried';
      const endSeconds = Math.min(toSeconds, LONGEST_SECONDS + EDGE_SECONDS);
      // Too narrow to aim at: only that it is over soon can be shown.
      if (endSeconds - fromSeconds < 2 * EDGE_SECONDS) {
        return [
          { seconds: fromSeconds - EDGE_SECONDS, outcome: 'survives' },
          { seconds: toSeconds + EDGE_SECONDS, outcome: 'recovers' },
        ];
      }
      const spells: Spell[] = [
        { seconds: fromSeconds - EDGE_SECONDS, outcome: 'survives' },
        { seconds: fromSeconds + EDGE_SECONDS, outcome },
        { seconds: (fromSeconds + endSeconds) / 2, outcome },
        { seconds: endSeconds - EDGE_SECONDS, outcome },
      ];
      if (toSeconds < LONGEST_SECONDS) spells.push({ seconds: toSeconds + EDGE_SECONDS, outcome: 'recovers' });
      return spells;
    }
  }
}
