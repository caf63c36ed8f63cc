/** Turns a catalog entry and a `create` function into an ESLint rule. */
import type { TSESLint } from '@typescript-eslint/utils';
import { CATALOG, getDocsUrl, getRuleEntry } from '../core/catalog/index.js';
import { mayBuildChannels } from '../grpc/sites/gate.js';

type Catalog = typeof CATALOG;

/** The rules that judge code. */
export type ChannelRuleId = {
  [Id in keyof Catalog]: Catalog[Id] extends { readonly language: 'js' } ? Id : never;
}[keyof Catalog];

export type MessageId<Id extends ChannelRuleId> = keyof Catalog[Id]['messages'] & string;

/** `options` has the catalog's defaults merged in: ESLint does that (`meta.defaultOptions`). */
export type RuleContext<Id extends ChannelRuleId> = Readonly<
  TSESLint.RuleContext<MessageId<Id>, [Record<string, unknown>?]>
>;

export type ChannelRule = TSESLint.RuleModule<string, [Record<string, unknown>?]>;

/**
 * The ESLint rule of a catalog entry: its meta is the entry, its listeners are those of `create`, whose reports may only use
 * the entry's messages. A file that says nothing of gRPC has none.
 */
export function createRule<Id extends ChannelRuleId>(
  id: Id,
  create: (context: RuleContext<Id>) => TSESLint.RuleListener,
): ChannelRule {
  const entry = getRuleEntry(id);
  return {
    meta: {
      type: 'problem',
      docs: { description: entry.description, url: getDocsUrl(id) },
      ...(entry.edits === 'fix' && { fixable: 'code' }),
      hasSuggestions: entry.edits !== 'none',
      languages: ['js/js'],
      schema: [...entry.schema] as unknown as TSESLint.RuleModule<string>['meta']['schema'],
      defaultOptions: [...entry.defaultOptions] as [Record<string, unknown>?],
      messages: { ...entry.messages },
    },
    create: (context) => (mayBuildChannels(context) ? create(context) : {}),
  };
}
