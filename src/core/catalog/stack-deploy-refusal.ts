import type { RuleEntry } from './rule.js';

export const stackDeployRefusal = {
  id: 'stack-deploy-refusal',
  description: 'Disallow settings that the client accepts and the engine, swarmkit, runc or the kernel refuses.',
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
