/** A text with its lines: turns the offsets of findings into what people and report formats count in. */

/** 1-based, columns in UTF-16 units: what ESLint, editors and SARIF (`utf16CodeUnits`) count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const LINE_BREAK = /\r\n|\n|\r/g;

export class SourceText {
  #lineStarts: readonly number[] | null = null;

  /**
   * @param name - the path as the user is to see it
   * @param text - what findings index: no byte order mark
   */
  constructor(
    readonly name: string,
    readonly text: string,
  ) {}

  /** The place of an offset; one past the end is the end. */
  positionAt(offset: number): Position {
    const starts = this.#starts();
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? Infinity) <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: clamped - (starts[low] ?? 0) + 1 };
  }

  /** Offset of the first character of a line. */
  lineStart(line: number): number {
    return this.#starts()[line - 1] ?? this.text.length;
  }

  /** The line without its line break; empty past the end. */
  lineText(line: number): string {
    return this.text.slice(this.lineStart(line), this.lineStart(line + 1)).replace(/[\r\n]+$/, '');
  }

  /** A file that ends with a line break has one more, empty, line; that is where its end is reported. */
  get lineCount(): number {
    return this.#starts().length;
  }

  #starts(): readonly number[] {
    if (this.#lineStarts) return this.#lineStarts;
    const starts = [0];
    for (const match of this.text.matchAll(LINE_BREAK)) starts.push(match.index + match[0].length);
    this.#lineStarts = starts;
    return starts;
  }
}
