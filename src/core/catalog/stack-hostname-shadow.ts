import type { RuleEntry } from './rule.js';

export const stackHostnameShadow = {
  id: 'stack-hostname-shadow',
  description: 'Disallow a hostname that resolves to both the VIP and a task address.',
  category: 'stack',
  language: 'yaml',
  status: 'planned',
  preset: 'recommended',
  severity: 'warn',
  edits: 'none',
  schema: [],
  defaultOptions: [],
  messages: {},
  evidence: [],
} as const satisfies RuleEntry;
