/** Channels that are cut while nobody calls, with the idle times at which the next call fails. */
import { checkSettings } from '../core/check-settings.js';
import { formatDuration } from '../core/duration.js';
import { actsBySeconds, type Actor } from '../core/idle.js';
import { forEachChannel, getConditions, reportsUnknown, type LintConditions } from '../grpc/channels.js';
import { applyEdits } from '../grpc/edits.js';
import { getIdleRemedy } from '../grpc/remedies.js';
import type { Channel } from '../grpc/channel.js';
import { judgeChannel, judgeStreams, type IdleCause, type Judgement } from '../grpc/verdict.js';
import { SINCE } from '../grpc/versions.js';
import { createRule, type MessageId, type RuleContext } from './rule.js';
import { describeKey, describeOutcome, describeReason, describeSetting } from './wording.js';

const ID = 'grpc-channel-keepalive';
type Context = RuleContext<typeof ID>;

/** Where a mistake in the settings is told: it has no place in the file. */
const START = { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } };

export const grpcChannelKeepalive = createRule(ID, (context) => {
  const conditions = getConditions(context);
  const checkSilentStreams = context.options[0]?.['checkSilentStreams'] === true;
  let mistakes: readonly string[] = checkSettings(context.settings['keepalive']).mistakes;
  return forEachChannel(context, (channel) => {
    // Told once in every file that is judged with them.
    for (const mistake of mistakes) {
      context.report({ loc: START, messageId: 'setting', data: { mistake } });
    }
    mistakes = [];
    const judgement = judgeChannel(channel, conditions);
    if (judgement.kind === 'unknown' && reportsUnknown(context)) {
      const reason = describeReason(context, judgement.reason, judgement.origin);
      report(context, channel, conditions, judgement, { messageId: 'unknown', data: { reason } });
    }
    if (judgement.kind === 'bad') {
      const { messageId, data } = explain(context, judgement.cause, conditions);
      const outcome = describeOutcome(judgement.verdict, conditions);
      report(context, channel, conditions, judgement, { messageId, data: { ...data, outcome } });
    }
    if (judgement.kind !== 'fine' || !checkSilentStreams) return;
    const streams = judgeStreams(channel, conditions);
    if (streams.kind === 'bad') {
      const pings = describePings(streams.cause);
      report(context, channel, conditions, streams, { messageId: 'silentStream', data: { pings } });
    }
  });
});

interface Message {
  readonly messageId: MessageId<typeof ID>;
  readonly data: Readonly<Record<string, string>>;
}

function report(
  context: Context,
  channel: Channel,
  conditions: LintConditions,
  judgement: Judgement<unknown>,
  { messageId, data }: Message,
): void {
  const remedy =
    judgement.kind === 'bad' ? getIdleRemedy(context.sourceCode, channel, judgement.set, conditions) : null;
  const { name: path, idleTimeoutSeconds } = conditions.path;
  context.report({
    node: channel.site.reportNode,
    messageId,
    data: { name: channel.site.name, path, timeout: formatDuration(idleTimeoutSeconds), ...data },
    suggest: remedy && [{ messageId: remedy.kind, fix: (fixer) => applyEdits(fixer, remedy.edits) }],
  });
}

/** The message of a cause. */
function explain(context: Context, cause: IdleCause, { grpcJsVersion }: LintConditions): Message {
  switch (cause.kind) {
    case 'unset':
      return { messageId: 'unset', data: {} };
    case 'connect-default':
      return { messageId: 'connectDefault', data: {} };
    case 'misspelt':
      return {
        messageId: 'misspelt',
        data: { key: describeKey(context, cause.key, cause.property), meant: cause.meant },
      };
    case 'nested':
      return { messageId: 'nested', data: { key: describeKey(context, cause.key, cause.property) } };
    default: {
      const data = {
        ...describeSetting(context, cause.setting),
        ...('actor' in cause && { time: formatDuration(actsBySeconds(cause.actor)) }),
        needs: SINCE.clientIdleTimeout,
        version: grpcJsVersion,
      };
      return { messageId: MESSAGES[cause.kind], data };
    }
  }
}

const MESSAGES = {
  'permit-not-one': 'permitNotOne',
  'permit-missing': 'permitMissing',
  'permit-without-time': 'permitWithoutTime',
  'pings-off': 'pingsOff',
  'pings-too-late': 'pingsTooLate',
  'idle-not-a-timer': 'idleNotATimer',
  'idle-unsupported': 'idleUnsupported',
  'idle-too-late': 'idleTooLate',
} as const satisfies Record<string, MessageId<typeof ID>>;

function describePings(pings: Actor | null): string {
  return pings
    ? `the first ping during a call comes after ${formatDuration(actsBySeconds(pings))}`
    : 'nothing pings during a call';
}
