import type { ChannelRule, ChannelRuleId } from './rule.js';

/** Every rule for code that is built, by its id. */
export const channelRules: Readonly<Partial<Record<ChannelRuleId, ChannelRule>>> = {};
