import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Actor,
  actsBySeconds,
  type IdlePath,
  judgeIdleChannel,
  judgeSilentStream,
  safeBoundSeconds,
  type Verdict,
} from '../../src/core/idle.js';
import { PROFILES } from '../../src/core/profiles.js';

const swarm = PROFILES['swarm-ipvs'];
const ping = (periodSeconds: number): Actor => ({ kind: 'refresher', periodSeconds, clock: 'process' });
const probe = (periodSeconds: number): Actor => ({ kind: 'refresher', periodSeconds, clock: 'kernel' });
const idleTimer = (afterSeconds: number): Actor => ({
  kind: 'closer',
  afterSeconds,
  slackSeconds: 10,
  clock: 'process',
});

describe('judgeIdleChannel behind Docker Swarm', () => {
  it('cuts a connection on which nothing acts, from 15 min on and without end', () => {
    expect(judgeIdleChannel(swarm, [])).toEqual({
      kind: 'cut',
      by: null,
      window: { fromSeconds: 900, toSeconds: Infinity },
      consequence: 'fails',
    });
  });

  it('cuts a default grpc-js channel between 900 s and 1810 s: its own idle timer ends the window', () => {
    expect(judgeIdleChannel(swarm, [idleTimer(1800)])).toEqual({
      kind: 'cut',
      by: idleTimer(1800),
      window: { fromSeconds: 900, toSeconds: 1810 },
      consequence: 'fails',
    });
  });

  it('lets the first actor end the window', () => {
    expect(judgeIdleChannel(swarm, [idleTimer(1800), ping(1350)])).toMatchObject({
      kind: 'cut',
      by: ping(1350),
      window: { fromSeconds: 900, toSeconds: 1350 },
    });
  });

  it('is satisfied by one safe actor, and names the first of them', () => {
    expect(judgeIdleChannel(swarm, [idleTimer(1800), ping(600), idleTimer(300)])).toEqual({
      kind: 'safe',
      by: idleTimer(300),
    });
  });

  it.each<[string, Actor, Verdict['kind']]>([
    ['a kernel timer at 859 s', probe(859), 'safe'],
    ['a kernel timer at 860 s', probe(860), 'race'],
    ['a kernel timer at 870 s', probe(870), 'race'],
    ['a kernel timer at 900 s', probe(900), 'race'],
    ['a kernel timer at 901 s', probe(901), 'cut'],
    ['a process timer at 890 s', ping(890), 'safe'],
    ['a process timer at 891 s', ping(891), 'race'],
    ['a process timer at 900 s', ping(900), 'race'],
    ['grpc-js idle timer at 880 s', idleTimer(880), 'safe'],
    ['grpc-js idle timer at 889 s', idleTimer(889), 'race'],
    ['grpc-js idle timer at 895 s', idleTimer(895), 'cut'],
  ])('judges %s', (_, actor, kind) => {
    expect(judgeIdleChannel(swarm, [actor]).kind).toBe(kind);
  });

  it('turns a failure into a delay when something retries, and still calls it a cut', () => {
    expect(judgeIdleChannel(swarm, [], true)).toMatchObject({ kind: 'cut', consequence: 'delayed' });
  });
});

describe('judgeSilentStream', () => {
  it('ignores idle timers, since they do not run while a call is active', () => {
    expect(judgeSilentStream(swarm, [idleTimer(300)])).toEqual({
      kind: 'cut',
      by: null,
      window: { fromSeconds: 900, toSeconds: Infinity },
      consequence: 'fails',
    });
  });

  it('is safe with pings', () => {
    expect(judgeSilentStream(swarm, [idleTimer(300), ping(300)])).toEqual({ kind: 'safe', by: ping(300) });
  });
});

const seconds = fc.oneof(fc.integer({ min: 1, max: 4000 }), fc.constant(Infinity));
const actor: fc.Arbitrary<Actor> = fc.oneof(
  fc.record({
    kind: fc.constant('refresher' as const),
    periodSeconds: seconds,
    clock: fc.constantFrom('kernel', 'process'),
  }),
  fc.record({
    kind: fc.constant('closer' as const),
    afterSeconds: seconds,
    slackSeconds: fc.integer({ min: 0, max: 20 }),
    clock: fc.constantFrom('kernel', 'process'),
  }),
);
const path: fc.Arbitrary<IdlePath> = fc
  .tuple(fc.integer({ min: 20, max: 2000 }), fc.double({ min: 0.5, max: 0.99, noNaN: true }))
  .map(([idleTimeoutSeconds, share]) => ({ idleTimeoutSeconds, safeBoundSeconds: idleTimeoutSeconds * share }));

/** How many seconds of idle time are in danger; a race counts as less than any cut. */
function dangerSeconds(verdict: Verdict): number {
  if (verdict.kind === 'cut') return 1 + verdict.window.toSeconds - verdict.window.fromSeconds;
  return verdict.kind === 'race' ? 1 : 0;
}

function tightened(original: Actor, share: number): Actor {
  return original.kind === 'refresher'
    ? { ...original, periodSeconds: original.periodSeconds * share }
    : { ...original, afterSeconds: original.afterSeconds * share };
}

describe('properties of the model', () => {
  it('never widens the window when a refresher or closer acts earlier', () => {
    fc.assert(
      fc.property(
        path,
        fc.array(actor, { minLength: 1, maxLength: 4 }),
        fc.nat(3),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (somePath, actors, which, share) => {
          const changed = actors.map((one, index) => (index === which % actors.length ? tightened(one, share) : one));
          expect(dangerSeconds(judgeIdleChannel(somePath, changed))).toBeLessThanOrEqual(
            dangerSeconds(judgeIdleChannel(somePath, actors)),
          );
        },
      ),
    );
  });

  it('never widens the window when one more thing protects the connection', () => {
    fc.assert(
      fc.property(path, fc.array(actor, { maxLength: 3 }), actor, (somePath, actors, more) => {
        expect(dangerSeconds(judgeIdleChannel(somePath, [...actors, more]))).toBeLessThanOrEqual(
          dangerSeconds(judgeIdleChannel(somePath, actors)),
        );
      }),
    );
  });

  it('starts every window at the idle timeout and ends it where the first actor acts', () => {
    fc.assert(
      fc.property(path, fc.array(actor, { maxLength: 4 }), (somePath, actors) => {
        const verdict = judgeIdleChannel(somePath, actors);
        if (verdict.kind !== 'cut') return;
        expect(verdict.window).toEqual({
          fromSeconds: somePath.idleTimeoutSeconds,
          toSeconds: Math.min(Infinity, ...actors.map(actsBySeconds)),
        });
      }),
    );
  });

  it('does not depend on the order of the actors', () => {
    fc.assert(
      fc.property(path, fc.array(actor, { maxLength: 4 }), (somePath, actors) => {
        expect(dangerSeconds(judgeIdleChannel(somePath, actors.toReversed()))).toBe(
          dangerSeconds(judgeIdleChannel(somePath, actors)),
        );
      }),
    );
  });

  it('keeps the safe bound of both clocks below the idle timeout', () => {
    fc.assert(
      fc.property(path, fc.constantFrom('kernel' as const, 'process' as const), (somePath, clock) => {
        expect(safeBoundSeconds(somePath, clock)).toBeLessThan(somePath.idleTimeoutSeconds);
      }),
    );
  });
});
