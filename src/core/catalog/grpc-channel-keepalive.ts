import type { RuleEntry } from './rule.js';

export const grpcChannelKeepalive = {
  id: 'grpc-channel-keepalive',
  description: 'Require gRPC channels to survive idle times longer than the idle timeout of the path.',
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
