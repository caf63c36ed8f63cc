/** Finds its way in the schema: which rules hold at a path, and where a property would be at home. */
import { getNode, type TreeNode } from '../read/tree.js';
import { STACK_SCHEMA, type Definition, type Schema, type TypeName } from './stack-schema.js';

/** The types that a value may have, in the order in which Docker names them; none where any will do. */
export function typesOf({ type = [] }: Schema): readonly TypeName[] {
  return [type].flat();
}

/** The schema of the value at a path of a tree; `null` where anything goes. */
export function getSchemaAt(root: TreeNode, path: readonly string[]): Schema | null {
  let schema: Schema = STACK_SCHEMA;
  let node: TreeNode | null = root;
  for (const key of path) {
    const child = getChild(schema, key, node?.kind === 'list');
    if (!child) return null;
    schema = child;
    node = node && getNode(node, [key]);
  }
  return resolveSchema(schema);
}

/** A file can have the same mistake very often, and all of them share one list. */
const allowedProperties = new WeakMap<Schema, Map<number, readonly string[]>>();

/** The property names that the mapping at a path knows in a version, in the order of the table. */
export function getAllowedProperties(schema: Schema, minor: number): readonly string[] {
  const versions = allowedProperties.get(schema) ?? new Map<number, readonly string[]>();
  allowedProperties.set(schema, versions);
  const known = versions.get(minor);
  if (known) return known;
  const properties = Object.entries(resolveSchema(schema).properties ?? {});
  const allowed = properties.filter(([, property]) => (property.since ?? 0) <= minor).map(([name]) => name);
  versions.set(minor, allowed);
  return allowed;
}

/** The mappings, as `services.*.deploy`, that know a property and lie above or below a path: it may have been meant there. */
export function findHomes(property: string, path: readonly string[]): string[] {
  const homes = getHomes().get(property) ?? [];
  return homes
    .filter((home) => home.length !== path.length && agree(home, path))
    .map((home) => home.join('.'))
    .slice(0, 2);
}

function agree(pattern: readonly string[], path: readonly string[]): boolean {
  const length = Math.min(pattern.length, path.length);
  return pattern.slice(0, length).every((part, index) => part === '*' || part === path[index]);
}

let homesByProperty: ReadonlyMap<string, readonly (readonly string[])[]> | null = null;

function getHomes(): ReadonlyMap<string, readonly (readonly string[])[]> {
  if (homesByProperty) return homesByProperty;
  const homes = new Map<string, string[][]>();
  const visit = (reference: Schema, path: string[]): void => {
    const schema = resolveSchema(reference);
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      homes.set(name, [...(homes.get(name) ?? []), path]);
      visit(property, [...path, name]);
    }
    for (const [pattern, property] of Object.entries(schema.patternProperties ?? {})) {
      if (pattern !== '^x-') visit(property, [...path, '*']);
    }
    if (schema.items) visit(schema.items, [...path, '*']);
  };
  visit(STACK_SCHEMA, []);
  homesByProperty = homes;
  return homes;
}

function getChild(reference: Schema, key: string, isItem: boolean): Schema | null {
  const schema = resolveSchema(reference);
  if (isItem) return schema.items ?? null;
  const property = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : undefined;
  if (property) return property;
  for (const [pattern, child] of Object.entries(schema.patternProperties ?? {})) {
    if (new RegExp(pattern, 'u').test(key)) return child;
  }
  return null;
}

/** What a reference stands for. */
export function resolveSchema(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  return resolveSchema(STACK_SCHEMA.$defs[schema.$ref.slice('#/$defs/'.length) as Definition]);
}
