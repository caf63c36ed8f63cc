import type { RuleEntry } from './rule.js';

export const grpcServerKeepalive = {
  id: 'grpc-server-keepalive',
  description: 'Require gRPC servers to ping or close idle connections.',
  category: 'channel',
  language: 'js',
  status: 'built',
  preset: 'strict',
  severity: 'warn',
  edits: 'suggestion',
  schema: [],
  defaultOptions: [],
  messages: {
    unset:
      '{{name}} neither pings nor closes idle connections: {{path}} forgets them after {{timeout}}, and the next call of a client that does nothing either fails.',
    ineffective:
      '{{name}} does not protect idle connections: {{key}} is {{value}}, and {{path}} forgets them after {{timeout}}.',
    unknown: 'Whether {{name}} protects idle connections is not known: {{reason}}.',
    ping: 'Ping every client every 5 min.',
    closeWhenIdle: 'Close connections that are idle for 5 min.',
  },
  evidence: ['srvKa', 'srvKaPermit0', 'srvIdle', 'srvAge', 'srvIdleGE'],
} as const satisfies RuleEntry;
