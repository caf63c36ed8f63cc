import { testRule, type InvalidCase } from './rule-tester.js';

const client = (options: string): string => `import * as grpc from '@grpc/grpc-js';
export const client = new grpc.Client('shop:50051', grpc.credentials.createInsecure(), ${options});
`;

interface Option {
  readonly name: string;
  readonly options: string;
  readonly message: string;
  readonly at: string;
  readonly fixed?: string;
  readonly suggested?: readonly [desc: string, options: string];
}

/** One option of a grpc-js client, and what is wrong with it. */
function option({ name, options, message, at, fixed, suggested }: Option): InvalidCase {
  return {
    name,
    code: client(options),
    output: fixed === undefined ? null : client(fixed),
    errors: [
      {
        message,
        at,
        ...(suggested && { suggestions: [{ desc: suggested[0], output: client(suggested[1]) }] }),
      },
    ],
  };
}

testRule('grpc-channel-options', {
  valid: [
    { name: 'an empty file', code: '' },
    {
      name: 'the recommended options',
      code: client(
        `{ 'grpc.client_idle_timeout_ms': 300_000, 'grpc.keepalive_time_ms': 300_000, 'grpc.keepalive_timeout_ms': 20_000 }`,
      ),
    },
    {
      name: 'pings switched off',
      code: client(`{ 'grpc.keepalive_time_ms': 0, 'grpc.keepalive_permit_without_calls': 0 }`),
    },
    { name: 'a time as text', code: client(`{ 'grpc.keepalive_time_ms': '300000' }`) },
    { name: 'a key of a wrapper', code: client(`{ retries: 3, timeout: 5, name: 'shop' }`) },
    { name: 'an unknown value', code: client(`{ 'grpc.keepalive_time_ms': Number(process.env.T) }`) },
    { name: 'a value that is off by its name', code: client(`{ 'grpc.keepalive_permit_without_calls': false }`) },
    { name: 'a switch that means what it says', code: client(`{ 'grpc.enable_retries': true }`) },
    { name: 'options without an object', code: `import * as grpc from '@grpc/grpc-js'; new grpc.Client('a', creds);` },
    {
      name: 'a server with server options',
      code: `import * as grpc from '@grpc/grpc-js'; new grpc.Server({ 'grpc.max_connection_idle_ms': 300_000, 'grpc.keepalive_time_ms': 300_000 });`,
    },
  ],
  invalid: [
    option({
      name: 'a misspelt key is renamed',
      options: `{ 'grpc.keepalive_time': 300_000 }`,
      message: '`grpc.keepalive_time` is ignored: the option is `grpc.keepalive_time_ms`.',
      at: `'grpc.keepalive_time'`,
      fixed: `{ 'grpc.keepalive_time_ms': 300_000 }`,
    }),
    option({
      name: 'a key keeps its double quotes',
      options: `{ "grpc.keepalive_permit_without_call": 1 }`,
      message: '`grpc.keepalive_permit_without_call` is ignored: the option is `grpc.keepalive_permit_without_calls`.',
      at: `"grpc.keepalive_permit_without_call"`,
      fixed: `{ "grpc.keepalive_permit_without_calls": 1 }`,
    }),
    option({
      name: 'a key that is computed is told by its value',
      options: '{ [`grpc.keepalive_time`]: 300_000 }',
      message: '`grpc.keepalive_time` is ignored: the option is `grpc.keepalive_time_ms`.',
      at: '`grpc.keepalive_time`',
    }),
    option({
      name: 'a bare key gets quotes',
      options: `{ keepaliveTimeMs: 300_000 }`,
      message: '`keepaliveTimeMs` is ignored: the option is `grpc.keepalive_time_ms`.',
      at: `keepaliveTimeMs`,
      fixed: `{ 'grpc.keepalive_time_ms': 300_000 }`,
    }),
    option({
      name: 'a misspelt key beside the right one is not renamed to it',
      options: `{ 'grpc.keepalive_time': 1, 'grpc.keepalive_time_ms': 300_000 }`,
      message: '`grpc.keepalive_time` is ignored: the option is `grpc.keepalive_time_ms`.',
      at: `'grpc.keepalive_time'`,
    }),
    option({
      name: 'the permit true becomes 1',
      options: `{ 'grpc.keepalive_permit_without_calls': true }`,
      message: '`grpc.keepalive_permit_without_calls` is true, and that is off: only the number 1 switches it on.',
      at: `'grpc.keepalive_permit_without_calls'`,
      fixed: `{ 'grpc.keepalive_permit_without_calls': 1 }`,
    }),
    option({
      name: 'the permit 2 is nobody knows what',
      options: `{ 'grpc.keepalive_permit_without_calls': 2 }`,
      message: '`grpc.keepalive_permit_without_calls` is 2, and that is off: only the number 1 switches it on.',
      at: `'grpc.keepalive_permit_without_calls'`,
    }),
    option({
      name: 'retries are not switched off by false',
      options: `{ 'grpc.enable_retries': false }`,
      message: '`grpc.enable_retries` is false, and that is on: only the number 0 switches it off.',
      at: `'grpc.enable_retries'`,
      suggested: ['Write 0.', `{ 'grpc.enable_retries': 0 }`],
    }),
    option({
      name: 'a subchannel pool of its own is not refused by false',
      options: `{ 'grpc.use_local_subchannel_pool': false }`,
      message: '`grpc.use_local_subchannel_pool` is false, and that is on: only the number 0 switches it off.',
      at: `'grpc.use_local_subchannel_pool'`,
      suggested: ['Write 0.', `{ 'grpc.use_local_subchannel_pool': 0 }`],
    }),
    option({
      name: 'options one level too deep',
      options: `{ channelOptions: { 'grpc.keepalive_time_ms': 300_000 } }`,
      message: 'The channel options under `channelOptions` are ignored: they belong in the object itself.',
      at: 'channelOptions',
    }),
    option({
      name: 'an option of the C core',
      options: `{ 'grpc.http2.max_pings_without_data': 0 }`,
      message:
        '`grpc.http2.max_pings_without_data` is ignored: it is an option of the C core, and grpc-js has nothing like it.',
      at: `'grpc.http2.max_pings_without_data'`,
    }),
    option({
      name: 'an option that does not exist anywhere',
      options: `{ 'grpc.idle_timeout_ms': 300_000 }`,
      message:
        '`grpc.idle_timeout_ms` is ignored: it is an option of the C core. In grpc-js `grpc.client_idle_timeout_ms` does that.',
      at: `'grpc.idle_timeout_ms'`,
    }),
    option({
      name: 'an option of the server',
      options: `{ 'grpc.max_connection_idle_ms': 300_000 }`,
      message: '`grpc.max_connection_idle_ms` is ignored: only a server reads it, and Client is a client.',
      at: `'grpc.max_connection_idle_ms'`,
    }),
    option({
      name: 'seconds instead of milliseconds',
      options: `{ 'grpc.keepalive_time_ms': 600 }`,
      message: '`grpc.keepalive_time_ms` is 600 milliseconds, which looks like 600 seconds.',
      at: `'grpc.keepalive_time_ms'`,
      suggested: ['Write 600_000.', `{ 'grpc.keepalive_time_ms': 600_000 }`],
    }),
    option({
      name: 'an idle timeout of 0',
      options: `{ 'grpc.client_idle_timeout_ms': 0 }`,
      message:
        '`grpc.client_idle_timeout_ms` is 0, and grpc-js raises it to 1000 ms: the connection is closed after a second without a call, not kept.',
      at: `'grpc.client_idle_timeout_ms'`,
      suggested: ['Write 300_000.', `{ 'grpc.client_idle_timeout_ms': 300_000 }`],
    }),
    option({
      name: 'an idle timeout that no timer holds',
      options: `{ 'grpc.client_idle_timeout_ms': Infinity }`,
      message:
        '`grpc.client_idle_timeout_ms` is Infinity, more than the 2147483647 ms that a timer can hold: it fires without end and never closes the connection.',
      at: `'grpc.client_idle_timeout_ms'`,
      suggested: ['Write 300_000.', `{ 'grpc.client_idle_timeout_ms': 300_000 }`],
    }),
    option({
      name: 'a time that is no number',
      options: `{ 'grpc.keepalive_time_ms': '5m' }`,
      message: "`grpc.keepalive_time_ms` is '5m', which is no number of milliseconds.",
      at: `'grpc.keepalive_time_ms'`,
    }),
    option({
      name: 'a ping timeout of undefined',
      options: `{ 'grpc.keepalive_timeout_ms': undefined }`,
      message:
        '`grpc.keepalive_timeout_ms` is undefined, and that waits 1 ms for the answer to a ping before it ends the connection; without the key it waits 20 s.',
      at: `'grpc.keepalive_timeout_ms'`,
      suggested: ['Write 20_000.', `{ 'grpc.keepalive_timeout_ms': 20_000 }`],
    }),
    option({
      name: 'options beside channelOverride',
      options: `{ channelOverride: channel, 'grpc.keepalive_time_ms': 300_000 }`,
      message:
        '`grpc.keepalive_time_ms` is ignored: the channel comes from `channelOverride` and has options of its own.',
      at: `'grpc.keepalive_time_ms'`,
    }),
    option({
      name: 'two kinds of interceptors',
      options: `{ interceptors: [log], interceptor_providers: [log] }`,
      message: 'The constructor throws: `interceptors` and `interceptor_providers` cannot be used together.',
      at: 'interceptor_providers',
    }),
    {
      name: 'an option that the installed version does not have',
      code: client(`{ 'grpc.client_idle_timeout_ms': 300_000 }`),
      settings: { grpcJsVersion: '1.8.22' },
      errors: [
        {
          message: '`grpc.client_idle_timeout_ms` is ignored: it needs grpc-js 1.9.0, and 1.8.22 is installed.',
          at: `'grpc.client_idle_timeout_ms'`,
        },
      ],
    },
    {
      name: 'interceptors of a channel',
      code: `import * as grpc from '@grpc/grpc-js';
export const channel = new grpc.Channel('shop:50051', grpc.credentials.createInsecure(), { interceptors: [log] });`,
      errors: [
        { message: '`interceptors` is ignored: a channel has no interceptors, its client has.', at: 'interceptors' },
      ],
    },
    {
      name: 'an option of the client on a server',
      code: `import * as grpc from '@grpc/grpc-js';
export const server = new grpc.Server({ 'grpc.client_idle_timeout_ms': 300_000 });`,
      errors: [
        {
          message: '`grpc.client_idle_timeout_ms` is ignored: only a client reads it, and Server is a server.',
          at: `'grpc.client_idle_timeout_ms'`,
        },
      ],
    },
    {
      name: 'one object for two clients is told once',
      code: `import * as grpc from '@grpc/grpc-js';
const options = { 'grpc.keepalive_permit_without_calls': true };
export const a = new grpc.Client('a:1', grpc.credentials.createInsecure(), options);
export const b = new grpc.Client('b:1', grpc.credentials.createInsecure(), options);
`,
      output: `import * as grpc from '@grpc/grpc-js';
const options = { 'grpc.keepalive_permit_without_calls': 1 };
export const a = new grpc.Client('a:1', grpc.credentials.createInsecure(), options);
export const b = new grpc.Client('b:1', grpc.credentials.createInsecure(), options);
`,
      errors: [
        {
          message: '`grpc.keepalive_permit_without_calls` is true, and that is off: only the number 1 switches it on.',
          at: `'grpc.keepalive_permit_without_calls'`,
        },
      ],
    },
    {
      name: 'NestJS: keys outside the object that is read',
      code: `import { ClientsModule, Transport } from '@nestjs/microservices';
ClientsModule.register([{ name: 'SHOP', transport: Transport.GRPC, options: { package: 'shop', protoPath: 'shop.proto', 'grpc.keepalive_time_ms': 300_000, keepalive: { keepAliveTimeMs: 300_000 } } }]);
`,
      output: `import { ClientsModule, Transport } from '@nestjs/microservices';
ClientsModule.register([{ name: 'SHOP', transport: Transport.GRPC, options: { package: 'shop', protoPath: 'shop.proto', 'grpc.keepalive_time_ms': 300_000, keepalive: { keepaliveTimeMs: 300_000 } } }]);
`,
      errors: [
        {
          message: '`grpc.keepalive_time_ms` is ignored here: it belongs in `channelOptions`.',
          at: `'grpc.keepalive_time_ms'`,
        },
        { message: '`keepAliveTimeMs` is ignored: the option is `keepaliveTimeMs`.', at: 'keepAliveTimeMs' },
      ],
    },
    {
      name: 'connect-node: options of grpc-js, and a switch without its interval',
      code: `import { createGrpcTransport } from '@connectrpc/connect-node';
createGrpcTransport({ baseUrl: 'http://shop', 'grpc.keepalive_time_ms': 300_000, pingIdleConnection: true });
`,
      errors: [
        {
          message:
            '`grpc.keepalive_time_ms` is ignored: connect-node does not use grpc-js, and its option for that is `pingIntervalMs`.',
          at: `'grpc.keepalive_time_ms'`,
        },
        { message: '`pingIdleConnection` does nothing without `pingIntervalMs`.', at: 'pingIdleConnection' },
      ],
    },
  ],
});
