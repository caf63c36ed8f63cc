/** Pings that a server with default settings does not accept, with the moment at which it closes the connection. */
import type { TSESTree } from '@typescript-eslint/utils';
import { formatDuration } from '../core/duration.js';
import type { Conditions } from '../grpc/channel.js';
import { forEachChannel, getConditions } from '../grpc/channels.js';
import { applyEdits } from '../grpc/edits.js';
import { getPingRemedy } from '../grpc/remedies.js';
import { judgePings, type PingJudgement } from '../grpc/ping-verdict.js';
import { createRule, type MessageId } from './rule.js';
import { describeAt, startSentence } from './wording.js';

const ID = 'grpc-ping-policy';

export const grpcPingPolicy = createRule(ID, (context) => {
  const conditions = getConditions(context);
  const reported = new Set<TSESTree.Node>();
  return forEachChannel(context, (channel) => {
    const judgement = judgePings(channel, conditions);
    if (!judgement || reported.has(judgement.setting.property.keyNode)) return;
    const { keyNode, origin } = judgement.setting.property;
    reported.add(keyNode);
    const edits = getPingRemedy(context.sourceCode, channel, judgement, conditions);
    context.report({
      node: origin.file === null ? keyNode : channel.site.reportNode,
      ...explain(
        judgement,
        startSentence(channel.site.name),
        describeAt(context, formatDuration(judgement.periodSeconds), origin),
        conditions,
      ),
      suggest: edits && [
        {
          messageId: judgement.conflict.when === 'during-calls' ? 'pingLess' : 'closeWhenIdle',
          fix: (fixer) => applyEdits(fixer, edits),
        },
      ],
    });
  });
});

interface Message {
  readonly messageId: MessageId<typeof ID>;
  readonly data: Readonly<Record<string, string>>;
}

function explain(
  { conflict: { when, atSeconds }, policy, roundRobin }: PingJudgement,
  name: string,
  period: string,
  { path }: Conditions,
): Message {
  const data = { name, period, server: policy.who, at: formatDuration(atSeconds) };
  const minInterval = formatDuration(policy.minIntervalSeconds);
  switch (when) {
    case 'always':
      return { messageId: 'both', data: { ...data, minInterval } };
    case 'during-calls':
      return { messageId: 'call', data: { ...data, minInterval } };
    case 'between-calls':
      return roundRobin
        ? { messageId: 'idleRoundRobin', data: { ...data, timeout: formatDuration(path.idleTimeoutSeconds) } }
        : { messageId: 'idle', data };
  }
}
