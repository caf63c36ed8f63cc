import { didYouMean } from './did-you-mean.js';
import { COMMANDS, type CommandName, type OptionEntry, type OptionName, OPTIONS } from './options.js';

/** What the user typed, checked against the table and nothing more. */
export interface ParsedArguments {
  /** `null`: lint. */
  readonly command: CommandName | null;
  /** The last value of each option; `null` for an option without one. */
  readonly options: ReadonlyMap<OptionName, string | null>;
  /** All values of the options that may be repeated, in order. */
  readonly lists: ReadonlyMap<OptionName, readonly string[]>;
  readonly operands: readonly string[];
}

/** Something that only the user can put right. Its message is one line; the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Reads the words of a command line. Options and operands may be mixed; after `--` all are operands. An option takes one
 * value each time and never a word too many.
 *
 * @throws {UsageError} for an unknown option, a missing value, a value too many or one that is no choice
 */
export function parseArguments(words: readonly string[]): ParsedArguments {
  const options = new Map<OptionName, string | null>();
  const lists = new Map<OptionName, string[]>();
  const operands: string[] = [];
  let command: CommandName | null = null;

  const take = (option: Option, shown: string, value: string | null): void => {
    if (value !== null && option.choices && !option.choices.includes(value)) {
      throw new UsageError(`${shown} cannot be "${value}"; it is one of ${option.choices.join(', ')}.`);
    }
    options.set(option.name, value);
    if (option.repeatable && value !== null) lists.set(option.name, [...(lists.get(option.name) ?? []), value]);
  };

  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      operands.push(...rest);
      break;
    }
    if (word === '-' || !word.startsWith('-')) {
      const named: CommandName | undefined = COMMANDS.find(({ name }) => name === word)?.name;
      if (named && command === null && operands.length === 0) command = named;
      else operands.push(word);
      continue;
    }
    const { option, shown, attached } = readOption(word);
    if (option.value === 'none') {
      if (attached !== null) throw new UsageError(`${shown} takes no value.`);
      take(option, shown, null);
    } else if (option.value === 'optional' || attached !== null) {
      if (attached === '') throw new UsageError(`${shown}= needs a value.`);
      take(option, shown, attached);
    } else {
      const next = rest.shift();
      if (next === undefined) throw new UsageError(`${shown} needs a value: ${shown} ${option.metavar}.`);
      take(option, shown, next);
    }
  }
  return { command, options, lists, operands };
}

type Option = OptionEntry & { readonly name: OptionName };

function readOption(word: string): { option: Option; shown: string; attached: string | null } {
  const all: readonly Option[] = OPTIONS;
  if (!word.startsWith('--')) {
    const option = all.find(({ short }) => short === word[1]);
    if (!option) throw new UsageError(`There is no option ${word.slice(0, 2)}. See keepalive-lint --help.`);
    const rest = word.slice(2).replace(/^=/, '');
    return { option, shown: word.slice(0, 2), attached: word.length > 2 ? rest : null };
  }
  const equals = word.indexOf('=');
  const shown = equals < 0 ? word : word.slice(0, equals);
  const option = all.find(({ name }) => `--${name}` === shown);
  if (option) return { option, shown, attached: equals < 0 ? null : word.slice(equals + 1) };
  const hint = didYouMean(
    shown,
    all.map(({ name }) => `--${name}`),
  );
  throw new UsageError(`There is no option ${shown}. ${hint ?? 'See keepalive-lint --help.'}`);
}
