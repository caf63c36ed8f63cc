/** Fields of a service config as grpc-js finds them behind `JSON.stringify` and `JSON.parse`. */
import type { KnownValue, ObjectValue, Origin, PropertyValue, Value } from '../options/value.js';
import { getKnownField, type Field } from '../read-value.js';

/** As `JSON.stringify` writes it: without properties that are `undefined`. */
export function getJsonField(object: ObjectValue, key: string): Field<KnownValue> {
  const field = getKnownField(object, key);
  const dropped = field.kind === 'present' && field.value.kind === 'literal' && field.value.value === undefined;
  return dropped ? { kind: 'absent' } : field;
}

/** A value whose content cannot be seen. */
export function isOpaque(value: KnownValue): boolean {
  return value.kind === 'instance' || value.kind === 'function' || value.kind === 'json';
}

/** Where a property stands: at its key. */
export function getPlace(property: PropertyValue, container: Value): Origin {
  return { file: property.origin.file ?? container.origin.file, node: property.keyNode };
}
