/**
 * Holds a tree against the table of `stack-schema.ts`. As ajv would: the same keywords are broken, in the same order (a test
 * compares them). It reads the tree itself instead of a copy as JSON, and is a hundredth of the code that ajv generates.
 */
import { FORBIDDEN_PROPERTIES } from '../docker/properties.js';
import { scalarText } from '../read/scalar.js';
import type { MapNode, ScalarNode, TreeNode } from '../read/tree.js';
import { isDuration, isPort } from './formats.js';
import { resolveSchema } from './lookup.js';
import { STACK_SCHEMA, type Schema, type TypeName } from './stack-schema.js';

/** One broken keyword. */
export interface SchemaError {
  /** To the value; list items by their index. */
  readonly path: readonly string[];
  readonly keyword:
    'type' | 'typesSince' | 'additionalProperties' | 'since' | 'required' | 'enum' | 'format3' | 'minimum' | 'distinct';
  readonly params: Readonly<Record<string, unknown>>;
}

/** @param minor - the minor version of the file's format */
export function validate(root: TreeNode, minor: number): readonly SchemaError[] {
  const validator = new Validator(minor);
  validator.visit(STACK_SCHEMA, root);
  return validator.errors;
}

/** A part of the table, made ready once. */
interface Shape {
  readonly types: readonly TypeName[] | null;
  /** Said after what a version does not know, because the same type is what opens a mapping or a list. */
  readonly isTypeLast: boolean;
  readonly properties: ReadonlyMap<string, Schema>;
  readonly patterns: readonly (readonly [RegExp, Schema])[];
}

const shapes = new WeakMap<Schema, Shape>();

function shapeOf(schema: Schema): Shape {
  const known = shapes.get(schema);
  if (known) return known;
  const types = schema.type === undefined ? null : [schema.type].flat();
  const [only] = types?.length === 1 ? types : [];
  const shape: Shape = {
    types,
    isTypeLast:
      (only === 'object' &&
        (schema.required ?? schema.properties ?? schema.patternProperties ?? schema.additionalProperties) !==
          undefined) ||
      (only === 'array' && schema.items !== undefined),
    properties: new Map(Object.entries(schema.properties ?? {})),
    patterns: Object.entries(schema.patternProperties ?? {}).map(([source, child]) => [new RegExp(source, 'u'), child]),
  };
  shapes.set(schema, shape);
  return shape;
}

class Validator {
  readonly errors: SchemaError[] = [];
  readonly #minor: number;
  readonly #path: string[] = [];

  constructor(minor: number) {
    this.#minor = minor;
  }

  visit(schema: Schema, node: TreeNode): void {
    if (schema.$ref !== undefined) this.visit(resolveSchema(schema), node);
    const { types, isTypeLast } = shapeOf(schema);
    const isWrong = types !== null && !types.some((type) => isType(node, type));
    if (isWrong && !isTypeLast) this.#fail('type');
    this.#checkValue(schema, node);
    if (node.kind === 'list') {
      if (schema.items)
        for (const [index, item] of node.items.entries()) this.#visitChild(schema.items, String(index), item);
    } else if (node.kind === 'map') {
      this.#checkMap(schema, node);
    }
    if (isWrong && isTypeLast) this.#fail('type');
  }

