/** What a stack rule is, and how it words what it found. */
import type { RuleEntry } from '../../core/catalog/rule.js';
import type { RuleId } from '../../core/catalog/index.js';
import type { Finding, Remedy, Span } from '../../core/finding.js';
import type { NamedPath } from '../../core/idle-path.js';
import { fillMessage, getPlaceholders } from '../../core/message.js';
import type { MessageData } from '../../core/message.js';
import type { Stack, StackFile } from '../docker/stack.js';
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
  const value = options[name];
  return new Set(Array.isArray(value) ? value.map(String) : []);
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
export type Change = Omit<Remedy, 'messageId' | 'message'>;

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
  const words = (messageId: string, data: Readonly<Record<string, string>>): string =>
    fillMessage(entry.messages[messageId] ?? messageId, data);
  const find = (
    { file, start, end }: Span,
    messageId: string,
    data: Readonly<Record<string, string>>,
    details: FindingDetails = {},
  ): Finding => ({
    file,
    start,
    end,
    ruleId: entry.id,
    messageId,
    data,
    message: words(messageId, data),
    related: [],
    suggestions: [],
    ...details,
  });
  return {
    say: find,
    sayWith: (place, messageId, getValue, details) => {
      const names = getPlaceholders(entry.messages[messageId] ?? '');
      return find(place, messageId, Object.fromEntries(names.map((name) => [name, getValue(name)])), details);
    },
    offer: (change, messageId, data) => ({ ...change, messageId, message: words(messageId, data) }),
  };
}

/** The file that a place is in; null for a place of another run. */
export function getFile(stack: Stack, { file }: Span): StackFile | null {
  return stack.files.find(({ name }) => name === file) ?? null;
}
