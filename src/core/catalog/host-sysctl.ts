import type { RuleEntry } from './rule.js';

export const hostSysctl = {
  id: 'host-sysctl',
  description: 'Disallow keepalive settings on the host that are meant for containers and do not reach them.',
  category: 'stack',
  language: 'text',
  status: 'built',
  preset: 'recommended',
  severity: 'warn',
  edits: 'none',
  schema: [],
  defaultOptions: [],
  messages: {
    hostOnly:
      '`{{name}}` is set for the machine, and no container gets it: each has a network namespace of its own, which starts with a keepalive time of 7200 s, an interval of 75 s and 9 probes.',
    buildOnly:
      '`{{name}}` is set while the image is built, and no container gets it: each has a network namespace of its own, which starts with a keepalive time of 7200 s, an interval of 75 s and 9 probes.',
  },
  evidence: ['skMachine', 'skServer'],
} as const satisfies RuleEntry;
