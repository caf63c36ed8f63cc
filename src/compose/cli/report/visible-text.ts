/**
 * The one filter between a text of unknown origin (a linted file, a path, a library's message) and any output. What would
 * move a cursor, reverse a line, hide, or end the line of a report format becomes a visible escape.
 */

/**
 * Controls (C0, DEL, C1), format characters (bidi, zero width, tags), lone surrogates, noncharacters, line separators, and
 * everything else that Unicode draws as nothing. Two exceptions, without which emoji fall apart: U+FE0F, and U+200D between
 * two pictographs.
 */
const INVISIBLE =
  /(?!(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)\u200D(?=\p{Extended_Pictographic}))(?:[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]|(?!\uFE0F)\p{Default_Ignorable_Code_Point})/gu;

const PRINTABLE_ASCII = /^[ -~]*$/;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `\n`, `\r`, `\t`, or the code point in hexadecimal: `\u{1b}`. */
function escapeCharacter(character: string): string {
  return SHORT_ESCAPES[character] ?? `\\u{${Number(character.codePointAt(0)).toString(16)}}`;
}

/** The text on one line, with nothing in it that a reader cannot see. */
export function visibleText(text: string): string {
  return PRINTABLE_ASCII.test(text) ? text : text.replace(INVISIBLE, escapeCharacter);
}

/**
 * A value as JSON, on one line, in which the same characters are written as JSON's own escapes: what reads the JSON gets them
 * back, what shows it is safe.
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(INVISIBLE, (character) =>
    character === '\n' ? character : unicodeEscapes(character),
  );
}

function unicodeEscapes(character: string): string {
  let escapes = '';
  for (let index = 0; index < character.length; index++) {
    escapes += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return escapes;
}

/** {@link visibleText} for outputs that cannot show anything but ASCII. */
export function asciiText(text: string): string {
  return PRINTABLE_ASCII.test(text) ? text : visibleText(text).replace(/[^ -~]/gu, escapeCharacter);
}
