/** The JSON Schema of `keepalive.config.json`, `keepalive.config.yaml` and the `keepalive` key of package.json. */
import { getRuleEntry, RULE_IDS, type RuleId } from '../../../core/catalog/index.js';
import type { JsonSchema } from '../../../core/json-schema.js';
import { SETTINGS_PROPERTIES } from '../../../core/settings-schema.js';

/** The rules that the command line runs; the others are rules of ESLint's only. */
export const STACK_RULE_IDS: readonly RuleId[] = RULE_IDS.filter((id) => getRuleEntry(id).category === 'stack');

const SEVERITY = { type: 'string', enum: ['off', 'warn', 'error'] } as const satisfies JsonSchema;

const RULES: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  description: 'The severity of single rules, and their options: `"warn"` or `["warn", { … }]`.',
  properties: Object.fromEntries(STACK_RULE_IDS.map((id) => [id, describeRule(id)])),
};

/** As in ESLint: a severity, or a list of it and the options. */
function describeRule(id: RuleId): JsonSchema {
  const { description, schema } = getRuleEntry(id);
  const [options] = schema;
  if (!options) return { ...SEVERITY, description };
  return { description, anyOf: [SEVERITY, { type: 'array', items: [SEVERITY, options], minItems: 1, maxItems: 2 }] };
}

const GLOBS = { type: 'array', items: { type: 'string', minLength: 1 } } as const satisfies JsonSchema;

export const CONFIG_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'https://github.com/eslint-plugin-keepalive/eslint-plugin-keepalive/blob/main/schema/keepalive.config.schema.json',
  title: 'Configuration of keepalive-lint',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', description: 'For editors.' },
    ...SETTINGS_PROPERTIES,
    preset: {
      type: 'string',
      enum: ['recommended', 'strict'],
      description: 'The rules to start from. Default: recommended.',
    },
    rules: RULES,
    ignore: { ...GLOBS, description: 'Globs of files that are only linted when they are named.' },
    stacks: {
      type: 'array',
      items: { ...GLOBS, minItems: 1 },
      description: 'Files that are deployed together, in the order of `docker stack deploy -c A -c B`.',
    },
    failOn: {
      type: 'string',
      enum: ['error', 'warn', 'never'],
      description: 'The least severity that makes the exit code 1. Default: error.',
    },
    maxWarnings: { type: 'integer', minimum: 0, description: 'More warnings than this make the exit code 1.' },
    baseline: { type: 'string', minLength: 1, description: 'A file of findings that are not reported.' },
    overrides: {
      type: 'array',
      description: 'What differs for some files. Later entries win.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['files'],
        properties: {
          files: { ...GLOBS, minItems: 1, description: 'Globs of files, relative to the configuration.' },
          ...SETTINGS_PROPERTIES,
          rules: RULES,
        },
      },
    },
  },
} as const satisfies JsonSchema;
