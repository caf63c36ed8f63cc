/** A keepalive timeout shorter than the round trip: every ping ends a healthy connection. */
import type { Row } from '../row.js';
import { client, SAFE, SWARM_PATH } from './build.js';

const SLOW_PATH = { ...SWARM_PATH, roundTripMs: 600 };

const keepaliveTimeout = (timeout: string): string =>
  `{ 'grpc.keepalive_time_ms': 300_000, 'grpc.keepalive_timeout_ms': ${timeout}, 'grpc.keepalive_permit_without_calls': 1 }`;

/** The first ping, 300 s into the call, is answered too late. */
const FROM_FIRST_PING = { kind: 'cut', window: { fromSeconds: 300, toSeconds: Infinity } } as const;

/** The model of idle connections knows no round trips: it is grpc-channel-options that speaks. */
const unseen = { why: 'How long the round trip is; the option itself is reported.', outcome: FROM_FIRST_PING };

export const latencyRows: readonly Row[] = [
  client('latTimeout20', 'keepalive timeout 20 ms, meant as 20 s', keepaliveTimeout('20'), SAFE, {
    use: 'slow-unary',
    path: SLOW_PATH,
    reportedBy: ['grpc-channel-options seconds'],
    unseen,
  }),
  client('latTimeoutUndef', 'keepalive timeout undefined: taken as 1 ms', keepaliveTimeout('undefined'), SAFE, {
    use: 'slow-unary',
    path: SLOW_PATH,
    reportedBy: ['grpc-channel-options timeoutUndefined'],
    unseen,
  }),
  client('latTimeoutOk', 'keepalive timeout 20 s', keepaliveTimeout('20_000'), SAFE, {
    use: 'slow-unary',
    path: SLOW_PATH,
  }),
];
