/** Adds entries to a mapping or list that is there, in the style that it is written in. */
import { isCollection, isMap, isScalar } from 'yaml';
import type { CST, YAMLMap, YAMLSeq } from 'yaml';
import type { MeaningChange, TextEdit } from '../../core/finding.js';
import { closeOf, contentOf, endOf, lineEnd, lineStart, startOf, trailingBlockScalar } from './extent.js';
import type { EditResult, Refused, YamlValue } from './result.js';
import { refuse } from './result.js';
import type { EditableSource, Place } from './source.js';
import { findBarrier, isEmptyValue, isExplicit, isNullWord, itemsOf, nameOf } from './source.js';
import { columnOf, getStyle, lineBreakAt } from './style.js';
import { describeWritten, quoteOf, writeBlockEntry, writeFlow, writeFlowEntry, writeScalar } from './write-value.js';
import type { Quote } from './write-value.js';

/** New keys for a mapping, or new items for a list. */
export type NewEntries =
  | { readonly kind: 'keys'; readonly entries: readonly (readonly [key: string, value: YamlValue])[] }
  | { readonly kind: 'items'; readonly items: readonly YamlValue[] };

const COLLECTIONS = { keys: 'mapping', items: 'list' } as const;

/**
 * Adds the entries after the last one of the mapping or list at `place`. A value that is empty, `~`, `null`, `{}` or `[]`
 * becomes one.
 */
export function insertEntries(place: Place, added: NewEntries): EditResult {
  const barrier = findBarrier(place);
  if (barrier) return barrier;
  const { value } = place;
  if (isEmptyValue(value) || isNullWord(value)) return fillNull(place, added);
  if (!isCollection(value) || isMap(value) !== (added.kind === 'keys')) {
    return refuse('wrong-kind', `${nameOf(place.path)} is not a ${COLLECTIONS[added.kind]}.`);
  }
  const collection = value;
  const items = itemsOf(collection);
  if (items.some(isExplicit)) {
    return refuse('explicit-key', `${nameOf(place.path)} has an explicit key indicator (?).`);
  }
  const token = collection.srcToken;
  if (token?.type === 'flow-collection') return insertIntoFlow(place, collection, token, items, added);
  const last = items.at(-1);
  if (!last) return refuse('layout', `${nameOf(place.path)} is laid out in a way that cannot be extended safely.`);
  return insertIntoBlock(place, collection, last, added);
}

function insertIntoBlock(
  place: Place,
  collection: YAMLMap | YAMLSeq,
  last: CST.CollectionItem,
  added: NewEntries,
): EditResult {
  const { source } = place;
  const { text } = source;
  const end = endOf(last);
  const start = startOf(last);
  const indent = ' '.repeat(columnOf(text, start));
  const { keyQuote, valueQuote } = neighbourQuotes(source, collection);
  // `-   item`: the blank after the dash is copied.
  const dash = added.kind === 'items' ? (/^-( +)\S/.exec(text.slice(start, start + 80))?.[1] ?? ' ') : '';
  const lines = writeBlockLines(source, added, indent, keyQuote, valueQuote, dash);
  const lineBreak = lineBreakAt(text, end);
  const changes = declare(place, added, 'block', valueQuote, collection.items.length);
  const at = endOfLastLine(text, last, end);
  const edit: TextEdit = at.isLineStart
    ? { file: source.file, start: at.offset, end: at.offset, text: lines.map((line) => line + lineBreak).join('') }
    : { file: source.file, start: at.offset, end: at.offset, text: lines.map((line) => lineBreak + line).join('') };
  return { kind: 'edited', edits: [edit], changes };
}

/** The end of the entry's last line, its comment included. After a block scalar: where its content cannot be cut off. */
function endOfLastLine(text: string, last: CST.CollectionItem, end: number): { offset: number; isLineStart: boolean } {
  const scalar = trailingBlockScalar(last);
  if (!scalar) return { offset: lineEnd(text, end), isLineStart: false };
  const content = text.slice(contentOf(scalar), end);
  const header = scalar.props.find(({ type }) => type === 'block-scalar-header');
  const keepsBlankLines = header !== undefined && 'source' in header && header.source.includes('+');
  const tail = content.slice(content.trimEnd().length);
  // Blank lines of nothing but line breaks are not content unless kept; blank lines with spaces may be.
  const cut = keepsBlankLines || /[ \t]/.test(tail) ? end : end - tail.length;
  if (cut === end && text[end - 1] === '\n') return { offset: end, isLineStart: true };
  return { offset: lineEnd(text, cut), isLineStart: false };
}

