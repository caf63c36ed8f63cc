/**
 * Edits on the text of a stack file. Each operation answers with text edits that touch only the bytes they mean, in the
 * style of the place, or says why it leaves the text alone. Nothing is ever re-printed.
 */
import { isMap, isScalar, isSeq } from 'yaml';
import type { Node } from 'yaml';
import type { MeaningChange, TextEdit } from '../../core/finding.js';
import type { StackFile } from '../docker/stack.js';
import { insertEntries } from './insert.js';
import { removeEntry } from './remove.js';
import { replaceKey, replacePart, replaceValue } from './replace.js';
import type { QuotePolicy } from './replace.js';
import type { EditResult, KeyPath, Refused, YamlValue } from './result.js';
import { refuse } from './result.js';
import type { EditableSource, Place } from './source.js';
import { findBarrier, isEmptyValue, isNullWord, itemsOf, locate, nameOf, openSource, pairsOf } from './source.js';
import { isListValue, isMappingValue } from './write-value.js';

export type { EditResult, KeyPath, RefusalCode, YamlValue } from './result.js';

export interface ReplaceOptions {
  /**
   * What a number or boolean does to quotes around the old text: `keep` (default) changes the fewest characters and leaves a
   * string, `drop` makes Docker read a number.
   */
  readonly quotes?: QuotePolicy;
}

/**
 * Replaces one value.
 *
 * @param target - the path to the value, or a span inside it: the whole scalar with or without its quotes, or a part of its
 *   text (the `7200` of `net.ipv4.tcp_keepalive_time=7200`)
 */
export function replaceScalar(
  file: StackFile,
  target: KeyPath | { readonly start: number; readonly end: number },
  value: string | number | boolean,
  { quotes = 'keep' }: ReplaceOptions = {},
): EditResult {
  const source = openSource(file);
  if (source.kind === 'refused') return source;
  if ('start' in target) return replaceAtSpan(source, target, value, quotes);
  return replaceAtPath(source, target, value, quotes);
}

/**
 * Gives keys of a mapping their values: replaces the value of a key that is there, adds the others after the last key.
 * Parents that are missing are made, so `deploy.endpoint_mode` needs no `deploy`; so is a whole block:
 * `setKeys(file, ['services', 'web'], { sysctls: { … } })`.
 */
export function setKeys(
  file: StackFile,
  mapping: KeyPath,
  values: Readonly<Record<string, YamlValue>>,
  options: ReplaceOptions = {},
): EditResult {
  const source = openSource(file);
  return source.kind === 'refused' ? source : setKeysIn(source, mapping, Object.entries(values), options);
}

/** Adds items to the end of a list, which is made where it is missing or empty. */
export function appendItems(file: StackFile, list: KeyPath, items: readonly YamlValue[]): EditResult {
  const source = openSource(file);
  if (source.kind === 'refused') return source;
  const place = locate(source, list);
  if (!('kind' in place)) return insertEntries(place, { kind: 'items', items });
  if (place.kind === 'refused') return place;
  const key = list.at(-1);
  const parent = list.slice(0, -1);
  if (typeof key !== 'string') return refuse('missing', `${nameOf(list)} is not in the file.`);
  return setKeysIn(source, parent, [[key, items]], {});
}

/** Renames a key; its value, its place and its quotes stay. Refuses when the mapping has the new key already. */
export function renameKey(file: StackFile, path: KeyPath, to: string): EditResult {
  const source = openSource(file);
  if (source.kind === 'refused') return source;
  const place = locate(source, path);
  if ('kind' in place) return notFound(place, path);
  if (isMap(place.parent) && pairsOf(place.parent, to).length > 0) {
    return refuse('exists', `${nameOf([...path.slice(0, -1), to])} exists already.`);
  }
  return replaceKey(place, to);
}

/** Removes a key with its value, or a list item. Refuses when a comment or the last entry would go with it. */
export function removeKey(file: StackFile, path: KeyPath): EditResult {
  const source = openSource(file);
  if (source.kind === 'refused') return source;
  const place = locate(source, path);
  return 'kind' in place ? notFound(place, path) : removeEntry(place);
}

/**
 * Gives a service sysctls, in the form that it writes them in: mapping, list of `key=value`, or none yet.
 *
 * @param service - the path to the service: `['services', 'web']`
 */
export function setSysctls(file: StackFile, service: KeyPath, values: Readonly<Record<string, number>>): EditResult {
  const source = openSource(file);
  if (source.kind === 'refused') return source;
  const path = [...service, 'sysctls'];
  const place = locate(source, path);
  if ('kind' in place || !isSeq(place.value)) {
    return setKeysIn(source, path, Object.entries(values), {});
  }
  const results: EditResult[] = [];
  const added: string[] = [];
  for (const [key, value] of Object.entries(values)) {
    // Docker takes the last of several entries for one key.
    const index = place.value.items.findLastIndex((item) => isScalar(item) && String(item.value).startsWith(`${key}=`));
    const entry = `${key}=${String(value)}`;
    if (index === -1) added.push(entry);
    else results.push(replaceAtPath(source, [...path, index], entry, 'keep'));
  }
  if (added.length > 0) results.push(insertEntries(place, { kind: 'items', items: added }));
  return combine(results);
}

function replaceAtPath(
  source: EditableSource,
  path: KeyPath,
  value: string | number | boolean,
  quotes: QuotePolicy,
): EditResult {
  const place = locate(source, path);
  return 'kind' in place ? notFound(place, path) : replaceValue(place, value, quotes);
}

