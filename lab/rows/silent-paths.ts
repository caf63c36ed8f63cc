/** A path that drops without a reset, as firewalls do: nothing tells the client, so nothing retries. */
import type { Row } from '../row.js';
import { client, clientModule, cut, retried, SAFE, SWARM_PATH } from './build.js';
import { retryFor, retryPolicy } from './service-config.js';

const SILENT_PATH = { ...SWARM_PATH, signal: 'silent' } as const;

const withDeadline = (options: string): string => `import * as grpc from '@grpc/grpc-js';

export const connect = (target) => new grpc.Client(target, grpc.credentials.createInsecure(), ${options});

const bytes = (value) => value;
export const unary = (client, request, callback) => {
  const options = { deadline: Date.now() + 90_000 };
  client.makeUnaryRequest('/lab.Echo/Unary', bytes, bytes, request, new grpc.Metadata(), options, callback);
};
`;

export const silentPathRows: readonly Row[] = [
  clientModule('bhBase', 'no options, a deadline', withDeadline('{}'), cut(), { path: SILENT_PATH }),
  clientModule('bhRetry', 'retryPolicy, a deadline', withDeadline(retryFor()), retried(), {
    path: SILENT_PATH,
    unseen: { why: 'Without a reset there is no status to retry on.', outcome: cut() },
  }),
  clientModule(
    'bhKaNoPermitRetry',
    'keepalive without the permit, retryPolicy',
    withDeadline(
      `{ 'grpc.keepalive_time_ms': 300_000, 'grpc.service_config': JSON.stringify({ methodConfig: [{ name: [{}], retryPolicy: ${retryPolicy()} }] }) }`,
    ),
    retried(),
    { path: SILENT_PATH },
  ),
  client(
    'bhKa',
    'keepalive and permit',
    `{ 'grpc.keepalive_time_ms': 300_000, 'grpc.keepalive_permit_without_calls': 1 }`,
    SAFE,
    { path: SILENT_PATH },
  ),
  client('bhCi', 'idle timeout 5 min', `{ 'grpc.client_idle_timeout_ms': 300_000 }`, SAFE, { path: SILENT_PATH }),
];
