/** Takes an entry out of a mapping or list, and nothing else: no comment, and never the last entry. */
import { isCollection, isMap, isScalar, isSeq } from 'yaml';
import type { CST } from 'yaml';
import { endOf, hasComment, isComment, lineEnd, lineStart, startOf, trailingBlockScalar } from './extent.js';
import type { EditResult, Refused } from './result.js';
import { refuse } from './result.js';
import type { Place } from './source.js';
import { isExplicit, itemsOf, nameOf } from './source.js';

/** Removes the entry at `place`. A comment inside it, or after it on its line, is reason to refuse. */
export function removeEntry(place: Place): EditResult {
  const { source, path, parent, item } = place;
  const { file, text } = source;
  if (!parent || !item) return refuse('missing', 'The document itself cannot be removed.');
  const anchor = findUsedAnchor(place.pair?.key, source.usedAnchors) ?? findUsedAnchor(place.value, source.usedAnchors);
  if (anchor !== null)
    return refuse('shared-anchor', `${nameOf(path)} contains the anchor &${anchor}, which is used elsewhere.`);
  const isBlock = parent.srcToken?.type !== 'flow-collection';
  if (hasComment(text, item, isBlock)) return refuse('comment', `${nameOf(path)} has a comment that would go with it.`);
  const items = itemsOf(parent);
  const range = isBlock ? blockRange(text, items, item) : flowRange(items, item);
  if (items.some(isExplicit) || (isBlock && lengthensScalar(text, items[items.indexOf(item) - 1], range))) {
    return refuse('layout', `${nameOf(path)} is laid out in a way that it cannot be taken out of safely.`);
  }
  if ('kind' in range) return { ...range, reason: `${nameOf(path)} ${range.reason}` };
  return {
    kind: 'edited',
    edits: [{ file, start: range.start, end: range.end, text: '' }],
    changes: [{ kind: 'remove', file, path }],
  };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

const ONLY_ENTRY = refuse('last-entry', 'is the only entry; without it the value would be empty.');
const COMMENT_BETWEEN = refuse('comment', 'has a comment next to it that would go with it.');

function blockRange(text: string, items: readonly CST.CollectionItem[], item: CST.CollectionItem): Range | Refused {
  if (items.length === 1) return ONLY_ENTRY;
  const start = startOf(item);
  const end = endOf(item);
  const line = lineStart(text, start);
  if (text.slice(line, start).trim() !== '') {
    // `- first: 1`: the next key moves up to the dash.
    const next = end + text.slice(end).search(/\S/);
    return text[next] === '#' ? COMMENT_BETWEEN : { start, end: next };
  }
  if (text[end - 1] === '\n') return { start: line, end };
  const stop = lineEnd(text, end);
  if (stop < text.length) return { start: line, end: stop + (text[stop] === '\r' ? 2 : 1) };
  // The last line of a file without a final line break: the break before it goes instead.
  return { start: lineEnd(text, line - (text[line - 2] === '\r' ? 2 : 1)), end: stop };
}

/** Whether comments, blank lines or the end of the file would come to belong to the block scalar before the removed lines. */
function lengthensScalar(text: string, previous: CST.CollectionItem | undefined, range: Range | Refused): boolean {
  if ('kind' in range || !previous || !trailingBlockScalar(previous)) return false;
  return range.end === text.length || /^[ \t]*(?:#|$)/.test(text.slice(range.end, lineEnd(text, range.end)));
}

function flowRange(items: readonly CST.CollectionItem[], item: CST.CollectionItem): Range | Refused {
  const index = items.indexOf(item);
  const next = items[index + 1];
  if (next) return next.start.some(isComment) ? COMMENT_BETWEEN : { start: startOf(item), end: startOf(next) };
  const previous = items[index - 1];
  if (!previous) return ONLY_ENTRY;
  return item.start.some(isComment) ? COMMENT_BETWEEN : { start: endOf(previous), end: endOf(item) };
}

function findUsedAnchor(node: unknown, used: ReadonlySet<string>): string | null {
  if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined && used.has(node.anchor)) return node.anchor;
  const inner = isMap(node) ? node.items.flatMap(({ key, value }) => [key, value]) : isSeq(node) ? node.items : [];
  return inner.reduce<string | null>((found, child) => found ?? findUsedAnchor(child, used), null);
}
