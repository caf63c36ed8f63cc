import type { RuleEntry } from './rule.js';

export const grpcChannelRetry = {
  id: 'grpc-channel-retry',
  description: 'Require a retry for the call that meets a dead connection.',
  category: 'channel',
  language: 'js',
  status: 'built',
  preset: 'recommended',
  severity: 'warn',
  edits: 'suggestion',
  schema: [],
  defaultOptions: [],
  messages: {
    unset:
      'A call on {{name}} that meets a dead connection fails with UNAVAILABLE, and nothing repeats it. Retry idempotent methods.',
    enabledWithoutPolicy:
      'A call on {{name}} that meets a dead connection fails with UNAVAILABLE: {{key}} repeats nothing without a retryPolicy in `grpc.service_config`. Retry idempotent methods only.',
    disabled:
      'A call on {{name}} that meets a dead connection fails with UNAVAILABLE: {{key}} is 0, so no policy is followed. Retry idempotent methods.',
    limited:
      'A call on {{name}} that meets a dead connection fails with UNAVAILABLE: {{key}} is {{limit}}, and the first attempt counts. Retry idempotent methods.',
    ignored:
      'A call on {{name}} that meets a dead connection fails with UNAVAILABLE: grpc-js ignores the retry policy as it is written ({{problem}}). Retry idempotent methods.',
    lacksUnavailable:
      'A call on {{name}} that meets a dead connection fails with UNAVAILABLE, which is not among the retryableStatusCodes of its policy{{at}}. Retry idempotent methods.',
    hedgingLacksUnavailable:
      'A call on {{name}} that meets a dead connection fails with UNAVAILABLE, which is not among the nonFatalStatusCodes of its hedgingPolicy{{at}}. Hedge idempotent methods only.',
    shortServiceName:
      'A call on {{name}} that meets a dead connection fails with UNAVAILABLE: the retry policy{{at}} is for service `{{service}}`, and the name of this one has its package in it. Retry idempotent methods.',
    throttled:
      'A call on {{name}} that meets a dead connection fails with UNAVAILABLE: with `maxTokens` {{maxTokens}}{{at}}, retryThrottling refuses the first retry. Retry idempotent methods.',
    version:
      'A call on {{name}} that meets a dead connection can fail in spite of its retry policy{{at}}: grpc-js {{version}} is installed, and {{needs}} is the first that repeats every such call.',
    connect:
      'A call on {{name}} that meets a dead connection fails with Aborted, and nothing repeats it: connect-node follows no retry policy, and an interceptor that repeats Unavailable does not match. Retry idempotent methods.',
    unknown: 'Whether a call on {{name}} that meets a dead connection is repeated is not known: {{reason}}.',
    addPolicy: 'Retry UNAVAILABLE, three attempts at most (limit `name` to idempotent methods).',
  },
  evidence: [
    'base',
    'rp',
    'rpSvcShort',
    'rpNoUnavail',
    'rpEnable0',
    'rpLimit1',
    'erOnly',
    'scTopRetry',
    'hedgeNoCodes',
    'rpThrottle',
    'itc',
  ],
} as const satisfies RuleEntry;
