/** A source line as a terminal shows it: columns for tabs, wide characters, emoji and everything that is escaped or masked. */
import { asciiText, visibleText } from '../report/visible-text.js';

/** What is shown for the UTF-16 units `[start, end)` of a line. */
export interface Cell {
  readonly text: string;
  /** Columns that the text takes. */
  readonly width: number;
  readonly start: number;
  readonly end: number;
}

/** A part of a line, in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const TAB_WIDTH = 4;

/** A masked value has the same width whatever its length. */
export const MASK = '***';

/**
 * Code points of two columns: East Asian Wide and Fullwidth blocks, rounded to whole blocks. Emoji are asked from the
 * engine's own tables. Source: Unicode 15.1 EastAsianWidth.txt.
 */
const WIDE =
  /^[\u{1100}-\u{115F}\u{2E80}-\u{303E}\u{3041}-\u{4DBF}\u{4E00}-\u{A4CF}\u{A960}-\u{A97F}\u{AC00}-\u{D7A3}\u{F900}-\u{FAFF}\u{FE10}-\u{FE19}\u{FE30}-\u{FE6F}\u{FF01}-\u{FF60}\u{FFE0}-\u{FFE6}\u{16FE0}-\u{18AFF}\u{1B000}-\u{1B2FF}\u{20000}-\u{3FFFD}]/u;

const ASCII = /^[\t -~]*$/;

/** Columns of a text on a terminal; the text is printable (see `visibleText`). */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const grapheme of graphemes(text)) width += graphemeWidth(grapheme);
  return width;
}

/**
 * Lays out one line.
 *
 * @param masked - parts whose text must not be shown, in order and apart from each other
 * @param unicode - whether the output can show more than ASCII
 * @param part - what may be shown at all; what stands before and behind it is one cell without a text
 */
export function layOutLine(
  line: string,
  masked: readonly Range[],
  unicode: boolean,
  part: Range = { start: 0, end: line.length },
): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  const push = (text: string, width: number, start: number, end: number): void => {
    cells.push({ text, width, start, end });
    column += width;
  };
  const pushPart = (start: number, end: number): void => {
    let offset = start;
    for (const grapheme of graphemes(line.slice(start, end))) {
      const next = offset + grapheme.length;
      if (grapheme === '\t') {
        const width = TAB_WIDTH - (column % TAB_WIDTH);
        push(' '.repeat(width), width, offset, next);
      } else {
        const shown = unicode ? visibleText(grapheme) : asciiText(grapheme);
        push(shown, displayWidth(shown), offset, next);
      }
      offset = next;
    }
  };
  const pushGap = (start: number, end: number): void => {
    if (start < end) push('', end - start, start, end);
  };
  const hidden = masked.filter(({ start, end }) => end > part.start && start < part.end);
  let offset = Math.min(part.start, ...hidden.slice(0, 1).map(({ start }) => start));
  pushGap(0, offset);
  for (const { start, end } of hidden) {
    pushPart(offset, start);
    push(MASK, MASK.length, start, end);
    offset = end;
  }
  pushPart(offset, part.end);
  pushGap(Math.max(offset, part.end), line.length);
  return cells;
}

/** The columns `[from, to)` that a range of the line takes. An empty range, or one past the end, takes one column. */
export function columnsOf(cells: readonly Cell[], range: Range): { from: number; to: number } {
  const from = widthOf(cells.filter(({ end }) => end <= range.start));
  const to = widthOf(cells.filter(({ start }) => start < range.end));
  return { from, to: Math.max(to, from + 1) };
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}

/**
 * Cuts a line that is wider than the output, around what matters. The dots at a cut take part in the columns.
 *
 * @param focus - columns that must stay visible; when they do not fit, their beginning does
 */
export function cropCells(
  cells: readonly Cell[],
  focus: { from: number; to: number },
  width: number,
  dots: string,
): readonly Cell[] {
  const total = widthOf(cells);
  if (total <= width) return cells;
  const room = Math.max(1, width - 2 * dots.length);
  const spare = Math.max(0, room - (Math.min(focus.to, total) - focus.from));
  const firstColumn = Math.max(0, Math.min(focus.from - Math.floor(spare / 2), total - room));
  const kept: Cell[] = [];
  let column = 0;
  // Where what is kept begins and ends, and the line.
  let from = 0;
  let to = 0;
  let lineEnd = 0;
  for (const cell of cells) {
    if (column < firstColumn) from = to = cell.end;
    else if (column + cell.width <= firstColumn + room) {
      kept.push(cell);
      to = cell.end;
    }
    column += cell.width;
    lineEnd = cell.end;
  }
  const cut = (start: number, end: number): Cell[] =>
    start === end ? [] : [{ text: dots, width: dots.length, start, end }];
  return [...cut(0, from), ...kept, ...cut(to, lineEnd)];
}

let segmenter: Intl.Segmenter | undefined;

/** The engine takes a time for each grapheme that grows with its text. Before a space one ends; without any, one may be cut. */
const PIECE = /[^]{1,500}(?= )|[^]{1,500}/gu;

function* graphemes(text: string): Iterable<string> {
  if (ASCII.test(text)) {
    yield* text;
    return;
  }
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const [piece] of text.matchAll(PIECE)) for (const { segment } of segmenter.segment(piece)) yield segment;
}

function graphemeWidth(grapheme: string): number {
  if (/^\p{Emoji_Presentation}|^\p{Regional_Indicator}{2}|\uFE0F/u.test(grapheme)) return 2;
  if (/^\p{M}+$/u.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}
