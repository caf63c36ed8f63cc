import type { RuleEntry } from './rule.js';

export const stackKeepaliveTime = {
  id: 'stack-keepalive-time',
  description: 'Require `net.ipv4.tcp_keepalive_time` to be below the idle timeout of the path.',
  category: 'stack',
  language: 'yaml',
  status: 'planned',
  preset: 'recommended',
  severity: 'error',
  edits: 'suggestion',
  schema: [],
  defaultOptions: [],
  messages: {},
  evidence: [],
} as const satisfies RuleEntry;
