import type { RuleEntry } from './rule.js';

export const stackSysctlValue = {
  id: 'stack-sysctl-value',
  description: 'Disallow sysctl values that are not the number they look like.',
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
