import type { RuleEntry } from './rule.js';

export const stackKeepaliveTime = {
  id: 'stack-keepalive-time',
  description: 'Require `net.ipv4.tcp_keepalive_time` to be below the idle timeout of the path.',
  category: 'stack',
  language: 'yaml',
  status: 'planned',
  preset: 'recommended',
  severity: 'error',
  edits: 'suggestion',
  schema: [],
  defaultOptions: [],
  messages: {
    tooLong:
      '`{{name}}` is {{seconds}} s: too late, {{path}} forgets an idle connection after {{timeout}} s. A connection of `{{service}}` that was idle for {{window}} is dead when it is used.',
    never:
      '`{{name}}` is {{seconds}}, and with a negative time no probe is ever sent. A connection of `{{service}}` that was idle for {{window}} is dead when it is used.',
    race: '`{{name}}` is {{seconds}} s: too close to the {{timeout}} s after which {{path}} forgets an idle connection. Linux timers are coarse, so up to {{loss}} % of the idle connections of `{{service}}` die each time (on a kernel with HZ={{hz}}).',
    raceEstimated:
      '`{{name}}` is {{seconds}} s: too close to the {{timeout}} s after which {{path}} forgets an idle connection. Timers are coarse, so idle connections of `{{service}}` may die now and then.',
    setTo: 'Set {{name}} to {{seconds}}.',
  },
  evidence: [],
} as const satisfies RuleEntry;
