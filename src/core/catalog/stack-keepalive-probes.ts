import type { RuleEntry } from './rule.js';

export const stackKeepaliveProbes = {
  id: 'stack-keepalive-probes',
  description: 'Disallow keepalive intervals and probe counts that lose dead peers or kill live connections.',
  category: 'stack',
  language: 'yaml',
  status: 'built',
  preset: 'recommended',
  severity: 'warn',
  edits: 'suggestion',
  schema: [],
  defaultOptions: [],
  messages: {
    noProbes:
      '`{{name}}` is 0: the kernel closes a connection of `{{service}}` with ETIMEDOUT when its first probe is due, after {{time}}, without sending one.',
    outOfRange:
      '`{{value}}` is out of range for `{{name}}`: the kernel takes 0 to 255, and the container of `{{service}}` never starts.',
    noTime:
      '`{{name}}` says how to go on after the first probe, and the first probe comes after 2 h: `net.ipv4.tcp_keepalive_time` is not set. {{path}} forgets a connection after {{timeout}} s.',
    slow: 'A dead peer is noticed only {{total}} after the first probe: {{probes}} probes, one every {{interval}}.',
    setValue: 'Set {{name}} to {{value}}.',
  },
  evidence: ['skProbes0', 'skServer'],
} as const satisfies RuleEntry;
