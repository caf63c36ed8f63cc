/** Compares a configuration with its schema and says what is wrong in words, with the place. */
import { getItemSchema, type JsonSchema, type JsonType, type TypedSchema } from '../../../core/json-schema.js';
import { nearestOf } from '../../../core/nearest.js';
import type { Span } from '../../../core/finding.js';
import type { TreeNode } from '../../read/tree.js';

export interface Mistake {
  readonly span: Span;
  /** One sentence, ends with a dot. */
  readonly message: string;
}

/** All mistakes, in the order of the text. */
export function validateConfig(root: TreeNode, schema: JsonSchema): Mistake[] {
  const mistakes: Mistake[] = [];
  validate(root, schema, '', mistakes);
  return mistakes.sort((a, b) => a.span.start - b.span.start);
}

/** The value that a tree stands for. Integers beyond 2^53 lose digits; no setting has one. */
export function toData(node: TreeNode): unknown {
  switch (node.kind) {
    case 'list':
      return node.items.map(toData);
    case 'map':
      // A null prototype: `__proto__` is a key like any other.
      return Object.assign(
        Object.create(null) as object,
        Object.fromEntries([...node.entries.values()].map(({ key, value }) => [key, toData(value)])),
      );
    case 'scalar':
      switch (node.value.type) {
        case 'null':
          return null;
        case 'int':
          return Number(node.value.value);
        case 'bool':
        case 'float':
          return node.value.value;
        default:
          return node.value.text;
      }
  }
}

function validate(node: TreeNode, schema: JsonSchema, name: string, mistakes: Mistake[]): void {
  const alternatives = 'anyOf' in schema ? schema.anyOf : [schema];
  const meant = alternatives.find((alternative) => typesOf(alternative).some((type) => isOfType(node, type)));
  if (!meant) {
    const kinds = alternatives.flatMap(typesOf).map((type) => TYPE_WORDS[type]);
    mistakes.push({ span: node.span, message: `${subject(name)} must be ${kinds.join(' or ')}.` });
    return;
  }
  if (node.kind === 'map') validateMap(node, meant, name, mistakes);
  if (node.kind === 'list') validateList(node, meant, name, mistakes);
  if (node.kind === 'scalar') validateScalar(node, meant, name, mistakes);
}

function validateList(
  node: Extract<TreeNode, { kind: 'list' }>,
  schema: TypedSchema,
  name: string,
  mistakes: Mistake[],
): void {
  const { minItems = 0, maxItems = Infinity, uniqueItems = false } = schema;
  const seen = new Set<unknown>();
  for (const [index, item] of node.items.entries()) {
    const itemSchema = getItemSchema(schema, index);
    if (itemSchema) validate(item, itemSchema, name, mistakes);
    const value = toData(item);
    if (uniqueItems && seen.has(value)) {
      mistakes.push({ span: item.span, message: `\`${String(value)}\` is twice in ${subject(name)}.` });
    }
    seen.add(value);
    if (index === maxItems) {
      mistakes.push({ span: item.span, message: `${subject(name)} has at most ${maxItems} items.` });
    }
  }
  if (node.items.length < minItems) mistakes.push({ span: node.span, message: `${subject(name)} must not be empty.` });
}

function validateMap(
  node: Extract<TreeNode, { kind: 'map' }>,
  schema: TypedSchema,
  name: string,
  mistakes: Mistake[],
): void {
  const { properties = {}, additionalProperties } = schema;
  for (const { key, keySpan, value } of node.entries.values()) {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (property) {
      validate(value, property, key, mistakes);
    } else if (additionalProperties) {
      validate(value, additionalProperties, key, mistakes);
    } else {
      const near = nearestOf(key, Object.keys(properties));
      const where = name === '' ? '' : ` in \`${name}\``;
      mistakes.push({
        span: keySpan,
        message: `There is no \`${key}\`${where}${near === null ? '.' : `; did you mean \`${near}\`?`}`,
      });
    }
  }
  for (const key of schema.required ?? []) {
    if (!node.entries.has(key)) mistakes.push({ span: node.span, message: `${subject(name)} needs \`${key}\`.` });
  }
}

function validateScalar(node: TreeNode, schema: TypedSchema, name: string, mistakes: Mistake[]): void {
  const value = toData(node);
  if (schema.enum && !schema.enum.some((allowed) => allowed === value)) {
    const near = nearestOf(String(value), schema.enum);
    const hint = near === null ? `it is one of ${schema.enum.join(', ')}.` : `did you mean \`${near}\`?`;
    mistakes.push({ span: node.span, message: `${subject(name)} cannot be \`${String(value)}\`; ${hint}` });
  }
  if (schema.minimum !== undefined && typeof value === 'number' && value < schema.minimum) {
    mistakes.push({ span: node.span, message: `${subject(name)} must be at least ${schema.minimum}.` });
  }
  if (schema.minLength !== undefined && typeof value === 'string' && value.length < schema.minLength) {
    mistakes.push({ span: node.span, message: `${subject(name)} must not be empty.` });
  }
}

function typesOf({ type }: TypedSchema): readonly JsonType[] {
  return typeof type === 'string' ? [type] : type;
}

function isOfType(node: TreeNode, type: JsonType): boolean {
  if (node.kind !== 'scalar') return (node.kind === 'map' ? 'object' : 'array') === type;
  const value = toData(node);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type && value !== null;
}

const TYPE_WORDS: Readonly<Record<JsonType, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
};

function subject(name: string): string {
  return name === '' ? 'The configuration' : `\`${name}\``;
}
