/** Holds a file against the schema: one problem a mistake, each at its place. */
import type { LabelledSpan, Span } from '../../core/finding.js';
import { FORBIDDEN_PROPERTIES } from '../docker/properties.js';
import type { Problem } from '../docker/stack.js';
import { scalarText } from '../read/scalar.js';
import { getNode, type MapNode, type ScalarNode, type TreeNode } from '../read/tree.js';
import { getInstead } from './compose-only.js';
import { findHomes, getAllowedProperties, getSchemaAt } from './lookup.js';
import type { TypeName } from './stack-schema.js';
import { suggest } from './suggest.js';
import { validate, type SchemaError } from './validate.js';

/** @param minor - the minor version of the file's format, `13` for 3.13 */
export function checkSchema(root: TreeNode, minor: number): Problem[] {
  const problems: Problem[] = [];
  findUnsayable(root, [], problems);
  const broken = validate(root, minor);
  if (broken.length === 0) return problems;
  const { errors, lists } = joinItems(root, broken);
  problems.push(...lists);
  // Where the version does not know a property or a form, what is wrong inside it does not matter.
  const closed = new Set(errors.filter(({ keyword }) => keyword.endsWith('ince')).map(({ path }) => toKey(path)));
  for (const error of errors) {
    const { path } = error;
    if (isInside(path, closed)) continue;
    const spot = locate(root, path);
    if (spot) problems.push(...describe(error, path, spot, minor));
  }
  return problems;
}

/**
 * A list in which most items are of the wrong kind is one mistake: somebody wrote `- KEY: VALUE` for `KEY: VALUE`. From the third
 * item on that no good ones make up for, Docker too takes it for another kind of value.
 */
function joinItems(
  root: TreeNode,
  errors: readonly SchemaError[],
): { errors: readonly SchemaError[]; lists: Problem[] } {
  const wrong = new Map<string, SchemaError[]>();
  for (const error of errors) {
    if (error.keyword !== 'type') continue;
    const owner = error.path.slice(0, -1);
    if (getNode(root, owner)?.kind === 'list') {
      const key = toKey(owner);
      wrong.set(key, [...(wrong.get(key) ?? []), error]);
    }
  }
  const lists: Problem[] = [];
  const joined = new Set<SchemaError>();
  for (const [key, own] of wrong) {
    const path = JSON.parse(key) as string[];
    const spot = locate(root, path);
    const schema = getSchemaAt(root, path);
    if (spot?.node.kind !== 'list' || schema?.alternatives !== true) continue;
    const repeated = errors.filter((error) => error.keyword === 'distinct' && toKey(error.path) === key);
    const good = spot.node.items.length - own.length;
    if (own.length - 2 * good + repeated.length < (path.at(-1) === 'networks' ? 4 : 3)) continue;
    for (const error of [...own, ...repeated]) joined.add(error);
    const others = [schema.type ?? []].flat().filter((type) => type !== 'array');
    const isOfMaps = spot.node.items.every(({ kind }) => kind === 'map');
    const data = {
      expected: [...others.map((type) => TYPE_WORDS[type]), 'a list of texts'],
      actual: isOfMaps ? 'a list of mappings' : 'a list of other things',
    };
    lists.push(
      toProblem('wrong-type', path, spot.keySpan, data, `must be a ${joinDockerTypes(others)}`, spot.node.via),
    );
  }
  return { errors: errors.filter((error) => !joined.has(error)), lists };
}

interface Spot {
  readonly root: TreeNode;
  readonly node: TreeNode;
  readonly parent: TreeNode | null;
  /** The key, or the list item itself. */
  readonly keySpan: Span;
}

function locate(root: TreeNode, path: readonly string[]): Spot | null {
  let spot: Spot = { root, node: root, parent: null, keySpan: root.span };
  for (const key of path) {
    const parent = spot.node;
    if (parent.kind === 'map') {
      const entry = parent.entries.get(key);
      if (!entry) return null;
      spot = { root, node: entry.value, parent, keySpan: entry.keySpan };
    } else if (parent.kind === 'list') {
      const node = parent.items[Number(key)];
      if (!node) return null;
      spot = { root, node, parent, keySpan: node.span };
    } else return null;
  }
  return spot.node.kind === 'scalar' && spot.node.isUnknown ? null : spot;
}

