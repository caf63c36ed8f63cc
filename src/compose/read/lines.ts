import { countFirst } from './search.js';

/** Offsets to lines and columns, both from 1, in one text. */
export class LineMap {
  readonly #starts: readonly number[];
  readonly #end: number;

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
    this.#end = text.length;
  }

  /** A text that ends with a line break has one more, empty, line. */
  get count(): number {
    return this.#starts.length;
  }

  /** The offset of a line's first character; past the last line, the end of the text. */
  startOf(line: number): number {
    return this.#starts[line - 1] ?? this.#end;
  }

  /** The position of an offset; columns count UTF-16 units. */
  locate(offset: number): { readonly line: number; readonly column: number } {
    const line = countFirst(this.#starts, (start) => start <= offset);
    return { line, column: offset - this.startOf(line) + 1 };
  }
}
