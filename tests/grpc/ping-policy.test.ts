import { describe, expect, it } from 'vitest';
import type { ServerKind } from '../../src/core/settings.js';
import type { Closer } from '../../src/core/idle.js';
import { findPingConflicts, getPingPolicy } from '../../src/grpc/ping-policy.js';

const DEFAULT_CLOSER: Closer = { kind: 'closer', afterSeconds: 1800, slackSeconds: 10, clock: 'process' };

function conflicts(
  server: ServerKind,
  periodSeconds: number,
  permitsIdlePings = false,
  closer: Closer | null = DEFAULT_CLOSER,
): string[] {
  const policy = getPingPolicy(server);
  return policy
    ? findPingConflicts(policy, periodSeconds, { closer }, permitsIdlePings).map(
        ({ kind, atSeconds }) => `${kind} ${atSeconds}`,
      )
    : [];
}

describe('pings between calls, closed by the default idle timer of 30 min', () => {
  it.each([
    // rtKa300go, rtKa300cc: closed at 1200 s, measured
    ['go', 300, ['idle 1200']],
    ['c-core', 300, ['idle 1200']],
    // rtKa480go: closed at 1920 s
    ['go', 480, ['idle 1920']],
    // 600 s: the fourth ping may come just before the idle timer
    ['go', 603, ['idle 2412']],
    // rtKa720go, rtKa720cc: never closed
    ['go', 604, []],
    ['go', 720, []],
    ['c-core', 840, []],
    // one ping earlier
    ['java', 300, ['idle 900']],
    ['java', 840, ['idle 2520']],
    // strict30
    ['go', 30, ['idle 120', 'call 120']],
    ['unknown', 30, ['idle 120', 'call 120']],
    ['grpc-js', 30, []],
    ['tonic', 30, []],
    ['kestrel', 30, []],
  ] as const)('%s at %i s: %j', (server, periodSeconds, expected) => {
    expect(conflicts(server, periodSeconds)).toEqual(expected);
  });

  it('are never counted when the client closes first (goBombCi)', () => {
    expect(conflicts('go', 300, false, { ...DEFAULT_CLOSER, afterSeconds: 300 })).toEqual([]);
  });

  it('are counted without end when nothing closes the connection', () => {
    expect(conflicts('go', 840, false, null)).toEqual(['idle 3360']);
  });
});

describe('a server that permits pings without calls', () => {
  it('accepts one in 5 min (goKaPermit)', () => {
    expect(conflicts('go', 300, true)).toEqual([]);
    expect(conflicts('go', 299, true)).toEqual(['idle 1196', 'call 1196']);
  });
});
