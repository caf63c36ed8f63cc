import { testRule } from './rule-tester.js';

const server = (options: string): string => `import { Server } from '@grpc/grpc-js';
const server = new Server(${options});
`;

testRule('grpc-server-keepalive', {
  valid: [
    { name: 'pings that are not known', code: server(`{ 'grpc.keepalive_time_ms': load() }`) },
    { name: 'an empty file', code: '' },
    { name: 'a client', code: `import { Client } from '@grpc/grpc-js'; new Client('a', creds);` },
    { name: 'a server that pings', code: server(`{ 'grpc.keepalive_time_ms': 300_000 }`) },
    { name: 'a server that closes idle connections', code: server(`{ 'grpc.max_connection_idle_ms': 300_000 }`) },
    { name: 'a server that closes old connections', code: server(`{ 'grpc.max_connection_age_ms': 600_000 }`) },
    { name: 'a server of which little is known', code: server('options()') },
  ],
  invalid: [
    {
      name: 'options that are not known, when asked for',
      code: server('load()'),
      settings: { unknown: 'report' },
      errors: [
        {
          message:
            'Whether Server protects idle connections is not known: the result of a call that is not followed (line 2).',
          at: 'new «Server»(',
        },
      ],
    },
    {
      name: 'a server without options',
      code: server(''),
      errors: [
        {
          message:
            'Server neither pings nor closes idle connections: Docker Swarm (IPVS) forgets them after 15 min, and the next call of a client that does nothing either fails.',
          at: 'new «Server»',
          suggestions: [
            { desc: 'Ping every client every 5 min.', output: server(`{ 'grpc.keepalive_time_ms': 300_000 }`) },
            {
              desc: 'Close connections that are idle for 5 min.',
              output: server(`{ 'grpc.max_connection_idle_ms': 300_000 }`),
            },
          ],
        },
      ],
    },
    {
      name: 'a server that closes too late',
      code: server(`{ 'grpc.max_connection_idle_ms': 1_200_000 }`),
      errors: [
        {
          message:
            'Server does not protect idle connections: `grpc.max_connection_idle_ms` is 1200000, and Docker Swarm (IPVS) forgets them after 15 min.',
          at: 'new «Server»',
          suggestions: [
            {
              desc: 'Ping every client every 5 min.',
              output: server(`{
  'grpc.max_connection_idle_ms': 1_200_000,
  'grpc.keepalive_time_ms': 300_000,
}`),
            },
            {
              desc: 'Close connections that are idle for 5 min.',
              output: server(`{ 'grpc.max_connection_idle_ms': 300_000 }`),
            },
          ],
        },
      ],
    },
  ],
});
