import { testRule, type InvalidCase } from './rule-tester.js';

const SWARM = 'Docker Swarm (IPVS)';
const FAILS = 'fails when it comes 15 to 30 min after the previous one';
const UNSET = `no option sends pings or closes the connection while it is idle, and ${SWARM} forgets it after 15 min.`;
const CLOSE = 'Close the connection after 5 min without a call, and ping during calls.';

const client = (options: string): string => `import * as grpc from '@grpc/grpc-js';
export const client = new grpc.Client('shop:50051', grpc.credentials.createInsecure(), ${options});
`;

interface Cause {
  readonly name: string;
  readonly options: string;
  /** After "A call on Client ". */
  readonly says: string;
  /** The options after the suggestion; `null` when there is none. */
  readonly suggested: string | null;
}

function cause({ name, options, says, suggested }: Cause): InvalidCase {
  return {
    name,
    code: client(options),
    errors: [
      {
        message: `A call on Client ${says}`,
        at: 'grpc.Client',
        ...(suggested !== null && { suggestions: [{ desc: CLOSE, output: client(suggested) }] }),
      },
    ],
  };
}

const transport = (options: string): string => `import { createGrpcTransport } from '@connectrpc/connect-node';
export const transport = createGrpcTransport({ ${options} });
`;

/** connect-node: options, what the message says, the options after the suggestion. */
const TRANSPORTS: readonly (readonly [name: string, options: string, says: string, suggested: string])[] = [
  [
    'connect-node that pings too late',
    'pingIntervalMs: 3600_000, pingIdleConnection: true, idleConnectionTimeoutMs: 36000_000',
    `fails when it comes 15 min to 1 h after the previous one: \`pingIntervalMs\` sends the first ping after 1 h, and ${SWARM} forgets the idle connection after 15 min.`,
    'pingIntervalMs: 300_000, pingIdleConnection: true, idleConnectionTimeoutMs: 36000_000',
  ],
  [
    'connect-node with pings off',
    'pingIntervalMs: 0',
    'may fail when it comes 15 min after the previous one: `pingIntervalMs` is 0, which switches pings off.',
    'pingIntervalMs: 300_000',
  ],
  [
    'connect-node with pings that are no time',
    'pingIntervalMs: NaN, pingIdleConnection: true',
    'may fail when it comes 15 min after the previous one: `pingIntervalMs` is NaN, which switches pings off.',
    'pingIntervalMs: 300_000, pingIdleConnection: true',
  ],
];

const hangingStream = (pings: string) => ({
  message: `A stream on Client hangs when no message crosses it for 15 min: ${SWARM} forgets its connection then, and ${pings}.`,
  at: 'grpc.Client',
  suggestions: [
    {
      desc: CLOSE,
      output: client(`{
  'grpc.client_idle_timeout_ms': 300_000,
  'grpc.keepalive_time_ms': 300_000,
  'grpc.keepalive_timeout_ms': 20_000,
}`),
    },
  ],
});

