/** The YAML library's error codes in words for people who write stack files, not parsers. */
import type { ErrorCode } from 'yaml';

const REASONS: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: 'an alias (*name) needs a name',
  BAD_COLLECTION_TYPE: 'the tag does not fit what follows it',
  BAD_DIRECTIVE: 'a line that starts with % is a YAML directive, and this one is not valid',
  BAD_DQ_ESCAPE:
    'this is no escape sequence of a double-quoted string; write \\\\ for a backslash or use single quotes',
  BAD_INDENT: 'the indentation does not fit the lines above',
  BAD_PROP_ORDER: 'an anchor or tag must stand directly before its value',
  BAD_SCALAR_START: 'a value cannot start with this character; put it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a second ": " in the value; put the value in quotes, or start the nested key on its own line',
  BLOCK_IN_FLOW: 'a list or mapping inside [ ] or { } must use [ ] or { } too',
  KEY_OVER_1024_CHARS: 'a key may have at most 1024 characters',
  MISSING_CHAR: 'something is not closed or a ":" or "," is missing',
  MULTILINE_IMPLICIT_KEY: 'this line has no ":" where a key is expected',
  MULTIPLE_ANCHORS: 'a value can have one anchor only',
  MULTIPLE_TAGS: 'a value can have one tag only',
  TAB_AS_INDENT: 'a tab; YAML is indented with spaces only',
  UNEXPECTED_TOKEN: 'unexpected text here',
};

/** A few words, no dot: what is wrong at that place. */
export function describeSyntaxError(code: ErrorCode, message: string): string {
  const missing = /^Missing closing (["'].?quote|.)/.exec(message)?.[1];
  if (code === 'MISSING_CHAR' && missing !== undefined) return `a closing ${missing} is missing`;
  const bracket = /^Flow .* end with a (.)$/.exec(message)?.[1];
  if (code === 'BAD_INDENT' && bracket !== undefined) {
    return `a closing ${bracket} is missing, or what stands before it is indented too little`;
  }
  return REASONS[code] ?? 'this is not valid YAML';
}
