import { testRule } from './rule-tester.js';

const client = (options: string): string => `import * as grpc from '@grpc/grpc-js';
export const client = new grpc.Client('shop:50051', grpc.credentials.createInsecure(), ${options});
`;

testRule('grpc-ping-policy', {
  valid: [
    { name: 'an empty file', code: '' },
    { name: 'no pings', code: client('{}') },
    {
      name: 'the recommended options',
      code: client(`{ 'grpc.client_idle_timeout_ms': 300_000, 'grpc.keepalive_time_ms': 300_000 }`),
    },
    {
      name: 'the quiet band',
      code: client(`{ 'grpc.keepalive_time_ms': 720_000, 'grpc.keepalive_permit_without_calls': 1 }`),
    },
    {
      name: 'an interval that is not known',
      code: client(`{ 'grpc.keepalive_time_ms': config.time, 'grpc.keepalive_permit_without_calls': 1 }`),
    },
    {
      name: 'a server that counts no pings',
      code: client(`{ 'grpc.keepalive_time_ms': 30_000, 'grpc.keepalive_permit_without_calls': 1 }`),
      settings: { server: 'grpc-js' },
    },
    {
      name: 'a server that permits pings without calls',
      code: client(`{ 'grpc.keepalive_time_ms': 300_000, 'grpc.keepalive_permit_without_calls': 1 }`),
      settings: { server: 'go', permitsIdlePings: true },
    },
    { name: 'options that are not known', code: client('load()') },
    { name: 'one of two intervals is welcome', code: client(`{ 'grpc.keepalive_time_ms': slow ? 300_000 : 30_000 }`) },
  ],
  invalid: [
    {
      name: 'pings between calls',
      code: client(`{ 'grpc.keepalive_time_ms': 300_000, 'grpc.keepalive_permit_without_calls': 1 }`),
      errors: [
        {
          message:
            'Client pings every 5 min, also between calls, and a Go, Java or C-core server with default settings accepts one in 2 h there: about 20 min into each pause it closes the connection with GOAWAY too_many_pings.',
          at: `'grpc.keepalive_time_ms'`,
          suggestions: [
            {
              desc: 'Close the connection after 5 min without a call, and ping every 5 min.',
              output: client(`{
  'grpc.keepalive_time_ms': 300_000,
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.client_idle_timeout_ms': 300_000,
}`),
            },
          ],
        },
      ],
    },
    {
      name: 'pings between calls, with nothing that closes the connection or could',
      code: client(
        `{ 'grpc.keepalive_time_ms': 720_000, 'grpc.keepalive_permit_without_calls': 1, 'grpc.client_idle_timeout_ms': Infinity }`,
      ),
      settings: { server: 'go', grpcJsVersion: '1.8.22' },
      errors: [
        {
          message:
            'Client pings every 12 min, also between calls, and a Go server with default settings accepts one in 2 h there: about 48 min into each pause it closes the connection with GOAWAY too_many_pings.',
          at: `'grpc.keepalive_time_ms'`,
        },
      ],
    },
    {
      name: 'frequent pings between and during calls',
      code: client(
        `{ 'grpc.keepalive_time_ms': 30_000, 'grpc.keepalive_permit_without_calls': 1, 'grpc.client_idle_timeout_ms': 600_000 }`,
      ),
      settings: { server: 'go' },
      errors: [
        {
          message:
            'Client pings every 30 s, also between calls, and a Go server with default settings accepts one in 2 h there and one in 5 min during a call: about 2 min into each pause it closes the connection with GOAWAY too_many_pings, and a call on which no message crosses for 2 min is killed with RESOURCE_EXHAUSTED.',
          at: `'grpc.keepalive_time_ms'`,
          suggestions: [
            {
              desc: 'Close the connection after 5 min without a call, and ping every 5 min.',
              output: client(
                `{ 'grpc.keepalive_time_ms': 300_000, 'grpc.keepalive_permit_without_calls': 1, 'grpc.client_idle_timeout_ms': 300_000 }`,
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'frequent pings during calls only',
      code: client(`{ 'grpc.keepalive_time_ms': 60_000 }`),
      errors: [
        {
          message:
            'Client pings every 1 min, and a Go, Java or C-core server with default settings accepts one in 5 min during a call: a call on which no message crosses for 4 min is killed with RESOURCE_EXHAUSTED.',
          at: `'grpc.keepalive_time_ms'`,
          suggestions: [{ desc: 'Ping every 5 min.', output: client(`{ 'grpc.keepalive_time_ms': 300_000 }`) }],
        },
      ],
    },
    {
      name: 'round_robin keeps the doubled interval',
      code: client(
        `{ 'grpc.keepalive_time_ms': 480_000, 'grpc.keepalive_permit_without_calls': 1, 'grpc.service_config': '{"loadBalancingConfig":[{"round_robin":{}}]}' }`,
      ),
      errors: [
        {
          message:
            'Client pings every 8 min, also between calls, and a Go, Java or C-core server with default settings accepts one in 2 h there: about 32 min into each pause it closes the connection with GOAWAY too_many_pings, and with round_robin the interval doubles each time until it is longer than 15 min and calls fail.',
          at: `'grpc.keepalive_time_ms'`,
          suggestions: [
            {
              desc: 'Close the connection after 5 min without a call, and ping every 5 min.',
              output: client(`{
  'grpc.keepalive_time_ms': 480_000,
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.service_config': '{"loadBalancingConfig":[{"round_robin":{}}]}',
  'grpc.client_idle_timeout_ms': 300_000,
}`),
            },
          ],
        },
      ],
    },
    {
      name: 'the name of a NestJS client begins the sentence',
      code: `import { ClientsModule, Transport } from '@nestjs/microservices';
ClientsModule.register([
  {
    name: 'CHECKOUT',
    transport: Transport.GRPC,
    options: { package: 'shop', protoPath: 'shop.proto', keepalive: { keepaliveTimeMs: 60_000 } },
  },
]);
`,
      errors: [
        {
          message:
            'The Nest client `CHECKOUT` pings every 1 min, and a Go, Java or C-core server with default settings accepts one in 5 min during a call: a call on which no message crosses for 4 min is killed with RESOURCE_EXHAUSTED.',
          at: 'keepaliveTimeMs',
          suggestions: [
            {
              desc: 'Ping every 5 min.',
              output: `import { ClientsModule, Transport } from '@nestjs/microservices';
ClientsModule.register([
  {
    name: 'CHECKOUT',
    transport: Transport.GRPC,
    options: { package: 'shop', protoPath: 'shop.proto', keepalive: { keepaliveTimeMs: 300_000 } },
  },
]);
`,
            },
          ],
        },
      ],
    },
  ],
});
