import type { RuleEntry } from './rule.js';

export const grpcPingPolicy = {
  id: 'grpc-ping-policy',
  description: 'Disallow keepalive pings that a server with default settings answers with GOAWAY too_many_pings.',
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
