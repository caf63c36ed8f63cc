import type { RuleEntry } from './rule.js';

export const stackSchema = {
  id: 'stack-schema',
  description: 'Disallow stack files that `docker stack deploy` rejects.',
  category: 'stack',
  language: 'yaml',
  status: 'planned',
  preset: 'recommended',
  severity: 'error',
  edits: 'fix',
  schema: [],
  defaultOptions: [],
  messages: {},
  evidence: [],
} as const satisfies RuleEntry;
