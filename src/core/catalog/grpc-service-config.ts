import type { RuleEntry } from './rule.js';

export const grpcServiceConfig = {
  id: 'grpc-service-config',
  description: 'Disallow service configs on which the constructor throws or which grpc-js silently ignores.',
  category: 'channel',
  language: 'js',
  status: 'planned',
  preset: 'recommended',
  severity: 'error',
  edits: 'suggestion',
  schema: [],
  defaultOptions: [],
  messages: {},
  evidence: [],
} as const satisfies RuleEntry;
