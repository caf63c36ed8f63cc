/**
 * Which pings a server welcomes, and when it has had enough: the arithmetic behind GOAWAY `too_many_pings`.
 *
 * Sources: grpc-go internal/transport/defaults.go:38 and http2_server.go:874; grpc-java KeepAliveEnforcer.java; C-core
 * ping_abuse_policy.cc:28. grpc-js, tonic and Kestrel have no such limit.
 */
import type { ServerKind } from '../core/settings.js';
import type { Actor } from '../core/idle.js';
import { actsBySeconds } from '../core/idle.js';

/** How a server with default settings counts pings. */
export interface PingPolicy {
  /** Whose policy it is, for a sentence: `a Go server with default settings`. */
  readonly who: string;
  /** While a call runs, a ping sooner than this after the last one counts as a strike. */
  readonly minIntervalSeconds: number;
  /** The ping, counted from the last response without a call, at which the connection is closed. */
  readonly closingPing: number;
}

/** Java counts from the start of the connection, so its first idle ping is a strike already (measured: closed one ping earlier). */
const POLICIES: Readonly<Record<ServerKind, PingPolicy | null>> = {
  // Judged like the most common ones: Go and C-core.
  unknown: { who: 'a Go, Java or C-core server with default settings', minIntervalSeconds: 300, closingPing: 4 },
  go: { who: 'a Go server with default settings', minIntervalSeconds: 300, closingPing: 4 },
  'c-core': { who: 'a C-core server with default settings', minIntervalSeconds: 300, closingPing: 4 },
  java: { who: 'a Java server with default settings', minIntervalSeconds: 300, closingPing: 3 },
  'grpc-js': null,
  tonic: null,
  kestrel: null,
};

/** The policy of that kind of server; `null` when it accepts every ping. */
export function getPingPolicy(server: ServerKind): PingPolicy | null {
  return POLICIES[server];
}

export type PingConflict =
  /** Between calls: the connection is closed when the spell lasts until this ping, unless it is closed before. */
  | { readonly kind: 'idle'; readonly atSeconds: number; readonly closingPing: number }
  /** During a silent call: the call is killed. */
  | { readonly kind: 'call'; readonly atSeconds: number; readonly minIntervalSeconds: number };

/**
 * Whether pings at that interval get the connection closed.
 *
 * @param periodSeconds - the interval of the pings
 * @param idle - whether they are sent between calls too, and what closes the idle connection (`null`: nothing)
 * @param permitsIdlePings - the server was configured to allow pings without calls
 */
export function findPingConflicts(
  policy: PingPolicy,
  periodSeconds: number,
  idle: { readonly closer: Actor | null } | null,
  permitsIdlePings: boolean,
): readonly PingConflict[] {
  const conflicts: PingConflict[] = [];
  const { closingPing, minIntervalSeconds } = policy;
  const tooFast = periodSeconds < minIntervalSeconds;
  if (idle && (!permitsIdlePings || tooFast)) {
    // The first ping may follow the last response at once, so the spell can be one interval shorter.
    const earliestSeconds = (closingPing - 1) * periodSeconds;
    const closesAtSeconds = idle.closer ? actsBySeconds(idle.closer) : Infinity;
    if (earliestSeconds < closesAtSeconds) {
      conflicts.push({ kind: 'idle', atSeconds: closingPing * periodSeconds, closingPing });
    }
  }
  if (tooFast) conflicts.push({ kind: 'call', atSeconds: closingPing * periodSeconds, minIntervalSeconds });
  return conflicts;
}
