/**
 * Every rule of both linters, declared once. ESLint meta, the command line, `explain`, SARIF, the configuration schema and
 * the documentation are derived from it.
 */
import { grpcChannelKeepalive } from './grpc-channel-keepalive.js';
import { grpcChannelRetry } from './grpc-channel-retry.js';
import { grpcChannelOptions } from './grpc-channel-options.js';
import { grpcServiceConfig } from './grpc-service-config.js';
import { grpcPingPolicy } from './grpc-ping-policy.js';
import { grpcServerKeepalive } from './grpc-server-keepalive.js';
import { stackSchema } from './stack-schema.js';
import { stackDeployRefusal } from './stack-deploy-refusal.js';
import { stackIgnoredOption } from './stack-ignored-option.js';
import { stackIdleConnection } from './stack-idle-connection.js';
import { stackKeepaliveTime } from './stack-keepalive-time.js';
import { stackSysctlValue } from './stack-sysctl-value.js';
import { stackSysctlKey } from './stack-sysctl-key.js';
import { stackKeepaliveProbes } from './stack-keepalive-probes.js';
import { stackHostnameShadow } from './stack-hostname-shadow.js';
import { stackMergeLoss } from './stack-merge-loss.js';
import { hostSysctl } from './host-sysctl.js';
import type { RuleEntry } from './rule.js';

export type { RuleEntry } from './rule.js';

export const CATALOG = {
  'grpc-channel-keepalive': grpcChannelKeepalive,
  'grpc-channel-retry': grpcChannelRetry,
  'grpc-channel-options': grpcChannelOptions,
  'grpc-service-config': grpcServiceConfig,
  'grpc-ping-policy': grpcPingPolicy,
  'grpc-server-keepalive': grpcServerKeepalive,
  'stack-schema': stackSchema,
  'stack-deploy-refusal': stackDeployRefusal,
  'stack-ignored-option': stackIgnoredOption,
  'stack-idle-connection': stackIdleConnection,
  'stack-keepalive-time': stackKeepaliveTime,
  'stack-sysctl-value': stackSysctlValue,
  'stack-sysctl-key': stackSysctlKey,
  'stack-keepalive-probes': stackKeepaliveProbes,
  'stack-hostname-shadow': stackHostnameShadow,
  'stack-merge-loss': stackMergeLoss,
  'host-sysctl': hostSysctl,
} as const satisfies Record<string, RuleEntry>;

export type RuleId = keyof typeof CATALOG;

export const RULE_IDS = Object.keys(CATALOG) as RuleId[];

/** The entry with its general type: the literal types of `CATALOG` are for the rule that owns the entry. */
export function getRuleEntry(id: RuleId): RuleEntry {
  return CATALOG[id];
}

/** The rules that exist. A planned rule is in no preset and in no host. */
export const BUILT_RULES: readonly RuleEntry[] = RULE_IDS.map(getRuleEntry).filter((entry) => entry.status === 'built');

/** Where a rule is explained. The page's name is the rule's id: a test maps each url to its file. */
export function getDocsUrl(id: RuleId): string {
  return `https://github.com/eslint-plugin-keepalive/eslint-plugin-keepalive/blob/main/docs/rules/${id}.md`;
}
