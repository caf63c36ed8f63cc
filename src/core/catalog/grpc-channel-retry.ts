import type { RuleEntry } from './rule.js';

export const grpcChannelRetry = {
  id: 'grpc-channel-retry',
  description: 'Require a retry for the call that meets a dead connection.',
  category: 'channel',
  language: 'js',
  status: 'planned',
  preset: 'recommended',
  severity: 'warn',
  edits: 'suggestion',
  schema: [],
  defaultOptions: [],
  messages: {},
  evidence: [],
} as const satisfies RuleEntry;
