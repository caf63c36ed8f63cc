/** The rules of stack files, in the order of the catalog. */
import type { RuleId } from '../../core/catalog/index.js';
import type { StackRule } from './rule.js';

export const STACK_RULES: readonly StackRule[] = [];

export function findStackRule(id: RuleId): StackRule | null {
  return STACK_RULES.find(({ entry }) => entry.id === id) ?? null;
}
