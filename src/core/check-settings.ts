/** Compares settings that arrive as data (ESLint's `settings.keepalive`) with their schema. */
import { getItemSchema } from './json-schema.js';
import type { JsonSchema, JsonType } from './json-schema.js';
import { nearestOf } from './nearest.js';
import { SETTINGS_PROPERTIES } from './settings-schema.js';
import type { KeepaliveSettings } from './settings.js';

export interface CheckedSettings {
  /** What is right of them. A setting with a mistake counts as not given. */
  readonly settings: KeepaliveSettings;
  /** One clause for each mistake, without a dot. */
  readonly mistakes: readonly string[];
}

const NONE: CheckedSettings = { settings: {}, mistakes: [] };

const checked = new WeakMap<object, CheckedSettings>();

/** The settings that can be used, and what is wrong with the others. Anything but an object is a mistake; nothing is none. */
export function checkSettings(value: unknown): CheckedSettings {
  if (value === undefined || value === null) return NONE;
  if (typeof value !== 'object') return { settings: {}, mistakes: ['`settings.keepalive` must be an object'] };
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
  const properties: Readonly<Record<string, JsonSchema>> = SETTINGS_PROPERTIES;
  for (const [key, setting] of Object.entries(value)) {
    const name = `settings.keepalive.${key}`;
    const schema = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const mistake = schema ? findMistake(setting, schema, name) : describeUnknown(key, name);
    if (mistake) mistakes.push(mistake);
    else settings[key] = setting;
  }
  return { settings, mistakes };
}

function describeUnknown(key: string, name: string): string {
  const near = nearestOf(key, Object.keys(SETTINGS_PROPERTIES));
  return `there is no \`${name}\`${near === null ? '' : ` (did you mean \`${near}\`?)`}`;
}

/** The first mistake of a value, or `null`. */
function findMistake(value: unknown, schema: JsonSchema, name: string): string | null {
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    return `\`${name}\` must be ${types.map((type) => TYPE_WORDS[type]).join(' or ')}`;
  }
  if (schema.enum && !schema.enum.some((allowed) => allowed === value)) {
    const near = nearestOf(String(value), schema.enum.map(String));
    const hint = near === null ? `it is one of ${schema.enum.join(', ')}` : `did you mean \`${near}\`?`;
    return `\`${name}\` cannot be \`${String(value)}\` (${hint})`;
  }
  if (typeof value === 'number' && value < (schema.minimum ?? -Infinity)) {
    return `\`${name}\` must be at least ${String(schema.minimum)}`;
  }
  if (Array.isArray(value)) {
    return findFirst(value.map((item, index) => [item, getItemSchema(schema, index), `${name}[${index}]`]));
  }
  if (typeof value !== 'object' || value === null) return null;
  const missing = (schema.required ?? []).find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined) return `\`${name}\` needs \`${missing}\``;
  return findFirst(Object.entries(value).map(([key, item]) => [item, schema.properties?.[key], `${name}.${key}`]));
}

function findFirst(
  items: readonly (readonly [value: unknown, schema: JsonSchema | undefined, name: string])[],
): string | null {
  for (const [value, schema, name] of items) {
    const mistake = schema ? findMistake(value, schema, name) : null;
    if (mistake) return mistake;
  }
  return null;
}

function isOfType(value: unknown, type: JsonType): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
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
  null: 'null',
};
