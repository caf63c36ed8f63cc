import type { RuleEntry } from './rule.js';

export const stackIgnoredOption = {
  id: 'stack-ignored-option',
  description: 'Disallow options that Swarm accepts and ignores.',
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
