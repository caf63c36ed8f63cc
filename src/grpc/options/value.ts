/**
 * What an expression evaluates to, as far as it can be known without running it.
 *
 * Three states: known (`literal`, `object`, `array`, `json`, `function`, `instance`), one of several (`oneOf`), and
 * `unknown`. Each remembers where it was written, because a message has to name that place and a fix may touch only text that
 * the linted file owns.
 */
import type { TSESTree } from '@typescript-eslint/utils';

/** Where a value was written. */
export interface Origin {
  /** Absolute path, or `null` for the linted file itself. Only values of the linted file may be edited. */
  readonly file: string | null;
  readonly node: TSESTree.Node;
}

export type Value = KnownValue | OneOf | Unknown;
export type KnownValue = Data | Json | FunctionValue | Instance;
/** What JSON text can hold. */
export type Data = Literal | ObjectValue | ArrayValue;

export type Primitive = string | number | boolean | bigint | null | undefined;

export interface Literal {
  readonly kind: 'literal';
  readonly value: Primitive;
  readonly origin: Origin;
  /** The value is a default that the environment or a caller may replace: `env.X ?? 600_000`, `function f(ms = 600_000)`. */
  readonly overridable?: boolean;
}

export interface ObjectValue {
  readonly kind: 'object';
  /** In the order of evaluation; a later property has already replaced an earlier one of its name. */
  readonly properties: ReadonlyMap<string, PropertyValue>;
  /** False when an unknown spread or computed key may add properties. Those it may replace have become `unknown`. */
  readonly complete: boolean;
  readonly origin: Origin;
}

export interface PropertyValue {
  readonly value: Value;
  /** The `Property` node (or assignment) that wrote it. */
  readonly origin: Origin;
  readonly keyNode: TSESTree.Node;
}

export interface ArrayValue {
  readonly kind: 'array';
  readonly elements: readonly Value[];
  readonly complete: boolean;
  readonly origin: Origin;
}

/** `JSON.stringify(value)`, or a string literal that was parsed as JSON by the reader of the option. */
export interface Json {
  readonly kind: 'json';
  readonly value: Value;
  readonly origin: Origin;
}

/** A function that can be named and looked into. `origin.file` says where `node` is. */
export interface FunctionValue {
  readonly kind: 'function';
  readonly node: TSESTree.FunctionLike;
  readonly origin: Origin;
}

/** `new X(...)`: an object that is not plain data. A call whose result is not known is `unknown`, not an instance. */
export interface Instance {
  readonly kind: 'instance';
  readonly node: TSESTree.NewExpression | TSESTree.CallExpression;
  readonly origin: Origin;
}

export interface OneOf {
  readonly kind: 'oneOf';
  /** At least two, all different. */
  readonly values: readonly KnownValue[];
  readonly origin: Origin;
}

export interface Unknown {
  readonly kind: 'unknown';
  /** Why, for people who ask for unknowns: "a parameter of the function", "imported from ./config, not found". */
  readonly reason: string;
  readonly origin: Origin;
  readonly cause: UnknownCause;
}

export type UnknownCause =
  /** The environment or a caller gives it (`process.env.X`, a parameter), so a default beside it is what the author expects. */
  | 'outside'
  /** Imported, and the other file is not to be had; its type may be known. */
  | 'import'
  /** The code makes it, in a way that is not followed. */
  | 'code';

/** The key is certainly not there. `origin` is the object that lacks it. */
export interface Absent {
  readonly kind: 'absent';
  readonly origin: Origin;
}

/** More alternatives than this say nothing useful any more. */
const MAX_ALTERNATIVES = 16;

export function literal(value: Primitive, origin: Origin, overridable = false): Literal {
  return overridable ? { kind: 'literal', value, origin, overridable } : { kind: 'literal', value, origin };
}

export function unknown(reason: string, origin: Origin, cause: UnknownCause = 'code'): Unknown {
  return { kind: 'unknown', reason, origin, cause };
}

/**
 * The value of an expression that takes one of `values`: the branches of a conditional, the `return`s of a function.
 * Unknown as soon as one of them is, since a verdict needs all of them.
 */
