/** The rules of stack files, in the order of the catalog. */
import type { RuleId } from '../../core/catalog/index.js';
import type { StackRule } from './rule.js';
import { rule as stackIdleConnection } from './stack-idle-connection.js';
import { rule as stackKeepaliveTime } from './stack-keepalive-time.js';
import { rule as stackSysctlValue } from './stack-sysctl-value.js';

export const STACK_RULES: readonly StackRule[] = [stackIdleConnection, stackKeepaliveTime, stackSysctlValue];

export function findStackRule(id: RuleId): StackRule | null {
  return STACK_RULES.find(({ entry }) => entry.id === id) ?? null;
}
