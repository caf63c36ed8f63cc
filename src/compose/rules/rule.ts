/** What a stack rule is, and how it words what it found. */
import type { RuleEntry } from '../../core/catalog/rule.js';
import type { RuleId } from '../../core/catalog/index.js';
import type { Finding, Remedy, Span } from '../../core/finding.js';
import type { NamedPath } from '../../core/idle-path.js';
import { fillMessage, getPlaceholders } from '../../core/message.js';
import type { MessageData } from '../../core/message.js';
import type { Stack } from '../docker/stack.js';
import type { EditResult } from '../fix/operations.js';

/**
 * How much this run knows of the environment of the deployment. `unknown`: nothing, as in an editor; what depends on it is
 * not reported. `inherited`: `docker stack deploy` would see these variables if it ran here, so what it says here is known, but
 * whoever deploys may set more. `complete`: the user has given it; a variable that is not set is not set there either.
 */
export type EnvironmentKnowledge = 'unknown' | 'inherited' | 'complete';

export interface StackContext {
  readonly stack: Stack;
  /** The middlebox between the services. */
  readonly path: NamedPath;
  readonly knowledge: EnvironmentKnowledge;
  /** Of the rule that is asked: what the user set, over the defaults. Valid for the schema in its entry. */
  readonly options: RuleOptions;
}

/** The options of one rule, by name. */
export type RuleOptions = Readonly<Record<string, unknown>>;

/** An option that is a list of names. */
export function getNames({ options }: StackContext, name: string): ReadonlySet<string> {
  return new Set(options[name] as readonly string[]);
}

export interface StackRule {
  readonly entry: RuleEntry & { readonly id: RuleId };
  /** The findings in the order of the files. Never throws on a stack that was read with problems. */
  readonly check: (context: StackContext) => Iterable<Finding>;
}

/** Everything about a finding but its words. */
export type FindingDetails = Partial<
  Pick<Finding, 'label' | 'related' | 'help' | 'window' | 'fix' | 'suggestions' | 'path'>
>;

/** An edit of the file. */
export type Change = Omit<Remedy, 'messageId' | 'data' | 'message'>;

/** The edit, if there is one: nothing when the text was left alone, or says it already. */
export function changesOf(result: EditResult): readonly Change[] {
  if (result.kind === 'refused' || result.edits.length === 0) return [];
  return [{ edits: result.edits, changes: result.changes }];
}

type Messages<Entry extends RuleEntry> = Entry['messages'];

/** The words of one rule: its messages in the catalog, with a value for each placeholder. */
export interface Wording<Entry extends RuleEntry> {
  readonly say: <Id extends keyof Messages<Entry> & string>(
    place: Span,
    messageId: Id,
    data: MessageData<Messages<Entry>[Id]>,
    details?: FindingDetails,
  ) => Finding;
  /** For a message that is known at run time only: `getValue` is asked for each of its placeholders. */
  readonly sayWith: (
    place: Span,
    messageId: keyof Messages<Entry> & string,
    getValue: (name: string) => string,
    details?: FindingDetails,
  ) => Finding;
  readonly offer: <Id extends keyof Messages<Entry> & string>(
    change: Change,
    messageId: Id,
    data: MessageData<Messages<Entry>[Id]>,
  ) => Remedy;
}

export function wordingOf<Entry extends RuleEntry & { readonly id: RuleId }>(entry: Entry): Wording<Entry> {
  type Id = keyof Messages<Entry> & string;
  const messages: Readonly<Record<Id, string>> = entry.messages;
  const find = (
    { file, start, end }: Span,
    messageId: Id,
    data: Readonly<Record<string, string>>,
    details: FindingDetails = {},
  ): Finding => ({
    file,
    start,
    end,
    ruleId: entry.id,
    messageId,
    data,
    message: fillMessage(messages[messageId], data),
    related: [],
    suggestions: [],
    ...details,
  });
  return {
    say: find,
    sayWith: (place, messageId, getValue, details) => {
      const names = getPlaceholders(messages[messageId]);
      return find(place, messageId, Object.fromEntries(names.map((name) => [name, getValue(name)])), details);
    },
    offer: (change, messageId, data) => ({
      ...change,
      messageId,
      data,
      message: fillMessage(messages[messageId], data),
    }),
  };
}