  #visitChild(schema: Schema, key: string, node: TreeNode): void {
    this.#path.push(key);
    this.visit(schema, node);
    this.#path.pop();
  }

  /** The keywords that look at any value. */
  #checkValue(schema: Schema, node: TreeNode): void {
    const { minimum, since, typesSince, format3, distinct } = schema;
    const number = minimum === undefined ? null : getNumber(node);
    if (minimum !== undefined && number !== null && number < minimum) this.#fail('minimum');
    if (schema.enum && !(isType(node, 'string') && schema.enum.includes(getText(node)))) this.#fail('enum');
    if (since !== undefined && this.#minor < since) this.#fail('since', { since });
    for (const first of typesSince ? Object.values(typesSince) : []) {
      if (this.#minor < first && node.kind !== 'scalar') this.#fail('typesSince', { since: first });
    }
    if (format3 && this.#minor >= format3.since && !isFormat(format3.name, node)) {
      this.#fail('format3', { format: format3.name });
    }
    if (distinct && this.#minor <= distinct.until && node.kind === 'list') {
      const repeated = findRepeated(node.items);
      if (repeated.length > 0) this.#fail('distinct', { repeated });
    }
  }

  #checkMap(schema: Schema, node: MapNode): void {
    const { required = [], additionalProperties } = schema;
    const { properties, patterns } = shapeOf(schema);
    for (const missingProperty of required) {
      if (!node.entries.has(missingProperty)) this.#fail('required', { missingProperty });
    }
    if (additionalProperties !== undefined) {
      for (const [key, { value }] of node.entries) {
        if (properties.has(key) || patterns.some(([pattern]) => pattern.test(key)) || this.#isForbidden(key)) continue;
        if (additionalProperties === false) this.#fail('additionalProperties', { additionalProperty: key });
        else this.#visitChild(additionalProperties, key, value);
      }
    }
    for (const [key, child] of properties) {
      const entry = node.entries.get(key);
      if (entry && !this.#isForbidden(key)) this.#visitChild(child, key, entry.value);
    }
    for (const [pattern, child] of patterns) {
      for (const [key, { value }] of node.entries) {
        if (pattern.test(key) && !this.#isForbidden(key)) this.#visitChild(child, key, value);
      }
    }
  }

  /** Such properties of a service have a message of their own. */
  #isForbidden(key: string): boolean {
    return this.#path.length === 2 && this.#path[0] === 'services' && Object.hasOwn(FORBIDDEN_PROPERTIES, key);
  }

  #fail(keyword: SchemaError['keyword'], params: SchemaError['params'] = {}): void {
    this.errors.push({ path: [...this.#path], keyword, params });
  }
}

function isType(node: TreeNode, type: TypeName): boolean {
  if (node.kind === 'map') return type === 'object';
  if (node.kind === 'list') return type === 'array';
  switch (node.value.type) {
    case 'null':
      return type === 'null';
    case 'bool':
      return type === 'boolean';
    case 'int':
      return type === 'number' || type === 'integer';
    case 'float':
      return type === 'number' || (type === 'integer' && Number.isInteger(toFinite(node.value.value)));
    case 'time':
    case 'string':
      return type === 'string';
  }
}

/** What JSON cannot say is a problem of its own, and stands for 0 here. */
function toFinite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

function getNumber(node: TreeNode): number | null {
  if (node.kind !== 'scalar') return null;
  const { value } = node;
  return value.type === 'int' || value.type === 'float' ? toFinite(Number(value.value)) : null;
}

function getText(node: TreeNode): string {
  return node.kind === 'scalar' ? scalarText(node.value) : '';
}

function isFormat(name: 'duration' | 'ports', node: TreeNode): boolean {
  const value = isType(node, 'string') ? getText(node) : getNumber(node);
  if (value === null) return true;
  return name === 'ports' ? isPort(value) : typeof value !== 'string' || isDuration(value);
}

/** Pairs of indexes: an item, and an earlier one that is equal. */
function findRepeated(items: readonly TreeNode[]): readonly (readonly [number, number])[] {
  if (items.length < 2) return [];
  const seen = new Map<string, number>();
  const repeated: [number, number][] = [];
  for (const [index, item] of items.entries()) {
    const key = toJson(item);
    const earlier = seen.get(key);
    if (earlier !== undefined) repeated.push([index, earlier]);
    seen.set(key, index);
  }
  return repeated;
}

/** The same text for the same value: keys in order. */
function toJson(node: TreeNode): string {
  if (node.kind === 'scalar') return scalarToJson(node);
  if (node.kind === 'list') return `[${node.items.map(toJson).join()}]`;
  const entries = [...node.entries.values()].map(({ key, value }) => `${JSON.stringify(key)}:${toJson(value)}`);
  return `{${entries.sort().join()}}`;
}

function scalarToJson(node: ScalarNode): string {
  const { value } = node;
  if (value.type === 'null') return 'null';
  if (value.type === 'bool') return String(value.value);
  return JSON.stringify(getNumber(node) ?? scalarText(value));
}
