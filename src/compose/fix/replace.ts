/** Replaces the text of one scalar, or a part of it, or a key. */
import { isScalar } from 'yaml';
import type { Scalar } from 'yaml';
import type { EditResult, Refused } from './result.js';
import { refuse } from './result.js';
import type { Place } from './source.js';
import { findBarrier, isEmptyValue, nameOf } from './source.js';
import { nullWithProperties } from './insert.js';
import { getStyle } from './style.js';
import { canBePlain, describeWritten, quoteOf, writeQuoted, writeScalar } from './write-value.js';
import type { Quote } from './write-value.js';

/** `$V` or `${…}`; `$$` is a dollar sign. */
const VARIABLE = /^(?:[^$]|\$\$)*\$[A-Za-z_{]/;

/** `keep`: a quoted scalar stays quoted, so a number written into it is read as a string, like the one before it. */
export type QuotePolicy = 'keep' | 'drop';

/** Replaces the whole value at `place`. */
export function replaceValue(place: Place, value: string | number | boolean, quotes: QuotePolicy): EditResult {
  const barrier = findBarrier(place);
  if (barrier) return barrier;
  const { source, path } = place;
  const context = contextOf(place);
  const style = getStyle(source);
  if (isEmptyValue(place.value)) return fillEmpty(place, value);
  const scalar = editableScalar(place);
  if (scalar.kind === 'refused') return scalar;
  const { start, end, raw } = scalar;
  const quote = quoteOf(raw);
  const kept = quotes === 'keep' || typeof value === 'string' ? quote : null;
  const text = kept === null ? writeScalar(value, context, null, style.quote) : writeQuoted(String(value), kept);
  if (text === raw) return { kind: 'edited', edits: [], changes: [] };
  return {
    kind: 'edited',
    edits: [{ file: source.file, start, end, text }],
    changes: [
      {
        kind: 'set',
        file: source.file,
        path,
        to: { kind: 'scalar', text: String(value), quoted: quoteOf(text) !== null },
      },
    ],
  };
}

/** Replaces `[start, end)`, which lies inside the scalar at `place`, by characters that mean themselves in every style. */
export function replacePart(place: Place, span: { start: number; end: number }, text: string): EditResult {
  const barrier = findBarrier(place);
  if (barrier) return barrier;
  const { source, path } = place;
  const scalar = editableScalar(place);
  if (scalar.kind === 'refused') return scalar;
  const { start, raw } = scalar;
  const inner = quoteOf(raw) === null ? raw : raw.slice(1, -1);
  const innerStart = start + (quoteOf(raw) === null ? 0 : 1);
  if (
    span.start < innerStart ||
    span.end > innerStart + inner.length ||
    /[\\'"\n]/.test(inner) ||
    /[^\w./=:@%+~-]/.test(text)
  ) {
    return refuse('layout', `${nameOf(path)} has escapes, quotes or line breaks in its text.`);
  }
  const changed = inner.slice(0, span.start - innerStart) + text + inner.slice(span.end - innerStart);
  if (changed === inner) return { kind: 'edited', edits: [], changes: [] };
  if (quoteOf(raw) === null && !canBePlain(changed, contextOf(place))) {
    return refuse('layout', `${nameOf(path)} would need quotes.`);
  }
  return {
    kind: 'edited',
    edits: [{ file: source.file, start: span.start, end: span.end, text }],
    changes: [
      { kind: 'set', file: source.file, path, to: { kind: 'scalar', text: changed, quoted: quoteOf(raw) !== null } },
    ],
  };
}

/** Renames the key of the entry at `place`; the quotes stay. */
export function replaceKey(place: Place, to: string): EditResult {
  const { source, path, pair, item } = place;
  const key = pair?.key;
  if (!isScalar(key) || !key.range || !item)
    return refuse('wrong-kind', `${nameOf(path)} is not an entry of a mapping.`);
  if (key.anchor !== undefined || key.tag !== undefined)
    return refuse('tagged', `The key of ${nameOf(path)} has an anchor or a tag.`);
  const [start, end] = key.range;
  const raw = source.text.slice(start, end);
  const quote: Quote | null = quoteOf(raw);
  const text = writeScalar(to, contextOf(place), quote, getStyle(source).quote);
  return {
    kind: 'edited',
    edits: [{ file: source.file, start, end, text }],
    changes: [{ kind: 'rename', file: source.file, path, to }],
  };
}

export function contextOf(place: Place): 'block' | 'flow' {
  return place.parent?.flow ? 'flow' : 'block';
}

interface ScalarText {
  readonly kind: 'text';
  readonly start: number;
  readonly end: number;
  readonly raw: string;
}

/** The text of the scalar at `place`, if it is one that an edit may replace. */
function editableScalar({ source, path, value }: Place): ScalarText | Refused {
  if (!isScalar(value) || !value.range) return refuse('wrong-kind', `${nameOf(path)} is not a single value.`);
  if (isBlock(value)) return refuse('block-scalar', `${nameOf(path)} is a block scalar (| or >).`);
  if (value.tag !== undefined) return refuse('tagged', `${nameOf(path)} has the tag ${value.tag}.`);
  if (VARIABLE.test(String(value.value))) {
    return refuse('variable', `${nameOf(path)} comes from a variable; change it where the variable is set.`);
  }
  const [start, end] = value.range;
  return { kind: 'text', start, end, raw: source.text.slice(start, end) };
}

function isBlock(scalar: Scalar): boolean {
  return scalar.type === 'BLOCK_FOLDED' || scalar.type === 'BLOCK_LITERAL';
}

function fillEmpty(place: Place, value: string | number | boolean): EditResult {
  const { source, path, item, pair } = place;
  const named = nullWithProperties(place);
  if (named) return named;
  const indicator = pair
    ? item?.sep?.find(({ type }) => type === 'map-value-ind')
    : item?.start.find(({ type }) => type === 'seq-item-ind');
  if (!indicator) return refuse('layout', `${nameOf(path)} is empty, and not the value of a key.`);
  const context = contextOf(place);
  const at = indicator.offset + 1;
  return {
    kind: 'edited',
    edits: [
      { file: source.file, start: at, end: at, text: ` ${writeScalar(value, context, null, getStyle(source).quote)}` },
    ],
    changes: [{ kind: 'set', file: source.file, path, to: describeWritten(value, context, null) }],
  };
}
