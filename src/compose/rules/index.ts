/** The rules of stack files, in the order of the catalog. */
import type { StackRule } from './rule.js';
import { rule as stackDeployRefusal } from './stack-deploy-refusal.js';
import { rule as stackHostnameShadow } from './stack-hostname-shadow.js';
import { rule as stackIdleConnection } from './stack-idle-connection.js';
import { rule as stackIgnoredOption } from './stack-ignored-option.js';
import { rule as stackKeepaliveProbes } from './stack-keepalive-probes.js';
import { rule as stackKeepaliveTime } from './stack-keepalive-time.js';
import { rule as stackMergeLoss } from './stack-merge-loss.js';
import { rule as stackSchema } from './stack-schema.js';
import { rule as stackSysctlKey } from './stack-sysctl-key.js';
import { rule as stackSysctlValue } from './stack-sysctl-value.js';

export const STACK_RULES: readonly StackRule[] = [
  stackSchema,
  stackDeployRefusal,
  stackIgnoredOption,
  stackIdleConnection,
  stackKeepaliveTime,
  stackSysctlValue,
  stackSysctlKey,
  stackKeepaliveProbes,
  stackHostnameShadow,
  stackMergeLoss,
];
