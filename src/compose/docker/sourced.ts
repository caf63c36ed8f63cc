/** From a scalar in a file to a value that knows where it was written. */
import type { Span } from '../../core/finding.js';
import { scalarText } from '../read/scalar.js';
import type { ScalarNode } from '../read/tree.js';
import type { Expression, Interpolation } from './interpolate.js';
import type { Sourced, VariableUse } from './stack.js';

/** The text of a scalar as Docker reads it; a null is the empty text. */
export function getText(node: ScalarNode): string {
  return scalarText(node.value);
}

/** A scalar's whole text, converted. */
export function toSourced<T>(node: ScalarNode, keySpan: Span, value: T): Sourced<T> {
  const isWritten = node.span.start !== keySpan.start || node.span.end !== keySpan.end;
  return {
    value,
    span: node.span,
    keySpan,
    editable: isWritten && node.via.length === 0 && node.style !== 'block' && node.span.end > node.span.start,
    isUnknown: node.isUnknown,
    variables: getVariables(node, node.interpolation?.expressions ?? []),
    via: node.via,
  };
}

/** A value that no scalar of its own holds: one word of a command line, one port of a range. */
export function toPart<T>(node: ScalarNode, keySpan: Span, value: T): Sourced<T> {
  return { ...toSourced(node, keySpan, value), editable: false };
}

/** Several such values of one scalar. They share its variables: a line of many words may have many of both. */
export function toParts<T>(node: ScalarNode, keySpan: Span, values: readonly T[]): readonly Sourced<T>[] {
  const part = toPart(node, keySpan, null);
  return values.map((value) => ({ ...part, value }));
}

/** A list entry `KEY=VALUE`, cut at the first separator. Nothing is trimmed; without a separator the value is `null`. */
export interface Pair {
  readonly key: string;
  readonly value: Sourced<string> | null;
}

/** Cuts a list entry as Docker cuts it; `keySpan` of the value is the whole entry. */
export function cutPair(node: ScalarNode, separator: string): Pair {
  const text = getText(node);
  const at = text.indexOf(separator);
  if (at < 0) return { key: text, value: null };
  const value = text.slice(at + separator.length);
  const start = node.interpolation ? toSourceOffset(node.interpolation, at) : at;
  const expressions = (node.interpolation?.expressions ?? []).filter(
    (expression) => start === null || expression.start > start,
  );
  const written = node.textStart;
  const isExact = start !== null && written !== null && node.via.length === 0;
  const end = node.style === 'quoted' ? node.source.end - 1 : node.source.end;
  return {
    key: text.slice(0, at),
    value: {
      value,
      span: isExact ? { ...node.span, start: written + start + separator.length, end } : node.span,
      keySpan: node.span,
      editable: isExact,
      isUnknown: node.isUnknown,
      variables: getVariables(node, expressions),
      via: node.via,
    },
  };
}

/** Where a part of a scalar's text stands in its file. Not through an alias: always the place of the text itself. */
export function locateText({ source, textStart }: ScalarNode, part: { start: number; end: number }): Span {
  if (textStart === null) return source;
  return { file: source.file, start: textStart + part.start, end: textStart + part.end };
}

function getVariables(node: ScalarNode, expressions: readonly Expression[]): readonly VariableUse[] {
  return expressions.map(({ start, end, ...use }) => ({ ...use, span: locateText(node, { start, end }) }));
}

/** The offset in the source of an offset in the result, or `null` when it came out of a variable. */
function toSourceOffset(interpolation: Interpolation, offset: number): number | null {
  let passed = 0;
  const segment = interpolation.segments.find(({ text }) => (passed += text.length) > offset);
  return segment?.literal === true ? segment.end - (passed - offset) : null;
}
