/** A keepalive timeout shorter than the round trip: every ping ends a healthy connection. */
import type { Row } from '../row.js';
import { client, SAFE, SWARM_PATH } from './build.js';

const SLOW_PATH = { ...SWARM_PATH, roundTripMs: 600 };

const keepaliveTimeout = (timeout: string): string =>
  `{ 'grpc.keepalive_time_ms': 300_000, 'grpc.keepalive_timeout_ms': ${timeout}, 'grpc.keepalive_permit_without_calls': 1 }`;

/** The first ping, 300 s into the call, is answered too late. */
const FROM_FIRST_PING = { kind: 'cut', window: { fromSeconds: 300, toSeconds: Infinity } } as const;

export const latencyRows: readonly Row[] = [
  client('latTimeout20', 'keepalive timeout 20 ms, meant as 20 s', keepaliveTimeout('20'), FROM_FIRST_PING, {
    use: 'slow-unary',
    path: SLOW_PATH,
  }),
  client(
    'latTimeoutUndef',
    'keepalive timeout undefined: taken as 1 ms',
    keepaliveTimeout('undefined'),
    FROM_FIRST_PING,
    {
      use: 'slow-unary',
      path: SLOW_PATH,
    },
  ),
  client('latTimeoutOk', 'keepalive timeout 20 s', keepaliveTimeout('20_000'), SAFE, {
    use: 'slow-unary',
    path: SLOW_PATH,
  }),
];
