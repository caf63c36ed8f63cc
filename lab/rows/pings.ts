/** What servers make of idle pings. `closedByServer` is the GOAWAY too_many_pings. */
import type { KeepaliveSettings } from '../../src/core/settings.js';
import type { Row, ServerSpec } from '../row.js';
import { client, cut, retried, SAFE } from './build.js';
import { retryFor, retryPolicy } from './service-config.js';

const DEFAULT: ServerSpec = { kind: 'enforcing', permitsIdlePings: false };
const PERMITTING: ServerSpec = { kind: 'enforcing', permitsIdlePings: true };
const GO: ServerSpec = { kind: 'go', mode: 'default' };
const GO_PERMITTING: ServerSpec = { kind: 'go', mode: 'permit' };
const C_CORE: ServerSpec = { kind: 'c-core', mode: 'default' };
const C_CORE_PERMITTING: ServerSpec = { kind: 'c-core', mode: 'permit' };

/** What the user tells the linter about a server that permits idle pings. */
const PERMITTED: KeepaliveSettings = { permitsIdlePings: true };

const pings = (time: string, more = ''): string =>
  `{ 'grpc.keepalive_time_ms': ${time}, 'grpc.keepalive_permit_without_calls': 1${more} }`;

const noPermit = (time: string): string => `{ 'grpc.keepalive_time_ms': ${time} }`;

const ROUND_ROBIN = `, 'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] })`;

/** Pings on a stream that are too frequent for a default server, and a policy that cannot help. */
const STREAM_PINGS_AND_RETRY = `{
    'grpc.keepalive_time_ms': 240_000,
    'grpc.service_config': JSON.stringify({ methodConfig: [{ name: [{}], retryPolicy: ${retryPolicy()} }] }),
  }`;

export const pingRows: readonly Row[] = [
  client('strict30', 'default policy: pings every 30 s', pings('30_000'), SAFE, {
    server: DEFAULT,
    closedByServer: true,
  }),
  client('strictSeconds', 'default policy: pings every 600 ms, meant as 600 s', pings('600'), SAFE, {
    server: DEFAULT,
    closedByServer: true,
  }),
  client('strict300', 'default policy: pings every 5 min', pings('300_000'), SAFE, {
    server: DEFAULT,
    closedByServer: true,
  }),
  client('strict600', 'default policy: pings every 10 min', pings('600_000'), SAFE, {
    server: DEFAULT,
  }),
  client('strict720', 'default policy: pings every 12 min', pings('720_000'), SAFE, {
    server: DEFAULT,
    closedByServer: false,
  }),
  client('strictPermit', 'idle pings permitted: pings every 5 min', pings('300_000'), SAFE, {
    server: PERMITTING,
    settings: PERMITTED,
    closedByServer: false,
  }),
  client('strictNoPermit', 'default policy: keepalive without the permit', noPermit('300_000'), cut(), {
    server: DEFAULT,
    closedByServer: false,
  }),
  client(
    'strict600gap',
    'default policy, round_robin: the doubled interval of 20 min stays',
    pings('600_000', `, 'grpc.client_idle_timeout_ms': 7_200_000${ROUND_ROBIN}`),
    SAFE,
    {
      server: DEFAULT,
      earlierSpellsSeconds: [2500],
      unseen: {
        why: 'After a GOAWAY the client waits twice as long between pings: 20 min, longer than the path.',
        // GOAWAY at 2400 s, the next ping 1200 s later: 1100 s into the spell that follows.
        outcome: cut(1100),
      },
    },
  ),
  client('strictStream', 'default policy: pings every 4 min on a silent stream', noPermit('240_000'), SAFE, {
    server: DEFAULT,
    use: 'stream',
    unseen: {
      why: 'The fourth ping ends the stream with RESOURCE_EXHAUSTED.',
      outcome: { kind: 'cut', window: { fromSeconds: 960, toSeconds: Infinity } },
    },
  }),
  client('strictStream360', 'default policy: pings every 6 min on a silent stream', noPermit('360_000'), SAFE, {
    server: DEFAULT,
    use: 'stream',
    closedByServer: false,
  }),

  client('goKa', 'grpc-go: pings every 5 min', pings('300_000'), SAFE, { server: GO, closedByServer: true }),
  client('goKaPermit', 'grpc-go, idle pings permitted', pings('300_000'), SAFE, {
    server: GO_PERMITTING,
    settings: PERMITTED,
    closedByServer: false,
  }),
  client('goKaNoPermit', 'grpc-go: keepalive without the permit', noPermit('300_000'), cut(), { server: GO }),
  client('goKa720', 'grpc-go: pings every 12 min', pings('720_000'), SAFE, { server: GO, closedByServer: false }),
  client('goRp', 'grpc-go: retryPolicy', retryFor(), retried(), { server: GO }),
  client('goStream', 'grpc-go: pings every 4 min on a silent stream', noPermit('240_000'), SAFE, {
    server: GO,
    use: 'stream',
    closedByServer: true,
    unseen: {
      why: 'The fourth ping ends the stream with RESOURCE_EXHAUSTED.',
      outcome: { kind: 'cut', window: { fromSeconds: 960, toSeconds: Infinity } },
    },
  }),
  client('goStreamRetry', 'the same with a retryPolicy', STREAM_PINGS_AND_RETRY, SAFE, {
    server: GO,
    use: 'stream',
    unseen: {
      why: 'RESOURCE_EXHAUSTED is not UNAVAILABLE.',
      outcome: { kind: 'cut', window: { fromSeconds: 960, toSeconds: Infinity } },
    },
  }),
  client(
    'goBombCi',
    'grpc-go: pings every 5 min and an idle timeout of 5 min',
    pings('300_000', `, 'grpc.client_idle_timeout_ms': 300_000`),
    SAFE,
    {
      server: GO,
      closedByServer: false,
    },
  ),
  client('ccKa', 'C-core: pings every 5 min', pings('300_000'), SAFE, { server: C_CORE, closedByServer: true }),
  client('ccKaPermit', 'C-core, idle pings permitted', pings('300_000'), SAFE, {
    server: C_CORE_PERMITTING,
    settings: PERMITTED,
    closedByServer: false,
  }),
  client('ccKaNoPermit', 'C-core: keepalive without the permit', noPermit('300_000'), cut(), { server: C_CORE }),
  client('ccStream', 'C-core: pings every 4 min on a silent stream', noPermit('240_000'), SAFE, {
    server: C_CORE,
    use: 'stream',
    closedByServer: true,
    unseen: {
      why: 'The fourth ping ends the stream with RESOURCE_EXHAUSTED.',
      outcome: { kind: 'cut', window: { fromSeconds: 960, toSeconds: Infinity } },
    },
  }),
];
