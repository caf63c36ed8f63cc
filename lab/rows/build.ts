/** How rows are written down: what most of them share, in one place. */
import type { Expectation, LinterVerdict, Row } from '../row.js';

/** The path of a Swarm network. */
export const SWARM_PATH = { idleTimeoutSeconds: 900, signal: 'reset', roundTripMs: 0 } as const;

/** When grpc-js closes an idle channel by itself: 30 min, and up to 10 s until the sweep of its pool. */
const DEFAULT_CLOSE_SECONDS = 1810;

export const SAFE: Expectation = { kind: 'safe' };
export const RACE: Expectation = { kind: 'race' };

/** The connection is dead from the idle timeout until something notices: by default, until grpc-js closes the channel. */
export const cut = (toSeconds = DEFAULT_CLOSE_SECONDS): Expectation => ({
  kind: 'cut',
  window: { fromSeconds: SWARM_PATH.idleTimeoutSeconds, toSeconds },
});

export const retried = (toSeconds = DEFAULT_CLOSE_SECONDS): Expectation => ({
  kind: 'retry',
  window: { fromSeconds: SWARM_PATH.idleTimeoutSeconds, toSeconds },
});

export const throws = (message: string): Expectation => ({ kind: 'throws', message });

type RowDetails = Partial<Omit<Row, 'id' | 'what' | 'source' | 'expect'>>;

/** A row about a grpc-js client, given by a whole module. */
export function clientModule(
  id: string,
  what: string,
  source: string,
  expect: LinterVerdict,
  details?: RowDetails,
): Row {
  return {
    id,
    what,
    source,
    expect,
    library: 'grpc-js',
    server: { kind: 'grpc-js' },
    path: SWARM_PATH,
    use: 'call',
    ...details,
  };
}

/** A row about the options of a grpc-js client: the text of the object literal, or `''` for none. */
export function client(id: string, what: string, options: string, expect: LinterVerdict, details?: RowDetails): Row {
  const argument = options === '' ? '' : `, ${options}`;
  const source = `import * as grpc from '@grpc/grpc-js';

export const connect = (target) =>
  new grpc.Client(target, grpc.credentials.createInsecure()${argument});
`;
  return clientModule(id, what, source, expect, details);
}
