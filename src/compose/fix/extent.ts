/** Where an entry's text begins and ends, comments and blank space around it left out. Offsets into the file's text. */
import type { CST } from 'yaml';

const BLANK = new Set(['space', 'newline', 'comment', 'comma']);

/** The first character of the entry: its `-`, its anchor or tag, or its key. */
export function startOf(item: CST.CollectionItem): number | null {
  const first = item.start.find((token) => !BLANK.has(token.type)) ?? item.key ?? item.sep?.[0] ?? item.value;
  return first?.offset ?? null;
}

/** The end of the entry's last character that is not comment or blank; a block scalar's is the end of all its lines. */
export function endOf(item: CST.CollectionItem): number | null {
  const value = item.value ? endOfToken(item.value) : null;
  if (value !== null) return value;
  const last =
    item.sep?.findLast((token) => !BLANK.has(token.type)) ??
    item.key ??
    item.start.findLast((token) => !BLANK.has(token.type));
  return last ? endOfToken(last) : null;
}

/** `null` for a token of no characters. */
function endOfToken(token: CST.Token): number | null {
  switch (token.type) {
    case 'block-map':
    case 'block-seq': {
      const items: readonly CST.CollectionItem[] = token.items;
      for (let index = items.length - 1; index >= 0; index--) {
        const item = items[index];
        const end = item ? endOf(item) : null;
        if (end !== null) return end;
      }
      return null;
    }
    case 'flow-collection': {
      const close = token.end.find(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end');
      return close ? close.offset + 1 : null;
    }
    case 'block-scalar':
      return contentOf(token) + token.source.length;
    case 'document':
      return null;
    default:
      return token.source === '' ? null : token.offset + token.source.length;
  }
}

/** Where the lines of a block scalar begin: after its header line. */
export function contentOf(scalar: CST.BlockScalar): number {
  let offset = scalar.offset;
  for (const token of scalar.props) if ('source' in token) offset += token.source.length;
  return offset;
}

/** The block scalar that ends an entry, if one does. */
export function trailingBlockScalar(item: CST.CollectionItem): CST.BlockScalar | null {
  let value = item.value;
  while (value?.type === 'block-map' || value?.type === 'block-seq') {
    const items: readonly CST.CollectionItem[] = value.items;
    value = items.findLast((inner) => endOf(inner) !== null)?.value;
  }
  return value?.type === 'block-scalar' ? value : null;
}

/** Whether a comment stands inside the entry, or after it on its last line. */
export function hasComment(text: string, item: CST.CollectionItem, isBlock: boolean): boolean {
  const end = endOf(item);
  if (item.sep?.some(isComment) || (item.value && containsComment(item.value, end ?? 0))) return true;
  return isBlock && end !== null && /^[ \t]*#/.test(text.slice(end, lineEnd(text, end)));
}

function containsComment(token: CST.Token, before: number): boolean {
  const isInside = (part: CST.Token): boolean => isComment(part) && part.offset < before;
  if (token.type === 'block-scalar') return token.props.some(isComment);
  if ('end' in token && token.end?.some(isInside)) return true;
  if (token.type !== 'block-map' && token.type !== 'block-seq' && token.type !== 'flow-collection') return false;
  const items: readonly CST.CollectionItem[] = token.items;
  return items.some(
    (item) =>
      [...item.start, ...(item.sep ?? [])].some(isInside) ||
      [item.key, item.value].some((part) => part && containsComment(part, before)),
  );
}

export function isComment(token: CST.Token): boolean {
  return token.type === 'comment';
}

/** The offset of the line break that ends the line of `offset`, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline === -1) return text.length;
  return newline > offset && text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** The offset at which the line of `offset` begins. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}