testRule('grpc-channel-keepalive', {
  valid: [
    { name: 'connect-node that closes in time', code: transport('idleConnectionTimeoutMs: 300_000') },
    { name: 'a timeout of connect-node that is not known', code: transport('idleConnectionTimeoutMs: load()') },
    {
      name: 'pings of connect-node that are not known',
      code: transport('pingIntervalMs: load(), pingIdleConnection: true'),
    },
    { name: 'a function that builds the channel', code: client('{ channelFactoryOverride: make }') },
    {
      name: 'a client of Google, whose server is behind no such path',
      code: `import { v1 } from '@google-cloud/pubsub';\nexport const client = new v1.PublisherClient({ projectId: 'shop' });`,
    },
    { name: 'an empty file', code: '' },
    { name: 'a class that is no client', code: `class Foo {} new Foo('localhost:50051', {});` },
    { name: 'a connection that is closed in time', code: client(`{ 'grpc.client_idle_timeout_ms': 880_000 }`) },
    {
      name: 'pings with the permit',
      code: client(`{ 'grpc.keepalive_time_ms': 60_000, 'grpc.keepalive_permit_without_calls': 1 }`),
    },
    {
      name: 'a default that the environment may replace, and that is right',
      code: client(`{ 'grpc.client_idle_timeout_ms': Number(process.env.IDLE ?? 300_000) }`),
    },
    { name: 'a value that is not known', code: client(`{ 'grpc.client_idle_timeout_ms': Number(process.env.IDLE) }`) },
    { name: 'options that are not known', code: client('load()') },
    { name: 'a spread that is not known', code: client(`{ ...load(), 'grpc.keepalive_time_ms': 60_000 }`) },
    {
      name: 'one of two possibilities is right',
      code: client(`cond ? { 'grpc.client_idle_timeout_ms': 300_000 } : {}`),
    },
    {
      name: 'options of a caller',
      code: `import * as grpc from '@grpc/grpc-js';
export const connect = (options: grpc.ClientOptions) => new grpc.Client('a', grpc.credentials.createInsecure(), options);`,
    },
    { name: 'a channel that is built elsewhere', code: client('{ channelOverride: channel }') },
    { name: 'a path with a longer timeout', code: client('{}'), settings: { profile: 'linux-conntrack' } },
    { name: 'a silent stream, unless asked', code: client(`{ 'grpc.client_idle_timeout_ms': 300_000 }`) },
    {
      name: 'a silent stream with pings that are not known',
      code: client(`{ 'grpc.client_idle_timeout_ms': 300_000, 'grpc.keepalive_time_ms': load() }`),
      options: [{ checkSilentStreams: true }],
    },
    {
      name: 'a silent stream of connect-node with pings',
      code: transport('pingIntervalMs: 300_000'),
      options: [{ checkSilentStreams: true }],
    },
    {
      name: 'a server, which has no streams of its own',
      code: `import * as grpc from '@grpc/grpc-js';\nexport const server = new grpc.Server();`,
      options: [{ checkSilentStreams: true }],
    },
  ],
  invalid: [
    ...TRANSPORTS.map(([name, options, says, suggested]) => ({
      name,
      code: transport(options),
      errors: [
        {
          message: `A call on the transport of \`createGrpcTransport\` ${says}`,
          at: '«createGrpcTransport»({',
          suggestions: [
            { desc: 'Ping a connection that was silent for 5 min before it is used.', output: transport(suggested) },
          ],
        },
      ],
    })),
    ...['3600_000 : 1000_000', '1000_000 : 3600_000'].map((values) =>
      cause({
        name: `the worse of two possibilities is told: ${values}`,
        options: `{ 'grpc.client_idle_timeout_ms': cond ? ${values} }`,
        says: `fails when it comes 15 min to 1 h after the previous one: \`grpc.client_idle_timeout_ms\` closes the idle connection after up to 60 min 10 s, and ${SWARM} forgets it after 15 min.`,
        suggested: null,
      }),
    ),
    {
      name: 'a function that builds the channel, when what is not known is asked for',
      code: client('{ channelFactoryOverride: make }'),
      settings: { unknown: 'report' },
      errors: [
        {
          message:
            'Whether Client survives 15 min without a call is not known: channelFactoryOverride decides about the channel (line 2).',
          at: 'grpc.Client',
        },
      ],
    },
    {
      name: 'a client without options fails in the window of the default idle timer',
      code: `import * as grpc from '@grpc/grpc-js';
const client = new grpc.Client('shop:50051', grpc.credentials.createInsecure());
`,
      errors: [
        {
          message: `A call on Client ${FAILS}: ${UNSET}`,
          at: 'grpc.Client',
          suggestions: [
            {
              desc: CLOSE,
              output: `import * as grpc from '@grpc/grpc-js';
const client = new grpc.Client('shop:50051', grpc.credentials.createInsecure(), {
  'grpc.client_idle_timeout_ms': 300_000,
  'grpc.keepalive_time_ms': 300_000,
  'grpc.keepalive_timeout_ms': 20_000,
});
`,
            },
          ],
        },
      ],
    },
    cause({
      name: 'pings without the permit',
      options: `{
  'grpc.keepalive_time_ms': 60_000,
}`,
      says: `${FAILS}: \`grpc.keepalive_time_ms\` sends pings during calls only, and ${SWARM} forgets the idle connection after 15 min.`,
      suggested: `{
  'grpc.keepalive_time_ms': 60_000,
  'grpc.client_idle_timeout_ms': 300_000,
  'grpc.keepalive_timeout_ms': 20_000,
}`,
    }),
    cause({
      name: 'a permit that is not the number 1',
      options: `{
  'grpc.keepalive_time_ms': 60_000,
  'grpc.keepalive_permit_without_calls': true
}`,
      says: `${FAILS}: \`grpc.keepalive_permit_without_calls\` is true, and only the number 1 allows pings between calls.`,
      suggested: `{
  'grpc.keepalive_time_ms': 60_000,
  'grpc.keepalive_permit_without_calls': true,
  'grpc.client_idle_timeout_ms': 300_000,
  'grpc.keepalive_timeout_ms': 20_000
}`,
    }),
    cause({
      name: 'a permit without a time',
      options: `{ 'grpc.keepalive_permit_without_calls': 1 }`,
      says: `${FAILS}: \`grpc.keepalive_permit_without_calls\` does nothing without \`grpc.keepalive_time_ms\`, which is not set.`,
      suggested: `{
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.client_idle_timeout_ms': 300_000,
  'grpc.keepalive_time_ms': 300_000,
  'grpc.keepalive_timeout_ms': 20_000,
}`,
    }),
    cause({
      name: 'pings that are switched off',
      options: `{ 'grpc.keepalive_time_ms': 0, 'grpc.keepalive_timeout_ms': 5_000, 'grpc.keepalive_permit_without_calls': 1 }`,
      says: `${FAILS}: \`grpc.keepalive_time_ms\` is 0, which switches pings off.`,
      suggested: `{
  'grpc.keepalive_time_ms': 300_000,
  'grpc.keepalive_timeout_ms': 5_000,
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.client_idle_timeout_ms': 300_000,
}`,
    }),
    cause({
      name: 'pings that come too late end the window',
      options: `{ 'grpc.keepalive_time_ms': 20 * 60 * 1000, 'grpc.keepalive_permit_without_calls': 1 }`,
      says: `fails when it comes 15 to 20 min after the previous one: \`grpc.keepalive_time_ms\` sends the first ping after 20 min, and ${SWARM} forgets the idle connection after 15 min.`,
      suggested: `{
  'grpc.keepalive_time_ms': 300_000,
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.client_idle_timeout_ms': 300_000,
  'grpc.keepalive_timeout_ms': 20_000,
}`,
    }),
    cause({
      name: 'pings at the very moment are a race',
      options: `{ 'grpc.keepalive_time_ms': 900_000, 'grpc.keepalive_permit_without_calls': 1 }`,
      says: `may fail when it comes 15 min after the previous one: \`grpc.keepalive_time_ms\` sends the first ping after 15 min, and ${SWARM} forgets the idle connection after 15 min.`,
      suggested: `{
  'grpc.keepalive_time_ms': 300_000,
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.client_idle_timeout_ms': 300_000,
  'grpc.keepalive_timeout_ms': 20_000,
}`,
    }),
    cause({
      name: 'an idle timeout that is too long',
      options: `{ "grpc.client_idle_timeout_ms": 3600000 }`,
      says: `fails when it comes 15 min to 1 h after the previous one: \`grpc.client_idle_timeout_ms\` closes the idle connection after up to 60 min 10 s, and ${SWARM} forgets it after 15 min.`,
      suggested: `{
  "grpc.client_idle_timeout_ms": 300000,
  "grpc.keepalive_time_ms": 300000,
  "grpc.keepalive_timeout_ms": 20000,
}`,
    }),
    cause({
      name: 'an idle timeout that is no timer',
      options: `{ 'grpc.client_idle_timeout_ms': Infinity }`,
      says: `fails when it comes more than 15 min after the previous one: \`grpc.client_idle_timeout_ms\` is Infinity, which no timer can hold, so the idle connection is never closed.`,
      suggested: `{
  'grpc.client_idle_timeout_ms': 300_000,
  'grpc.keepalive_time_ms': 300_000,
  'grpc.keepalive_timeout_ms': 20_000,
}`,
    }),
    cause({
      name: 'a misspelt key',
      options: `{ 'grpc.keepalive_time': 60_000 }`,
      says: `${FAILS}: \`grpc.keepalive_time\` is not read, the option is \`grpc.keepalive_time_ms\`, so nothing keeps the idle connection alive.`,
      suggested: `{
  'grpc.keepalive_time': 60_000,
  'grpc.client_idle_timeout_ms': 300_000,
  'grpc.keepalive_time_ms': 300_000,
  'grpc.keepalive_timeout_ms': 20_000,
}`,
    }),
    cause({
      name: 'options one level too deep',
      options: `{ channelOptions: { 'grpc.keepalive_time_ms': 60_000 } }`,
      says: `${FAILS}: what is under \`channelOptions\` is not read, channel options belong in the object itself.`,
      suggested: `{
  channelOptions: { 'grpc.keepalive_time_ms': 60_000 },
  'grpc.client_idle_timeout_ms': 300_000,
  'grpc.keepalive_time_ms': 300_000,
  'grpc.keepalive_timeout_ms': 20_000,
}`,
    }),
    {
      name: 'a setting that does not exist is told in every file with a channel',
      code: client(`{ 'grpc.client_idle_timeout_ms': 300_000 }`),
      settings: { profil: 'aws-nlb' } as object,
      errors: [
        {
          message: 'A setting counts as not given: there is no `settings.keepalive.profil` (did you mean `profile`?).',
          at: '«»import',
        },
      ],
    },
    ...[
      ['1_200_000', 'the first ping during a call comes after 20 min'],
      ['0', 'nothing pings during a call'],
    ].map(([time = '', pings = '']) => ({
      name: `a silent stream with pings every ${time} ms`,
      code: client(`{ 'grpc.client_idle_timeout_ms': 300_000, 'grpc.keepalive_time_ms': ${time} }`),
      options: [{ checkSilentStreams: true }] as const,
      errors: [hangingStream(pings)],
    })),
    {
      name: 'a silent stream, when asked',
      code: client(`{ 'grpc.client_idle_timeout_ms': 300_000 }`),
      options: [{ checkSilentStreams: true }],
      errors: [hangingStream('nothing pings during a call')],
    },
    {
      name: 'what is not known, when asked',
      code: client(`{ 'grpc.client_idle_timeout_ms': Number(process.env.IDLE) }`),
      settings: { unknown: 'report' },
      errors: [
        {
          message: 'Whether Client survives 15 min without a call is not known: the environment.',
          at: 'grpc.Client',
        },
      ],
    },
    {
      name: 'a retry makes it late instead',
      code: client(
        `{ 'grpc.service_config': '{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":2,"initialBackoff":"1s","maxBackoff":"1s","backoffMultiplier":1,"retryableStatusCodes":["UNAVAILABLE"]}}]}' }`,
      ),
      settings: { grpcJsVersion: '1.14.7', profile: 'aws-nlb' },
      errors: [
        {
          message:
            'A call on Client has to be repeated when it comes 350 s to 30 min after the previous one: no option sends pings or closes the connection while it is idle, and AWS Network Load Balancer forgets it after 350 s.',
          at: 'grpc.Client',
          suggestions: [
            {
              desc: CLOSE,
              output: client(`{
  'grpc.service_config': '{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":2,"initialBackoff":"1s","maxBackoff":"1s","backoffMultiplier":1,"retryableStatusCodes":["UNAVAILABLE"]}}]}',
  'grpc.client_idle_timeout_ms': 300_000,
  'grpc.keepalive_time_ms': 300_000,
  'grpc.keepalive_timeout_ms': 20_000,
}`),
            },
          ],
        },
      ],
    },
    {
      name: 'an old grpc-js has no idle timer, and pings are suggested that servers accept',
      code: client(`{ 'grpc.client_idle_timeout_ms': 300_000 }`),
      settings: { grpcJsVersion: '1.8.22' },
      errors: [
        {
          message:
            'A call on Client fails when it comes more than 15 min after the previous one: `grpc.client_idle_timeout_ms` needs grpc-js 1.9.0, and 1.8.22 is installed.',
          at: 'grpc.Client',
          suggestions: [
            {
              desc: 'Ping every 12 min, also between calls.',
              output: client(`{
  'grpc.client_idle_timeout_ms': 300_000,
  'grpc.keepalive_time_ms': 720_000,
  'grpc.keepalive_timeout_ms': 20_000,
  'grpc.keepalive_permit_without_calls': 1,
}`),
            },
          ],
        },
      ],
    },
    {
      name: 'connect-node races with its own idle timeout',
      code: `import { createGrpcTransport } from '@connectrpc/connect-node';
export const transport = createGrpcTransport({ baseUrl: 'http://shop:50051' });
`,
      errors: [
        {
          message: `A call on the transport of \`createGrpcTransport\` may fail when it comes 15 min after the previous one: connect-node closes an idle connection after 15 min by itself, and ${SWARM} forgets it after 15 min.`,
          at: '= «createGrpcTransport»',
          suggestions: [
            {
              desc: 'Ping a connection that was silent for 5 min before it is used.',
              output: `import { createGrpcTransport } from '@connectrpc/connect-node';
export const transport = createGrpcTransport({
  baseUrl: 'http://shop:50051',
  pingIntervalMs: 300_000,
});
`,
            },
          ],
        },
      ],
    },
    {
      name: 'the keepalive of a NestJS client over its channelOptions',
      code: `import { Transport, ClientProxyFactory } from '@nestjs/microservices';
export const shop = ClientProxyFactory.create({
  transport: Transport.GRPC,
  options: {
    package: 'shop',
    protoPath: 'shop.proto',
    channelOptions: { 'grpc.keepalive_time_ms': 60_000, 'grpc.keepalive_permit_without_calls': 1 },
    keepalive: { keepaliveTimeMs: 0 },
  },
});
`,
      errors: [
        {
          message: `A call on the Nest client of package \`shop\` ${FAILS}: \`keepaliveTimeMs\` is 0, which switches pings off.`,
          at: 'transport: Transport.GRPC',
          suggestions: [
            {
              desc: CLOSE,
              output: `import { Transport, ClientProxyFactory } from '@nestjs/microservices';
export const shop = ClientProxyFactory.create({
  transport: Transport.GRPC,
  options: {
    package: 'shop',
    protoPath: 'shop.proto',
    channelOptions: {
      'grpc.keepalive_time_ms': 60_000,
      'grpc.keepalive_permit_without_calls': 1,
      'grpc.client_idle_timeout_ms': 300_000,
      'grpc.keepalive_timeout_ms': 20_000,
    },
    keepalive: { keepaliveTimeMs: 300_000 },
  },
});
`,
            },
          ],
        },
      ],
    },
  ],
});
