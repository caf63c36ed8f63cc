import { describe, expect, test } from 'vitest';
import type { Sourced, Stack, VariableUse } from '../../../src/compose/docker/stack.js';
import {
  findVariablesWithoutDefault,
  getSoleExpression,
  isForgottenCheck,
  isLostCheck,
  isUnbracedDefault,
} from '../../../src/compose/model/variables.js';
import { readStack } from '../../../src/compose/read-stack.js';

/** The hostname of a service, written so, and its first variable. */
function read(hostname: string): { stack: Stack; entry: Sourced<string>; use: VariableUse } {
  const content = `services:\n  web:\n    image: a\n    hostname: ${hostname}\n`;
  const stack = readStack([{ name: 'stack.yml', content }]);
  const entry = stack.services.get('web')?.hostname;
  const [use] = entry?.variables ?? [];
  if (!entry || !use) throw new Error('there is no variable');
  return { stack, entry, use };
}

describe('a variable', () => {
  test.each([
    ['${A?unset}', []],
    ['${A:?unset}', []],
    ['${A-b?}', []],
    ['${A:?not-set}', ['lost check']],
    ['${A?not-set}', ['lost check']],
    ['${A:?unset}-${B}', ['forgotten check']],
    ['${A?unset}.${B}', ['forgotten check']],
    ['${A:-b}.${B}', []],
    ['$A', []],
    ['$A-b', ['default without braces']],
    ['${A}-b', []],
  ])('in %s: %j', (hostname, expected) => {
    const { entry, use } = read(hostname);
    const found = {
      'lost check': isLostCheck(use),
      'forgotten check': isForgottenCheck(use, entry),
      'default without braces': isUnbracedDefault(use),
    };
    expect(Object.entries(found).flatMap(([name, is]) => (is ? [name] : []))).toEqual(expected);
  });

  test.each(['${A}', '"${A}"', "'${A:-b}'", '" ${A} "', '$A'])('is the whole value in %s', (hostname) => {
    const { stack, entry, use } = read(hostname);
    expect(getSoleExpression(stack, entry)).toBe(use);
  });

  test.each(['${A}s', '${A}${B}', '"x ${A}"', `"'\${A}'"`, `"\${A}'"`])('is not the whole value in %s', (hostname) => {
    const { stack, entry } = read(hostname);
    expect(getSoleExpression(stack, entry)).toBeNull();
  });
});

test.each([
  ['$A_1-b', ['A_1']],
  ['${A}/${B_2}', ['A', 'B_2']],
  ['${A:?set it}', ['A']],
  ['${A?set it}', ['A']],
  ['${A:?set-it}', []],
  ['${A:-b}', []],
  ['$$A', []],
  ['$$$A', ['A']],
  ['$1', []],
])('%s without a default are %j', (text, names) => {
  expect(findVariablesWithoutDefault(text)).toEqual(names);
});
