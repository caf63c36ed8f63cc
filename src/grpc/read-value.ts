/** Reading values of the evaluator as the library will see them, with three answers: there, not there, not known. */
import {
  fromJson,
  type Data,
  type KnownValue,
  type Literal,
  type ObjectValue,
  type Origin,
  type PropertyValue,
  type Value,
} from './options/value.js';

export type Field<V extends Value = Value> =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly reason: string; readonly origin: Origin | null }
  | { readonly kind: 'present'; readonly value: V; readonly property: PropertyValue };

const ABSENT = { kind: 'absent' } as const;

/** The property of an object, as written. An object that may have more properties than are known has unknown ones. */
export function getField(object: ObjectValue, key: string): Field {
  const property = object.properties.get(key);
  if (property) return { kind: 'present', value: property.value, property };
  return object.complete ? ABSENT : { kind: 'unknown', reason: 'a spread of unknown content', origin: object.origin };
}

/** The property, where exactly one value is possible. Several are as good as unknown here. */
export function getKnownField(object: ObjectValue, key: string): Field<KnownValue> {
  const field = getField(object, key);
  if (field.kind !== 'present') return field;
  const { value, property } = field;
  if (value.kind === 'unknown') return { kind: 'unknown', reason: value.reason, origin: value.origin };
  if (value.kind === 'oneOf') return { kind: 'unknown', reason: 'one of several values', origin: value.origin };
  return { kind: 'present', value, property };
}

/** Every value that may be meant: the alternatives of a `oneOf`, else the value itself. */
export function getAlternatives(value: Value): readonly Value[] {
  return value.kind === 'oneOf' ? value.values : [value];
}

/** The literal as a person writes it: `'1'` with quotes, `true`, `600000`. Other values by their kind. */
export function formatValue(value: Data): string {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' ? `'${value.value}'` : String(value.value);
    case 'object':
      return 'an object';
    case 'array':
      return 'an array';
  }
}

/** The value of an option as `JSON.parse` reads it, all of it written where the option is. `null` when it is not JSON. */
export function parseJsonText({ value, origin }: Literal): Data | null {
  try {
    return fromJson(JSON.parse(String(value)), origin);
  } catch {
    return null;
  }
}
