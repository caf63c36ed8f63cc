/**
 * What the source of a row exports. All of it is code that the linter sees.
 */
export interface Snippet {
  /** Builds the client, as production code would. `target` is `127.0.0.1:port`. */
  connect(target: string): unknown;
  /** The call, where it matters how it is made. Default: a plain unary call without deadline. */
  unary?(client: unknown, request: Buffer, callback: (error: Error | null) => void): unknown;
  /** The call of a library other than grpc-js. */
  call?(client: unknown): Promise<unknown>;
  /** Runs every minute while the channel is idle. */
  everyMinute?(client: unknown): unknown;
  /** Runs after the idle spell, just before the call. May return another client, that the call is then made with. */
  beforeCall?(client: unknown, target: string): unknown;
}

const OPTIONAL_FUNCTIONS = ['unary', 'call', 'everyMinute', 'beforeCall'] as const;

/** Checks what a row's module exports. Throws with the name of what is wrong. */
export function parseSnippet(exports: unknown): Snippet {
  const record = exports as Readonly<Record<string, unknown>>;
  if (typeof record['connect'] !== 'function') throw new TypeError('the snippet exports no function connect');
  for (const name of OPTIONAL_FUNCTIONS) {
    if (record[name] !== undefined && typeof record[name] !== 'function') throw new TypeError(`${name} is no function`);
  }
  return exports as Snippet;
}
