import type { RuleEntry } from './rule.js';

export const hostSysctl = {
  id: 'host-sysctl',
  description: 'Disallow keepalive settings on the host that are meant for containers and do not reach them.',
  category: 'stack',
  language: 'text',
  status: 'planned',
  preset: 'recommended',
  severity: 'warn',
  edits: 'none',
  schema: [],
  defaultOptions: [],
  messages: {},
  evidence: [],
} as const satisfies RuleEntry;
