import type { RuleEntry } from './rule.js';

export const grpcPingPolicy = {
  id: 'grpc-ping-policy',
  description: 'Disallow keepalive pings that a server with default settings answers with GOAWAY too_many_pings.',
  category: 'channel',
  language: 'js',
  status: 'built',
  preset: 'recommended',
  severity: 'warn',
  edits: 'suggestion',
  schema: [],
  defaultOptions: [],
  messages: {
    idle: '{{name}} pings every {{period}}, also between calls, and {{server}} accepts one in 2 h there: about {{idleAt}} into each pause it closes the connection with GOAWAY too_many_pings.',
    idleRoundRobin:
      '{{name}} pings every {{period}}, also between calls, and {{server}} accepts one in 2 h there: about {{idleAt}} into each pause it closes the connection with GOAWAY too_many_pings, and with round_robin the interval doubles each time until it is longer than {{timeout}} and calls fail.',
    call: '{{name}} pings every {{period}}, and {{server}} accepts one in {{minInterval}} during a call: a call on which no message crosses for {{callAt}} is killed with RESOURCE_EXHAUSTED.',
    both: '{{name}} pings every {{period}}, also between calls, and {{server}} accepts one in 2 h there and one in {{minInterval}} during a call: about {{idleAt}} into each pause it closes the connection with GOAWAY too_many_pings, and a call on which no message crosses for {{callAt}} is killed with RESOURCE_EXHAUSTED.',
    closeWhenIdle: 'Close the connection after 5 min without a call, and ping every 5 min.',
    pingLess: 'Ping every 5 min.',
  },
  evidence: [
    'goKa',
    'goKa720',
    'goKaPermit',
    'goStream',
    'goBombCi',
    'ccKa',
    'ccKaPermit',
    'ccStream',
    'strict30',
    'strict600gap',
    'strictPermit',
    'strictStream',
    'strictStream360',
  ],
} as const satisfies RuleEntry;
