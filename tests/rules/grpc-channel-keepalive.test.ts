import { testRule } from './rule-tester.js';

const UNSET =
  'no option sends pings or closes the connection while it is idle, and Docker Swarm (IPVS) forgets it after 15 min.';

testRule('grpc-channel-keepalive', {
  valid: [
    { name: 'an empty file', code: '' },
    { name: 'a class that is no client', code: `class Foo {} new Foo('localhost:50051', {});` },
  ],
  invalid: [
    {
      name: 'a client without options fails in the window of the default idle timer',
      code: `import * as grpc from '@grpc/grpc-js';
const client = new grpc.Client('shop:50051', grpc.credentials.createInsecure());
`,
      errors: [
        {
          message: `A call on Client fails when it comes 15 to 30 min after the previous one: ${UNSET}`,
          at: 'grpc.Client',
          suggestions: [
            {
              desc: 'Close the connection after 5 min without a call, and ping during calls.',
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
    {
      name: 'an interval that is too long, in an object that gets too long for its line: both edits are one',
      code: `import * as grpc from '@grpc/grpc-js';
const client = new grpc.Client('shop:50051', grpc.credentials.createInsecure(), { 'grpc.keepalive_time_ms': 1_350_000, 'grpc.keepalive_permit_without_calls': 1 });
`,
      errors: [
        {
          message:
            'A call on Client fails when it comes 15 min to 22 min 30 s after the previous one: `grpc.keepalive_time_ms` sends the first ping after 22 min 30 s, and Docker Swarm (IPVS) forgets the idle connection after 15 min.',
          at: 'grpc.Client',
          suggestions: [
            {
              desc: 'Close the connection after 5 min without a call, and ping during calls.',
              output: `import * as grpc from '@grpc/grpc-js';
const client = new grpc.Client('shop:50051', grpc.credentials.createInsecure(), {
  'grpc.keepalive_time_ms': 300_000,
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.client_idle_timeout_ms': 300_000,
  'grpc.keepalive_timeout_ms': 20_000,
});
`,
            },
          ],
        },
      ],
    },
  ],
});