export function join(values: readonly Value[], origin: Origin): Value {
  const known: KnownValue[] = [];
  for (const value of values) {
    if (value.kind === 'unknown') return value;
    for (const candidate of value.kind === 'oneOf' ? value.values : [value]) {
      const index = known.findIndex((other) => isSame(other, candidate));
      if (index === -1) known.push(candidate);
      else if (candidate.kind === 'literal' && candidate.overridable) known[index] = candidate;
    }
  }
  const [first] = known;
  if (!first) return unknown('no value', origin);
  if (known.length === 1) return first;
  return known.length > MAX_ALTERNATIVES
    ? unknown('too many possible values', origin)
    : { kind: 'oneOf', values: known, origin };
}

function isSame(a: KnownValue, b: KnownValue): boolean {
  return a === b || (a.kind === 'literal' && b.kind === 'literal' && Object.is(a.value, b.value));
}

/** Parsed JSON as a value whose every part was written at `origin`. */
export function fromJson(json: unknown, origin: Origin): Data {
  if (Array.isArray(json)) {
    return { kind: 'array', elements: json.map((element) => fromJson(element, origin)), complete: true, origin };
  }
  if (typeof json === 'object' && json !== null) {
    const properties = Object.entries(json).map(
      ([key, value]) => [key, { value: fromJson(value, origin), origin, keyNode: origin.node }] as const,
    );
    return { kind: 'object', properties: new Map(properties), complete: true, origin };
  }
  return literal(json as string | number | boolean | null, origin);
}

/** Every value that the expression can have, or `null` when that is not known. */
export function possibleValues(value: KnownValue | OneOf): readonly KnownValue[];
export function possibleValues(value: Value): readonly KnownValue[] | null;
export function possibleValues(value: Value): readonly KnownValue[] | null {
  if (value.kind === 'unknown') return null;
  return value.kind === 'oneOf' ? value.values : [value];
}

/**
 * What a path of keys leads to inside a value: `getProperty(options, ['grpc', 'channelOptions'])`.
 *
 * `absent` means the key is certainly not there; `{ key: undefined }` is a literal `undefined` instead, because grpc-js
 * tells the two apart. Of a `oneOf` in which only some alternatives have the key, the others count as `undefined`: ask each
 * of {@link possibleValues} where the difference matters.
 */
export function getProperty(value: Value, path: readonly string[]): Value | Absent {
  let current: Value = value;
  for (const key of path) {
    const next = getOwn(current, key);
    if (next.kind === 'absent') return next;
    current = next;
  }
  return current;
}

function getOwn(value: Value, key: string): Value | Absent {
  switch (value.kind) {
    case 'object': {
      const property = value.properties.get(key);
      if (property) return property.value;
      return value.complete
        ? { kind: 'absent', origin: value.origin }
        : unknown(`"${key}" may come from a spread or key that is not known`, value.origin);
    }
    case 'array': {
      if (key === 'length' && value.complete) return literal(value.elements.length, value.origin);
      const index = Number(key);
      const element = value.elements[index];
      // Behind a spread that is not known, the position of an element is not either.
      const isPlaced = value.complete || value.elements.slice(0, index + 1).every(({ kind }) => kind !== 'unknown');
      if (element && isPlaced) return element;
      return value.complete
        ? { kind: 'absent', origin: value.origin }
        : unknown('an element of an array that is not known in full', value.origin);
    }
    case 'oneOf': {
      const results = value.values.map((alternative) => getOwn(alternative, key));
      if (results.every((result) => result.kind === 'absent')) return { kind: 'absent', origin: value.origin };
      return join(
        results.map((result) => (result.kind === 'absent' ? literal(undefined, result.origin) : result)),
        value.origin,
      );
    }
    case 'literal':
      // Reading a property of `undefined` throws; of a string or number it is a method that nobody stores in options.
      return value.value === undefined || value.value === null
        ? { kind: 'absent', origin: value.origin }
        : unknown(`a property of ${JSON.stringify(String(value.value))}`, value.origin);
    case 'unknown':
      return value;
    default:
      return unknown(`a property of something that is not a plain object`, value.origin);
  }
}