function notFound(place: { readonly kind: 'missing' } | Refused, path: KeyPath): Refused {
  return place.kind === 'missing' ? refuse('missing', `${nameOf(path)} is not in the file.`) : place;
}

function setKeysIn(
  source: EditableSource,
  path: KeyPath,
  values: readonly (readonly [key: string, value: YamlValue])[],
  options: ReplaceOptions,
): EditResult {
  const found = locate(source, path);
  if ('kind' in found) {
    if (found.kind === 'refused') return found;
    // The deepest place that is there gets the rest of the path as one nested value.
    const [key, ...rest] = path.slice(found.place.path.length);
    if (typeof key !== 'string' || rest.some((segment) => typeof segment !== 'string')) {
      return refuse('missing', `${nameOf(path)} is not in the file.`);
    }
    let nested: YamlValue = Object.fromEntries(values);
    for (const segment of rest.reverse()) nested = { [segment]: nested };
    return insertEntries(found.place, { kind: 'keys', entries: [[key, nested]] });
  }
  const barrier = findBarrier(found);
  if (barrier) return barrier;
  const results: EditResult[] = [];
  const added: (readonly [string, YamlValue])[] = [];
  for (const [key, value] of values) {
    const place = locate(source, [...path, key]);
    if (!('kind' in place)) results.push(setExisting(source, place, value, options));
    else if (place.kind === 'refused') return place;
    else added.push([key, value]);
  }
  if (added.length > 0) results.push(insertEntries(found, { kind: 'keys', entries: added }));
  return combine(results);
}

function setExisting(source: EditableSource, place: Place, value: YamlValue, options: ReplaceOptions): EditResult {
  if (typeof value !== 'object') return replaceValue(place, value, options.quotes ?? 'keep');
  if (isMappingValue(value) && (isMap(place.value) || isEmptyValue(place.value) || isNullWord(place.value))) {
    return setKeysIn(source, place.path, Object.entries(value), options);
  }
  if (isListValue(value) && (isEmptyValue(place.value) || isNullWord(place.value))) {
    return insertEntries(place, { kind: 'items', items: value });
  }
  return refuse('exists', `${nameOf(place.path)} exists already.`);
}

/** Several results as one: all of them, or the first refusal. */
function combine(results: readonly EditResult[]): EditResult {
  const edits: TextEdit[] = [];
  const changes: MeaningChange[] = [];
  for (const result of results) {
    if (result.kind === 'refused') return result;
    edits.push(...result.edits);
    changes.push(...result.changes);
  }
  edits.sort((left, right) => left.start - right.start);
  // Two insertions at one place, or an insertion at the end of a replacement: their order would be a guess.
  const touching = edits.some((edit, index) => {
    const previous = edits[index - 1];
    return previous !== undefined && edit.start <= previous.end;
  });
  return touching ? mergeTouching(edits, changes) : { kind: 'edited', edits, changes };
}

/** Replacements come before the insertion that follows the last entry, so edits that touch join in that order. */
function mergeTouching(edits: readonly TextEdit[], changes: readonly MeaningChange[]): EditResult {
  const merged: TextEdit[] = [];
  for (const edit of edits) {
    const last = merged.at(-1);
    const isAmbiguous = last?.end === edit.start && last.start === last.end && edit.start === edit.end;
    if (isAmbiguous || (last && last.end > edit.start)) return refuse('layout', 'The edits overlap.');
    if (last?.end !== edit.start) {
      merged.push(edit);
      continue;
    }
    merged[merged.length - 1] = { ...last, end: edit.end, text: last.text + edit.text };
  }
  return { kind: 'edited', edits: merged, changes };
}

function replaceAtSpan(
  source: EditableSource,
  span: { readonly start: number; readonly end: number },
  value: string | number | boolean,
  quotes: QuotePolicy,
): EditResult {
  const path = findScalarPath(source.root, span.start, span.end);
  if (!path) return refuse('missing', 'There is no single value at that place.');
  const place = locate(source, path);
  if ('kind' in place) return notFound(place, path);
  const start = place.value?.range?.[0];
  const end = place.value?.range?.[1];
  const isQuoted =
    isScalar(place.value) && (place.value.type === 'QUOTE_DOUBLE' || place.value.type === 'QUOTE_SINGLE');
  const isWhole =
    (span.start === start && span.end === end) || (isQuoted && span.start - 1 === start && span.end + 1 === end);
  return isWhole ? replaceValue(place, value, quotes) : replacePart(place, span, String(value));
}

/** The path to the scalar whose text contains `[start, end)`. */
function findScalarPath(node: Node | null | undefined, start: number, end: number): KeyPath | null {
  if (!node?.range || node.range[0] > start || node.range[1] < end) return null;
  if (isScalar(node)) return [];
  if (isSeq(node)) {
    const index = lastStartingBy(node.items, start, (item) => item as Node | null | undefined);
    const path = findScalarPath(node.items[index] as Node | null | undefined, start, end);
    return path && index < itemsOf(node).length ? [index, ...path] : null;
  }
  const pair = isMap(node) && node.items[lastStartingBy(node.items, start, (entry) => entry?.key as Node | undefined)];
  const path = pair && findScalarPath(pair.value as Node | null, start, end);
  return path && isScalar(pair.key) ? [String(pair.key.value), ...path] : null;
}

/** The index of the last entry whose node starts at `offset` or before; entries stand in the order of the text. */
function lastStartingBy<T>(
  entries: readonly T[],
  offset: number,
  nodeOf: (entry: T | undefined) => Node | null | undefined,
): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const start = nodeOf(entries[middle])?.range?.[0];
    if (start !== undefined && start > offset) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}
