import { testRule, type Case, type InvalidCase } from './rule-tester.js';

const client = (options: string, callee = 'grpc.Client'): string => `import * as grpc from '@grpc/grpc-js';
const policy = { maxAttempts: 3, initialBackoff: '0.1s', maxBackoff: '1s', backoffMultiplier: 2, retryableStatusCodes: ['UNAVAILABLE'] };
const proto = grpc.loadPackageDefinition(load());
export const client = new ${callee}('shop:50051', grpc.credentials.createInsecure(), ${options});
`;
/** With a service config, and other options behind it. */
const config = (text: string, options = '', callee?: string): string =>
  client(`{ 'grpc.service_config': JSON.stringify(${text})${options} }`, callee);
/** With one element of `methodConfig`. */
const method = (fields: string, options = '', callee?: string): string =>
  config(`{ methodConfig: [{ ${fields} }] }`, options, callee);
const APPLIES = 'name: [{}], retryPolicy: policy';

const FAILS = 'that meets a dead connection fails with UNAVAILABLE';
const NOTHING = `A call on Client ${FAILS}, and nothing repeats it. Retry idempotent methods.`;
const DESC = 'Retry UNAVAILABLE, three attempts at most (limit `name` to idempotent methods).';
const POLICY = `'grpc.service_config': JSON.stringify({
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
  }),`;

function finding(name: string, code: string, message: string, suggested?: string): InvalidCase {
  const suggestions = suggested === undefined ? undefined : [{ desc: DESC, output: suggested }];
  return { name, code, errors: [{ message, at: 'grpc.Client', ...(suggestions && { suggestions }) }] };
}

/** A policy that is there and that grpc-js does not follow, with the reason in the message's brackets. */
const ignored = (name: string, code: string, problem: string): InvalidCase =>
  finding(
    name,
    code,
    `A call on Client ${FAILS}: grpc-js ignores the retry policy as it is written (${problem}). Retry idempotent methods.`,
  );

const silent = (name: string, code: string): Case => ({ name, code });