function describe(error: SchemaError, path: readonly string[], spot: Spot, minor: number): Problem[] {
  switch (error.keyword) {
    case 'type':
    case 'typesSince':
      return [describeType(path, spot, minor)];
    case 'additionalProperties':
      return [describeProperty(path, String(error.params['additionalProperty']), spot, minor)];
    case 'since':
      return [describeUnborn(path, spot, minor, Number(error.params['since']))];
    case 'required':
      return [describeMissing(path, String(error.params['missingProperty']), spot)];
    case 'enum':
      return [describeEnum(path, spot)];
    case 'format3':
      return [describeFormat(path, String(error.params['format']), spot)];
    case 'minimum':
      return [toProblem('below-minimum', path, spot.node.span, {}, 'Must be greater than or equal to 0')];
    case 'distinct':
      return describeRepeated(path, spot.node, error.params['repeated'] as readonly (readonly [number, number])[]);
  }
}

/** Docker writes the path with dots, list items by their index, and nothing else. */
function toDockerPath(path: readonly string[]): string {
  return path.length === 0 ? '(root)' : path.join('.');
}

function toProblem(
  code: string,
  path: readonly string[],
  span: Span,
  data: Problem['data'],
  docker: string,
  related: readonly LabelledSpan[] = [],
): Problem {
  return { stage: 'schema', code, span, related, path, data, docker: `${toDockerPath(path)} ${docker}` };
}

function describeType(path: readonly string[], { root, node, keySpan }: Spot, minor: number): Problem {
  const schema = getSchemaAt(root, path);
  const all = schema?.type === undefined ? [] : typeof schema.type === 'string' ? [schema.type] : schema.type;
  const types = all.filter((type) => (schema?.typesSince?.[type] ?? 0) <= minor);
  // Before its long form came, a port was one value of two types; Docker then names both.
  const isUnion = schema?.alternatives !== true || (path.at(-2) === 'ports' && types.length < all.length);
  const named = isUnion
    ? types.length < all.length && path.at(-2) === 'ports'
      ? [...types].reverse()
      : types
    : types.slice(0, 1);
  const data = { expected: types.map((type) => TYPE_WORDS[type]), actual: describeActual(node) };
  const span = isEmptyScalar(node) ? keySpan : node.span;
  return { ...toProblem('wrong-type', path, span, data, `must be a ${joinDockerTypes(named)}`, written(node)) };
}

const TYPE_WORDS: Readonly<Record<TypeName, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'nothing',
  array: 'a list',
  object: 'a mapping',
};

const DOCKER_TYPES: Readonly<Partial<Record<TypeName, string>>> = { array: 'list', object: 'mapping' };

function joinDockerTypes(types: readonly TypeName[]): string {
  const names = types.map((type) => DOCKER_TYPES[type] ?? type);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}

/** What a node is, in words: `a list`, `the number 5`. */
export function describeActual(node: TreeNode): string {
  if (node.kind === 'map') return 'a mapping';
  if (node.kind === 'list') return 'a list';
  switch (node.value.type) {
    case 'null':
      return 'nothing';
    case 'bool':
      return String(node.value.value);
    case 'int':
    case 'float':
      return `the number ${scalarText(node.value)}`;
    case 'time':
    case 'string':
      return 'text';
  }
}

/** A property, or an `x-` key, that came with a later version. */
function describeUnborn(path: readonly string[], spot: Spot, minor: number, since: number): Problem {
  const owner = { ...spot, node: spot.parent ?? spot.root };
  const problem = describeProperty(path.slice(0, -1), path.at(-1) ?? '', owner, minor);
  return { ...problem, data: { ...problem.data, since: `3.${since}`, version: `3.${minor}` } };
}

function describeProperty(
  path: readonly string[],
  property: string,
  { root, node: owner }: Pick<Spot, 'root' | 'node'>,
  minor: number,
): Problem {
  const entry = owner.kind === 'map' ? owner.entries.get(property) : undefined;
  const schema = getSchemaAt(root, path);
  const allowed = schema ? getAllowedProperties(schema, minor) : [];
  const instead = getInstead(path, property);
  const data = {
    property,
    allowed,
    suggestions: suggest(property, allowed),
    homes: findHomes(property, path),
    ...(instead !== null && { instead }),
  };
  const docker = `Additional property ${property} is not allowed`;
  const problem = toProblem(
    'additional-property',
    path,
    entry?.keySpan ?? owner.span,
    data,
    docker,
    written(entry?.value),
  );
  return { ...problem, path: [...path, property] };
}

