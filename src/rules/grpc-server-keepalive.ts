/** Servers that leave idle connections to the path, which forgets them. */
import { formatDuration } from '../core/duration.js';
import { KEYS } from '../grpc/channel-options.js';
import { forEachChannel, getConditions, reportsUnknown } from '../grpc/channels.js';
import { applyEdits } from '../grpc/edits.js';
import { getServerRemedy } from '../grpc/remedies.js';
import { judgeServer } from '../grpc/verdict.js';
import { createRule } from './rule.js';
import { describeReason, describeSetting, startSentence } from './wording.js';

const REMEDIES = [
  { messageId: 'ping', key: KEYS.keepaliveTime },
  { messageId: 'closeWhenIdle', key: KEYS.maxConnectionIdle },
] as const;

export const grpcServerKeepalive = createRule('grpc-server-keepalive', (context) => {
  const conditions = getConditions(context);
  const { name: path, idleTimeoutSeconds } = conditions.path;
  return forEachChannel(context, (channel) => {
    const { name, reportNode: node } = channel.site;
    const judgement = judgeServer(channel, conditions);
    if (judgement.kind === 'unknown' && reportsUnknown(context)) {
      const reason = describeReason(context, judgement.reason, judgement.origin);
      context.report({ node, messageId: 'unknown', data: { name, reason } });
    }
    if (judgement.kind !== 'bad') return;
    const setting = 'setting' in judgement.cause ? judgement.cause.setting : null;
    context.report({
      node,
      messageId: setting ? 'ineffective' : 'unset',
      data: {
        name: startSentence(name),
        path,
        timeout: formatDuration(idleTimeoutSeconds),
        ...(setting && describeSetting(context, setting)),
      },
      suggest: REMEDIES.flatMap(({ messageId, key }) => {
        const edits = getServerRemedy(context.sourceCode, channel, judgement.set, key);
        return edits ? [{ messageId, fix: (fixer) => applyEdits(fixer, edits) }] : [];
      }),
    });
  });
});
