/** The part of JSON Schema that this project's own schemas use. */

export type JsonType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';

export type JsonSchema = TypedSchema | AnyOfSchema;

export interface TypedSchema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type: JsonType | readonly JsonType[];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  /** An object has no keys but these `properties`, unless this says what the others are. */
  readonly additionalProperties?: false | JsonSchema;
  readonly required?: readonly string[];
  /** Of every item, or of each one by its position. */
  readonly items?: JsonSchema | readonly JsonSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minimum?: number;
  readonly minLength?: number;
}

interface AnyOfSchema {
  readonly description?: string;
  /** Alternatives that differ in their `type`, so that a mistake can be told in terms of the one that was meant. */
  readonly anyOf: readonly TypedSchema[];
}

/** The schema of the item at a position. */
export function getItemSchema({ items }: TypedSchema, index: number): JsonSchema | undefined {
  return isTuple(items) ? items[index] : items;
}

function isTuple(items: TypedSchema['items']): items is readonly JsonSchema[] {
  return Array.isArray(items);
}
