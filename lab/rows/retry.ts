/** Retries: they do not prevent the cut, they hide it. */
import type { Row } from '../row.js';
import { client, clientModule, cut, retried, throws } from './build.js';
import { retryFor, retryPolicy, serviceConfig } from './service-config.js';

/** A retry interceptor for unary calls, written in full: the linter sees its code. */
const RETRY_INTERCEPTOR = `import * as grpc from '@grpc/grpc-js';

const retryUnavailable = (options, nextCall) => {
  let metadata, message, listener;
  const attempt = (attemptsLeft) => {
    const call = nextCall(options);
    let received;
    call.start(metadata, {
      onReceiveMetadata: (value) => listener.onReceiveMetadata(value),
      onReceiveMessage: (value) => {
        received = value;
      },
      onReceiveStatus: (status) => {
        if (status.code === grpc.status.UNAVAILABLE && attemptsLeft > 1) return attempt(attemptsLeft - 1);
        if (received !== undefined) listener.onReceiveMessage(received);
        listener.onReceiveStatus(status);
      },
    });
    call.sendMessage(message);
    call.halfClose();
  };
  return new grpc.InterceptingCall(null, {
    start: (value, outerListener) => {
      metadata = value;
      listener = outerListener;
    },
    sendMessage: (value, next) => {
      message = value;
    },
    halfClose: () => attempt(3),
  });
};
`;

const CONNECT = (options: string): string => `
export const connect = (target) =>
  new grpc.Client(target, grpc.credentials.createInsecure(), ${options});
`;

const UNARY = (callOptions: string): string => `
const bytes = (value) => value;
export const unary = (client, request, callback) =>
  client.makeUnaryRequest('/lab.Echo/Unary', bytes, bytes, request, new grpc.Metadata(), ${callOptions}, callback);
`;

const PLAIN_CLIENT = `import * as grpc from '@grpc/grpc-js';
${CONNECT('{}')}`;

