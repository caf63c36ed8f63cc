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

/** Well after grpc-js closes an idle channel by default. */
const LONGEST_SECONDS = 1920;

/**
 * @param idleTimeoutSeconds - of the path
 * @param edgeSeconds - how far from the end of a window a spell stays
 */
export function chooseSpells(
  expectation: Expectation,
  idleTimeoutSeconds: number,
  edgeSeconds: number,
): readonly Spell[] {
  const before = idleTimeoutSeconds - edgeSeconds;
  const after = idleTimeoutSeconds + edgeSeconds;
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
      const endSeconds = Math.min(toSeconds, LONGEST_SECONDS + edgeSeconds);
      // Too narrow to aim at: only that it is over soon can be shown.
      if (endSeconds - fromSeconds < 2 * edgeSeconds) {
        return [
          { seconds: fromSeconds - edgeSeconds, outcome: 'survives' },
          { seconds: toSeconds + edgeSeconds, outcome: 'recovers' },
        ];
      }
      const spells: Spell[] = [
        { seconds: fromSeconds - edgeSeconds, outcome: 'survives' },
        { seconds: fromSeconds + edgeSeconds, outcome },
        { seconds: (fromSeconds + endSeconds) / 2, outcome },
        { seconds: endSeconds - edgeSeconds, outcome },
      ];
      if (toSeconds < LONGEST_SECONDS) spells.push({ seconds: toSeconds + edgeSeconds, outcome: 'recovers' });
      return spells;
    }
  }
}
