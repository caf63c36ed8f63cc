/** What a word that is no name was probably meant to be. */
import { nearestOf } from '../../../core/nearest.js';
import { COMMANDS } from './options.js';

/** With more names than these behind a beginning, a list of all of them is the better answer. */
const MOST_OFFERED = 3;

/** `Did you mean a or b?`: the name with a slip of the finger, or those that begin with the word; `null` when there is none. */
export function didYouMean(word: string, names: readonly string[]): string | null {
  const begun = names.filter((name) => word !== '' && name.startsWith(word));
  const near = nearestOf(word, names);
  const offered = near !== null ? [near] : begun.length <= MOST_OFFERED ? begun : [];
  const last = offered.at(-1);
  if (last === undefined) return null;
  const others = offered.slice(0, -1).join(', ');
  return `Did you mean ${others === '' ? last : `${others} or ${last}`}?`;
}

/** `Did you mean the command explain?`: for a word that names no file, where a command could stand. */
export function didYouMeanCommand(word: string): string | null {
  const near = nearestOf(
    word,
    COMMANDS.map(({ name }) => name),
  );
  return near === null ? null : `Did you mean the command ${near}?`;
}
