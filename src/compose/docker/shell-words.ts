/** Splits a command line as Docker does (google/shlex, docker/cli 28.2.2): quotes, escapes, and comments. */

export type ShellWords =
  { readonly ok: true; readonly words: readonly string[] } | { readonly ok: false; readonly error: string };

const BLANK = new Set([' ', '\t', '\r', '\n']);

export function splitShellWords(line: string): ShellWords {
  const words: string[] = [];
  let word = '';
  let state: 'between' | 'word' | 'single' | 'double' | 'comment' = 'between';
  const characters = line[Symbol.iterator]();
  for (const character of characters) {
    if (state === 'comment') {
      if (character === '\n') state = 'between';
    } else if (state === 'single') {
      if (character === "'") state = 'word';
      else word += character;
    } else if (character === '\\') {
      const escaped = characters.next();
      if (escaped.done === true) return { ok: false, error: 'EOF found after escape character' };
      word += escaped.value;
      if (state === 'between') state = 'word';
    } else if (state === 'double') {
      if (character === '"') state = 'word';
      else word += character;
    } else if (BLANK.has(character)) {
      if (state === 'word') words.push(word);
      word = '';
      state = 'between';
    } else if (character === '#' && state === 'between') {
      state = 'comment';
    } else if (character === "'" || character === '"') {
      state = character === "'" ? 'single' : 'double';
    } else {
      word += character;
      state = 'word';
    }
  }
  if (state === 'single' || state === 'double') return { ok: false, error: 'EOF found when expecting closing quote' };
  if (state === 'word') words.push(word);
  return { ok: true, words };
}
