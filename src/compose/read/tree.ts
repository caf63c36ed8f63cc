/**
 * A stack file as values with places: aliases expanded, merge keys applied, every scalar read as Docker reads it. No node
 * of the YAML library gets past `parse.ts`.
 */
import type { LabelledSpan, Span } from '../../core/finding.js';
import type { Interpolation } from '../docker/interpolate.js';
import type { RawMapping } from '../docker/stack.js';
import type { ScalarValue } from './scalar.js';

export type TreeNode = ScalarNode | ListNode | MapNode;

/** Where a node is. Through an alias or a merge key, `span` is the use and `via` says where the text is written. */
export interface Place {
  readonly span: Span;
  readonly via: readonly LabelledSpan[];
}

export interface ScalarNode extends Place {
  readonly kind: 'scalar';
  readonly value: ScalarValue;
  readonly style: 'plain' | 'quoted' | 'block';
  /** Where the text is written, quotes included. The same as `span` unless the node came through an alias. */
  readonly source: Span;
  /** Offset of the first character of the text, when the file has the text as it is: no escapes, no line folding. */
  readonly textStart: number | null;
  /** What `${…}` did to the text; `null` when there is none, or before interpolation. */
  readonly interpolation: Interpolation | null;
  /** Docker stops at this value, so nothing is known of it: it is judged no further. */
  readonly isUnknown: boolean;
}

export interface ListNode extends Place {
  readonly kind: 'list';
  readonly items: readonly TreeNode[];
}

export interface MapNode extends Place {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, MapEntry>;
  /** The first key that is not text (`1:`, `true:`). Docker cannot read a mapping that has one. */
  readonly otherKey: { readonly text: string; readonly span: Span } | null;
  readonly raw: RawMapping | null;
  /** What a merge key would have brought under a key that the mapping has itself: all of it is lost. */
  readonly lost: readonly LostEntry[];
}

export interface LostEntry {
  readonly key: string;
  /** The mapping's own key. */
  readonly keySpan: Span;
  /** The key that lost, in the anchor's mapping. */
  readonly source: Span;
  /** What stands under it: the keys of a mapping, the items of a list. */
  readonly names: readonly string[];
}

export interface MapEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: TreeNode;
}

/** The value at a path of keys, or `null` where the path leaves the tree. List items are found by index. */
export function getNode(root: TreeNode, path: readonly string[]): TreeNode | null {
  let node: TreeNode | undefined = root;
  for (const key of path) {
    if (node.kind === 'map') node = node.entries.get(key)?.value;
    else if (node.kind === 'list') node = node.items[Number(key)];
    else return null;
    if (!node) return null;
  }
  return node;
}

/** The entry of a mapping, or `null` when the node is no mapping or has no such key. */
export function getEntry(node: TreeNode | null, key: string): MapEntry | null {
  return node?.kind === 'map' ? (node.entries.get(key) ?? null) : null;
}

/** Calls back for every scalar of a tree. The path is live: keep a copy, not the array. */
export function forEachScalar(root: TreeNode, look: (node: ScalarNode, path: readonly string[]) => void): void {
  const path: string[] = [];
  const visitChild = (key: string, node: TreeNode): void => {
    path.push(key);
    visit(node);
    path.pop();
  };
  const visit = (node: TreeNode): void => {
    if (node.kind === 'scalar') look(node, path);
    else if (node.kind === 'map') for (const { key, value } of node.entries.values()) visitChild(key, value);
    else for (const [index, item] of node.items.entries()) visitChild(String(index), item);
  };
  visit(root);
}
