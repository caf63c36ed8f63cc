/** The functions and constants of the language that option values are computed with. */
import { mapLiterals } from './operators.js';
import { ObjectBuilder } from './object.js';
import {
  type Origin,
  type Primitive,
  type Value,
  fromJson,
  getProperty,
  join,
  literal,
  possibleValues,
  unknown,
} from '../value.js';

type Compute = (...values: never[]) => Primitive;

/** Pure functions of literals. */
const LITERAL_FUNCTIONS: Readonly<Record<string, Compute>> = {
  BigInt: (value: bigint | number | string) => BigInt(value),
  Boolean: (value: unknown) => Boolean(value),
  Number: (...values: unknown[]) => (values.length === 0 ? 0 : Number(values[0])),
  String: (...values: unknown[]) => (values.length === 0 ? '' : String(values[0])),
  isFinite: (value: number) => isFinite(value),
  isNaN: (value: number) => isNaN(value),
  parseFloat: (value: string) => parseFloat(value),
  parseInt: (value: string, radix?: number) => parseInt(value, radix),
  'Number.isFinite': (value: unknown) => Number.isFinite(value),
  'Number.isInteger': (value: unknown) => Number.isInteger(value),
  'Number.isNaN': (value: unknown) => Number.isNaN(value),
  'Number.isSafeInteger': (value: unknown) => Number.isSafeInteger(value),
  'Number.parseFloat': (value: string) => parseFloat(value),
  'Number.parseInt': (value: string, radix?: number) => parseInt(value, radix),
  'Math.abs': Math.abs,
  'Math.ceil': Math.ceil,
  'Math.floor': Math.floor,
  'Math.max': Math.max,
  'Math.min': Math.min,
  'Math.pow': Math.pow,
  'Math.round': Math.round,
  'Math.sign': Math.sign,
  'Math.sqrt': Math.sqrt,
  'Math.trunc': Math.trunc,
};

const CONSTANTS: Readonly<Record<string, number | undefined>> = {
  undefined: undefined,
  NaN: NaN,
  Infinity: Infinity,
  'Math.E': Math.E,
  'Math.PI': Math.PI,
  'Number.EPSILON': Number.EPSILON,
  'Number.MAX_SAFE_INTEGER': Number.MAX_SAFE_INTEGER,
  'Number.MAX_VALUE': Number.MAX_VALUE,
  'Number.MIN_SAFE_INTEGER': Number.MIN_SAFE_INTEGER,
  'Number.MIN_VALUE': Number.MIN_VALUE,
  'Number.NEGATIVE_INFINITY': Number.NEGATIVE_INFINITY,
  'Number.NaN': NaN,
  'Number.POSITIVE_INFINITY': Number.POSITIVE_INFINITY,
};

/** Where programs read their environment from. */
const ENVIRONMENT = /^(process|Bun|Deno)\.env(\.|$)/;

/** The value of a global or a member of one, by its dotted name. */
export function globalValue(name: string, origin: Origin): Value {
  if (Object.hasOwn(CONSTANTS, name)) return literal(CONSTANTS[name], origin);
  if (ENVIRONMENT.test(name)) return unknown('the environment', origin, 'outside');
  return unknown(`the global ${name}`, origin);
}

/** The result of a call of a global function, by its dotted name; `null` when the function is not one of these. */
export function callGlobal(name: string, given: readonly Value[], origin: Origin): Value | null {
  const compute = Object.hasOwn(LITERAL_FUNCTIONS, name) ? LITERAL_FUNCTIONS[name] : undefined;
  if (compute) return mapLiterals(given, origin, compute as (...values: readonly Primitive[]) => Primitive);
  const [first, ...rest] = given;
  if (!first) return null;
  switch (name) {
    case 'Object.freeze':
    case 'Object.seal':
    case 'Object.preventExtensions':
    case 'Promise.resolve':
    case 'structuredClone':
      return first;
    case 'Object.fromEntries':
      return fromEntries(first, origin);
    case 'JSON.stringify':
      return stringify(first, rest, origin);
    case 'JSON.parse':
      return parse(first, origin);
    case 'Deno.env.get':
      return unknown('the environment', origin, 'outside');
    default:
      return null;
  }
}

/** `Object.assign(target, ...sources)`. */
export function assign(target: Value, sources: readonly Value[], origin: Origin): Value {
  const builder = new ObjectBuilder(origin);
  builder.spread(target);
  for (const source of sources) builder.spread(source);
  return builder.build();
}

function fromEntries(entries: Value, origin: Origin): Value {
  if (entries.kind !== 'array' || !entries.complete) return unknown('entries that are not known', origin);
  const builder = new ObjectBuilder(origin);
  for (const entry of entries.elements) {
    const key = getProperty(entry, ['0']);
    const value = getProperty(entry, ['1']);
    if (key.kind !== 'literal' || value.kind === 'absent') return unknown('entries that are not known', origin);
    builder.set(String(key.value), { value, origin: entry.origin, keyNode: key.origin.node });
  }
  return builder.build();
}

function stringify(value: Value, [replacer]: readonly Value[], origin: Origin): Value {
  const isWhole = !replacer || (replacer.kind === 'literal' && (replacer.value ?? null) === null);
  const alternatives = possibleValues(value);
  if (!isWhole || !alternatives) {
    const content = value.kind === 'unknown' ? value : unknown('a replacer function decides', origin);
    return { kind: 'json', value: content, origin };
  }
  return join(
    alternatives.map((one): Value => {
      const content = asJson(one);
      return content ? { kind: 'json', value: content, origin } : literal(undefined, origin);
    }),
    origin,
  );
}

/** What is left of a value in JSON; `null` when nothing is. */
function asJson(value: Value): Value | null {
  switch (value.kind) {
    case 'literal':
      if (value.value === undefined) return null;
      if (typeof value.value === 'bigint') return unknown('JSON of a bigint', value.origin);
      return typeof value.value === 'number' && !Number.isFinite(value.value) ? { ...value, value: null } : value;
    case 'object': {
      const properties = [...value.properties].flatMap(([key, property]) => {
        const content = asJson(property.value);
        return content ? [[key, { ...property, value: content }] as const] : [];
      });
      return { ...value, properties: new Map(properties) };
    }
    case 'array':
      return { ...value, elements: value.elements.map((element) => asJson(element) ?? literal(null, element.origin)) };
    case 'json':
      return unknown('JSON in JSON', value.origin);
    case 'function':
      return null;
    case 'instance':
      return unknown('JSON of an instance', value.origin);
    case 'oneOf':
    case 'unknown':
      return value;
  }
}

function parse(text: Value, origin: Origin): Value {
  if (text.kind === 'json') return text.value;
  if (text.kind === 'unknown') return text;
  if (text.kind !== 'literal' || typeof text.value !== 'string') return unknown('JSON that is not known', origin);
  // What replaces the text may hold any key, and the default of such a text is mostly an empty object.
  if (text.overridable) return unknown('JSON that the environment or a caller gives', origin, 'outside');
  try {
    return fromJson(JSON.parse(text.value), text.origin);
  } catch {
    return unknown('JSON that does not parse', origin);
  }
}
