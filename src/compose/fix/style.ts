/** How this file is written: what an edit copies so that it reads as if the author had made it. */
import { isMap, isScalar, isSeq } from 'yaml';
import type { Pair, ParsedNode } from 'yaml';
import type { EditableSource } from './source.js';
import { lineEnd, lineStart } from './extent.js';

export interface FileStyle {
  /** Columns that a mapping is indented by, under its key. */
  readonly indentStep: number;
  /** Columns that a list's `-` is indented by, under its key. */
  readonly listIndent: number;
  readonly quote: '"' | "'";
  /** The blank inside `{ }` and inside `[ ]`. */
  readonly bracePadding: string;
  readonly bracketPadding: string;
}

const known = new WeakMap<EditableSource, FileStyle>();

/** The file's habits: what it does most often; where it gives no example, prettier's. Counted once per file. */
export function getStyle(source: EditableSource): FileStyle {
  let style = known.get(source);
  if (!style) {
    style = countStyle(source);
    known.set(source, style);
  }
  return style;
}

function countStyle({ text, root }: EditableSource): FileStyle {
  const steps = new Tally<number>();
  const listSteps = new Tally<number>();
  const quotes = new Tally<'"' | "'">();
  const braces = new Tally<string>();
  const brackets = new Tally<string>();
  const visit = (node: ParsedNode | Pair | null): void => {
    if (isScalar(node)) {
      if (node.type === 'QUOTE_DOUBLE') quotes.count('"');
      if (node.type === 'QUOTE_SINGLE') quotes.count("'");
    }
    if (!isMap(node) && !isSeq(node)) return;
    const [start] = node.range;
    if (node.flow && node.items.length > 0 && !/^.\s*(?:[\r\n]|$)/.test(text.slice(start, start + 80))) {
      (isMap(node) ? braces : brackets).count(text[start + 1] === ' ' ? ' ' : '');
    }
    if (isSeq(node)) {
      node.items.forEach(visit);
      return;
    }
    for (const { key, value } of node.items) {
      visit(key);
      if (!node.flow && (isMap(value) || isSeq(value)) && !value.flow) {
        const step = columnOf(text, value.range[0]) - columnOf(text, key.range[0]);
        (isMap(value) ? steps : listSteps).count(step);
      }
      visit(value);
    }
  };
  visit(root);
  const indentStep = Math.max(1, steps.most() ?? 2);
  return {
    indentStep,
    listIndent: Math.max(0, listSteps.most() ?? indentStep),
    quote: quotes.most() ?? '"',
    bracePadding: braces.most() ?? ' ',
    bracketPadding: brackets.most() ?? '',
  };
}

class Tally<T> {
  readonly #counts = new Map<T, number>();

  count(value: T): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
  }

  /** The value counted most often, the first one of several; `null` when nothing was counted. */
  most(): T | null {
    let best: T | null = null;
    let bestCount = 0;
    for (const [value, count] of this.#counts) {
      if (count > bestCount) [best, bestCount] = [value, count];
    }
    return best;
  }
}

/** Characters between the start of the line and `offset`. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** The line break of the line of `offset`; where that is the last line, the one of the line before; else LF. */
export function lineBreakAt(text: string, offset: number): '\n' | '\r\n' {
  const end = lineEnd(text, offset);
  const breakAt = end < text.length ? end : lineStart(text, offset) - 2;
  return text.startsWith('\r\n', breakAt) ? '\r\n' : '\n';
}
