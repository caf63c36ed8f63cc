import type { RuleEntry } from './rule.js';

export const stackIdleConnection = {
  id: 'stack-idle-connection',
  description: 'Require one side of every connection through a service VIP to keep it alive.',
  category: 'stack',
  language: 'yaml',
  status: 'built',
  preset: 'recommended',
  severity: 'warn',
  edits: 'suggestion',
  schema: [],
  defaultOptions: [],
  messages: {
    named:
      'Connections from {{clients}} to `{{server}}` die in every pause longer than {{timeout}}: they pass its virtual IP, {{path}} then forgets them, and neither side sends a TCP keepalive probe in time.',
    unknownServer:
      'Connections from {{clients}} to `{{server}}` pass its virtual IP, where {{path}} forgets them after {{timeout}} without a packet: unless one of the programs keeps them alive by itself, they die in every longer pause.',
    neighbours:
      'Connections to `{{server}}` ({{program}}) die in every pause longer than {{timeout}}: they pass its virtual IP, {{path}} then forgets them, and it sends its first TCP keepalive probe after {{probe}}. {{clients}} can reach it.',
    published:
      'Connections to the published port {{port}} of `{{server}}` ({{program}}) die in every pause longer than {{timeout}}: they pass the ingress network, {{path}} then forgets them, and it sends its first TCP keepalive probe after {{probe}}.',
    setSysctls:
      'Set the TCP keepalive of {{server}} to {{time}} s, an interval of {{interval}} s and {{probes}} probes.',
    setDnsrr: 'Set endpoint_mode to dnsrr, so that the name {{server}} is the address of its task.',
  },
  evidence: ['skNone', 'skServer', 'skClient', 'skNoOption', 'skDnsrr', 'skTasks', 'skSecondFile'],
} as const satisfies RuleEntry;
