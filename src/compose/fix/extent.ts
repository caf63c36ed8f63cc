/** Where an entry's text begins and ends, comments and blank space around it left out. Offsets into the file's text. */
import type { CST } from 'yaml';

const BLANK = new Set(['space', 'newline', 'comment', 'comma']);
const CLOSERS = new Set(['flow-map-end', 'flow-seq-end']);

/** What of an entry is neither comment nor blank, in the order of the text. */
function tokensOf({ start, key, sep = [], value }: CST.CollectionItem): CST.Token[] {
  const tokens: readonly (CST.Token | null | undefined)[] = [...start, key, ...sep, value];
  return tokens.filter((token): token is CST.Token => !!token && !BLANK.has(token.type));
}

/** The first character of the entry: its `-`, its anchor or tag, or its key. Infinity for one that holds only comments. */
export function startOf(item: CST.CollectionItem): number {
  return Math.min(...tokensOf(item).map(({ offset }) => offset));
}

/**
 * The end of the entry's last character that is not comment or blank; a block scalar's is the end of all its lines. -1 for an
 * entry that holds only comments.
 */
export function endOf(item: CST.CollectionItem): number {
  return tokensOf(item).reduceRight((end, token) => (end < 0 ? endOfToken(token) : end), -1);
}

function endOfToken(token: CST.Token): number {
  switch (token.type) {
    case 'block-map':
    case 'block-seq':
      return entriesOf(token).reduceRight((end, item) => (end < 0 ? endOf(item) : end), -1);
    case 'flow-collection':
      return closeOf(token) + 1;
    case 'block-scalar':
      return contentOf(token) + token.source.length;
    default: {
      const { offset, source } = token as CST.FlowScalar | CST.SourceToken;
      return offset + source.length;
    }
  }
}

function entriesOf(token: CST.BlockMap | CST.BlockSequence | CST.FlowCollection): readonly CST.CollectionItem[] {
  return token.items;
}

/** Where the bracket is that closes a flow collection. */
export function closeOf({ end }: CST.FlowCollection): number {
  return Math.max(...end.filter(({ type }) => CLOSERS.has(type)).map(({ offset }) => offset));
}

/** Where the lines of a block scalar begin: after its header line. */
export function contentOf({ offset, props }: CST.BlockScalar): number {
  return props.reduce((end, token) => end + (token as CST.SourceToken).source.length, offset);
}

/** The block scalar that ends an entry, if one does. */
export function trailingBlockScalar(item: CST.CollectionItem): CST.BlockScalar | null {
  let value = item.value;
  while (value?.type === 'block-map' || value?.type === 'block-seq') {
    value = entriesOf(value).findLast((inner) => endOf(inner) >= 0)?.value;
  }
  return value?.type === 'block-scalar' ? value : null;
}

/** Whether a comment stands inside the entry, or after it on its last line. */
export function hasComment(text: string, item: CST.CollectionItem, isBlock: boolean): boolean {
  const end = endOf(item);
  if (item.sep?.some(isComment) || (item.value && containsComment(item.value, end))) return true;
  return isBlock && /^[ \t]*#/.test(text.slice(end, lineEnd(text, end)));
}

function containsComment(token: CST.Token, before: number): boolean {
  const isInside = (part: CST.Token): boolean => isComment(part) && part.offset < before;
  if (token.type === 'block-scalar') return token.props.some(isComment);
  if ('end' in token && token.end?.some(isInside)) return true;
  if (token.type !== 'block-map' && token.type !== 'block-seq' && token.type !== 'flow-collection') return false;
  return entriesOf(token).some(
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
