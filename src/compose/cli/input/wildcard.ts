/**
 * Globs and .gitignore patterns, matched without regular expressions: the patterns of a .gitignore come with the linted
 * project, and none of them may take more time than its length times that of the path.
 */

/** `**`, or what one name between slashes has to look like. */
type Segment = typeof ANY_DEPTH | Literal | readonly NamePart[];

/** Most names have no star. */
interface Literal {
  readonly literal: string;
}

type NamePart =
  | { readonly kind: 'any-text' }
  | { readonly kind: 'any-character' }
  | { readonly kind: 'character'; readonly text: string }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly (readonly [string, string])[] };

export type PathPattern = readonly Segment[];

const ANY_DEPTH = '**';

/** More alternatives than this are a mistake: `{a,b}{c,d}…` doubles with each pair. */
const MOST_ALTERNATIVES = 256;

const ANY_TEXT: NamePart = { kind: 'any-text' };

/** Whether a word has characters that make it a glob. */
export function isGlob(word: string): boolean {
  return /[*?[\]{}]/.test(word);
}

/** The pattern of a path with `/` between its names. */
export function compilePattern(text: string): PathPattern {
  return text
    .split('/')
    .filter((name, index) => name !== '' || index === 0)
    .map((name) => (name === ANY_DEPTH ? ANY_DEPTH : compileName(name)));
}

/** `a{b,c}` as `ab` and `ac`. What is no pair of braces with a comma inside stays as it is. */
export function expandBraces(text: string): string[] {
  const pending = [text];
  const expanded: string[] = [];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const match = /\{([^{}]*,[^{}]*)\}/.exec(next);
    if (!match || pending.length + expanded.length >= MOST_ALTERNATIVES) {
      expanded.push(next);
      continue;
    }
    const before = next.slice(0, match.index);
    const after = next.slice(match.index + match[0].length);
    for (const alternative of match[0].slice(1, -1).split(',').reverse()) pending.push(before + alternative + after);
  }
  return [...new Set(expanded)];
}

/** Whether the names of a path match. A `**` stands for any number of names; at the end, for at least one. */
export function matchesPattern(pattern: PathPattern, names: readonly string[]): boolean {
  const [first, second] = pattern;
  if (pattern.length === 2 && first === ANY_DEPTH && second !== undefined && second !== ANY_DEPTH) {
    return names.slice(-1).some((name) => matchesName(second, name));
  }
  return matchesSequence(
    pattern,
    names,
    (segment) => segment === ANY_DEPTH,
    (segment, name) => segment !== ANY_DEPTH && matchesName(segment, name),
    pattern.at(-1) === ANY_DEPTH ? 1 : 0,
  );
}

/** Whether the path of a file below a directory of these names could match: nothing else has to be looked at. */
export function mayMatchBelow(pattern: PathPattern, names: readonly string[]): boolean {
  for (const [index, name] of names.entries()) {
    const segment = pattern[index];
    if (segment === ANY_DEPTH) return true;
    if (segment === undefined || !matchesName(segment, name)) return false;
  }
  return pattern.length > names.length;
}

function matchesName(segment: Literal | readonly NamePart[], name: string): boolean {
  if ('literal' in segment) return segment.literal === name;
  return matchesSequence(
    segment,
    Array.from(name),
    (part) => part.kind === 'any-text',
    (part, character) => matchesCharacter(part, character),
    0,
  );
}

/**
 * Greedy matching with one point to come back to: after a later star has been reached, an earlier one never needs to take
 * more. At most `pattern.length * items.length` steps.
 *
 * @param leastForLastStar - how many items a star at the end must take
 */
function matchesSequence<P, I>(
  pattern: readonly P[],
  items: readonly I[],
  isStar: (part: P) => boolean,
  matchesOne: (part: P, item: I) => boolean,
  leastForLastStar: number,
): boolean {
  let part = 0;
  let item = 0;
  let starPart = -1;
  let starItem = 0;
  while (item < items.length) {
    const current = pattern[part];
    if (part < pattern.length && isStar(current as P)) {
      if (part === pattern.length - 1) return items.length - item >= leastForLastStar;
      starPart = part++;
      starItem = item;
    } else if (part < pattern.length && matchesOne(current as P, items[item] as I)) {
      part++;
      item++;
    } else if (starPart >= 0) {
      part = starPart + 1;
      item = ++starItem;
    } else {
      return false;
    }
  }
  const left = pattern.slice(part);
  return left.every(isStar) && (left.length === 0 || leastForLastStar === 0);
}

function matchesCharacter(part: NamePart, character: string): boolean {
  if (part.kind === 'character') return part.text === character;
  if (part.kind !== 'class') return true;
  return part.ranges.some(([from, to]) => from <= character && character <= to) !== part.negated;
}

function compileName(text: string): Literal | readonly NamePart[] {
  if (!/[*?[\\]/.test(text)) return { literal: text };
  const characters = Array.from(text);
  const parts: NamePart[] = [];
  let at = 0;
  for (let character = characters[at]; character !== undefined; character = characters[++at]) {
    const next = characters[at + 1];
    if (character === '*') {
      if (parts.at(-1)?.kind !== 'any-text') parts.push(ANY_TEXT);
    } else if (character === '?') {
      parts.push({ kind: 'any-character' });
    } else if (character === '\\' && next !== undefined) {
      parts.push({ kind: 'character', text: next });
      at++;
    } else {
      const readClass = character === '[' ? compileClass(characters, at) : null;
      parts.push(readClass?.part ?? { kind: 'character', text: character });
      at = readClass?.last ?? at;
    }
  }
  return parts;
}

/** `[a-z]`, `[!a]`, `[]]`; `null` when the bracket never closes, which makes it an ordinary character. */
function compileClass(characters: readonly string[], open: number): { part: NamePart; last: number } | null {
  let at = open + 1;
  const negated = characters[at] === '!' || characters[at] === '^';
  if (negated) at++;
  const close = characters.indexOf(']', at + 1);
  if (close < 0) return null;
  const ranges: [string, string][] = [];
  for (let from = characters[at]; at < close && from !== undefined; from = characters[++at]) {
    const to = characters[at + 2];
    if (characters[at + 1] === '-' && at + 2 < close && to !== undefined) {
      ranges.push([from, to]);
      at += 2;
    } else {
      ranges.push([from, from]);
    }
  }
  return { part: { kind: 'class', negated, ranges }, last: close };
}
