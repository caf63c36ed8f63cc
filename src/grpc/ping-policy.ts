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

/** Pings that are not accepted. */
export interface PingConflict {
  /** Between calls the connection is closed, unless something closes it before; a silent call is killed with it. */
  readonly when: 'between-calls' | 'during-calls' | 'always';
  /** So long after the last message. */
  readonly atSeconds: number;
}

/**
 * Whether pings at that interval get the connection closed; `null` when they do not.
 *
 * @param periodSeconds - the interval of the pings
 * @param idle - whether they are sent between calls too, and what closes the idle connection (`null`: nothing)
 * @param permitsIdlePings - the server was configured to allow pings without calls
 */
export function findPingConflict(
  { closingPing, minIntervalSeconds }: PingPolicy,
  periodSeconds: number,
  idle: { readonly closer: Actor | null } | null,
  permitsIdlePings: boolean,
): PingConflict | null {
  const duringCalls = periodSeconds < minIntervalSeconds;
  // The first ping may follow the last response at once, so the spell can be one interval shorter.
  const earliestSeconds = (closingPing - 1) * periodSeconds;
  const closesAtSeconds = idle?.closer ? actsBySeconds(idle.closer) : Infinity;
  const betweenCalls = idle !== null && (!permitsIdlePings || duringCalls) && earliestSeconds < closesAtSeconds;
  const atSeconds = closingPing * periodSeconds;
  if (betweenCalls) return { when: duringCalls ? 'always' : 'between-calls', atSeconds };
  return duringCalls ? { when: 'during-calls', atSeconds } : null;
}
