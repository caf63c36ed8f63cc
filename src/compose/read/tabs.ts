/**
 * Tabs that Docker's YAML scanner refuses and the library here accepts. Tabs may separate tokens inside a line, but not
 * stand where the indentation is read: on lines that are otherwise empty, before comments, and behind `- `.
 */
import { lex } from './lexer.js';

/** Marks in the lexer's output that stand for no text. */
const DOCUMENT_MARK = '\u0002';
const FLOW_END_MARK = '\u0018';
const SCALAR_MARK = '\u001f';

/** The offset of the first such tab, or `null`. */
export function findRefusedTab(text: string): number | null {
  if (!text.includes('\t')) return null;
  const scan = new TabScan(text);
  if (/^ *\t *(\n|#)/.test(text)) return text.indexOf('\t');
  for (const lexeme of lex(text)) {
    const found = scan.read(lexeme);
    if (found !== null) return found;
  }
  return null;
}

class TabScan {
  readonly #text: string;
  #offset = 0;
  #lineStart = 0;
  #flowDepth = 0;
  /** Columns of the open block collections. */
  #columns: number[] = [];
  /** Nothing but spaces, `- `, anchors and tags stands before this place in its line. */
  #atIndent = true;
  /** Where the anchor or tag stands that the next collection starts with. */
  #propertyColumn: number | null = null;
  #last: 'plain' | 'comment' | 'other' = 'other';
  /** Before a block text: its header, as `>2-`, and the column of the collection that it is in. */
  #header: { readonly text: string; readonly column: number } | null = null;
  #isScalarNext = false;
  /** The least column of a further line of the last plain text. */
  #plainIndent = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(lexeme: string): number | null {
    if (lexeme === SCALAR_MARK) {
      this.#isScalarNext = true;
      return null;
    }
    if (lexeme === DOCUMENT_MARK || lexeme === FLOW_END_MARK) return null;
    const found = this.#look(lexeme);
    this.#offset += lexeme.length;
    return found;
  }

  #look(lexeme: string): number | null {
    if (this.#isScalarNext) return this.#readScalar(lexeme);
    if (lexeme === '\n' || lexeme === '\r\n') return this.#startLine(this.#offset + lexeme.length);
    if (lexeme.trim() === '') return null;
    if (lexeme.startsWith('#')) {
      this.#last = this.#atIndent ? 'comment' : 'other';
      return null;
    }
    if (lexeme === '[' || lexeme === '{') this.#flowDepth += 1;
    if (lexeme === ']' || lexeme === '}') this.#flowDepth -= 1;
    this.#last = 'other';
    if (this.#flowDepth > 0) return null;
    if (this.#atIndent && /^[!&]/.test(lexeme)) {
      this.#propertyColumn ??= this.#offset - this.#lineStart;
      return null;
    }
    if (this.#atIndent) this.#open();
    if (/^[|>]/.test(lexeme)) this.#header = { text: lexeme, column: this.#getOuterColumn() ?? 0 };
    const isIndicator = lexeme === '-' || lexeme === '?';
    this.#atIndent &&= isIndicator;
    const after = this.#offset + lexeme.length;
    return isIndicator && /^ *\t/.test(this.#text.slice(after, after + 80)) ? this.#text.indexOf('\t', after) : null;
  }

  #open(): void {
    const column = this.#propertyColumn ?? this.#offset - this.#lineStart;
    this.#propertyColumn = null;
    while ((this.#columns.at(-1) ?? -1) >= column) this.#columns.pop();
    this.#columns.push(column);
  }

  #readScalar(lexeme: string): number | null {
    this.#isScalarNext = false;
    if (this.#header) {
      const { text, column } = this.#header;
      this.#header = null;
      this.#last = 'other';
      const given = /[1-9]/.exec(text);
      return this.#lookInBlock(lexeme, given ? column + Number(given[0]) : findIndent(lexeme));
    }
    if (this.#flowDepth > 0) return null;
    if (this.#atIndent) this.#open();
    // A text that is the first of its line may be a key, but then it has no second line. The lexer ends it before a line with a
    // tab that is left of here, so that line is looked at when it starts.
    this.#plainIndent = (this.#getOuterColumn() ?? -1) + 1;
    this.#atIndent = false;
    this.#last = 'plain';
    return null;
  }

  /** The column of the collection that the text at this place is in. The first text of a line has just been opened as one. */
  #getOuterColumn(): number | undefined {
    return this.#columns.at(this.#atIndent ? -2 : -1);
  }

  /**
   * No line of a block text may have a tab left of it.
   *
   * @param indent - where its lines start: as its header says, or as its first line shows that is not empty
   */
  #lookInBlock(lexeme: string, indent: number): number | null {
    const end = this.#offset + lexeme.length;
    for (let start = this.#offset; start < end;) {
      const tab = this.#findTab(start);
      if (tab && tab.offset < end && tab.column < indent) return tab.offset;
      const next = this.#text.indexOf('\n', start);
      start = next < 0 ? end : next + 1;
    }
    this.#lineStart = this.#text.lastIndexOf('\n', end - 1) + 1;
    this.#atIndent = true;
    return null;
  }

  #startLine(start: number): number | null {
    const last = this.#last;
    this.#lineStart = start;
    this.#atIndent = true;
    this.#propertyColumn = null;
    // The lines of a block text are looked at together.
    if (this.#flowDepth > 0 || this.#header) return null;
    const tab = this.#findTab(start);
    if (!tab) return null;
    if (last === 'plain') return tab.column < this.#plainIndent ? tab.offset : null;
    return last === 'comment' && /^\s*#/.test(this.#text.slice(tab.offset, tab.offset + 80)) ? null : tab.offset;
  }

  /** A tab in the blank start of a line. */
  #findTab(lineStart: number): { readonly offset: number; readonly column: number } | null {
    let at = lineStart;
    while (this.#text[at] === ' ') at += 1;
    return this.#text[at] === '\t' ? { offset: at, column: at - lineStart } : null;
  }
}

/** Where a block text starts that has no number in its header: at the first line that is not of spaces alone, if no tab is there. */
function findIndent(text: string): number {
  const [, spaces = '', first = '\t'] = /^( *)([^ \r\n])/m.exec(text) ?? [];
  return first === '\t' ? Infinity : spaces.length;
}