testRule('grpc-channel-retry', {
  valid: [
    silent('an empty file', ''),
    silent(
      'a client of Google, which retries by itself',
      `import { SpeechClient } from '@google-cloud/speech';\nexport const client = new SpeechClient();`,
    ),
    silent('a class that is no client', `class Foo {} new Foo('localhost:50051', {});`),
    silent('a policy for all methods', method(APPLIES)),
    silent('a limit that leaves a second attempt', method(APPLIES, `, 'grpc-node.retry_max_attempts_limit': 2`)),
    silent('a constructor that throws', method('name: [{}], retryPolicy: { ...policy, maxAttempts: 1 }')),
    silent('an interceptor that retries', client('{ interceptors: [createRetryInterceptor()] }')),
    silent('one of two possibilities retries', client(`cond ? {} : { interceptors: [createRetryInterceptor()] }`)),
    silent('options that are not known', client('load()')),
    silent('a config that is not known', config('load()')),
    silent(
      'a config that the environment gives, or none',
      client(`{ 'grpc.service_config': process.env.GRPC_CONFIG ?? '' }`),
    ),
    silent(
      'options that the environment gives as JSON, or none',
      client(`JSON.parse(process.env.GRPC_OPTIONS ?? '{}')`),
    ),
    silent('a spread into the config', config('{ ...load() }')),
    silent('methodConfig that is not known', config('{ methodConfig: load() }')),
    silent('methodConfig that is an instance', config('{ methodConfig: new Methods() }')),
    silent('a spread into methodConfig', config('{ methodConfig: [...load()] }')),
    silent('an element of methodConfig that is not known', config('{ methodConfig: [load()] }')),
    silent('names that are not known', method('name: load(), retryPolicy: policy')),
    silent('names that are an instance', method('name: new Names(), retryPolicy: policy')),
    silent('a policy that is not known', method('name: [{}], retryPolicy: load()')),
    silent('a policy that is an instance', method('name: [{}], retryPolicy: new Policy()')),
    silent('a hedging policy that is not known', method('name: [{}], hedgingPolicy: load()')),
    silent(
      'status codes that are not known',
      method('name: [{}], retryPolicy: { ...policy, retryableStatusCodes: load() }'),
    ),
    silent(
      'status codes that are an instance',
      method('name: [{}], retryPolicy: { ...policy, retryableStatusCodes: new Set() }'),
    ),
    silent(
      'a status code that is not known',
      method(`name: [{}], retryPolicy: { ...policy, retryableStatusCodes: ['INTERNAL', load()] }`),
    ),
    silent(
      'codes of a hedging policy that are not known',
      method('name: [{}], hedgingPolicy: { maxAttempts: 2, nonFatalStatusCodes: load() }'),
    ),
    silent(
      'codes of a hedging policy that are an instance',
      method('name: [{}], hedgingPolicy: { maxAttempts: 2, nonFatalStatusCodes: new Set() }'),
    ),
    silent('a switch that is not known', method(APPLIES, `, 'grpc.enable_retries': load()`)),
    silent('a limit that is not known', method(APPLIES, `, 'grpc-node.retry_max_attempts_limit': load()`)),
    silent('interceptors with a spread that is not known', client('{ interceptors: [...load()] }')),
    silent('interceptors of which some are not known', client('{ interceptors: cond ? [load()] : [] }')),
    silent('interceptors that are no list', client(`{ interceptors: 'retry' }`)),
    silent(
      'a name without package beside one that is not known',
      method(`name: [{ service: 'Echo' }, load()], retryPolicy: policy`, '', 'proto.lab.Echo'),
    ),
    silent(
      'a name without package beside a service that is not known',
      method(`name: [{ service: 'Echo' }, { service: load() }], retryPolicy: policy`, '', 'proto.lab.Echo'),
    ),
    silent(
      'a name without package beside a method that is not known',
      method(`name: [{ service: 'Echo' }, { method: load() }], retryPolicy: policy`, '', 'proto.lab.Echo'),
    ),
    {
      name: 'an old grpc-js that shows a reset as CANCELLED, which the policy repeats',
      code: method(
        `name: [{ service: 'a.B' }], retryPolicy: { ...policy, retryableStatusCodes: ['UNAVAILABLE', 'CANCELLED'] }`,
      ),
      settings: { grpcJsVersion: '1.8.0' },
    },
  ],
  invalid: [
    finding('no options', client('{}'), NOTHING, client(`{\n  ${POLICY}\n}`)),
    {
      name: 'no argument for options',
      code: `import * as grpc from '@grpc/grpc-js';
const client = new grpc.Client('shop:50051', grpc.credentials.createInsecure());
`,
      errors: [
        {
          message: NOTHING,
          at: 'grpc.Client',
          suggestions: [
            {
              desc: DESC,
              output: `import * as grpc from '@grpc/grpc-js';
const client = new grpc.Client('shop:50051', grpc.credentials.createInsecure(), {
  ${POLICY}
});
`,
            },
          ],
        },
      ],
    },
    finding(
      'interceptors that are not there',
      client('{ interceptors: undefined }'),
      NOTHING,
      client(`{\n  interceptors: undefined,\n  ${POLICY}\n}`),
    ),
    finding('a config without policy', method('name: [{}], waitForReady: true'), NOTHING),
    finding('a config without methods', config('{ methodConfig: undefined }'), NOTHING),
    finding(
      'retries that are on without policy',
      client(`{ 'grpc.enable_retries': 1 }`),
      `A call on Client ${FAILS}: \`grpc.enable_retries\` repeats nothing without a retryPolicy in \`grpc.service_config\`. Retry idempotent methods only.`,
      client(`{\n  'grpc.enable_retries': 1,\n  ${POLICY}\n}`),
    ),
    finding(
      'retries that are off: the suggestion turns them on',
      client(`{ 'grpc.enable_retries': 0 }`),
      `A call on Client ${FAILS}: \`grpc.enable_retries\` is 0, so no policy is followed. Retry idempotent methods.`,
      client(`{\n  'grpc.enable_retries': 1,\n  ${POLICY}\n}`),
    ),
    finding(
      'a policy that is switched off',
      method(APPLIES, `, 'grpc.enable_retries': 0`),
      `A call on Client ${FAILS}: \`grpc.enable_retries\` is 0, so no policy is followed. Retry idempotent methods.`,
    ),
    finding(
      'a limit without policy: the suggestion raises it',
      client(`{ 'grpc-node.retry_max_attempts_limit': 1 }`),
      NOTHING,
      client(`{\n  'grpc-node.retry_max_attempts_limit': 3,\n  ${POLICY}\n}`),
    ),
    finding(
      'a limit of one attempt',
      method(APPLIES, `, 'grpc-node.retry_max_attempts_limit': 1`),
      `A call on Client ${FAILS}: \`grpc-node.retry_max_attempts_limit\` is 1, and the first attempt counts. Retry idempotent methods.`,
    ),
    ...(['1.6.0', '1.8.0'] as const).map((version) => ({
      ...finding(
        `grpc-js ${version}`,
        method(`name: [{ service: 'a.B' }], retryPolicy: policy`),
        `A call on Client that meets a dead connection can fail in spite of its retry policy: grpc-js ${version} is installed, and 1.12.4 is the first that repeats every such call.`,
      ),
      settings: { grpcJsVersion: version },
    })),
    finding(
      'a policy without UNAVAILABLE',
      method(`name: [{}], retryPolicy: { ...policy, retryableStatusCodes: ['INTERNAL'] }`),
      `A call on Client ${FAILS}, which is not among the retryableStatusCodes of its policy. Retry idempotent methods.`,
    ),
    finding(
      'a hedging policy without codes',
      method('name: [{}], hedgingPolicy: { maxAttempts: 2 }'),
      `A call on Client ${FAILS}, which is not among the nonFatalStatusCodes of its hedgingPolicy. Hedge idempotent methods only.`,
    ),
    finding(
      'too few tokens',
      config(
        '{ methodConfig: [{ name: [{}], retryPolicy: policy }], retryThrottling: { maxTokens: 2, tokenRatio: 0.1 } }',
      ),
      `A call on Client ${FAILS}: with \`maxTokens\` 2, retryThrottling refuses the first retry. Retry idempotent methods.`,
    ),
    {
      name: 'a name without its package',
      code: method(`name: [{ service: 'Echo' }], retryPolicy: policy`, '', 'proto.lab.Echo'),
      errors: [
        {
          message: `A call on Echo ${FAILS}: the retry policy is for service \`Echo\`, and the name of this one has its package in it. Retry idempotent methods.`,
          at: 'proto.lab.Echo',
        },
      ],
    },
    ignored('a list', config('[]'), 'the service config is a list'),
    ignored('one method config', config(`{ methodConfig: { ${APPLIES} } }`), '`methodConfig` is no array'),
    ignored('no names', method('name: [], retryPolicy: policy'), 'its list of names is empty'),
    ignored(
      'a policy at the top',
      config('{ retryPolicy: policy }'),
      '`retryPolicy` belongs in an element of `methodConfig`',
    ),
    ignored('a misspelt policy', method('name: [{}], retry_policy: policy'), '`retry_policy` should be `retryPolicy`'),
    {
      name: 'connect-node, which has no policies',
      code: `import { createGrpcTransport } from '@connectrpc/connect-node';
export const transport = createGrpcTransport({ baseUrl: 'http://shop:50051' });
`,
      errors: [
        {
          message:
            'A call on the transport of `createGrpcTransport` that meets a dead connection fails with Aborted, and nothing repeats it: connect-node follows no retry policy, and an interceptor that repeats Unavailable does not match. Retry idempotent methods.',
          at: '«createGrpcTransport»({',
        },
      ],
    },
    {
      ...finding(
        'what is not known, when asked for: options',
        client('load()'),
        'Whether a call on Client that meets a dead connection is repeated is not known: the result of a call that is not followed (line 4).',
      ),
      settings: { unknown: 'report' },
    },
    {
      ...finding(
        'what is not known, when asked for: the config',
        config('{ ...load() }'),
        'Whether a call on Client that meets a dead connection is repeated is not known: a spread of unknown content.',
      ),
      settings: { unknown: 'report' },
    },
  ],
});
