/** Pings that a server with default settings does not accept, with the moment at which it closes the connection. */
import type { TSESTree } from '@typescript-eslint/utils';
import { formatDuration } from '../core/duration.js';
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
      messageId: getMessageId(judgement),
      data: {
        name: startSentence(channel.site.name),
        period: describeAt(context, formatDuration(judgement.periodSeconds), origin),
        server: judgement.policy.who,
        idleAt: formatDuration(judgement.idle?.atSeconds ?? 0),
        callAt: formatDuration(judgement.call?.atSeconds ?? 0),
        minInterval: formatDuration(judgement.call?.minIntervalSeconds ?? 0),
        timeout: formatDuration(conditions.path.idleTimeoutSeconds),
      },
      suggest: edits && [
        { messageId: judgement.idle ? 'closeWhenIdle' : 'pingLess', fix: (fixer) => applyEdits(fixer, edits) },
      ],
    });
  });
});

function getMessageId({ idle, call, roundRobin }: PingJudgement): MessageId<typeof ID> {
  if (idle && call) return 'both';
  if (idle) return roundRobin ? 'idleRoundRobin' : 'idle';
  return 'call';
}