export const retryRows: readonly Row[] = [
  client('rp', 'retryPolicy for UNAVAILABLE, all methods', retryFor(), retried()),
  client('rp2', 'maxAttempts 2', retryFor(retryPolicy({ maxAttempts: '2' })), retried()),
  client('rpEnable1', 'enable_retries 1', retryFor(retryPolicy(), '[{}]', `, 'grpc.enable_retries': 1`), retried()),
  client(
    'rpEnableFalse',
    'enable_retries false, which is not 0',
    retryFor(retryPolicy(), '[{}]', `, 'grpc.enable_retries': false`),
    retried(),
  ),
  client('rpEnable0', 'enable_retries 0', retryFor(retryPolicy(), '[{}]', `, 'grpc.enable_retries': 0`), cut()),
  client('erOnly', 'enable_retries 1 without a policy', `{ 'grpc.enable_retries': 1 }`, cut()),
  client(
    'rpLimit1',
    'retry_max_attempts_limit 1',
    retryFor(retryPolicy(), '[{}]', `, 'grpc-node.retry_max_attempts_limit': 1`),
    cut(),
  ),
  client(
    'rpThrottle',
    'retryThrottling that forbids the first retry',
    serviceConfig(
      `{ methodConfig: [{ name: [{}], retryPolicy: ${retryPolicy()} }], retryThrottling: { maxTokens: 2, tokenRatio: 0.1 } }`,
    ),
    cut(),
  ),
  client(
    'rpRR',
    'round_robin with a retryPolicy',
    serviceConfig(
      `{ loadBalancingConfig: [{ round_robin: {} }], methodConfig: [{ name: [{}], retryPolicy: ${retryPolicy()} }] }`,
    ),
    retried(),
  ),
  client('rr', 'round_robin alone', serviceConfig(`{ loadBalancingConfig: [{ round_robin: {} }] }`), cut()),
  client(
    'rpWait',
    'waitForReady in the service config',
    serviceConfig(`{ methodConfig: [{ name: [{}], waitForReady: true }] }`),
    cut(),
  ),
  client(
    'hedge',
    'hedgingPolicy, UNAVAILABLE not fatal',
    serviceConfig(
      `{ methodConfig: [{ name: [{}], hedgingPolicy: { maxAttempts: 3, hedgingDelay: '0.5s', nonFatalStatusCodes: ['UNAVAILABLE'] } }] }`,
    ),
    retried(),
  ),
  client(
    'hedgeNoCodes',
    'hedgingPolicy, every status fatal',
    serviceConfig(`{ methodConfig: [{ name: [{}], hedgingPolicy: { maxAttempts: 3, hedgingDelay: '0.5s' } }] }`),
    cut(),
  ),

  clientModule(
    'itc',
    'a retry interceptor on the client',
    `${RETRY_INTERCEPTOR}${CONNECT('{ interceptors: [retryUnavailable] }')}`,
    retried(),
  ),
  clientModule(
    'itcProv',
    'a provider of a retry interceptor',
    `${RETRY_INTERCEPTOR}${CONNECT('{ interceptor_providers: [() => retryUnavailable] }')}`,
    retried(),
  ),
  clientModule(
    'itcBoth',
    'interceptors and providers together',
    `${RETRY_INTERCEPTOR}${CONNECT('{ interceptors: [retryUnavailable], interceptor_providers: [() => retryUnavailable] }')}`,
    throws('Both interceptors and interceptor_providers were passed'),
  ),
  clientModule(
    'itcCallEmpty',
    'a retry interceptor on the client, an empty list on the call',
    `${RETRY_INTERCEPTOR}${CONNECT('{ interceptors: [retryUnavailable] }')}${UNARY('{ interceptors: [] }')}`,
    retried(),
  ),
  clientModule(
    'itcCall',
    'a retry interceptor on the call',
    `${RETRY_INTERCEPTOR}
let channel;
export const connect = (target) => (channel = new grpc.Client(target, grpc.credentials.createInsecure(), {}));

const bytes = (value) => value;
export const unary = (client, request, callback) =>
  channel.makeUnaryRequest('/lab.Echo/Unary', bytes, bytes, request, { interceptors: [retryUnavailable] }, callback);
`,
    retried(),
  ),
  clientModule(
    'itcCallParameter',
    'a retry interceptor on the call of whatever client comes',
    `${RETRY_INTERCEPTOR}${CONNECT('{}')}${UNARY('{ interceptors: [retryUnavailable] }')}`,
    cut(),
    { unseen: { why: 'That the client which comes is this one does not show.', outcome: retried() } },
  ),
  clientModule(
    'itcCallOverride',
    'a retry interceptor on the client, another one on the call',
    `${RETRY_INTERCEPTOR}${CONNECT('{ interceptors: [retryUnavailable] }')}${UNARY(
      '{ interceptors: [(options, nextCall) => new grpc.InterceptingCall(nextCall(options))] }',
    )}`,
    retried(),
    { unseen: { why: "The call's interceptors replace the client's.", outcome: cut() } },
  ),

  clientModule(
    'baseDeadline',
    'a deadline on the call',
    `${PLAIN_CLIENT}${UNARY('{ deadline: Date.now() + 120_000 }')}`,
    cut(),
  ),
  clientModule(
    'baseWait',
    'waitForReady on the call',
    `import * as grpc from '@grpc/grpc-js';
${CONNECT('{}')}
const bytes = (value) => value;
export const unary = (client, request, callback) => {
  const metadata = new grpc.Metadata({ waitForReady: true });
  client.makeUnaryRequest('/lab.Echo/Unary', bytes, bytes, request, metadata, callback);
};
`,
    cut(),
  ),
  clientModule(
    'rpDeadline',
    'a deadline that ends before the backoff does',
    `import * as grpc from '@grpc/grpc-js';
${CONNECT(retryFor(retryPolicy({ initialBackoff: `'600s'`, maxBackoff: `'600s'` })))}${UNARY('{ deadline: Date.now() + 120_000 }')}`,
    retried(),
    { unseen: { why: "The call's deadline ends before the backoff does.", outcome: cut() } },
  ),
  clientModule(
    'rpBig',
    'a request of 2 MiB, more than the retry buffer holds',
    `import * as grpc from '@grpc/grpc-js';
${CONNECT(retryFor())}
const bytes = (value) => value;
const padding = Buffer.alloc(2 * 1024 * 1024, ' ');
export const unary = (client, request, callback) =>
  client.makeUnaryRequest('/lab.Echo/Unary', bytes, bytes, Buffer.concat([request, padding]), callback);
`,
    retried(),
    { unseen: { why: 'How large the requests are is not written where the channel is.', outcome: cut() } },
  ),
  client('newStream', 'a server stream that starts after the spell', '', cut(), { use: 'new-stream' }),
  client('newStreamRp', 'the same with a retryPolicy', retryFor(), retried(), { use: 'new-stream' }),
];
