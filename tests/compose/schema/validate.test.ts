import { describe, expect, test } from 'vitest';
import { parseFile } from '../../../src/compose/read/parse.js';
import { STACK_SCHEMA, type Schema } from '../../../src/compose/schema/stack-schema.js';
import { validate, type SchemaError } from '../../../src/compose/schema/validate.js';
import { resolveSchema } from '../../../src/compose/schema/lookup.js';
import { validateWithAjv } from './ajv.js';

/** Every JSON text is YAML, and means the same. */
function validateJson(data: unknown, minor: number) {
  const { root } = parseFile({ name: 'stack.yml', text: JSON.stringify(data) });
  if (!root) throw new Error('no tree');
  return validate(root, minor).map((error) => ({
    at: error.spot.path.join('/'),
    keyword: error.keyword,
    params: getParams(error),
  }));
}

function getParams(error: SchemaError) {
  switch (error.keyword) {
    case 'since':
    case 'typesSince':
      return { since: error.since };
    case 'additionalProperties':
      return { additionalProperty: error.entry.key };
    case 'required':
      return { missingProperty: error.property };
    case 'format3':
      return { format: error.format };
    case 'distinct':
      return { repeated: error.repeated.map(({ index, earlier }) => [index, earlier.index]) };
    default:
      return {};
  }
}

function validateAsAjv(data: unknown, minor: number) {
  return validateWithAjv(data, minor).map(({ instancePath, keyword, params }) => ({
    at: instancePath.slice(1),
    keyword,
    // The types are read from the table.
    params: keyword === 'type' || keyword === 'enum' || keyword === 'minimum' ? {} : params,
  }));
}

const ODD_VALUES = [
  null,
  true,
  5,
  -1,
  1.5,
  'a',
  '',
  '80:x',
  '10s',
  [],
  ['a', 'a'],
  [[1], { a: 1 }],
  {},
  { a: 1, b: [] },
];

/** A file with every property of the table in one of its right forms, and the paths to all of its values. */
function getFullExample(reference: Schema): unknown {
  const schema = resolveSchema(reference);
  const types = [schema.type ?? 'string'].flat();
  if (schema.properties ?? schema.patternProperties) {
    const own = Object.entries(schema.properties ?? {}).map(([name, child]) => [name, getFullExample(child)]);
    const matching = Object.entries(schema.patternProperties ?? {}).map(([pattern, child]) => [
      pattern === '^x-' ? 'x-a' : 'name',
      getFullExample(child),
    ]);
    return Object.fromEntries([...own, ...matching]);
  }
  if (types.includes('array')) return [getFullExample(schema.items ?? {}), { odd: 1 }];
  return types.includes('integer') || types.includes('number') ? 80 : (schema.enum?.[0] ?? '10s');
}

function* withOddValues(value: unknown): Generator {
  yield* ODD_VALUES;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const odd of withOddValues(item)) yield value.with(index, odd);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      for (const odd of withOddValues(item)) yield { ...value, [key]: odd };
    }
    yield { ...value, unknown: 1 };
  }
}

const example = getFullExample(STACK_SCHEMA) as Record<string, object>;

describe('the validator says what ajv says of the same table, in the same order', () => {
  test.each(Object.keys(example).filter((section) => section !== 'services'))(
    'an odd value anywhere below %s',
    (section) => {
      for (const odd of withOddValues(example[section])) {
        const data = { [section]: odd };
        expect(validateJson(data, 13)).toEqual(validateAsAjv(data, 13));
      }
    },
  );

  const service = (example['services'] as { name: Record<string, unknown> }).name;
  test.each(Object.keys(service))('an odd value anywhere below a service’s %s', (property) => {
    for (const odd of withOddValues(service[property])) {
      const data = { services: { web: { [property]: odd } } };
      expect(validateJson(data, 13)).toEqual(validateAsAjv(data, 13));
    }
  });

  test.each(Array.from({ length: 14 }, (_, minor) => minor))('all properties at once in version 3.%i', (minor) => {
    for (const data of [example, { ...example, unknown: 1 }, ...ODD_VALUES]) {
      expect(validateJson(data, minor)).toEqual(validateAsAjv(data, minor));
    }
  });
});
