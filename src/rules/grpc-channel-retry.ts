/** Channels on which nothing repeats the call that meets a dead connection. */
import { KEYS } from '../grpc/channel-options.js';
import { forEachChannel, getConditions, reportsUnknown } from '../grpc/channels.js';
import { applyEdits } from '../grpc/edits.js';
import type { ObjectValue } from '../grpc/options/value.js';
import { getRetryRemedy } from '../grpc/remedies.js';
import type { RetryGap } from '../grpc/service-config/index.js';
import { judgeRetry, type RetryCause } from '../grpc/retry-verdict.js';
import { describeProblem } from './service-config-wording.js';
import { createRule, type MessageId, type RuleContext } from './rule.js';
import { describeAt, describeKey, describeReason } from './wording.js';

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
    const { messageId, data } = explain(context, cause, set);
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

function explain(context: RuleContext<typeof ID>, cause: RetryCause, set: ObjectValue): Message {
  const config = set.properties.get(KEYS.serviceConfig);
  /** Where the policy was written, when that is another file. */
  const at = config ? describeAt(context, '', config.origin) : '';
  switch (cause.kind) {
    case 'unset':
    case 'connect':
      return { messageId: cause.kind };
    case 'disabled':
      return { messageId: cause.kind, data: { key: describeKey(context, KEYS.enableRetries, cause.setting) } };
    case 'enabled-without-policy':
      return {
        messageId: 'enabledWithoutPolicy',
        data: { key: describeKey(context, KEYS.enableRetries, cause.setting) },
      };
    case 'limited': {
      const key = describeKey(context, KEYS.retryMaxAttemptsLimit, cause.setting);
      return { messageId: 'limited', data: { key, limit: String(cause.limit) } };
    }
    case 'version':
      return { messageId: 'version', data: { at, version: cause.version, needs: cause.needs } };
    case 'ineffective':
      return explainGap(context, cause.gap, at);
  }
}

function explainGap(context: RuleContext<typeof ID>, gap: RetryGap, at: string): Message {
  switch (gap.kind) {
    case 'ignored':
      return {
        messageId: 'ignored',
        data: { problem: describeAt(context, describeProblem(gap.problem), gap.problem.at) },
      };
    case 'lacks-unavailable':
      return { messageId: 'lacksUnavailable', data: { at } };
    case 'hedging-lacks-unavailable':
      return { messageId: 'hedgingLacksUnavailable', data: { at } };
    case 'short-service-name':
      return { messageId: 'shortServiceName', data: { at, service: gap.service } };
    case 'throttled':
      return { messageId: 'throttled', data: { at, maxTokens: String(gap.maxTokens) } };
  }
}
