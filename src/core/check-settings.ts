/** Compares settings that arrive as data (ESLint's `settings.keepalive`) with their schema. */
import type { JsonType, TypedSchema } from './json-schema.js';
import { nearestOf } from './nearest.js';
import { SETTINGS_PROPERTIES } from './settings-schema.js';
import type { KeepaliveSettings } from './settings.js';

export interface CheckedSettings {
  /** What is right of them. A setting with a mistake counts as not given. */
  readonly settings: KeepaliveSettings;
  /** One clause for each mistake, without a dot. */
  readonly mistakes: readonly string[];
}

/** No setting has alternatives. */
interface SettingSchema extends Pick<TypedSchema, 'type' | 'enum' | 'minimum' | 'minLength' | 'required'> {
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly additionalProperties?: false | SettingSchema;
  readonly items?: SettingSchema;
}

const PROPERTIES: Readonly<Record<string, SettingSchema>> = SETTINGS_PROPERTIES;

const NONE: CheckedSettings = { settings: {}, mistakes: [] };

const checked = new WeakMap<object, CheckedSettings>();

/** The settings that can be used, and what is wrong with the others. Anything but an object is a mistake; nothing is none. */
export function checkSettings(value: unknown): CheckedSettings {
  if (value === undefined || value === null) return NONE;
  if (!isObject(value)) return { settings: {}, mistakes: ['`settings.keepalive` must be an object'] };
  let result = checked.get(value);
  if (!result) {
    result = check(value);
    checked.set(value, result);
  }
  return result;
}

function check(value: object): CheckedSettings {
  const settings: Record<string, unknown> = {};
  const mistakes: string[] = [];
  for (const [key, setting] of Object.entries(value)) {
    const mistake = findMistakeOfKey(key, setting, PROPERTIES, 'settings.keepalive');
    if (mistake === null) settings[key] = setting;
    else mistakes.push(mistake);
  }
  return { settings, mistakes };
}

/** The first mistake in what an object has under a key, or `null`. */
function findMistakeOfKey(
  key: string,
  value: unknown,
  properties: Readonly<Record<string, SettingSchema>>,
  parent: string,
): string | null {
  const schema = Object.hasOwn(properties, key) ? properties[key] : undefined;
  if (schema) return findMistake(value, schema, `${parent}.${key}`);
  const near = nearestOf(key, Object.keys(properties));
  return `there is no \`${parent}.${key}\`${near === null ? '' : ` (did you mean \`${near}\`?)`}`;
}

/** The first mistake of a value, or `null`. */
function findMistake(value: unknown, schema: SettingSchema, name: string): string | null {
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  if (!types.some((type) => isOfType(value, type))) {
    return `\`${name}\` must be ${types.map((type) => TYPE_WORDS[type]).join(' or ')}`;
  }
  if (schema.enum && !schema.enum.some((allowed) => allowed === value)) {
    const near = nearestOf(String(value), schema.enum.map(String));
    const hint = near === null ? `it is one of ${schema.enum.join(', ')}` : `did you mean \`${near}\`?`;
    return `\`${name}\` cannot be \`${String(value)}\` (${hint})`;
  }
  const { minimum, minLength, items } = schema;
  if (minimum !== undefined && Number(value) < minimum) return `\`${name}\` must be at least ${minimum}`;
  if (minLength !== undefined && String(value).length < minLength) return `\`${name}\` must not be empty`;
  if (items && Array.isArray(value)) {
    return findFirst(value, (item, index) => findMistake(item, items, `${name}[${index}]`));
  }
  return isObject(value) ? findMistakeInside(value, schema, name) : null;
}

function findMistakeInside(value: object, schema: SettingSchema, name: string): string | null {
  const { properties = {}, additionalProperties, required = [] } = schema;
  const missing = required.find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined) return `\`${name}\` needs \`${missing}\``;
  return findFirst(Object.entries(value), ([key, item]) =>
    additionalProperties
      ? findMistake(item, additionalProperties, `${name}.${key}`)
      : findMistakeOfKey(key, item, properties, name),
  );
}

function findFirst<Item>(items: readonly Item[], find: (item: Item, index: number) => string | null): string | null {
  for (const [index, item] of items.entries()) {
    const mistake = find(item, index);
    if (mistake !== null) return mistake;
  }
  return null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOfType(value: unknown, type: JsonType): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

const TYPE_WORDS: Readonly<Record<JsonType, string>> = {
  object: 'an object',
  array: 'an array',
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
};
