/**
 * Which parts of a text may hold a secret, so that no output shows them: the values of `environment:`, what follows a name
 * like `password` or `token`, and passwords in URLs. Works on the text alone, because it has to work on files that do not
 * parse. Too much is masked rather than too little: a snippet is to find the place, not to read the file.
 */
import type { TextEdit } from '../../../core/finding.js';
import type { SourceText } from '../report/source-text.js';
import type { Range } from './cells.js';

const SECRET_WORD = String.raw`(?:pass(?:word|wd|phrase)?|pwd|secret|token|credentials?|auth|api[_-]?key|access[_-]?key|private[_-]?key|encryption[_-]?key|license[_-]?key|dsn|salt|bearer)`;

/** `DB_PASSWORD=x`, `db-password: x`, `--password x`, `"apiKey": "x"`. The value is what is left of the line. */
const AFTER_SECRET_NAME = new RegExp(
  String.raw`(?:^|[\s"'{\[,;&?])(?=[\w.-]*${SECRET_WORD})[\w.-]+["']?(?:\s*[=:]\s*|\s+(?=\S))`,
  'i',
);

/** `postgres://user:password@host`. */
const URL_USER_INFO = /(?<=:\/\/)[^\s/@]+(?=@)/g;

const ENVIRONMENT_KEY = /^\s*(?:-\s+)*["']?(?:environment|x-[\w.-]*env[\w.-]*)["']?\s*:/;
const FLOW_ENVIRONMENT = /[{,]\s*["']?environment["']?\s*:/;
const BEFORE_KEY = /^\s*(?:-\s+)*/;
const ALIAS = /(?<=\*)[^\s,\]}]+/g;
const ANCHOR = /&([^\s,\]}]+)/;

/** A list entry or a mapping entry inside `environment:`, up to its value. */
const ENVIRONMENT_ENTRY = /^\s*(?:-\s+)?["']?[\w.$-]+["']?\s*(?:=|:\s+)(?=\S)/;

/** What only names a variable: `${NAME}`, `${NAME:?a message}`. A default is a value, and a comment may quote one. */
const REFERENCE = /^\s*(["']?)\$(?:\w+|\{\w+(?::?\?[^{}$"'#]*)?\})\1\s*$/;

/** Names of secrets are not secret: the top-level `secrets:` of a stack and the list in a service. */
const HARMLESS_LINE =
  /^\s*(?:-\s+)?["']?(?:secrets?|file|source|target|external|name|uid|gid|mode)["']?\s*:\s*[\w./"'-]*\s*$/;

export class SecretMap {
  readonly #environmentLines = new Set<number>();
  readonly #ranges = new Map<number, readonly Range[]>();

  /** @param lines - the lines of a file, without their breaks */
  constructor(private readonly lines: readonly string[]) {
    const aliases = new Set<string>();
    for (const [index, line] of lines.entries()) {
      if (!ENVIRONMENT_KEY.test(line)) continue;
      this.#markBlock(index, line, line.length - line.replace(BEFORE_KEY, '').length, aliases);
    }
    // An environment that is written once and merged in: the anchored block holds the values.
    if (aliases.size === 0) return;
    for (const [index, line] of lines.entries()) {
      const anchor = ANCHOR.exec(line)?.[1];
      if (anchor !== undefined && aliases.has(anchor)) this.#markBlock(index, line, indentOf(line), aliases);
    }
  }

  /**
   * The parts of a line that must not be shown, in order and apart from each other.
   *
   * @param line - 1-based
   */
  rangesOf(line: number): readonly Range[] {
    const known = this.#ranges.get(line);
    if (known) return known;
    const isEnvironment = this.#environmentLines.has(line - 1);
    const ranges = this.lines.slice(line - 1, line).flatMap((text) => secretRanges(text, isEnvironment));
    this.#ranges.set(line, ranges);
    return ranges;
  }

  #markBlock(index: number, first: string, indent: number, aliases: Set<string>): void {
    this.#environmentLines.add(index);
    for (const [name] of first.matchAll(ALIAS)) aliases.add(name);
    let next = index + 1;
    for (let line = this.lines[next]; line !== undefined; line = this.lines[++next]) {
      if (line.trim() === '') continue;
      const deeper = indentOf(line) > indent || (indentOf(line) === indent && /^\s*-(?:\s|$)/.test(line));
      if (!deeper) break;
      this.#environmentLines.add(next);
      if (/<<|^\s*\*/.test(line)) for (const [name] of line.matchAll(ALIAS)) aliases.add(name);
    }
  }
}

/**
 * The secret parts of a single line.
 *
 * @param isEnvironment - the line is known to be inside `environment:`
 */
export function secretRanges(text: string, isEnvironment = false): Range[] {
  const end = text.trimEnd().length;
  let from = Math.min(
    isEnvironment ? startOfEnvironmentValue(text) : Infinity,
    startAfter(FLOW_ENVIRONMENT, text),
    HARMLESS_LINE.test(text) ? Infinity : startAfter(AFTER_SECRET_NAME, text),
  );
  if (REFERENCE.test(text.slice(from))) from = Infinity;
  const ranges: Range[] = [];
  for (const match of text.matchAll(URL_USER_INFO)) {
    const urlEnd = match.index + match[0].length;
    if (urlEnd <= from) ranges.push({ start: match.index, end: urlEnd });
  }
  if (from < end) ranges.push({ start: from, end });
  return ranges;
}

const maps = new WeakMap<SourceText, SecretMap>();

/** The secrets of a source, looked for once. */
export function secretsOf(source: SourceText): SecretMap {
  let map = maps.get(source);
  if (!map) {
    map = new SecretMap(source.text.split(/\r\n|\n|\r/));
    maps.set(source, map);
  }
  return map;
}

/**
 * Whether a report may show these edits, and the text between them if that goes along. An edit that moves lines can carry a
 * secret with it; then `--fix` still writes it, but no report quotes it.
 */
export function canShowEdits(edits: readonly TextEdit[], source: SourceText, between: 'shown' | 'left out'): boolean {
  if (
    edits.some(({ text }) => text.split('\n').some((line) => secretRanges(line, ENVIRONMENT_KEY.test(line)).length > 0))
  ) {
    return false;
  }
  if (between === 'left out' || edits.length < 2) return true;
  const start = Math.min(...edits.map((edit) => edit.start));
  const end = Math.max(...edits.map((edit) => edit.end));
  const secrets = secretsOf(source);
  for (let line = source.positionAt(start).line; line <= source.positionAt(end).line; line++) {
    if (secrets.rangesOf(line).length > 0) return false;
  }
  return true;
}

function startOfEnvironmentValue(text: string): number {
  // The name of an anchor says nothing.
  if (/:\s+[&*][^\s,]+\s*$/.test(text)) return Infinity;
  const key = ENVIRONMENT_KEY.exec(text);
  if (key) return skipSpaces(text, key[0].length);
  const entry = ENVIRONMENT_ENTRY.exec(text);
  if (entry) return entry[0].length;
  // `KEY` alone passes the variable through, `KEY:` opens a block, `<<: *name` names an anchor; all else is part of a value.
  return /^\s*(?:-\s+)?(?:["']?[\w.$-]+["']?\s*:?|<<\s*:.*)\s*$/.test(text) ? Infinity : indentOf(text);
}

function startAfter(pattern: RegExp, text: string): number {
  const match = pattern.exec(text);
  return match ? skipSpaces(text, match.index + match[0].length) : Infinity;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
