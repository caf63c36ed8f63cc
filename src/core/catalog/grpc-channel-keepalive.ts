import type { RuleEntry } from './rule.js';

export const grpcChannelKeepalive = {
  id: 'grpc-channel-keepalive',
  description: 'Require gRPC channels to survive idle times longer than the idle timeout of the path.',
  category: 'channel',
  language: 'js',
  status: 'built',
  preset: 'recommended',
  severity: 'error',
  edits: 'suggestion',
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        checkSilentStreams: {
          type: 'boolean',
          description:
            'Also report channels on which a stream or a slow call hangs when no message crosses it for longer than the idle timeout.',
        },
      },
    },
  ],
  defaultOptions: [{ checkSilentStreams: false }],
  strictOptions: { checkSilentStreams: true },
  messages: {
    unset:
      'A call on {{name}} {{outcome}} the previous one: no option sends pings or closes the connection while it is idle, and {{path}} forgets it after {{timeout}}.',
    misspelt:
      'A call on {{name}} {{outcome}} the previous one: {{key}} is not read, the option is `{{meant}}`, so nothing keeps the idle connection alive.',
    nested:
      'A call on {{name}} {{outcome}} the previous one: what is under {{key}} is not read, channel options belong in the object itself.',
    permitNotOne:
      'A call on {{name}} {{outcome}} the previous one: {{key}} is {{value}}, and only the number 1 allows pings between calls.',
    permitMissing:
      'A call on {{name}} {{outcome}} the previous one: {{key}} sends pings during calls only, and {{path}} forgets the idle connection after {{timeout}}.',
    permitWithoutTime:
      'A call on {{name}} {{outcome}} the previous one: {{key}} does nothing without `grpc.keepalive_time_ms`, which is not set.',
    pingsOff: 'A call on {{name}} {{outcome}} the previous one: {{key}} is {{value}}, which switches pings off.',
    pingsTooLate:
      'A call on {{name}} {{outcome}} the previous one: {{key}} sends the first ping after {{time}}, and {{path}} forgets the idle connection after {{timeout}}.',
    idleNotATimer:
      'A call on {{name}} {{outcome}} the previous one: {{key}} is {{value}}, which no timer can hold, so the idle connection is never closed.',
    idleUnsupported:
      'A call on {{name}} {{outcome}} the previous one: {{key}} needs grpc-js {{needs}}, and {{version}} is installed.',
    idleTooLate:
      'A call on {{name}} {{outcome}} the previous one: {{key}} closes the idle connection after up to {{time}}, and {{path}} forgets it after {{timeout}}.',
    connectDefault:
      'A call on {{name}} {{outcome}} the previous one: connect-node closes an idle connection after 15 min by itself, and {{path}} forgets it after {{timeout}}.',
    silentStream:
      'A stream on {{name}} hangs when no message crosses it for {{timeout}}: {{path}} forgets its connection then, and {{pings}}.',
    setting: 'A setting counts as not given: {{mistake}}.',
    unknown: 'Whether {{name}} survives {{timeout}} without a call is not known: {{reason}}.',
    closeWhenIdle: 'Close the connection after 5 min without a call, and ping during calls.',
    pingWhileIdle: 'Ping every 12 min, also between calls.',
    pingBeforeUse: 'Ping a connection that was silent for 5 min before it is used.',
  },
  evidence: [
    'base',
    'kaNoPermit',
    'kaPermitTrue',
    'kaPermitStr',
    'kaOnlyPermit',
    'kaGE',
    'kaZero',
    'kaMisspelt1',
    'kaNested',
    'ka',
    'ci',
    'ciClose',
    'ciNaN',
    'chOverride',
    'stream',
    'streamKa',
  ],
} as const satisfies RuleEntry;
