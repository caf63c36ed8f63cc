/** Holds a file against the schema: one problem a mistake, each at its place. */
import type { LabelledSpan, Span } from '../../core/finding.js';
import { joinWords } from '../../core/message.js';
import { FORBIDDEN_PROPERTIES } from '../docker/properties.js';
import type { Code, Problem } from '../docker/stack.js';
import { scalarText } from '../read/scalar.js';
import type { MapEntry, MapNode, ScalarNode, TreeNode } from '../read/tree.js';
import { getInstead } from './compose-only.js';
import { findHomes, getAllowedProperties, typesOf } from './lookup.js';
import type { TypeName } from './stack-schema.js';
import { suggest } from './suggest.js';
import { isText, validate, type RepeatedItem, type SchemaError, type Spot } from './validate.js';

/** @param minor - the minor version of the file's format, `13` for 3.13 */
export function checkSchema(root: TreeNode, minor: number): Problem[] {
  const problems: Problem[] = [];
  findUnsayable(root, [], problems);
  const broken = validate(root, minor);
  if (broken.length === 0) return problems;
  const { errors, lists } = joinItems(broken);
  problems.push(...lists);
  // Where the version does not know a property or a form, what is wrong inside it does not matter.
  const closed = new Set(errors.filter(({ keyword }) => keyword.endsWith('ince')).map(({ spot }) => spot.node));
  for (const error of errors) {
    const { node, owner } = error.spot;
    const isUnknown = node.kind === 'scalar' && node.isUnknown;
    if (!isUnknown && !isInside(owner, closed)) problems.push(...describe(error, minor));
  }
  return problems;
}

/**
 * A list in which most items are of the wrong kind is one mistake: somebody wrote `- KEY: VALUE` for `KEY: VALUE`. From the third
 * item on that no good ones make up for, Docker too takes it for another kind of value.
 */
function joinItems(errors: readonly SchemaError[]): { errors: readonly SchemaError[]; lists: Problem[] } {
  const wrong = new Map<Spot, SchemaError[]>();
  for (const error of errors) {
    const { owner } = error.spot;
    if (error.keyword === 'type' && owner.node.kind === 'list') wrong.set(owner, [...(wrong.get(owner) ?? []), error]);
  }
  const lists: Problem[] = [];
  const joined = new Set<SchemaError>();
  for (const [list, own] of wrong) {
    const { node, schema, key, keySpan } = list;
    if (node.kind !== 'list' || schema.alternatives !== true) continue;
    const repeated = errors.filter((error) => error.keyword === 'distinct' && error.spot === list);
    const good = node.items.length - own.length;
    if (own.length - 2 * good + repeated.length < (key === 'networks' ? 4 : 3)) continue;
    for (const error of [...own, ...repeated]) joined.add(error);
    const others = typesOf(schema).filter((type) => type !== 'array');
    const isOfMaps = node.items.every(({ kind }) => kind === 'map');
    const data = {
      expected: [...others.map((type) => TYPE_WORDS[type]), 'a list of texts'],
      actual: isOfMaps ? 'a list of mappings' : 'a list of other things',
    };
    lists.push(toProblem('wrong-type', list, keySpan, data, `must be a ${joinDockerTypes(others)}`));
  }
  return { errors: errors.filter((error) => !joined.has(error)), lists };
}

function describe(error: SchemaError, minor: number): Problem[] {
  const { spot } = error;
  switch (error.keyword) {
    case 'type':
    case 'typesSince':
      return [describeType(spot, minor)];
    case 'additionalProperties':
      return [describeProperty(spot, error.entry, minor)];
    case 'since':
      return [describeUnborn(spot, minor, error.since)];
    case 'required': {
      const { property } = error;
      return [toProblem('missing-property', spot, spot.node.span, { property }, `${property} is required`)];
    }
    case 'enum':
      // What is no text has the wrong type, too, and that says it.
      return isText(spot.node) ? [describeEnum(spot)] : [];
    case 'format3':
      return [describeFormat(spot, error.format)];
    case 'minimum':
      return [toProblem('below-minimum', spot, spot.node.span, {}, 'Must be greater than or equal to 0')];
    case 'distinct':
      return error.repeated.map((item) => describeRepeated(spot, item));
  }
}

