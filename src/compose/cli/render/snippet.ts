/** The piece of source under a diagnostic: lines, carets, labels. */
import type { SourceText } from '../report/source-text.js';
import { asciiText, visibleText } from '../report/visible-text.js';
import { columnsOf, cropCells, displayWidth, layOutLine } from './cells.js';
import type { SecretMap } from './secrets.js';
import { paint, type Style, type Tone } from './style.js';

/** A place to underline. Offsets into the text. */
export interface Annotation {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly tone: Tone;
  /** `^` where the finding is, `-` at the other places. */
  readonly mark: '^' | '-';
}

interface Mark {
  readonly from: number;
  readonly to: number;
  readonly annotation: Annotation;
}

/** How many lines above the first one say where in the tree the place is: service, section. */
const MOST_ANCESTORS = 3;

/** How far up they are looked for, so that a report on a huge file takes time in proportion to its findings. */
const MOST_LINES_ABOVE = 2000;

/** How much more of a long line is looked at, on either side of the place, than the output is wide. */
const MARGIN = 1000;

/**
 * Draws the lines that the annotations are on, and the lines that open the mappings around them. A line that is left out is
 * shown as dots.
 *
 * @param gutter - columns of the line numbers
 */
export function drawSnippet(
  source: SourceText,
  annotations: readonly Annotation[],
  secrets: SecretMap,
  gutter: number,
  style: Style,
): string[] {
  const byLine = new Map<number, Annotation[]>();
  for (const annotation of annotations) {
    const { line } = source.positionAt(annotation.start);
    const onLine = byLine.get(line);
    if (onLine) onLine.push(annotation);
    else byLine.set(line, [annotation]);
  }
  const lines = new Set(byLine.keys());
  for (const line of byLine.keys()) for (const ancestor of ancestorsOf(source, line)) lines.add(ancestor);

  const output: string[] = [];
  const frame = (text: string): string => paint(style, 'frame', text);
  const dots = style.unicode ? '…' : '...';
  let previous: number | null = null;
  for (const line of [...lines].sort((a, b) => a - b)) {
    if (previous !== null && line === previous + 2 && source.lineText(line - 1).trim() !== '') {
      output.push(...drawLine(source, line - 1, [], secrets, gutter, style, dots));
    } else if (previous !== null && line > previous + 1) {
      output.push(frame('.'.repeat(Math.min(3, gutter + 1))));
    }
    output.push(...drawLine(source, line, byLine.get(line) ?? [], secrets, gutter, style, dots));
    previous = line;
  }
  return output;
}

