/** Building objects: literals with spreads, `Object.assign`, and assignments to members of an object that exists. */
import type { TSESTree } from '@typescript-eslint/utils';
import {
  type ObjectValue,
  type Origin,
  type PropertyValue,
  type Unknown,
  type Value,
  getProperty,
  join,
  literal,
  unknown,
} from '../value.js';

interface Draft {
  readonly properties: Map<string, PropertyValue>;
  complete: boolean;
}

/** More alternatives than this are merged: what differs between them becomes unknown. */
const MAX_DRAFTS = 8;

/** An object in the making. Spreads of one of several objects fork it. */
export class ObjectBuilder {
  private drafts: Draft[] = [{ properties: new Map(), complete: true }];
  private readonly origin: Origin;

  constructor(origin: Origin) {
    this.origin = origin;
  }

  set(key: string, property: PropertyValue): void {
    for (const { properties } of this.drafts) {
      // Last in the order of evaluation.
      properties.delete(key);
      properties.set(key, property);
    }
  }

  /** A key that is not known: it may be any of those that are there. */
  setUnknownKey(cause: Unknown): void {
    for (const draft of this.drafts) forget(draft, cause);
  }

  /** `...value`, or a source of `Object.assign`. */
  spread(value: Value): void {
    const alternatives = value.kind === 'oneOf' ? value.values : [value];
    this.drafts = this.drafts.flatMap((draft) =>
      alternatives.map((alternative) => {
        const next: Draft = { properties: new Map(draft.properties), complete: draft.complete };
        spreadInto(next, alternative);
        return next;
      }),
    );
    if (this.drafts.length > MAX_DRAFTS) this.drafts = [merge(this.drafts, this.origin)];
  }

  build(): Value {
    return join(
      this.drafts.map(({ properties, complete }): ObjectValue => ({
        kind: 'object',
        properties,
        complete,
        origin: this.origin,
      })),
      this.origin,
    );
  }
}

function spreadInto(draft: Draft, value: Value): void {
  switch (value.kind) {
    case 'literal':
      // Only a string has something to spread, and nobody means it.
      if (typeof value.value === 'string' && value.value !== '')
        forgetBecause(draft, 'spread of a string', value.origin);
      break;
    case 'object':
      if (!value.complete)
        forgetBecause(draft, 'it may be replaced by a spread that is not known in full', value.origin);
      for (const [key, property] of value.properties) {
        draft.properties.delete(key);
        draft.properties.set(key, property);
      }
      break;
    case 'function':
      break;
    case 'unknown':
      forget(draft, value);
      break;
    default:
      forgetBecause(draft, 'it may be replaced by a spread that is not known', value.origin);
  }
}

function forgetBecause(draft: Draft, reason: string, origin: Origin): void {
  forget(draft, unknown(reason, origin));
}

function forget(draft: Draft, value: Unknown): void {
  for (const [key, property] of draft.properties) draft.properties.set(key, { ...property, value });
  draft.complete = false;
}

function merge(drafts: readonly Draft[], origin: Origin): Draft {
  const merged: Draft = { properties: new Map(), complete: drafts.every(({ complete }) => complete) };
  for (const [key, property] of drafts.flatMap(({ properties }) => [...properties])) {
    const values = drafts.map(({ properties }) => properties.get(key)?.value);
    const same = values.every((value) => value === property.value);
    const value = same ? property.value : unknown('too many possible values', origin);
    merged.properties.set(key, { ...property, value });
  }
  return merged;
}

/** What an assignment does to the value that a path of keys leads to. */
export type Change = (before: Value) => Value;

/** Where a changed member was written, as for {@link PropertyValue}. */
export interface ChangeSite {
  readonly origin: Origin;
  readonly keyNode: TSESTree.Node;
  /** The change happens, so that a value which is not known is an object from then on. */
  readonly isCertain: boolean;
}

/**
 * The value after `value.a.b = …`. A key that is `null` is not known: everything it may hit becomes unknown.
 * Assigning to a member of an unknown value shows that it is an object and leaves the rest of it unknown.
 */
export function changeAt(value: Value, path: readonly (string | null)[], change: Change, site: ChangeSite): Value {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  switch (value.kind) {
    case 'oneOf':
      return join(
        value.values.map((alternative) => changeAt(alternative, path, change, site)),
        value.origin,
      );
    case 'object':
    case 'unknown': {
      if (value.kind === 'unknown' && !site.isCertain) return value;
      const draft: Draft =
        value.kind === 'object'
          ? { properties: new Map(value.properties), complete: value.complete }
          : { properties: new Map(), complete: false };
      if (key === null) {
        forgetBecause(draft, 'a key that is not known is assigned', site.origin);
      } else {
        const before = getProperty(value, [key]);
        const after = changeAt(
          before.kind === 'absent' ? literal(undefined, before.origin) : before,
          rest,
          change,
          site,
        );
        const own = draft.properties.get(key);
        draft.properties.set(
          key,
          rest.length > 0 && own
            ? { ...own, value: after }
            : { value: after, origin: site.origin, keyNode: site.keyNode },
        );
      }
      return { kind: 'object', ...draft, origin: value.origin };
    }
    case 'array': {
      const index = Number(key ?? NaN);
      const before = value.elements[index];
      // Another element may be hit, or `length`.
      if (!before) return { ...value, elements: [], complete: false };
      return { ...value, elements: value.elements.with(index, changeAt(before, rest, change, site)) };
    }
    case 'instance':
      return unknown('a member of an instance is assigned', site.origin);
    default:
      return value;
  }
}

/** The value after `delete value.a.b`. */
export function deleteAt(value: Value, path: readonly (string | null)[], site: ChangeSite): Value {
  const key = path.at(-1);
  return changeAt(
    value,
    path.slice(0, -1),
    (owner): Value => {
      if (owner.kind === 'literal') return owner;
      if (owner.kind !== 'object' || typeof key !== 'string') return everythingUnknown(owner, site.origin);
      const properties = new Map(owner.properties);
      properties.delete(key);
      // Deleting from what is not known in full leaves it so, but this key is gone.
      return owner.complete
        ? { ...owner, properties }
        : {
            ...owner,
            properties: properties.set(key, {
              value: literal(undefined, site.origin),
              origin: site.origin,
              keyNode: site.keyNode,
            }),
          };
    },
    site,
  );
}

/** The value after something that is not followed happened to it. */
export function everythingUnknown(value: Value, origin: Origin): Value {
  const cause = unknown('it is changed in a way that is not followed', origin);
  switch (value.kind) {
    case 'object': {
      const draft: Draft = { properties: new Map(value.properties), complete: false };
      forget(draft, cause);
      return { ...value, ...draft };
    }
    case 'oneOf':
      return join(
        value.values.map((alternative) => everythingUnknown(alternative, origin)),
        value.origin,
      );
    case 'array':
      return { ...value, elements: [], complete: false };
    case 'instance':
    case 'function':
      // What they are does not change with what they hold.
      return value;
    default:
      return cause;
  }
}
