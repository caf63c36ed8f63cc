/** The silent stream and the slow unary call: only pings help, and no permit is needed for them. */
import type { Row } from '../row.js';
import { client, SAFE, SWARM_PATH } from './build.js';
import { retryFor, retryPolicy } from './service-config.js';
import type { Expectation } from '../row.js';

/** While a call runs nothing closes the channel: silence longer than the idle timeout hangs it. */
const HANGS: Expectation = { kind: 'cut', window: { fromSeconds: SWARM_PATH.idleTimeoutSeconds, toSeconds: Infinity } };

const KEEPALIVE_NO_PERMIT = `{ 'grpc.keepalive_time_ms': 300_000, 'grpc.keepalive_timeout_ms': 20_000 }`;

/** What suggestions insert. */
export const RECOMMENDED = `{
    'grpc.client_idle_timeout_ms': 300_000,
    'grpc.keepalive_time_ms': 300_000,
    'grpc.keepalive_timeout_ms': 20_000,
    'grpc.service_config': JSON.stringify({ methodConfig: [{ name: [{}], retryPolicy: ${retryPolicy()} }] }),
  }`;

export const streamRows: readonly Row[] = [
  client('stream', 'a silent stream, no options', '', HANGS, { use: 'stream' }),
  client('streamKa', 'a silent stream, keepalive without the permit', KEEPALIVE_NO_PERMIT, SAFE, { use: 'stream' }),
  client('streamRp', 'a silent stream, retryPolicy', retryFor(), HANGS, { use: 'stream' }),
  client('streamCi', 'a silent stream, idle timeout', `{ 'grpc.client_idle_timeout_ms': 300_000 }`, HANGS, {
    use: 'stream',
  }),
  client('streamRecommended', 'a silent stream, the recommended options', RECOMMENDED, SAFE, { use: 'stream' }),
  client('longUnary', 'a slow unary call, no options', '', HANGS, { use: 'slow-unary' }),
  client('longUnaryKa', 'a slow unary call, keepalive without the permit', KEEPALIVE_NO_PERMIT, SAFE, {
    use: 'slow-unary',
  }),
  client('longUnaryRecommended', 'a slow unary call, the recommended options', RECOMMENDED, SAFE, {
    use: 'slow-unary',
  }),
];
