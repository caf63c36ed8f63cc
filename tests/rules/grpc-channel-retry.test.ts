import { testRule } from './rule-tester.js';

testRule('grpc-channel-retry', {
  valid: [
    { name: 'an empty file', code: '' },
    { name: 'a class that is no client', code: `class Foo {} new Foo('localhost:50051', {});` },
  ],
  invalid: [
    {
      name: 'a client without options repeats nothing',
      code: `import * as grpc from '@grpc/grpc-js';
const client = new grpc.Client('shop:50051', grpc.credentials.createInsecure());
`,
      errors: [
        {
          message:
            'A call on Client that meets a dead connection fails with UNAVAILABLE, and nothing repeats it. Retry idempotent methods.',
          at: 'grpc.Client',
          suggestions: [
            {
              desc: 'Retry UNAVAILABLE, three attempts at most (limit `name` to idempotent methods).',
              output: `import * as grpc from '@grpc/grpc-js';
const client = new grpc.Client('shop:50051', grpc.credentials.createInsecure(), {
  'grpc.service_config': JSON.stringify({
    methodConfig: [
      {
        name: [{}],
        retryPolicy: {
          maxAttempts: 3,
          initialBackoff: '0.1s',
          maxBackoff: '1s',
          backoffMultiplier: 2,
          retryableStatusCodes: ['UNAVAILABLE'],
        },
      },
    ],
  }),
});
`,
            },
          ],
        },
      ],
    },
  ],
});
