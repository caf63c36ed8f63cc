/** ajv on the same table, as the reference for our own validator. Our own keywords are given to it here. */
import { _, type Code, type KeywordCxt } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isDuration, isPort } from '../../../src/compose/schema/formats.js';
import { STACK_SCHEMA, type Schema } from '../../../src/compose/schema/stack-schema.js';

export interface AjvError {
  /** JSON pointer. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const ajv = new Ajv2020({
  allErrors: true,
  messages: false,
  passContext: true,
  inlineRefs: false,
  strictTypes: false,
  allowMatchingProperties: true,
});
const older = (minor: number): Code => _`this.minor < ${minor}`;
const addKeyword = (keyword: string, code: (context: KeywordCxt) => void): void => {
  ajv.addKeyword({ keyword, code, error: { message: '', params: ({ params }) => _`${params['details'] ?? _`{}`}` } });
};
addKeyword('since', (context) => {
  const minor = context.schema as number;
  context.setParams({ details: _`{since: ${minor}}` });
  context.fail(older(minor));
});
addKeyword('typesSince', (context) => {
  for (const minor of Object.values(context.schema as NonNullable<Schema['typesSince']>)) {
    context.setParams({ details: _`{since: ${minor}}` });
    context.fail(_`${older(minor)} && ${context.data} && typeof ${context.data} == "object"`);
  }
});
addKeyword('format3', (context) => {
  const { name, since } = context.schema as NonNullable<Schema['format3']>;
  const { data } = context;
  context.setParams({ details: _`{format: ${name}}` });
  context.fail(
    _`!(${older(since)}) && (typeof ${data} == "string" || typeof ${data} == "number") && !this.isFormat(${name}, ${data})`,
  );
});
addKeyword('distinct', (context) => {
  const { until } = context.schema as NonNullable<Schema['distinct']>;
  const { gen, data } = context;
  const repeated = gen.const('repeated', _`this.minor <= ${until} ? this.findRepeated(${data}) : []`);
  context.setParams({ details: _`{repeated: ${repeated}}` });
  context.fail(_`${repeated}.length > 0`);
});
ajv.addVocabulary(['alternatives']);
const check = ajv.compile(STACK_SCHEMA);

/** What ajv says of plain data. */
export function validateWithAjv(data: unknown, minor: number): readonly AjvError[] {
  const context = {
    minor,
    isFormat: (name: string, value: string | number) =>
      name === 'ports' ? isPort(value) : typeof value !== 'string' || isDuration(value),
    findRepeated,
  };
  return check.call(context, data) ? [] : (check.errors ?? []);
}

function findRepeated(value: unknown): [number, number][] {
  if (!Array.isArray(value)) return [];
  const seen = new Map<string, number>();
  return value.flatMap((item, index): [number, number][] => {
    const key = JSON.stringify(item, sortKeys);
    const earlier = seen.get(key);
    seen.set(key, index);
    return earlier === undefined ? [] : [[index, earlier]];
  });
}

function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
