/**
 * Holds a tree against the table of `stack-schema.ts`. As ajv would: the same keywords are broken, in the same order (a test
 * compares them). It reads the tree itself instead of a copy as JSON, and is a hundredth of the code that ajv generates.
 */
import type { Span } from '../../core/finding.js';
import { FORBIDDEN_PROPERTIES } from '../docker/properties.js';
import { scalarText } from '../read/scalar.js';
import type { MapEntry, MapNode, ScalarNode, TreeNode } from '../read/tree.js';
import { isDuration, isPort } from './formats.js';
import { resolveSchema, typesOf } from './lookup.js';
import { STACK_SCHEMA, type Schema, type TypeName } from './stack-schema.js';

/** A value of the file, with what the schema says of it and the way to it. */
export class Spot {
  /** The mapping or list that holds it; of the root itself. */
  readonly owner: Spot;

  private constructor(
    readonly node: TreeNode,
    /** References resolved. */
    readonly schema: Schema,
    /** A list item's index; `''` of the root. */
    readonly key: string,
    /** A list item has the place of its value. */
    readonly keySpan: Span,
    owner?: Spot,
  ) {
    this.owner = owner ?? this;
  }

  static ofRoot(node: TreeNode): Spot {
    return new Spot(node, STACK_SCHEMA, '', node.span);
  }

  entry(schema: Schema, { key, keySpan, value }: MapEntry): Spot {
    return new Spot(value, resolveSchema(schema), key, keySpan, this);
  }

  item(schema: Schema, index: number, node: TreeNode): Spot {
    return new Spot(node, resolveSchema(schema), String(index), node.span, this);
  }

  get path(): readonly string[] {
    return this.owner === this ? [] : [...this.owner.path, this.key];
  }
}

/** One broken keyword, at the value that breaks it. */
export type SchemaError = { readonly spot: Spot } & (
  | { readonly keyword: 'type' | 'minimum' | 'enum' }
  | { readonly keyword: 'since' | 'typesSince'; readonly since: number }
  | { readonly keyword: 'additionalProperties'; readonly entry: MapEntry }
  | { readonly keyword: 'required'; readonly property: string }
  | { readonly keyword: 'format3'; readonly format: string }
  | { readonly keyword: 'distinct'; readonly repeated: readonly RepeatedItem[] }
);

export interface RepeatedItem {
  readonly index: number;
  readonly item: TreeNode;
  readonly earlier: { readonly index: number; readonly item: TreeNode };
}

/** @param minor - the minor version of the file's format */
export function validate(root: TreeNode, minor: number): readonly SchemaError[] {
  const validator = new Validator(minor);
  validator.visit(STACK_SCHEMA, Spot.ofRoot(root));
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
  const types = schema.type === undefined ? null : typesOf(schema);
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

  constructor(minor: number) {
    this.#minor = minor;
  }

  visit(schema: Schema, spot: Spot): void {
    if (schema.$ref !== undefined) this.visit(resolveSchema(schema), spot);
    const { node } = spot;
    const { types, isTypeLast } = shapeOf(schema);
    const isWrong = types !== null && !types.some((type) => isType(node, type));
    if (isWrong && !isTypeLast) this.errors.push({ keyword: 'type', spot });
    this.#checkValue(schema, spot);
    if (node.kind === 'list') {
      const { items } = schema;
      if (items) for (const [index, item] of node.items.entries()) this.visit(items, spot.item(items, index, item));
    } else if (node.kind === 'map') {
      this.#checkMap(schema, node, spot);
    }
    if (isWrong && isTypeLast) this.errors.push({ keyword: 'type', spot });
  }

  /** The keywords that look at any value. */
  #checkValue(schema: Schema, spot: Spot): void {
    const { node } = spot;
    const { minimum, since, typesSince, format3, distinct } = schema;
    const number = minimum === undefined ? null : getNumber(node);
    if (minimum !== undefined && number !== null && number < minimum) this.errors.push({ keyword: 'minimum', spot });
    if (schema.enum && !(isText(node) && schema.enum.includes(scalarText(node.value)))) {
      this.errors.push({ keyword: 'enum', spot });
    }
    if (since !== undefined && this.#minor < since) this.errors.push({ keyword: 'since', spot, since });
    for (const first of typesSince ? Object.values(typesSince) : []) {
      if (this.#minor < first && node.kind !== 'scalar') {
        this.errors.push({ keyword: 'typesSince', spot, since: first });
      }
    }
    if (format3 && this.#minor >= format3.since && !isFormat(format3.name, node)) {
      this.errors.push({ keyword: 'format3', spot, format: format3.name });
    }
    if (distinct && this.#minor <= distinct.until && node.kind === 'list') {
      const repeated = findRepeated(node.items);
      if (repeated.length > 0) this.errors.push({ keyword: 'distinct', spot, repeated });
    }
  }

  #checkMap(schema: Schema, node: MapNode, spot: Spot): void {
    const { required = [], additionalProperties } = schema;
    const { properties, patterns } = shapeOf(schema);
    const isForbidden = isService(spot) ? (key: string) => Object.hasOwn(FORBIDDEN_PROPERTIES, key) : () => false;
    for (const property of required) {
      if (!node.entries.has(property)) this.errors.push({ keyword: 'required', spot, property });
    }
    if (additionalProperties !== undefined) {
      for (const [key, entry] of node.entries) {
        if (properties.has(key) || patterns.some(([pattern]) => pattern.test(key)) || isForbidden(key)) continue;
        if (additionalProperties === false) this.errors.push({ keyword: 'additionalProperties', spot, entry });
        else this.visit(additionalProperties, spot.entry(additionalProperties, entry));
      }
    }
    for (const [key, child] of properties) {
      const entry = node.entries.get(key);
      if (entry && !isForbidden(key)) this.visit(child, spot.entry(child, entry));
    }
    for (const [pattern, child] of patterns) {
      for (const [key, entry] of node.entries) {
        if (pattern.test(key) && !isForbidden(key)) this.visit(child, spot.entry(child, entry));
      }
    }
  }
}

/** Services have properties that get a message of their own. */
function isService({ path }: Spot): boolean {
  return path.length === 2 && path[0] === 'services';
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

export function isText(node: TreeNode): node is ScalarNode {
  return node.kind === 'scalar' && isType(node, 'string');
}

function isFormat(name: 'duration' | 'ports', node: TreeNode): boolean {
  const value = isText(node) ? scalarText(node.value) : getNumber(node);
  if (value === null) return true;
  return name === 'ports' ? isPort(value) : typeof value !== 'string' || isDuration(value);
}

/** The items that are equal to an earlier one, each with the last of those. */
function findRepeated(items: readonly TreeNode[]): readonly RepeatedItem[] {
  if (items.length < 2) return [];
  const seen = new Map<string, RepeatedItem['earlier']>();
  const repeated: RepeatedItem[] = [];
  for (const [index, item] of items.entries()) {
    const key = toJson(item);
    const earlier = seen.get(key);
    if (earlier) repeated.push({ index, item, earlier });
    seen.set(key, { index, item });
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