function writeBlockLines(
  source: EditableSource,
  added: NewEntries,
  indent: string,
  keyQuote: Quote | null,
  valueQuote: Quote | null,
  dash: string,
): string[] {
  const style = getStyle(source);
  if (added.kind === 'items') {
    return added.items.map((item) => {
      const text =
        typeof item === 'object' ? writeFlow(item, style) : writeScalar(item, 'block', valueQuote, style.quote);
      return `${indent}-${dash}${text}`;
    });
  }
  return added.entries.flatMap(([key, value]) => {
    const [first = '', ...rest] = writeBlockEntry(key, value, indent, style, keyQuote, valueQuote);
    return [indent + first, ...rest];
  });
}

function insertIntoFlow(
  place: Place,
  collection: YAMLMap | YAMLSeq,
  token: CST.FlowCollection,
  items: readonly CST.CollectionItem[],
  added: NewEntries,
): EditResult {
  const { source } = place;
  const { file, text } = source;
  const style = getStyle(source);
  const { keyQuote, valueQuote } = neighbourQuotes(source, collection);
  const texts = writeFlowTexts(source, added, keyQuote, valueQuote);
  const changes = declare(place, added, 'flow', valueQuote, collection.items.length);
  const open = token.offset + 1;
  const close = closeOf(token);
  const last = items.at(-1);
  if (!last) {
    const padding = added.kind === 'keys' ? style.bracePadding : style.bracketPadding;
    const isBlank = /^[ \t]*$/.test(text.slice(open, close));
    const edit = isBlank
      ? { file, start: open, end: close, text: padding + texts.join(', ') + padding }
      : { file, start: open, end: open, text: padding + texts.join(', ') };
    return { kind: 'edited', edits: [edit], changes };
  }
  const start = startOf(last);
  const end = endOf(last);
  const comma =
    token.items.at(-1) === last ? undefined : token.items.at(-1)?.start.find(({ type }) => type === 'comma');
  const after = comma ? comma.offset + 1 : end;
  const leading = text.slice(lineStart(text, start), start);
  if (/^[ \t]*$/.test(leading) && text.slice(after, close).includes('\n')) {
    const lineBreak = lineBreakAt(text, after);
    const at = lineEnd(text, after);
    const lines = texts.map((line) => lineBreak + leading + line).join(',') + (comma ? ',' : '');
    const insertion = { file, start: at, end: at, text: lines };
    if (comma) return { kind: 'edited', edits: [insertion], changes };
    if (at === end) return { kind: 'edited', edits: [{ ...insertion, text: `,${lines}` }], changes };
    return { kind: 'edited', edits: [{ file, start: end, end, text: ',' }, insertion], changes };
  }
  const gap = gapAfterComma(text, items) ?? ' ';
  const inline = comma
    ? texts.map((entry) => `${gap}${entry},`).join('')
    : texts.map((entry) => `,${gap}${entry}`).join('');
  return { kind: 'edited', edits: [{ file, start: after, end: after, text: inline }], changes };
}

/** The blanks between a comma and the entry after it, as the collection itself has them on one line. */
function gapAfterComma(text: string, items: readonly CST.CollectionItem[]): string | null {
  for (const item of items) {
    const comma = item.start.find(({ type }) => type === 'comma');
    const gap = comma ? text.slice(comma.offset + 1, startOf(item)) : '\n';
    if (/^ *$/.test(gap)) return gap;
  }
  return null;
}

function writeFlowTexts(
  source: EditableSource,
  added: NewEntries,
  keyQuote: Quote | null,
  valueQuote: Quote | null,
): string[] {
  const style = getStyle(source);
  if (added.kind === 'keys') {
    return added.entries.map(([key, value]) => writeFlowEntry(key, value, style, keyQuote, valueQuote));
  }
  return added.items.map((item) =>
    typeof item === 'object' ? writeFlow(item, style) : writeScalar(item, 'flow', valueQuote, style.quote),
  );
}

