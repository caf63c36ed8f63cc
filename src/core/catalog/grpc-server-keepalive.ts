import type { RuleEntry } from './rule.js';

export const grpcServerKeepalive = {
  id: 'grpc-server-keepalive',
  description: 'Require gRPC servers to ping or close idle connections.',
  category: 'channel',
  language: 'js',
  status: 'planned',
  preset: 'strict',
  severity: 'warn',
  edits: 'suggestion',
  schema: [],
  defaultOptions: [],
  messages: {},
  evidence: [],
} as const satisfies RuleEntry;
