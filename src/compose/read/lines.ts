/** Offsets to lines and columns, both from 1, in one text. */
export class LineMap {
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  /** A text that ends with a line break has one more, empty, line. */
  get count(): number {
    return this.#starts.length;
  }

  /** The offset of a line's first character; `null` past the end. */
  startOf(line: number): number | null {
    return this.#starts[line - 1] ?? null;
  }

  /** The position of an offset; columns count UTF-16 units. */
  locate(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}
