import type { RuleEntry } from './rule.js';

export const stackKeepaliveProbes = {
  id: 'stack-keepalive-probes',
  description: 'Disallow keepalive intervals and probe counts that lose dead peers or kill live connections.',
  category: 'stack',
  language: 'yaml',
  status: 'planned',
  preset: 'recommended',
  severity: 'warn',
  edits: 'suggestion',
  schema: [],
  defaultOptions: [],
  messages: {},
  evidence: [],
} as const satisfies RuleEntry;
