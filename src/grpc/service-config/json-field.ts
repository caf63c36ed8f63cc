/** Fields of a service config as grpc-js finds them behind `JSON.stringify` and `JSON.parse`. */
import type { ArrayValue, Data, ObjectValue, Origin, PropertyValue, Value } from '../options/value.js';
import { getKnownField, type Field } from '../read-value.js';

/** The evaluator has left out what JSON text cannot hold: `undefined`, functions, instances. */
export function getJsonField(object: ObjectValue, key: string): Field<Data> {
  return getKnownField(object, key) as Field<Data>;
}

/** The elements of a list; `null` for one that is not known. */
export function getJsonElements({ elements }: ArrayValue): readonly (Data | null)[] {
  return elements.map((element) => (element.kind === 'unknown' || element.kind === 'oneOf' ? null : (element as Data)));
}

/** Where a property stands: at its key. */
export function getPlace(property: PropertyValue, container: Value): Origin {
  return { file: property.origin.file ?? container.origin.file, node: property.keyNode };
}
