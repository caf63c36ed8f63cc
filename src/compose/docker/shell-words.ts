/** Splits a command line as Docker does (google/shlex, docker/cli 28.2.2): quotes, escapes, and comments. */

export type ShellWords =
  { readonly ok: true; readonly words: readonly string[] } | { readonly ok: false; readonly error: string };

const BLANK = new Set([' ', '\t', '\r', '\n']);

export function splitShellWords(line: string): ShellWords {
  const words: string[] = [];
  let word: string | null = null;
  let state: 'plain' | 'single' | 'double' | 'comment' = 'plain';
  const add = (character: string): void => {
    word = (word ?? '') + character;
  };
  const characters = line[Symbol.iterator]();
  for (const character of characters) {
    if (state === 'comment') {
      if (character === '\n') state = 'plain';
    } else if (state === 'single') {
      if (character === "'") state = 'plain';
      else add(character);
    } else if (character === '\\') {
      const escaped = characters.next();
      if (escaped.done === true) return { ok: false, error: 'EOF found after escape character' };
      add(escaped.value);
    } else if (state === 'double') {
      if (character === '"') state = 'plain';
      else add(character);
    } else if (BLANK.has(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (character === '#' && word === null) {
      state = 'comment';
    } else if (character === "'" || character === '"') {
      state = character === "'" ? 'single' : 'double';
      add('');
    } else {
      add(character);
    }
  }
  if (state === 'single' || state === 'double') return { ok: false, error: 'EOF found when expecting closing quote' };
  if (word !== null) words.push(word);
  return { ok: true, words };
}
