/**
 * Reads YAML as people write stack files, in one pass and without tokens: block mappings and lists, texts of one line, block
 * texts, brackets, comments, anchors and aliases. Whatever is less ordinary than that, mistakes included, is not read here at
 * all: the caller turns to the YAML library, which knows the rest of the language and has words for what is wrong. So there
 * is nothing to be lenient about, and where this reader answers, both give the same tree (a test compares them).
 */
import type { MapSyntax, PairSyntax, ScalarSyntax, SyntaxNode } from './syntax.js';

/** The first document, or `null` when the text is not an ordinary one. */
export function readOrdinary(text: string): MapSyntax | null {
  if (NOT_SIMPLE.test(text) && UNUSUAL_CHARACTER.test(text)) return null;
  try {
    return new OrdinaryReader(text).readDocument();
  } catch (error) {
    if (error === UNUSUAL) return null;
    throw error;
  }
}

/** Most texts have nothing else, and this is the fastest question. */
const NOT_SIMPLE = /[^\n\x20-\x7e]/;

/** Tabs, lone carriage returns, control characters, and spaces and line breaks that not everybody takes for such. */
const UNUSUAL_CHARACTER =
  /\r(?!\n)|[^\n\r\x20-\x7e\u{a1}-\u{167f}\u{1681}-\u{1fff}\u{200b}-\u{2027}\u{202a}-\u{202e}\u{2030}-\u{205e}\u{2060}-\u{2fff}\u{3001}-\u{d7ff}\u{e000}-\u{fefe}\u{ff00}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/** Thrown where the text is not ordinary. Made once: nobody looks at where it comes from. */
const UNUSUAL = new Error('not ordinary YAML');

/** Real files stay below 20, and the library counts exactly. */
const MAX_DEPTH = 50;

/** YAML's own limit for a key is 1024 characters. */
const MAX_KEY = 1000;

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const DOUBLE_QUOTE = 0x22;
const HASH = 0x23;
const AMPERSAND = 0x26;
const SINGLE_QUOTE = 0x27;
const ASTERISK = 0x2a;
const COMMA = 0x2c;
const DASH = 0x2d;
const DOT = 0x2e;
const COLON = 0x3a;
const GREATER = 0x3e;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const BAR = 0x7c;
const CLOSE_BRACE = 0x7d;

/** What no plain text starts with. A dash may, when no space follows. */
const INDICATORS = new Set(Array.from('?:,[]{}#&*!|>\'"%@`', (character) => character.charCodeAt(0)));

const ESCAPES: Readonly<Record<string, string>> = { '\\\\': '\\', '\\"': '"', '\\n': '\n', '\\t': '\t' };

class OrdinaryReader {
  readonly #text: string;
  readonly #hasWindowsBreaks: boolean;
  #at = 0;
  #lineStart = 0;
  /** Of the line's first text; -1 at the end of the file. */
  #column = -1;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#hasWindowsBreaks = text.includes('\r');
  }

  readDocument(): MapSyntax {
    this.#nextLine();
    if (this.#column === 0 && /^---\r?\n/.test(this.#text.slice(this.#at, this.#at + 5))) this.#endLine(this.#at + 3);
    if (this.#column < 0) throw UNUSUAL;
    const root = this.#readMap(this.#column, null, null);
    if (this.#column >= 0) throw UNUSUAL;
    return root;
  }

  /** From the start of a line to the next one with more than a comment. */
  #nextLine(): void {
    const text = this.#text;
    let at = this.#at;
    for (;;) {
      this.#lineStart = at;
      while (text.charCodeAt(at) === SPACE) at += 1;
      const character = text.charCodeAt(at);
      if (character === LF) at += 1;
      else if (character === CR) at += 2;
      else if (character === HASH) {
        const newline = text.indexOf('\n', at);
        at = newline < 0 ? text.length : newline + 1;
      } else {
        this.#at = at;
        this.#column = at < text.length ? at - this.#lineStart : -1;
        return;
      }
    }
  }

  /** Behind a value nothing may stand but a comment. Goes on to the next line. */
  #endLine(from: number): void {
    const text = this.#text;
    let at = from;
    while (text.charCodeAt(at) === SPACE) at += 1;
    const isComment = text.charCodeAt(at) === HASH && at > from;
    if (!isComment && !this.#isLineEnd(at)) throw UNUSUAL;
    const newline = text.indexOf('\n', at);
    this.#at = newline < 0 ? text.length : newline + 1;
    this.#nextLine();
  }

  #isLineEnd(at: number): boolean {
    const character = this.#text.charCodeAt(at);
    return character === LF || character === CR || at >= this.#text.length;
  }

  #isDash(at: number): boolean {
    return this.#text.charCodeAt(at) === DASH && (this.#text.charCodeAt(at + 1) === SPACE || this.#isLineEnd(at + 1));
  }

  /** A mapping or a list at the start of a line. */
  #readBlock(anchor: string | null): SyntaxNode {
    return this.#isDash(this.#at)
      ? this.#readList(this.#column, false, anchor)
      : this.#readMap(this.#column, null, anchor);
  }

  /** @param firstKey - was read already, behind a dash */
  #readMap(column: number, firstKey: ScalarSyntax | null, anchor: string | null): MapSyntax {
    this.#enter();
    const start = firstKey?.start ?? this.#at;
    const pairs: PairSyntax[] = [];
    let key = firstKey ?? this.#readBlockKey();
    for (;;) {
      const value = this.#readValue(column, true);
      pairs.push({ key, value });
      if (this.#column === column) {
        key = this.#readBlockKey();
        continue;
      }
      if (this.#column > column) throw UNUSUAL;
      this.#depth -= 1;
      return { kind: 'map', start, end: this.#endOf(value), anchor, isFlow: false, pairs };
    }
  }

  /** @param isInMap - the list stands in the column of the key that it belongs to, so a key may follow it */
  #readList(column: number, isInMap: boolean, anchor: string | null): SyntaxNode {
    this.#enter();
    const start = this.#at;
    const items: SyntaxNode[] = [];
    for (;;) {
      this.#at += 1;
      const item = this.#readValue(column, false);
      items.push(item);
      if (this.#column === column && this.#isDash(this.#at)) continue;
      if (this.#column > column || (this.#column === column && !isInMap)) throw UNUSUAL;
      this.#depth -= 1;
      return { kind: 'list', start, end: this.#endOf(item), anchor, items };
    }
  }

  #enter(): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw UNUSUAL;
  }

  /** An empty value stands behind the spaces that follow its key. */
  #endOf(last: SyntaxNode): number {
    let { end } = last;
    while (this.#text.charCodeAt(end - 1) === SPACE) end -= 1;
    return end;
  }

  #readBlockKey(): ScalarSyntax {
    const start = this.#at;
    if (this.#column === 0 && this.#isMarker(start)) throw UNUSUAL;
    const key = this.#readText(false);
    if (!this.#passColon(start)) throw UNUSUAL;
    return key;
  }

  #isMarker(at: number): boolean {
    const first = this.#text.charCodeAt(at);
    return (first === DASH || first === DOT) && /^(?:---|\.\.\.)/.test(this.#text.slice(at, at + 3));
  }

  /** Goes behind the colon that makes a key of what was read from `start` on; false when there is none. */
  #passColon(start: number): boolean {
    const text = this.#text;
    let at = this.#at;
    while (text.charCodeAt(at) === SPACE) at += 1;
    if (text.charCodeAt(at) !== COLON || !(text.charCodeAt(at + 1) === SPACE || this.#isLineEnd(at + 1))) return false;
    if (at - start > MAX_KEY) throw UNUSUAL;
    this.#at = at + 1;
    return true;
  }

  /**
   * What stands behind a colon or a dash, and the way to the next line with content.
   *
   * @param column - of the key or the dash
   */
  #readValue(column: number, isInMap: boolean): SyntaxNode {
    const text = this.#text;
    const afterIndicator = this.#at;
    while (text.charCodeAt(this.#at) === SPACE) this.#at += 1;
    let anchor: string | null = null;
    if (text.charCodeAt(this.#at) === AMPERSAND) {
      anchor = this.#readName();
      while (text.charCodeAt(this.#at) === SPACE) this.#at += 1;
    }
    const start = this.#at;
    const first = text.charCodeAt(start);
    if (this.#isLineEnd(start) || (first === HASH && start > afterIndicator)) {
      return this.#readBelow(column, isInMap, anchor);
    }
    if (first === BAR || first === GREATER) return this.#readBlockText(column, anchor);
    if (!isInMap && anchor === null && this.#isDash(start)) {
      return this.#readList(this.#startBlockHere(), false, null);
    }
    const node = this.#readInline(column, false, anchor);
    if (!isInMap && node.kind === 'scalar' && this.#passColon(start)) {
      if (anchor !== null) throw UNUSUAL;
      return this.#readMap(start - this.#lineStart, node, null);
    }
    this.#endLine(this.#at);
    return node;
  }

  /** Behind a dash a block starts in the middle of a line. */
  #startBlockHere(): number {
    this.#column = this.#at - this.#lineStart;
    return this.#column;
  }

  #readBelow(column: number, isInMap: boolean, anchor: string | null): SyntaxNode {
    const start = this.#at;
    const newline = this.#text.indexOf('\n', start);
    this.#at = newline < 0 ? this.#text.length : newline + 1;
    this.#nextLine();
    if (this.#column > column) return this.#readBlock(anchor);
    if (anchor !== null) throw UNUSUAL;
    if (isInMap && this.#column === column && this.#isDash(this.#at)) return this.#readList(column, true, null);
    return { kind: 'scalar', start, end: start, anchor, style: 'plain', text: '', tag: '' };
  }

  /** The name of an anchor or alias. Docker and the library differ in which characters others than these may have. */
  #readName(): string {
    const start = this.#at + 1;
    let at = start;
    while (isNameCharacter(this.#text.charCodeAt(at))) at += 1;
    const after = this.#text.charCodeAt(at);
    const isEnd = after === SPACE || after === COMMA || after === CLOSE_BRACKET || after === CLOSE_BRACE;
    if (at === start || !(isEnd || this.#isLineEnd(at))) throw UNUSUAL;
    this.#at = at;
    return this.#text.slice(start, at);
  }

  /** A value that does not depend on the indentation. */
  #readInline(column: number, inFlow: boolean, anchor: string | null): SyntaxNode {
    const start = this.#at;
    switch (this.#text.charCodeAt(start)) {
      case ASTERISK: {
        if (anchor !== null) throw UNUSUAL;
        const name = this.#readName();
        return { kind: 'alias', start, end: this.#at, anchor: null, name };
      }
      case OPEN_BRACKET:
        return this.#readFlowList(column, anchor);
      case OPEN_BRACE:
        return this.#readFlowMap(column, anchor);
      default: {
        const scalar = this.#readText(inFlow);
        return anchor === null ? scalar : { ...scalar, anchor };
      }
    }
  }

  /** A quoted or plain text of one line. */
  #readText(inFlow: boolean): ScalarSyntax {
    const start = this.#at;
    const first = this.#text.charCodeAt(start);
    if (first === DOUBLE_QUOTE) return this.#readDoubleQuoted(start);
    if (first === SINGLE_QUOTE) return this.#readSingleQuoted(start);
    const end = this.#findPlainEnd(start, inFlow);
    this.#at = end;
    return { kind: 'scalar', start, end, anchor: null, style: 'plain', text: this.#text.slice(start, end), tag: '' };
  }

  #findPlainEnd(start: number, inFlow: boolean): number {
    const text = this.#text;
    const first = text.charCodeAt(start);
    if (INDICATORS.has(first) || first === BACKSLASH) throw UNUSUAL;
    if (first === DASH && (this.#isDash(start) || (inFlow && isFlowIndicator(text.charCodeAt(start + 1)))))
      throw UNUSUAL;
    let end = start;
    for (let at = start; at < text.length; at += 1) {
      const character = text.charCodeAt(at);
      if (character === SPACE) continue;
      if (character === LF || character === CR) break;
      if (character === HASH && at > end) break;
      if (character === COLON) {
        const next = text.charCodeAt(at + 1);
        if (next === SPACE || this.#isLineEnd(at + 1)) break;
        if (inFlow && isFlowIndicator(next)) throw UNUSUAL;
      }
      if (inFlow && isFlowIndicator(character)) break;
      end = at + 1;
    }
    if (end === start) throw UNUSUAL;
    return end;
  }

  #readSingleQuoted(start: number): ScalarSyntax {
    const text = this.#text;
    let close = text.indexOf("'", start + 1);
    while (close >= 0 && text.charCodeAt(close + 1) === SINGLE_QUOTE) close = text.indexOf("'", close + 2);
    const inner = this.#inQuotes(start, close);
    return this.#quoted('single', start, close, inner.includes("'") ? inner.replaceAll("''", "'") : inner);
  }

  #readDoubleQuoted(start: number): ScalarSyntax {
    const text = this.#text;
    let close = start + 1;
    while (close < text.length && text.charCodeAt(close) !== DOUBLE_QUOTE) {
      close += text.charCodeAt(close) === BACKSLASH ? 2 : 1;
    }
    const inner = this.#inQuotes(start, close < text.length ? close : -1);
    const plain = inner.includes('\\') ? inner.replace(/\\./gu, unescape) : inner;
    return this.#quoted('double', start, close, plain);
  }

  #inQuotes(start: number, close: number): string {
    if (close < 0) throw UNUSUAL;
    const inner = this.#text.slice(start + 1, close);
    if (inner.includes('\n')) throw UNUSUAL;
    return inner;
  }

  #quoted(style: 'single' | 'double', start: number, close: number, text: string): ScalarSyntax {
    this.#at = close + 1;
    return { kind: 'scalar', start, end: close + 1, anchor: null, style, text, tag: '' };
  }

  #readFlowList(column: number, anchor: string | null): SyntaxNode {
    this.#enter();
    const start = this.#at;
    const items: SyntaxNode[] = [];
    this.#at += 1;
    while (!this.#passFlowEnd(CLOSE_BRACKET, column, items.length === 0)) {
      items.push(this.#readInline(column, true, null));
    }
    this.#depth -= 1;
    return { kind: 'list', start, end: this.#at, anchor, items };
  }

  #readFlowMap(column: number, anchor: string | null): SyntaxNode {
    this.#enter();
    const start = this.#at;
    const pairs: PairSyntax[] = [];
    this.#at += 1;
    while (!this.#passFlowEnd(CLOSE_BRACE, column, pairs.length === 0)) {
      const keyStart = this.#at;
      const key = this.#readText(true);
      if (!this.#passColon(keyStart)) throw UNUSUAL;
      this.#skipFlowSpace(column);
      pairs.push({ key, value: this.#readInline(column, true, null) });
    }
    this.#depth -= 1;
    return { kind: 'map', start, end: this.#at, anchor, isFlow: true, pairs };
  }

  /** Goes behind the closing bracket, or behind the comma to the next item. */
  #passFlowEnd(close: number, column: number, isFirst: boolean): boolean {
    this.#skipFlowSpace(column);
    const character = this.#text.charCodeAt(this.#at);
    if (character === close) {
      this.#at += 1;
      return true;
    }
    if (isFirst) return false;
    if (character !== COMMA) throw UNUSUAL;
    this.#at += 1;
    this.#skipFlowSpace(column);
    if (this.#text.charCodeAt(this.#at) === close) throw UNUSUAL;
    return false;
  }

  /** Brackets may go on in further lines, which are indented more than the key. */
  #skipFlowSpace(column: number): void {
    const text = this.#text;
    let at = this.#at;
    let lineStart = -1;
    for (;;) {
      const character = text.charCodeAt(at);
      if (character === SPACE || character === CR) at += 1;
      else if (character === LF) lineStart = at += 1;
      else break;
    }
    if (lineStart >= 0 && at - lineStart <= column) throw UNUSUAL;
    this.#at = at;
  }

  /** `|` or `>`; without a number, Windows line breaks, and lines that are indented more or less than the first. */
  #readBlockText(column: number, anchor: string | null): SyntaxNode {
    const text = this.#text;
    const start = this.#at;
    const isFolded = text.charCodeAt(start) === GREATER;
    const chomping = text.charAt(start + 1);
    const headerEnd = chomping === '-' || chomping === '+' ? start + 2 : start + 1;
    if (this.#hasWindowsBreaks || text.charCodeAt(headerEnd) !== LF) throw UNUSUAL;
    const lines: string[] = [];
    let indent = -1;
    let end = start;
    let at = headerEnd + 1;
    while (at < text.length) {
      let first = at;
      while (text.charCodeAt(first) === SPACE) first += 1;
      let lineEnd = text.indexOf('\n', first);
      if (lineEnd < 0) lineEnd = text.length;
      if (first < lineEnd) {
        const lineColumn = first - at;
        if (lineColumn <= column) break;
        if (indent < 0) indent = lineColumn;
        if (lineColumn < indent || (isFolded && lineColumn > indent)) throw UNUSUAL;
        lines.push(text.slice(at + indent, lineEnd));
        end = lineEnd;
      } else if (indent < 0 || first - at > indent) {
        throw UNUSUAL;
      } else if (lineEnd < text.length) {
        // Blanks without a line break behind them are no line.
        lines.push('');
      }
      at = lineEnd + 1;
    }
    if (indent < 0) throw UNUSUAL;
    while (text.charCodeAt(end - 1) === SPACE) end -= 1;
    this.#at = Math.min(at, text.length);
    this.#nextLine();
    const content = isFolded ? foldLines(lines, chomping) : keepLines(lines, chomping);
    return { kind: 'scalar', start, end, anchor, style: 'block', text: content, tag: '' };
  }
}

function keepLines(lines: readonly string[], chomping: string): string {
  const all = `${lines.join('\n')}\n`;
  if (chomping === '+') return all;
  const last = all.replace(/\n+$/, '');
  return chomping === '-' ? last : `${last}\n`;
}

/** A line break becomes a space, and each empty line a line break. */
function foldLines(lines: readonly string[], chomping: string): string {
  if (chomping === '+') throw UNUSUAL;
  let folded = '';
  let breaks = 0;
  for (const line of lines) {
    if (line === '') {
      breaks += 1;
      continue;
    }
    folded += folded === '' ? line : (breaks === 0 ? ' ' : '\n'.repeat(breaks)) + line;
    breaks = 0;
  }
  return chomping === '-' ? folded : `${folded}\n`;
}

function unescape(escape: string): string {
  const character = ESCAPES[escape];
  if (character === undefined) throw UNUSUAL;
  return character;
}

function isFlowIndicator(character: number): boolean {
  return (
    character === COMMA ||
    character === OPEN_BRACKET ||
    character === CLOSE_BRACKET ||
    character === OPEN_BRACE ||
    character === CLOSE_BRACE
  );
}

/** A letter, a digit, a hyphen or a low line. */
function isNameCharacter(character: number): boolean {
  const lower = character | 0x20;
  return (
    (lower >= 0x61 && lower <= 0x7a) ||
    (character >= 0x30 && character <= 0x39) ||
    character === DASH ||
    character === 0x5f
  );
}
