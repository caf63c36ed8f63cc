/** Channels on which nothing repeats the call that meets a dead connection. */
import { forEachChannel, getConditions, reportsUnknown } from '../grpc/channels.js';
import { applyEdits } from '../grpc/edits.js';
import { getRetryRemedy } from '../grpc/remedies.js';
import type { RetryGap } from '../grpc/service-config/index.js';
import { judgeRetry, type RetryCause } from '../grpc/retry-verdict.js';
import { describeProblem } from './service-config-wording.js';
import { createRule, type MessageId } from './rule.js';
import { describeReason } from './wording.js';

const ID = 'grpc-channel-retry';

export const grpcChannelRetry = createRule(ID, (context) => {
  const conditions = getConditions(context);
  return forEachChannel(context, (channel) => {
    const { name, reportNode: node } = channel.site;
    const judgement = judgeRetry(channel, conditions);
    if (judgement.kind === 'unknown' && reportsUnknown(context)) {
      const reason = describeReason(context, judgement.reason, judgement.origin);
      context.report({ node, messageId: 'unknown', data: { name, reason } });
    }
    if (judgement.kind !== 'none') return;
    const { cause, set } = judgement;
    const edits = getRetryRemedy(context.sourceCode, channel, set, conditions);
    const { messageId, data } = explain(cause);
    context.report({
      node,
      messageId,
      data: { ...data, name },
      suggest: edits && [{ messageId: 'addPolicy', fix: (fixer) => applyEdits(fixer, edits) }],
    });
  });
});

interface Message {
  readonly messageId: MessageId<typeof ID>;
  readonly data?: Readonly<Record<string, string>>;
}

function explain(cause: RetryCause): Message {
  switch (cause.kind) {
    case 'unset':
    case 'disabled':
    case 'connect':
      return { messageId: cause.kind };
    case 'enabled-without-policy':
      return { messageId: 'enabledWithoutPolicy' };
    case 'limited':
      return { messageId: 'limited', data: { limit: String(cause.limit) } };
    case 'version':
      return { messageId: 'version', data: { version: cause.version, needs: cause.needs } };
    case 'ineffective':
      return explainGap(cause.gap);
  }
}

function explainGap(gap: RetryGap): Message {
  switch (gap.kind) {
    case 'no-policy':
      return { messageId: 'unset' };
    case 'ignored':
      return { messageId: 'ignored', data: { problem: describeProblem(gap.problem) } };
    case 'lacks-unavailable':
      return { messageId: 'lacksUnavailable' };
    case 'hedging-lacks-unavailable':
      return { messageId: 'hedgingLacksUnavailable' };
    case 'short-service-name':
      return { messageId: 'shortServiceName', data: { service: gap.service } };
    case 'throttled':
      return { messageId: 'throttled', data: { maxTokens: String(gap.maxTokens) } };
  }
}
