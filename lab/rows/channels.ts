/** Where the options go, and which channel a client really uses. */
import type { Row } from '../row.js';
import { clientModule, cut, retried, SAFE } from './build.js';
import { retryFor } from './service-config.js';

const KEEPALIVE = `{ 'grpc.keepalive_time_ms': 300_000, 'grpc.keepalive_permit_without_calls': 1 }`;

const module = (body: string): string => `import * as grpc from '@grpc/grpc-js';

${body}`;

/** A client with these options that is used as the rest of the module says. */
const connectWith = (options: string, rest = ''): string =>
  module(`export const connect = (target) => new grpc.Client(target, grpc.credentials.createInsecure(), ${options});
${rest}`);

export const channelRows: readonly Row[] = [
  clientModule(
    'chOverride',
    'channelOverride: the keepalive of the client is ignored',
    module(`export const connect = (target) => {
  const credentials = grpc.credentials.createInsecure();
  return new grpc.Client(target, credentials, {
    'grpc.keepalive_time_ms': 300_000,
    'grpc.keepalive_permit_without_calls': 1,
    channelOverride: new grpc.Channel(target, credentials, {}),
  });
};
`),
    cut(),
  ),
  clientModule(
    'chOverrideGood',
    'channelOverride: keepalive on the channel',
    module(`export const connect = (target) => {
  const credentials = grpc.credentials.createInsecure();
  const channel = new grpc.Channel(target, credentials, ${KEEPALIVE});
  return new grpc.Client(target, credentials, { channelOverride: channel });
};
`),
    SAFE,
  ),
  clientModule(
    'chRp',
    'channelOverride: retryPolicy on the channel',
    module(`export const connect = (target) => {
  const credentials = grpc.credentials.createInsecure();
  const channel = new grpc.Channel(target, credentials, ${retryFor()});
  return new grpc.Client(target, credentials, { channelOverride: channel });
};
`),
    retried(),
  ),
  clientModule(
    'chFactory',
    'channelFactoryOverride that passes the options on',
    module(`export const connect = (target) =>
  new grpc.Client(target, grpc.credentials.createInsecure(), {
    'grpc.keepalive_time_ms': 300_000,
    'grpc.keepalive_permit_without_calls': 1,
    channelFactoryOverride: (address, credentials, options) => new grpc.Channel(address, credentials, options),
  });
`),
    { kind: 'unknown' },
    { unseen: { why: 'What a function of the user makes of the options is not known.', outcome: SAFE } },
  ),
  clientModule(
    'chFactoryDrop',
    'channelFactoryOverride that drops the options',
    module(`export const connect = (target) =>
  new grpc.Client(target, grpc.credentials.createInsecure(), {
    'grpc.keepalive_time_ms': 300_000,
    'grpc.keepalive_permit_without_calls': 1,
    channelFactoryOverride: (address, credentials) => new grpc.Channel(address, credentials, {}),
  });
`),
    cut(),
  ),
  clientModule(
    'classOptions',
    'keepalive as the third argument of makeClientConstructor',
    module(`export const connect = (target) => {
  const EchoClient = grpc.makeClientConstructor({}, 'lab.Echo', ${KEEPALIVE});
  return new EchoClient(target, grpc.credentials.createInsecure());
};
`),
    cut(),
  ),
  clientModule(
    'chItc',
    'a retry interceptor among the options of a channel: ignored',
    module(`const retryUnavailable = (options, nextCall) => new grpc.InterceptingCall(nextCall(options));

export const connect = (target) => {
  const credentials = grpc.credentials.createInsecure();
  const channel = new grpc.Channel(target, credentials, { interceptors: [retryUnavailable] });
  return new grpc.Client(target, credentials, { channelOverride: channel });
};
`),
    cut(),
  ),
  clientModule(
    'callOpts',
    'keepalive among the options of the call',
    connectWith(
      '{}',
      `
const bytes = (value) => value;
export const unary = (client, request, callback) =>
  client.makeUnaryRequest('/lab.Echo/Unary', bytes, bytes, request, new grpc.Metadata(), ${KEEPALIVE}, callback);
`,
    ),
    cut(),
  ),
  clientModule(
    'perCallClient',
    'a new client for every call',
    connectWith('{}', `\nexport const beforeCall = (client, target) => connect(target);\n`),
    cut(),
  ),
  clientModule(
    'perCallClose',
    'a new client for every call, the old one closed',
    connectWith(
      '{}',
      `
export const beforeCall = (client, target) => {
  client.close();
  return connect(target);
};
`,
    ),
    cut(),
    { unseen: { why: 'Closing the client closes its connection.', outcome: { kind: 'new-connection' } } },
  ),
  clientModule(
    'perCallLocal',
    'a new client for every call, with a pool of its own',
    connectWith(
      `{ 'grpc.use_local_subchannel_pool': 1 }`,
      `\nexport const beforeCall = (client, target) => connect(target);\n`,
    ),
    cut(),
    { unseen: { why: 'Every client has a connection of its own.', outcome: { kind: 'new-connection' } } },
  ),
  clientModule(
    'shared',
    'a busy client with the same options: one connection for both',
    connectWith('{}', busySibling('{}')),
    cut(),
    { unseen: { why: 'Another client keeps the connection busy.', outcome: SAFE } },
  ),
  clientModule(
    'siblingOther',
    'a busy client with other options: a connection of its own',
    connectWith('{}', busySibling(`{ 'grpc.primary_user_agent': 'other' }`)),
    cut(),
  ),
  clientModule(
    'heartbeat',
    'a call every minute',
    connectWith(
      '{}',
      `
const bytes = (value) => value;
export const everyMinute = (client) =>
  client.makeUnaryRequest('/lab.Echo/Unary', bytes, bytes, Buffer.from('0'), () => undefined);
`,
    ),
    cut(),
    { unseen: { why: 'The channel is never idle.', outcome: SAFE } },
  ),
  clientModule(
    'ciSiblingIdle',
    'idle timeout 2 min, but the state is polled',
    connectWith(
      `{ 'grpc.client_idle_timeout_ms': 120_000 }`,
      `\nexport const everyMinute = (client) => client.getChannel().getConnectivityState(true);\n`,
    ),
    SAFE,
    { unseen: { why: 'Polling the state counts as use, so the channel never becomes idle.', outcome: cut(Infinity) } },
  ),
  clientModule(
    'poll',
    'the state is polled',
    connectWith('{}', `\nexport const everyMinute = (client) => client.getChannel().getConnectivityState(true);\n`),
    cut(),
    { unseen: { why: 'Polling the state counts as use, so the channel never becomes idle.', outcome: cut(Infinity) } },
  ),
  clientModule(
    'waitReady',
    'waitForReady right before the call',
    connectWith(
      '{}',
      `
export const beforeCall = (client) =>
  new Promise((resolve) => client.waitForReady(Date.now() + 60_000, () => resolve(undefined)));
`,
    ),
    cut(),
  ),
];

function busySibling(options: string): string {
  return `
const bytes = (value) => value;
let sibling;
export const everyMinute = (client) => {
  sibling ??= new grpc.Client(client.getChannel().getTarget().replace('dns:', ''), grpc.credentials.createInsecure(), ${options});
  sibling.makeUnaryRequest('/lab.Echo/Unary', bytes, bytes, Buffer.from('0'), () => undefined);
};
`;
}