/** Lines above that open a mapping or list around a line, nearest first, as the indentation of block style shows them. */
function ancestorsOf(source: SourceText, line: number): number[] {
  const ancestors: number[] = [];
  let child = source.lineText(line);
  const firstLine = Math.max(1, line - MOST_LINES_ABOVE);
  for (let above = line - 1; above >= firstLine && ancestors.length < MOST_ANCESTORS; above--) {
    const text = source.lineText(above);
    if (/^\s*(?:#.*)?$/.test(text)) continue;
    const deeper = indentOf(child) - indentOf(text);
    // A list may stand at its key's own indent.
    if (deeper > 0 || (deeper === 0 && isListItem(child) && !isListItem(text))) {
      ancestors.push(above);
      child = text;
    }
  }
  return ancestors;
}

function drawLine(
  source: SourceText,
  line: number,
  annotations: readonly Annotation[],
  secrets: SecretMap,
  gutter: number,
  style: Style,
  dots: string,
): string[] {
  const text = source.lineText(line);
  const lineStart = source.lineStart(line);
  const ranges = annotations.map((annotation) => ({
    annotation,
    start: annotation.start - lineStart,
    // What goes on over several lines is underlined to the end of its first one.
    end: Math.min(annotation.end - lineStart, text.length),
  }));
  const width = style.width - gutter - 3;
  const main = ranges.find(({ annotation }) => annotation.mark === '^') ?? ranges[0] ?? { start: 0, end: 0 };
  const reach = width + MARGIN;
  const near = { start: Math.max(0, main.start - reach), end: Math.min(text.length, main.start + reach) };
  const all = layOutLine(text, secrets.rangesOf(line), style.unicode, near);
  const focus = annotations.length === 0 ? { from: 0, to: 0 } : columnsOf(all, main);
  const cells = cropCells(all, focus, width, dots);
  const marks: Mark[] = ranges.map(({ annotation, ...range }) => ({ ...columnsOf(cells, range), annotation }));

  const frame = (label: string): string => paint(style, 'frame', `${label.padStart(gutter)} |`);
  const shown = cells
    .map((cell) => cell.text)
    .join('')
    .trimEnd();
  const isContext = annotations.length === 0;
  const output = [`${frame(String(line))} ${isContext ? paint(style, 'faint', shown) : shown}`.trimEnd()];
  for (const row of drawMarks(marks, width, style)) output.push(`${frame('')} ${row}`);
  return output;
}

/**
 * The rows under a line: one with the underlines and the last label, then the other labels, each below its underline.
 */
function drawMarks(marks: readonly Mark[], width: number, style: Style): string[] {
  if (marks.length === 0) return [];
  const sorted = [...marks].sort((a, b) => a.from - b.from || b.to - a.to);
  const labelled = sorted.filter(({ annotation }) => annotation.label !== '');
  const show = (mark: Mark): string =>
    style.unicode ? visibleText(mark.annotation.label) : asciiText(mark.annotation.label);

  const underline = new Canvas();
  // The finding's own carets win where they overlap.
  for (const { from, to, annotation } of [...sorted].sort((a, b) =>
    a.annotation.mark.localeCompare(b.annotation.mark),
  )) {
    underline.put(from, annotation.mark.repeat(to - from), annotation.tone);
  }
  const last = labelled.at(-1);
  const fitsBeside =
    last !== undefined &&
    sorted.every((mark) => mark === last || mark.to <= last.from) &&
    last.to + 1 + displayWidth(show(last)) <= width;
  if (fitsBeside) underline.put(last.to + 1, show(last), last.annotation.tone);
  const rows = [underline];

  const hanging = fitsBeside ? labelled.slice(0, -1) : labelled;
  if (hanging.length > 0) {
    const stems = new Canvas();
    for (const { from, annotation } of hanging) stems.put(from, '|', annotation.tone);
    rows.push(stems);
  }
  for (const [index, mark] of [...hanging.entries()].reverse()) {
    const row = new Canvas();
    for (const { from, annotation } of hanging.slice(0, index)) row.put(from, '|', annotation.tone);
    row.put(Math.max(0, Math.min(mark.from, width - displayWidth(show(mark)))), show(mark), mark.annotation.tone);
    rows.push(row);
  }
  return rows.map((row) => row.render(style));
}

/** One row of text in which later writes cover earlier ones. Columns, so a wide character has to be the last thing written. */
class Canvas {
  readonly #cells: { text: string; tone: Tone }[] = [];

  put(column: number, text: string, tone: Tone): void {
    let at = column;
    for (const character of text) this.#cells[at++] = { text: character, tone };
  }

  render(style: Style): string {
    let output = '';
    let run = '';
    let tone: Tone | null = null;
    for (let column = 0; column <= this.#cells.length; column++) {
      const cell = this.#cells[column];
      if (cell?.tone !== tone || column === this.#cells.length) {
        output += tone === null ? run : paint(style, tone, run);
        run = '';
        tone = cell?.tone ?? null;
      }
      run += column === this.#cells.length ? '' : (cell?.text ?? ' ');
    }
    return output;
  }
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function isListItem(line: string): boolean {
  return /^\s*-(?:\s|$)/.test(line);
}
