/**
 * The idle-connection model: what happens to a connection on which nobody speaks.
 *
 * A path (IPVS, a NAT gateway, a load balancer) forgets a connection after its idle timeout and tells neither end.
 * Things act on an idle connection before or after that moment; the earliest of them decides. Both linters judge
 * with this file and nothing else does.
 */
import type { IdleWindow } from './duration.js';

/** A middlebox on the way, as far as idle time goes. See `profiles.ts` for the known ones. */
export interface IdlePath {
  /** After this many seconds without a packet the path forgets the connection. */
  readonly idleTimeoutSeconds: number;
  /** The longest kernel timer that never loses against `idleTimeoutSeconds`; always below it. */
  readonly safeBoundSeconds: number;
}

/**
 * Who keeps the time. Kernel timers (TCP keepalive) are coarse since Linux 4.8 and race against the path's own timer from
 * `safeBoundSeconds` on; a process's timers (HTTP/2 pings, the idle timer of grpc-js) fire within milliseconds.
 */
export type Clock = 'kernel' | 'process';

/** Sends a packet on the idle connection every `periodSeconds`. */
export interface Refresher {
  readonly kind: 'refresher';
  readonly periodSeconds: number;
  readonly clock: Clock;
}

/**
 * Ends the idle connection cleanly between `afterSeconds` and `afterSeconds + slackSeconds`, so that the next call opens
 * a new one. grpc-js sweeps closed subchannels every 10 s: its slack is 10.
 */
export interface Closer {
  readonly kind: 'closer';
  readonly afterSeconds: number;
  readonly slackSeconds: number;
  readonly clock: Clock;
}

export type Actor = Refresher | Closer;

/** What a call meets that comes while the path has forgotten its connection. */
export type Consequence =
  /** the call fails */
  | 'fails'
  /** a retry hides the failure: the call is late */
  | 'delayed';

export type Verdict =
  /** The connection is never forgotten while somebody may use it. `by` is what protects it. */
  | { readonly kind: 'safe'; readonly by: Actor }
  /** The path and `by` act at about the same moment: the connection may be forgotten or not, each time anew. */
  | { readonly kind: 'race'; readonly by: Actor; readonly consequence: Consequence }
  /** Every call in the window meets a dead connection. `by` ends the window; without it there is no end. */
  | {
      readonly kind: 'cut';
      readonly by: Actor | null;
      readonly window: IdleWindow;
      readonly consequence: Consequence;
    }
  /** Not decidable from what is known. Silent unless the user asks otherwise. */
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * A process's timer may be late by a busy event loop, and a ping still has to travel. This much before the idle timeout
 * it is safe. Chosen, not measured: grpc-js's own lateness in the lab stays below 50 ms.
 */
const PROCESS_CLOCK_MARGIN_SECONDS = 10;

/** The latest moment, in seconds of idleness, at which the actor has acted for the first time. */
export function actsBySeconds(actor: Actor): number {
  return actor.kind === 'refresher' ? actor.periodSeconds : actor.afterSeconds + actor.slackSeconds;
}

/** The latest moment at which an actor on this clock acts in time on this path. Always below the idle timeout. */
export function safeBoundSeconds(path: IdlePath, clock: Clock): number {
  return clock === 'kernel'
    ? path.safeBoundSeconds
    : Math.max(path.safeBoundSeconds, path.idleTimeoutSeconds - PROCESS_CLOCK_MARGIN_SECONDS);
}

/**
 * Judges the idle channel: no call runs, and then one does. Refreshers and closers both protect; the first to act decides.
 *
 * @param actors - what acts on the connection while it is idle, in any order; one that acts at `Infinity` never acts
 * @param retries - whether something repeats a call that met the dead connection
 */
export function judgeIdleChannel(path: IdlePath, actors: readonly Actor[], retries = false): Verdict {
  const consequence: Consequence = retries ? 'delayed' : 'fails';
  const safe = firstToAct(actors.filter((actor) => actsBySeconds(actor) <= safeBoundSeconds(path, actor.clock)));
  if (safe) return { kind: 'safe', by: safe };
  const first = firstToAct(actors);
  // At exactly the idle timeout either may be first: measured, `keepalive_time_ms: 900_000` survives sometimes.
  if (first && actsBySeconds(first) <= path.idleTimeoutSeconds) return { kind: 'race', by: first, consequence };
  const toSeconds = first ? actsBySeconds(first) : Infinity;
  return { kind: 'cut', by: first, window: { fromSeconds: path.idleTimeoutSeconds, toSeconds }, consequence };
}

/**
 * Judges the silent stream, or the slow unary call: a call runs and no message crosses. Only refreshers help, since an
 * idle timer does not run while a call is active, and a retry cannot save a stream that has begun. Where nothing refreshes,
 * the call does not fail at all: it hangs.
 */
export function judgeSilentStream(path: IdlePath, actors: readonly Actor[]): Verdict {
  return judgeIdleChannel(
    path,
    actors.filter((actor) => actor.kind === 'refresher'),
  );
}

function firstToAct(actors: readonly Actor[]): Actor | null {
  let first: Actor | null = null;
  for (const actor of actors) {
    if (actsBySeconds(actor) < (first ? actsBySeconds(first) : Infinity)) first = actor;
  }
  return first;
}
