import type { RuleEntry } from './rule.js';

export const stackKeepaliveTime = {
  id: 'stack-keepalive-time',
  description: 'Require `net.ipv4.tcp_keepalive_time` to be below the idle timeout of the path.',
  category: 'stack',
  language: 'yaml',
  status: 'built',
  preset: 'recommended',
  severity: 'error',
  edits: 'suggestion',
  schema: [],
  defaultOptions: [],
  messages: {
    setting: 'A setting counts as not given: {{mistake}}.',
    tooLong:
      '`{{name}}` is {{seconds}} s, which is too late: {{path}} forgets a connection after {{timeout}} s without a packet, so connections of `{{service}}` die in every longer pause.',
    never:
      '`{{name}}` is {{value}}, and with a negative time no probe is ever sent: {{path}} forgets a connection after {{timeout}} s without a packet, so connections of `{{service}}` die in every longer pause.',
    race: '`{{name}}` is {{seconds}} s, which is too close to {{timeout}} s: Linux timers are coarse, so each pause longer than that kills up to {{loss}} % of the connections of `{{service}}` (on a kernel with HZ={{hz}}).',
    raceEstimated:
      '`{{name}}` is {{seconds}} s, which is too close to {{timeout}} s: timers are coarse, so a longer pause may kill connections of `{{service}}`.',
    setTime: 'Set {{name}} to {{seconds}}.',
  },
  evidence: ['sk840', 'sk890', 'sk900', 'sk1200', 'sk7200', 'skZero', 'skNegative'],
} as const satisfies RuleEntry;
