/**
 * A stack file opened for edits: its text with the place of every token. `yaml` gives the places and nothing else; no text
 * is ever printed from its tree.
 */
import { isAlias, isCollection, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { CST, Node, Pair, ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { StackFile } from '../docker/stack.js';
import { findDeepNesting } from '../read/depth.js';
import type { KeyPath, Refused } from './result.js';
import { refuse } from './result.js';

export interface EditableSource {
  readonly kind: 'source';
  readonly file: string;
  readonly text: string;
  readonly root: ParsedNode;
  /** Anchors that an alias uses. */
  readonly usedAnchors: ReadonlySet<string>;
}

/** Where an entry of a mapping or list is written. */
export interface Place {
  readonly source: EditableSource;
  readonly path: KeyPath;
  /** `null` for the top of the document. */
  readonly parent: YAMLMap | YAMLSeq | null;
  readonly pair: Pair | null;
  readonly item: CST.CollectionItem | undefined;
  readonly value: Node | null;
}

const opened = new WeakMap<StackFile, EditableSource | Refused>();

/** Opens the file, once per `StackFile` object. Refuses what is not a single well-formed document. */
export function openSource(file: StackFile): EditableSource | Refused {
  let source = opened.get(file);
  if (!source) {
    source = parseSource(file.name, file.text);
    opened.set(file, source);
  }
  return source;
}

function parseSource(file: string, text: string): EditableSource | Refused {
  // Docker's parser ends a line at a lone CR, NEL, LS and PS; `yaml` does not. The two would disagree on what is where.
  if (/\r(?!\n)|[\u0085\u2028\u2029]/.test(text)) {
    return refuse('not-well-formed', 'The file has line breaks other than LF and CRLF.');
  }
  if (findDeepNesting(text) !== null) return refuse('not-well-formed', 'The file nests too deeply.');
  // With the failsafe schema every scalar's value is its text: no number is read, so none can be misread.
  const document = parseDocument(text, { schema: 'failsafe', keepSourceTokens: true, uniqueKeys: false });
  if (document.errors.some((error) => error.code === 'MULTIPLE_DOCS')) {
    return refuse('several-documents', 'The file has more than one YAML document; Docker deploys the first one only.');
  }
  if (document.errors.length > 0 || text.includes('\0')) {
    return refuse('not-well-formed', 'The file is not well-formed YAML.');
  }
  if (!document.contents) return refuse('missing', 'The file is empty.');
  const usedAnchors = new Set<string>();
  collectAliases(document.contents, usedAnchors);
  return { kind: 'source', file, text, root: document.contents, usedAnchors };
}

function collectAliases(node: unknown, names: Set<string>): void {
  if (isAlias(node)) names.add(node.source);
  else if (isMap(node)) {
    for (const pair of node.items) {
      collectAliases(pair.key, names);
      collectAliases(pair.value, names);
    }
  } else if (isSeq(node)) {
    for (const item of node.items) collectAliases(item, names);
  }
}

/**
 * Finds the entry at `path`. Refuses what does not belong to the place alone: anything behind an alias, under an anchor that
 * is used elsewhere, under a key that is written twice or after `?`.
 * `missing` says at which depth the path ends: its `place` is the last one that is there.
 */
export function locate(source: EditableSource, path: KeyPath): Place | Refused | { kind: 'missing'; place: Place } {
  let place: Place = { source, path: [], parent: null, pair: null, item: undefined, value: source.root };
  for (const segment of path) {
    const barrier = findBarrier(place);
    if (barrier) return barrier;
    const next = typeof segment === 'number' ? stepIntoList(place, segment) : stepIntoMapping(place, segment);
    if (!next) return { kind: 'missing', place };
    if ('kind' in next) return next;
    place = next;
  }
  return place;
}

/** Why nothing at or below this place may be touched for the sake of this place alone; `null` when it may. */
export function findBarrier({ source, path, value }: Place): Refused | null {
  const name = nameOf(path);
  if (isAlias(value)) {
    return refuse('alias', `${name} is the alias *${value.source}; change it where the anchor &${value.source} is.`);
  }
  if ((isScalar(value) || isCollection(value)) && value.anchor !== undefined && source.usedAnchors.has(value.anchor)) {
    return refuse('shared-anchor', `${name} is the anchor &${value.anchor}, which other places of the file use too.`);
  }
  return null;
}

function stepIntoMapping(place: Place, key: string): Place | Refused | null {
  const { source, value: mapping } = place;
  const path = [...place.path, key];
  if (!isMap(mapping)) {
    if (isEmptyValue(mapping) || isNullWord(mapping)) return null;
    return refuse('wrong-kind', `${nameOf(place.path)} is not a mapping.`);
  }
  const pairs = pairsOf(mapping, key);
  const [pair] = pairs;
  if (!pair) {
    if (!isMerged(source, mapping, key)) return null;
    return refuse('alias', `${nameOf(path)} comes through <<; change it where the anchor is.`);
  }
  if (pairs.length > 1) return refuse('duplicate-key', `${nameOf(path)} is written more than once.`);
  const item = pair.srcToken;
  if (isExplicit(item)) return refuse('explicit-key', `${nameOf(path)} is written with an explicit key indicator (?).`);
  return { source, path, parent: mapping, pair, item, value: (pair.value ?? null) as Node | null };
}

function stepIntoList(place: Place, index: number): Place | Refused | null {
  const { source, value: list } = place;
  if (!isSeq(list)) {
    if (isEmptyValue(list) || isNullWord(list)) return null;
    return refuse('wrong-kind', `${nameOf(place.path)} is not a list.`);
  }
  const item = itemsOf(list)[index];
  if (!item) return null;
  return {
    source,
    path: [...place.path, index],
    parent: list,
    pair: null,
    item,
    value: list.items[index] as Node | null,
  };
}

const pairIndexes = new WeakMap<YAMLMap, Map<string, Pair[]>>();

/** The entries of a mapping with this key: a finding in each of a thousand services asks a thousand times. */
export function pairsOf(mapping: YAMLMap, key: string): readonly Pair[] {
  let index = pairIndexes.get(mapping);
  if (!index) {
    index = new Map();
    for (const pair of mapping.items) {
      if (!isScalar(pair.key)) continue;
      const name = String(pair.key.value);
      const pairs = index.get(name);
      if (pairs) pairs.push(pair);
      else index.set(name, [pair]);
    }
    pairIndexes.set(mapping, index);
  }
  return index.get(key) ?? [];
}

/** Whether a merge key of this mapping provides `key`. An alias that cannot be followed is taken to provide everything. */
function isMerged(source: EditableSource, mapping: YAMLMap, key: string, depth = 0): boolean {
  for (const pair of pairsOf(mapping, '<<')) {
    const merged = isSeq(pair.value) ? pair.value.items : [pair.value];
    for (const item of merged) {
      const target = isAlias(item) ? findAnchor(source, item.source) : item;
      if (!isMap(target) || depth > 20) return true;
      if (pairsOf(target, key).length > 0) return true;
      if (isMerged(source, target, key, depth + 1)) return true;
    }
  }
  return false;
}

/** The one node with this anchor; `undefined` when there are several, since which of them is meant depends on the order. */
function findAnchor(source: EditableSource, name: string): Node | undefined {
  const found: Node[] = [];
  const search = (node: unknown): void => {
    if ((isScalar(node) || isCollection(node)) && node.anchor === name) found.push(node);
    if (isMap(node)) {
      for (const pair of node.items) {
        search(pair.key);
        search(pair.value);
      }
    } else if (isSeq(node)) node.items.forEach(search);
  };
  search(source.root);
  return found.length === 1 ? found[0] : undefined;
}

/** `services.web.sysctls`, in backticks. */
export function nameOf(path: KeyPath): string {
  return path.length === 0 ? 'The document' : `\`${path.join('.')}\``;
}

/** A value of which no character is written. */
export function isEmptyValue(node: Node | null): boolean {
  return (
    node === null ||
    (isScalar(node) && node.range !== null && node.range !== undefined && node.range[0] === node.range[1])
  );
}

/** An unquoted `~` or `null`. */
export function isNullWord(node: Node | null): node is Scalar<string> {
  return isScalar(node) && node.type === 'PLAIN' && /^(?:~|null|Null|NULL)$/.test(String(node.value));
}

export function isExplicit(item: CST.CollectionItem | undefined): boolean {
  return item?.start.some((token) => token.type === 'explicit-key-ind') === true;
}

/** The tokens of a collection's entries, in the order of the entries: without the ones that hold nothing but comments. */
export function itemsOf(collection: YAMLMap | YAMLSeq): readonly CST.CollectionItem[] {
  const token = collection.srcToken;
  if (token?.type === 'block-seq') {
    return token.items.filter((item) => item.start.some((part) => part.type === 'seq-item-ind'));
  }
  if (token?.type === 'block-map' || token?.type === 'flow-collection') {
    const items: readonly CST.CollectionItem[] = token.items;
    return items.filter(
      (item) =>
        item.key ?? item.sep ?? item.value ?? item.start.find(({ type }) => type === 'anchor' || type === 'tag'),
    );
  }
  return [];
}