function describeMissing(path: readonly string[], property: string, { node }: Spot): Problem {
  return toProblem('missing-property', path, node.span, { property }, `${property} is required`, written(node));
}

function describeEnum(path: readonly string[], { root, node }: Spot): Problem {
  const allowed = getSchemaAt(root, path)?.enum ?? [];
  const value = node.kind === 'scalar' ? scalarText(node.value) : '';
  const list = allowed.map((name) => JSON.stringify(name)).join(', ');
  const docker = `${toDockerPath(path)} must be one of the following: ${list}`;
  return toProblem(
    'wrong-value',
    path,
    node.span,
    { value, allowed, suggestions: suggest(value, allowed) },
    docker,
    written(node),
  );
}

function describeFormat(path: readonly string[], format: string, { node, keySpan }: Spot): Problem {
  const value = node.kind === 'scalar' ? scalarText(node.value) : '';
  const code = format === 'ports' ? 'bad-port' : 'bad-duration';
  const span = isEmptyScalar(node) ? keySpan : node.span;
  return toProblem(code, path, span, { value }, `Does not match format '${format}'`, written(node));
}

function describeRepeated(
  path: readonly string[],
  node: TreeNode,
  repeated: readonly (readonly [number, number])[],
): Problem[] {
  if (node.kind !== 'list') return [];
  return repeated.flatMap(([index, earlier]) => {
    const [item, first] = [node.items[index], node.items[earlier]];
    if (!item || !first) return [];
    const value = item.kind === 'scalar' ? scalarText(item.value) : '';
    const docker = `array items[${earlier},${index}] must be unique`;
    const related = [{ ...first.span, label: 'the same item' }];
    return [
      { ...toProblem('repeated-item', path, item.span, { value }, docker, related), path: [...path, String(index)] },
    ];
  });
}

function written(node: TreeNode | undefined): readonly LabelledSpan[] {
  return node?.via ?? [];
}

function isEmptyScalar(node: TreeNode): boolean {
  return node.kind === 'scalar' && node.span.start === node.span.end;
}

function toKey(path: readonly string[]): string {
  return JSON.stringify(path);
}

function isInside(path: readonly string[], closed: ReadonlySet<string>): boolean {
  return closed.size > 0 && path.some((_, length) => closed.has(toKey(path.slice(0, length))));
}

/** Docker hands the file to its validator as JSON. What JSON cannot say is a problem of its own. */
function findUnsayable(node: TreeNode, path: string[], problems: Problem[]): void {
  if (node.kind === 'scalar') {
    if (node.value.type === 'float' && !Number.isFinite(node.value.value)) problems.push(describeNumber(node, path));
    return;
  }
  const visit = (key: string, child: TreeNode): void => {
    path.push(key);
    findUnsayable(child, path, problems);
    path.pop();
  };
  if (node.kind === 'list') {
    for (const [index, item] of node.items.entries()) visit(String(index), item);
    return;
  }
  if (node.otherKey) problems.push(describeOtherKey(node.otherKey, [...path]));
  const isService = path.length === 2 && path[0] === 'services';
  for (const { key, value } of node.entries.values()) {
    // The forbidden ones have a message of their own.
    if (!isService || !Object.hasOwn(FORBIDDEN_PROPERTIES, key)) visit(key, value);
  }
}

function describeNumber({ value, span, via }: ScalarNode, path: readonly string[]): Problem {
  const text = scalarText(value);
  const docker = `json: unsupported value: ${text}`;
  const code = 'not-a-number';
  return { stage: 'schema', code, span, related: via, path: [...path], data: { value: text }, docker };
}

function describeOtherKey({ text, span }: NonNullable<MapNode['otherKey']>, path: readonly string[]): Problem {
  const docker =
    path.length === 0 ? 'top-level object must be a mapping' : 'json: unsupported type: map[interface {}]interface {}';
  return { stage: 'schema', code: 'key-is-not-text', span, related: [], path, data: { key: text }, docker };
}
