/** What a server can do for clients that do nothing. */
import type { Expectation, ForeignServerMode, Row, ServerSpec } from '../row.js';
import { client, cut, SAFE } from './build.js';

const grpcJsServer = (options: string): ServerSpec => ({
  kind: 'grpc-js',
  source: `import * as grpc from '@grpc/grpc-js';

export const createServer = () => new grpc.Server(${options});
`,
});

/** A client without options, and a server that makes up for it or does not. */
function server(id: string, what: string, spec: ServerSpec, outcome: Expectation): Row {
  const why = 'The server keeps the connection alive or closes it in time.';
  return client(id, what, '', cut(), { server: spec, ...(outcome.kind === 'safe' && { unseen: { why, outcome } }) });
}

const foreign = (kind: 'go' | 'c-core', mode: ForeignServerMode): ServerSpec => ({ kind, mode });

export const serverRows: readonly Row[] = [
  server('srvKa', 'grpc-js server: keepalive 5 min', grpcJsServer(`{ 'grpc.keepalive_time_ms': 300_000 }`), SAFE),
  server(
    'srvKaPermit0',
    'grpc-js server: keepalive 5 min, permit 0, which servers ignore',
    grpcJsServer(`{ 'grpc.keepalive_time_ms': 300_000, 'grpc.keepalive_permit_without_calls': 0 }`),
    SAFE,
  ),
  server(
    'srvKaGE',
    'grpc-js server: keepalive 22.5 min',
    grpcJsServer(`{ 'grpc.keepalive_time_ms': 1_350_000 }`),
    cut(),
  ),
  server(
    'srvIdle',
    'grpc-js server: closes after 5 min idle',
    grpcJsServer(`{ 'grpc.max_connection_idle_ms': 300_000 }`),
    SAFE,
  ),
  server(
    'srvAge',
    'grpc-js server: closes after 7.5 min',
    grpcJsServer(`{ 'grpc.max_connection_age_ms': 450_000 }`),
    SAFE,
  ),
  server(
    'srvIdleGE',
    'grpc-js server: closes after 17.5 min idle',
    grpcJsServer(`{ 'grpc.max_connection_idle_ms': 1_050_000 }`),
    cut(),
  ),
  server('srvNone', 'grpc-js server: no options', grpcJsServer(''), cut()),

  server('goBase', 'grpc-go server with its defaults', foreign('go', 'default'), cut()),
  server('goSrvKa', 'grpc-go server: keepalive 5 min', foreign('go', 'pings'), SAFE),
  server('goMaxIdle', 'grpc-go server: closes after 5 min idle', foreign('go', 'closes-idle'), SAFE),
  server('ccBase', 'C-core server with its defaults', foreign('c-core', 'default'), cut()),
  server('ccSrvKa', 'C-core server: keepalive 5 min without its permit', foreign('c-core', 'pings'), cut()),
  server('ccSrvKaPermit', 'C-core server: keepalive 5 min with its permit', foreign('c-core', 'pings-permitted'), SAFE),
  server('ccMaxIdle', 'C-core server: closes after 5 min idle', foreign('c-core', 'closes-idle'), SAFE),
];
