import type { RuleEntry } from './rule.js';

export const grpcChannelOptions = {
  id: 'grpc-channel-options',
  description: 'Disallow channel options that do nothing, or something else than they say.',
  category: 'channel',
  language: 'js',
  status: 'planned',
  preset: 'recommended',
  severity: 'error',
  edits: 'fix',
  schema: [],
  defaultOptions: [],
  messages: {},
  evidence: [],
} as const satisfies RuleEntry;