/** Docker writes the path with dots, list items by their index, and nothing else. */
function toDockerPath(path: readonly string[]): string {
  return path.length === 0 ? '(root)' : path.join('.');
}

function toProblem(
  code: Code<'schema'>,
  { path, node }: Spot,
  span: Span,
  data: Problem['data'],
  docker: string,
  related: readonly LabelledSpan[] = node.via,
): Problem {
  return { stage: 'schema', code, span, related, path, data, docker: `${toDockerPath(path)} ${docker}` };
}

function describeType(spot: Spot, minor: number): Problem {
  const { node, schema, owner } = spot;
  const all = typesOf(schema);
  const types = all.filter((type) => (schema.typesSince?.[type] ?? 0) <= minor);
  // Before its long form came, a port was one value of two types; Docker then names both.
  const isOldPort = owner.key === 'ports' && types.length < all.length;
  const isUnion = schema.alternatives !== true || isOldPort;
  const named = isUnion ? (isOldPort ? [...types].reverse() : types) : types.slice(0, 1);
  const data = {
    expected: types.map((type) => TYPE_WORDS[type]),
    actual: describeActual(node),
    ...(schema.format3 && { format: schema.format3.name }),
  };
  return toProblem('wrong-type', spot, node.span, data, `must be a ${joinDockerTypes(named)}`);
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
  return joinWords(names, 'or');
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
function describeUnborn({ owner, node, key, keySpan }: Spot, minor: number, since: number): Problem {
  const problem = describeProperty(owner, { key, keySpan, value: node }, minor);
  return { ...problem, data: { ...problem.data, since: `3.${since}`, version: `3.${minor}` } };
}

function describeProperty(owner: Spot, { key, keySpan, value }: MapEntry, minor: number): Problem {
  const allowed = getAllowedProperties(owner.schema, minor);
  const instead = getInstead(owner.path, key);
  const data = {
    property: key,
    allowed,
    suggestions: suggest(key, allowed),
    homes: findHomes(key, owner.path),
    ...(instead !== null && { instead }),
  };
  const docker = `Additional property ${key} is not allowed`;
  const problem = toProblem('additional-property', owner, keySpan, data, docker, value.via);
  return { ...problem, path: [...owner.path, key] };
}

function describeEnum(spot: Spot): Problem {
  const { node, schema } = spot;
  const { enum: allowed = [] } = schema;
  const value = getText(node);
  const list = allowed.map((name) => JSON.stringify(name)).join(', ');
  const docker = `${toDockerPath(spot.path)} must be one of the following: ${list}`;
  return toProblem('wrong-value', spot, node.span, { value, allowed, suggestions: suggest(value, allowed) }, docker);
}

function describeFormat(spot: Spot, format: string): Problem {
  const { node } = spot;
  const code = format === 'ports' ? 'bad-port' : 'bad-duration';
  return toProblem(code, spot, node.span, { value: getText(node) }, `Does not match format '${format}'`);
}

function describeRepeated(list: Spot, { index, item, earlier }: RepeatedItem): Problem {
  const docker = `array items[${earlier.index},${index}] must be unique`;
  const related = [{ ...earlier.item.span, label: 'the same item' }];
  const problem = toProblem('repeated-item', list, item.span, { value: getText(item) }, docker, related);
  return { ...problem, path: [...list.path, String(index)] };
}

/** Of what is no single value, nothing. */
function getText(node: TreeNode): string {
  return node.kind === 'scalar' ? scalarText(node.value) : '';
}

function isInside(spot: Spot, closed: ReadonlySet<TreeNode>): boolean {
  return closed.size > 0 && (closed.has(spot.node) || (spot.owner !== spot && isInside(spot.owner, closed)));
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
