import type { RuleEntry } from './rule.js';

export const stackSysctlKey = {
  id: 'stack-sysctl-key',
  description: 'Disallow sysctl keys that are misspelt, malformed, not namespaced, or set where they cannot work.',
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
