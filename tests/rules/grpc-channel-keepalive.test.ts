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
  ],
});
