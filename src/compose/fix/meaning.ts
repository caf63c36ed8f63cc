/**
 * Whether edits changed what they declared and nothing else. Two texts are compared as trees of what is written: scalars by
 * text and by whether they are quoted, since that alone decides how Docker reads them. This is stricter than comparing
 * Docker's values: `0440` and `288` are different here.
 */
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { MeaningChange, WrittenValue } from '../../core/finding.js';
import type { StackFile } from '../docker/stack.js';
import { isEmptyValue, openSource } from './source.js';

interface Properties {
  readonly anchor: string | null;
  readonly tag: string | null;
}

type Meaning =
  | ({
      readonly kind: 'scalar';
      readonly text: string;
      /** `null`: does not matter. */ quoted: boolean | null;
    } & Properties)
  | ({ readonly kind: 'alias'; readonly name: string } & Properties)
  | ({ readonly kind: 'mapping'; entries: [Meaning, Meaning][] } & Properties)
  | ({ readonly kind: 'list'; items: Meaning[] } & Properties);

const BARE: Properties = { anchor: null, tag: null };

/**
 * Compares a text with its edited version.
 *
 * @returns `null` when exactly `changes` happened; otherwise what is wrong, as a sentence for the report
 */
export function findUndeclaredChange(
  before: StackFile,
  after: StackFile,
  changes: readonly MeaningChange[],
): string | null {
  const source = openSource(before);
  if (source.kind === 'refused') return source.reason;
  const edited = openSource(after);
  if (edited.kind === 'refused') return `The edited text cannot be read. ${edited.reason}`;
  const expected = meaningOf(source.root);
  for (const change of resolveChanges(expected, changes)) {
    if (typeof change === 'string') return change;
    change();
  }
  const path = findDifference(expected, meaningOf(edited.root), []);
  return path ? `The edit would change more than it says, at \`${path.join('.') || 'the top'}\`.` : null;
}

function meaningOf(node: unknown): Meaning {
  if (isAlias(node)) return { kind: 'alias', name: node.source, ...BARE };
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }): [Meaning, Meaning] => [meaningOf(key), meaningOf(value)]);
    return { kind: 'mapping', entries, ...propertiesOf(node) };
  }
  if (isSeq(node)) return { kind: 'list', items: node.items.map(meaningOf), ...propertiesOf(node) };
  if (!isScalar(node) || isEmptyValue(node)) {
    return { kind: 'scalar', text: '', quoted: false, ...(isScalar(node) ? propertiesOf(node) : BARE) };
  }
  return { kind: 'scalar', text: String(node.value), quoted: node.type !== 'PLAIN', ...propertiesOf(node) };
}

function propertiesOf(node: { anchor?: string; tag?: string; range?: unknown }): Properties {
  return { anchor: node.anchor ?? null, tag: node.tag ?? null };
}

function fromWritten(value: WrittenValue): Meaning {
  switch (value.kind) {
    case 'scalar':
      return { ...value, ...BARE };
    case 'list':
      return { kind: 'list', items: value.items.map(fromWritten), ...BARE };
    case 'mapping':
      return {
        kind: 'mapping',
        entries: value.entries.map(([key, nested]): [Meaning, Meaning] => [anyKey(key), fromWritten(nested)]),
        ...BARE,
      };
  }
}

function anyKey(text: string): Meaning {
  return { kind: 'scalar', text, quoted: null, ...BARE };
}

/** The changes as steps on the tree. All paths are followed before the first step, so no step moves another's place. */
function resolveChanges(root: Meaning, changes: readonly MeaningChange[]): ((() => void) | string)[] {
  return changes
    .map((change) => resolveChange(root, change))
    .sort((left, right) => left.order - right.order)
    .map(({ step }) => step);
}

/** Removals come last, from the back, so that no index moves under another step. */
function resolveChange(root: Meaning, change: MeaningChange): { order: number; step: (() => void) | string } {
  const missing = { order: 0, step: `The edit names \`${change.path.join('.')}\`, which is not in the file.` };
  const last = change.path.at(-1);
  const parent = follow(root, change.path.slice(0, -1));
  if (last === undefined || !parent) return missing;
  if (parent.kind === 'list' && typeof last === 'number') {
    const { items } = parent;
    if (change.kind === 'set' && last <= items.length + 1000) {
      const value = withProperties(fromWritten(change.to), items[last]);
      return { order: last, step: () => (items[last] = value) };
    }
    if (change.kind === 'remove' && last < items.length) {
      return { order: Number.MAX_SAFE_INTEGER - last, step: () => items.splice(last, 1) };
    }
    return missing;
  }
  if (parent.kind !== 'mapping') return missing;
  const { entries } = parent;
  const index = entries.findIndex(([key]) => key.kind === 'scalar' && key.text === last);
  const entry = entries[index];
  switch (change.kind) {
    case 'set': {
      const value = withProperties(fromWritten(change.to), entry?.[1]);
      if (entry) return { order: 0, step: () => (entry[1] = value) };
      return { order: 0, step: () => entries.push([anyKey(String(last)), value]) };
    }
    case 'rename':
      return entry ? { order: 0, step: () => (entry[0] = anyKey(change.to)) } : missing;
    case 'remove':
      if (!entry) return missing;
      return { order: Number.MAX_SAFE_INTEGER - index, step: () => entries.splice(entries.indexOf(entry), 1) };
  }
}

/** An edit keeps the anchor of the value that it replaces. */
function withProperties(value: Meaning, replaced: Meaning | undefined): Meaning {
  return replaced ? { ...value, anchor: replaced.anchor, tag: replaced.tag } : value;
}

function follow(root: Meaning, path: readonly (string | number)[]): Meaning | undefined {
  let node: Meaning | undefined = root;
  for (const segment of path) {
    if (node?.kind === 'mapping') {
      node = node.entries.find(([key]) => key.kind === 'scalar' && key.text === segment)?.[1];
    } else if (node?.kind === 'list' && typeof segment === 'number') node = node.items[segment];
    else return undefined;
  }
  return node;
}

/** The path to the first place where the trees differ; `null` when they are the same. */
function findDifference(expected: Meaning, actual: Meaning, path: readonly string[]): readonly string[] | null {
  if (expected.anchor !== actual.anchor || expected.tag !== actual.tag) return path;
  if (expected.kind === 'mapping' && actual.kind === 'mapping') {
    if (expected.entries.length !== actual.entries.length) return path;
    for (const [index, [key, value]] of expected.entries.entries()) {
      const other = actual.entries[index];
      const inner = [...path, key.kind === 'scalar' ? key.text : '?'];
      const difference = other && (findDifference(key, other[0], inner) ?? findDifference(value, other[1], inner));
      if (difference) return difference;
    }
    return null;
  }
  if (expected.kind === 'list' && actual.kind === 'list') {
    if (expected.items.length !== actual.items.length) return path;
    for (const [index, item] of expected.items.entries()) {
      const other = actual.items[index];
      const difference = other && findDifference(item, other, [...path, String(index)]);
      if (difference) return difference;
    }
    return null;
  }
  if (expected.kind === 'alias' && actual.kind === 'alias') return expected.name === actual.name ? null : path;
  if (expected.kind !== 'scalar' || actual.kind !== 'scalar' || expected.text !== actual.text) return path;
  return expected.quoted === null || expected.quoted === actual.quoted ? null : path;
}
