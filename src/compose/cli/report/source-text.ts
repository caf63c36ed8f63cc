/** A text with its lines: turns the offsets of findings into what people and report formats count in. */
import { LineMap } from '../../read/lines.js';

/** 1-based, columns in UTF-16 units: what ESLint, editors and SARIF (`utf16CodeUnits`) count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export class SourceText {
  #lines: LineMap | null = null;

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
    return this.#map().locate(Math.max(0, Math.min(offset, this.text.length)));
  }

  /** Offset of the first character of a line. */
  lineStart(line: number): number {
    return this.#map().startOf(line);
  }

  /** The line without its line break; empty past the end. */
  lineText(line: number): string {
    const start = this.lineStart(line);
    let end = this.lineStart(line + 1);
    if (end > start && this.text[end - 1] === '\n') end -= this.text[end - 2] === '\r' ? 2 : 1;
    return this.text.slice(start, end);
  }

  #map(): LineMap {
    this.#lines ??= new LineMap(this.text);
    return this.#lines;
  }
}
