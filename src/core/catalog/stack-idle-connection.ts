import type { RuleEntry } from './rule.js';

export const stackIdleConnection = {
  id: 'stack-idle-connection',
  description: 'Require one side of every connection through a service VIP to keep it alive.',
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
