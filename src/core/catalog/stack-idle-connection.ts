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
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        clientsWithKeepalive: {
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
          description: 'Services whose programs keep their connections alive by themselves, or end them in time.',
        },
      },
    },
  ],
  defaultOptions: [{ clientsWithKeepalive: [] }],
  messages: {
    named:
      'Connections from {{clients}} to `{{server}}` die in every pause longer than {{timeout}}, unless the client keeps them alive by itself: they pass a virtual IP, where {{path}} then forgets them, and {{program}} {{behaviour}}.',
    unknownServer:
      'Connections from {{clients}} to `{{server}}` pass its virtual IP, where {{path}} forgets them after {{timeout}} without a packet: unless one of the programs keeps them alive by itself, they die in every longer pause.',
    neighbours:
      'Connections to `{{server}}` die in every pause longer than {{timeout}}, unless the client keeps them alive by itself: they pass a virtual IP, where {{path}} then forgets them, and {{program}} {{behaviour}}. {{clients}} can reach it.',
    published:
      'Connections to the published port {{port}} of `{{server}}` die in every pause longer than {{timeout}}, unless the client keeps them alive by itself: they pass the ingress network, where {{path}} then forgets them, and {{program}} {{behaviour}}.',
    setSysctls:
      'Set the TCP keepalive of {{server}} to {{time}} s, an interval of {{interval}} s and {{probes}} probes.',
    setDnsrr: 'Set endpoint_mode to dnsrr, so that the name {{server}} is the address of its task.',
  },
  evidence: ['skNone', 'skServer', 'skClient', 'skNoOption', 'skDnsrr', 'skTasks', 'skSecondFile'],
} as const satisfies RuleEntry;