/** Writes entries where no value, `~` or `null` is. */
function fillNull(place: Place, added: NewEntries): EditResult {
  const { source, path, item, parent, pair, value } = place;
  const { file, text } = source;
  const colon = item?.sep?.find(({ type }) => type === 'map-value-ind');
  if (!item || !pair || !parent || !colon) {
    return refuse('layout', `${nameOf(path)} is empty, and not the value of a key.`);
  }
  const named = nullWithProperties(place);
  if (named) return named;
  const style = getStyle(source);
  const afterColon = colon.offset + 1;
  const word = isNullWord(value) ? value.range : null;
  const end = word ? word[1] : afterColon;
  if (text.slice(afterColon, end).includes('\n')) {
    return refuse('layout', `${nameOf(path)} has its empty value on another line.`);
  }
  if (parent.srcToken?.type === 'flow-collection') {
    const collection = added.kind === 'keys' ? Object.fromEntries(added.entries) : added.items;
    const flow = ' ' + writeFlow(collection, style);
    return {
      kind: 'edited',
      edits: [{ file, start: afterColon, end, text: flow }],
      changes: declare(place, added, 'flow', null, null),
    };
  }
  const step = added.kind === 'keys' ? style.indentStep : style.listIndent;
  const indent = ' '.repeat(columnOf(text, startOf(item)) + step);
  const lineBreak = lineBreakAt(text, afterColon);
  const lines = writeBlockLines(source, added, indent, null, null, ' ')
    .map((line) => lineBreak + line)
    .join('');
  const at = lineEnd(text, end);
  const changes = declare(place, added, 'block', null, null);
  if (!word) return { kind: 'edited', edits: [{ file, start: at, end: at, text: lines }], changes };
  if (at === end) return { kind: 'edited', edits: [{ file, start: afterColon, end, text: lines }], changes };
  return {
    kind: 'edited',
    edits: [
      { file, start: afterColon, end, text: '' },
      { file, start: at, end: at, text: lines },
    ],
    changes,
  };
}

/** An anchor or tag on an empty value names the value that the edit would replace. */
export function nullWithProperties({ path, item, value }: Place): Refused | null {
  const properties = [...(item?.sep ?? [])].some(({ type }) => type === 'anchor' || type === 'tag');
  if (!properties && !(isScalar(value) && (value.anchor !== undefined || value.tag !== undefined))) return null;
  return refuse('tagged', `${nameOf(path)} is empty and has an anchor or a tag.`);
}

/** The quotes that all keys, and all values, of the collection wear. */
function neighbourQuotes(
  source: EditableSource,
  collection: YAMLMap | YAMLSeq,
): { keyQuote: Quote | null; valueQuote: Quote | null } {
  const keys: (Quote | null)[] = [];
  const values: (Quote | null)[] = [];
  for (const item of collection.items) {
    const [key, value] = isMap(collection)
      ? [(item as { key: unknown }).key, (item as { value: unknown }).value]
      : [null, item];
    if (isScalar(key) && key.range) keys.push(quoteOf(source.text.slice(key.range[0], key.range[1])));
    if (isScalar(value) && value.range) values.push(quoteOf(source.text.slice(value.range[0], value.range[1])));
  }
  return { keyQuote: unanimous(keys), valueQuote: unanimous(values) };
}

function unanimous(quotes: readonly (Quote | null)[]): Quote | null {
  const [first = null] = quotes;
  return quotes.every((quote) => quote === first) ? first : null;
}

/** `length`: entries that the collection has already; `null` when the edit makes it. */
function declare(
  place: Place,
  added: NewEntries,
  context: 'block' | 'flow',
  valueQuote: Quote | null,
  length: number | null,
): MeaningChange[] {
  const {
    path,
    source: { file },
  } = place;
  if (length === null) {
    const value = added.kind === 'keys' ? Object.fromEntries(added.entries) : added.items;
    return [{ kind: 'set', file, path, to: describeWritten(value, context, null) }];
  }
  return added.kind === 'keys'
    ? added.entries.map(([key, value]) => ({
        kind: 'set',
        file,
        path: [...path, key],
        to: describeWritten(value, context, valueQuote),
      }))
    : added.items.map((value, index) => ({
        kind: 'set',
        file,
        path: [...path, length + index],
        to: describeWritten(value, context, valueQuote),
      }));
}
