import type { Value } from '../../../src/grpc/options/value.js';

/**
 * A value in one line: `5`, `5?` (a default), `{a: 1, b: ?}`, `{a: 1, ...}` (more keys are possible), `1 | 2`, `json({…})`,
 * `fn`, `new`, `?` (unknown).
 */
export function print(value: Value): string {
  switch (value.kind) {
    case 'literal': {
      const text = typeof value.value === 'string' ? `'${value.value}'` : printNumber(value.value);
      return value.overridable ? `${text}?` : text;
    }
    case 'object': {
      const parts = [...value.properties].map(([key, property]) => `${key}: ${print(property.value)}`);
      return `{${[...parts, ...(value.complete ? [] : ['...'])].join(', ')}}`;
    }
    case 'array':
      return `[${[...value.elements.map(print), ...(value.complete ? [] : ['...'])].join(', ')}]`;
    case 'json':
      return `json(${print(value.value)})`;
    case 'function':
      return 'fn';
    case 'instance':
      return 'new';
    case 'oneOf':
      return value.values.map(print).join(' | ');
    case 'unknown':
      return '?';
  }
}

function printNumber(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  return Object.is(value, -0) ? '-0' : String(value);
}
