import type { RuleEntry } from './rule.js';

export const stackHostnameShadow = {
  id: 'stack-hostname-shadow',
  description: 'Disallow a hostname that resolves to both the VIP and a task address.',
  category: 'stack',
  language: 'yaml',
  status: 'built',
  preset: 'recommended',
  severity: 'warn',
  edits: 'none',
  schema: [],
  defaultOptions: [],
  messages: {
    shadow:
      '`{{hostname}}` stands for two addresses, the virtual IP of `{{service}}` and the address of its task, because the hostname is also {{also}}: some connections pass {{path}}, which forgets them after {{timeout}} of silence, and some do not.',
  },
  evidence: ['skShadow', 'skShadowServer', 'skShadowDnsrr'],
} as const satisfies RuleEntry;
