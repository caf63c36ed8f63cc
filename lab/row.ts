/**
 * An evidence row: code that the linter judges and the lab runs, and what both must say. Rows are data in `rows/`; all
 * numbers in them are those of production.
 */
import type { IdleWindow } from '../src/core/duration.js';
import type { KeepaliveSettings } from '../src/core/settings.js';
import type { PathSpec } from './path/middlebox.js';

/** Which library the code uses: how its client is called, and which package must be there. */
export type RowLibrary = 'grpc-js' | 'nice-grpc' | 'nestjs' | 'protobuf-ts' | 'connect-node';

/** What answers. */
export type ServerSpec =
  /** grpc-js: welcomes any ping. `source` is an ES module that exports `createServer`; default: a server without options. */
  | { readonly kind: 'grpc-js'; readonly source?: string }
  /**
   * A Node HTTP/2 server that enforces the documented ping policy of Go, Java and C-core (5 min with a stream, 2 h without,
   * the third strike is the last). A stand-in, for what the real ones cannot show in compressed time.
   */
  | { readonly kind: 'enforcing'; readonly permitsIdlePings: boolean }
  /** The real ones. Their own minimum intervals are in real time, so every compressed ping is too early for them. */
  | { readonly kind: 'go' | 'c-core'; readonly mode: ForeignServerMode };

/**
 * How a foreign server is set up: with its defaults; permitting idle pings; pinging by itself (C-core: with and without its own
 * permit); or closing idle connections.
 */
export type ForeignServerMode = 'default' | 'permit' | 'pings' | 'pings-permitted' | 'closes-idle';

/**
 * How the channel is used. `call`: a unary call, an idle spell, a unary call, and so on. `new-stream`: the call after the
 * spell is a server stream. `stream`, `slow-unary`: no spell; the server is silent for that long during the call.
 */
export type Use = 'call' | 'new-stream' | 'stream' | 'slow-unary';

/** What happens on the path. Same meaning as `Verdict` of core/idle, plus what is outside the model. */
export type Expectation =
  | { readonly kind: 'safe' }
  | { readonly kind: 'race' }
  /** In the window the call fails; outside it does not. */
  | { readonly kind: 'cut'; readonly window: IdleWindow }
  /** In the window the call succeeds at the second attempt; outside at the first. */
  | { readonly kind: 'retry'; readonly window: IdleWindow }
  /** Every call has a connection of its own, so it does not matter what became of the old one. */
  | { readonly kind: 'new-connection' }
  /** The constructor throws an error with this text in its message. */
  | ConstructorThrows;

export interface ConstructorThrows {
  readonly kind: 'throws';
  readonly message: string;
}

/** What the linter says of a channel. `unknown`: it is not certain and keeps silent. */
export type LinterVerdict = Expectation | { readonly kind: 'unknown' };

export interface Row {
  readonly id: string;
  /** What this row shows, in a few words. */
  readonly what: string;
  /** An ES module. See `near/snippet.ts` for what it exports. */
  readonly source: string;
  readonly library: RowLibrary;
  readonly server: ServerSpec;
  readonly path: PathSpec;
  readonly use: Use;
  /** What the linter must say of this code. */
  readonly expect: LinterVerdict;
  /** Reports of other rules that must be there too: `grpc-channel-options seconds`. */
  readonly reportedBy?: readonly string[];
  /** Where the run differs from what the code shows, and why: a limit of any linter, on the record. */
  readonly unseen?: { readonly why: string; readonly outcome: Expectation };
  /** Idle spells before the one that is probed, on the same channel: what the server makes of them changes what follows. */
  readonly earlierSpellsSeconds?: readonly number[];
  /** Whether the server must have closed the connection by itself by the longest spell, as it does to answer bad pings. */
  readonly closedByServer?: boolean;
  /** `settings.keepalive` for the linter. */
  readonly settings?: KeepaliveSettings;
  /** The code spins or floods the log: it gets a process of its own. */
  readonly isolated?: boolean;
  /** Outcomes that differ in other versions of grpc-js, newest boundary first: `before` that version, this is expected. */
  readonly versions?: readonly { readonly before: string; readonly expect: Expectation }[];
}
