import type { RuleEntry } from './rule.js';

export const stackMergeLoss = {
  id: 'stack-merge-loss',
  description:
    'Disallow anchors and second files that silently lose keepalive, endpoint mode, network options or ports.',
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
