import { describe, expect, test } from 'vitest';
import { lintHostFile, lintStack } from '../../src/compose/engine.js';
import { readStack } from '../../src/compose/read-stack.js';
import { getFile } from '../../src/compose/docker/place.js';

const FILE = { name: 'stack.yml', text: 'services:\n  web:\n    image: ${IMAGE:?no}\n' };

describe('what a variable of the deployment decides', () => {
  test('is not reported, unless the settings ask for what is unknown', () => {
    const rules = ['stack-schema'] as const;
    expect(lintStack([FILE], { rules })).toEqual([]);
    expect(lintStack([FILE], { rules, settings: { unknown: 'report' } }).map(({ messageId }) => messageId)).toEqual([
      'requiredVariable',
    ]);
  });
});

test('a file of sysctls is judged by its own rule, and by no other', () => {
  const file = { name: 'sysctl.conf', text: 'net.ipv4.tcp_keepalive_time = 600\n' };
  expect(lintHostFile(file, 'sysctl', { rules: ['host-sysctl'] }).map(({ ruleId }) => ruleId)).toEqual(['host-sysctl']);
  expect(lintHostFile(file, 'sysctl', { rules: ['stack-schema'] })).toEqual([]);
});

test('a place of another stack is a mistake of the caller', () => {
  const stack = readStack([{ name: FILE.name, content: FILE.text }]);
  expect(getFile(stack, { file: 'stack.yml', start: 0, end: 1 })).toEqual(FILE);
  expect(() => getFile(stack, { file: 'other.yml', start: 0, end: 1 })).toThrow('other.yml is no file of this stack');
});
