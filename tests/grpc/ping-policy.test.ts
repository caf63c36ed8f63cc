import { describe, expect, it } from 'vitest';
import type { ServerKind } from '../../src/core/settings.js';
import type { Closer } from '../../src/core/idle.js';
import { findPingConflict, getPingPolicy } from '../../src/grpc/ping-policy.js';

const DEFAULT_CLOSER: Closer = { kind: 'closer', afterSeconds: 1800, slackSeconds: 10, clock: 'process' };

function conflict(
  server: ServerKind,
  periodSeconds: number,
  permitsIdlePings = false,
  closer: Closer | null = DEFAULT_CLOSER,
): string | null {
  const policy = getPingPolicy(server);
  const found = policy && findPingConflict(policy, periodSeconds, { closer }, permitsIdlePings);
  return found && `${found.when} ${found.atSeconds}`;
}

describe('pings between calls, closed by the default idle timer of 30 min', () => {
  it.each([
    // rtKa300go, rtKa300cc: closed at 1200 s, measured
    ['go', 300, 'between-calls 1200'],
    ['c-core', 300, 'between-calls 1200'],
    // rtKa480go: closed at 1920 s
    ['go', 480, 'between-calls 1920'],
    // 600 s: the fourth ping may come just before the idle timer
    ['go', 603, 'between-calls 2412'],
    // rtKa720go, rtKa720cc: never closed
    ['go', 604, null],
    ['go', 720, null],
    ['c-core', 840, null],
    // one ping earlier
    ['java', 300, 'between-calls 900'],
    ['java', 840, 'between-calls 2520'],
    // strict30
    ['go', 30, 'always 120'],
    ['unknown', 30, 'always 120'],
    ['grpc-js', 30, null],
    ['tonic', 30, null],
    ['kestrel', 30, null],
  ] as const)('%s at %i s: %j', (server, periodSeconds, expected) => {
    expect(conflict(server, periodSeconds)).toBe(expected);
  });

  it('are never counted when the client closes first (goBombCi)', () => {
    expect(conflict('go', 300, false, { ...DEFAULT_CLOSER, afterSeconds: 300 })).toBeNull();
  });

  it('are counted without end when nothing closes the connection', () => {
    expect(conflict('go', 840, false, null)).toBe('between-calls 3360');
  });
});

describe('a server that permits pings without calls', () => {
  it('accepts one in 5 min (goKaPermit)', () => {
    expect(conflict('go', 300, true)).toBeNull();
    expect(conflict('go', 299, true)).toBe('always 1196');
  });
});
