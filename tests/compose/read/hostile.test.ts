/** Files that make linters crash, hang or lie: each is refused at a place, and with a bounded amount of work. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readStack } from '../../../src/compose/read-stack.js';

const folder = new URL('../../hostile/files/', import.meta.url);

function read(name: string) {
  const stack = readStack([{ name, content: readFileSync(new URL(name, folder)) }]);
  const text = stack.files[0]?.text ?? '';
  const found = stack.problems.map(({ code, span }) => `${code}@${text.slice(0, span.start).split('\n').length}`);
  return { stack, text, found };
}

describe('each file has one cause at one line', () => {
  test.each([
    ['ansi.yml', 'control-character@3'],
    ['badyaml.yml', 'yaml-syntax@4'],
    ['binary.yml', 'bad-encoding@1'],
    ['bomb.yml', 'alias-bomb@'],
    ['commentonly.yml', 'not-a-mapping@1'],
    ['deepflow-2k.yml', 'too-deep@1'],
    ['deepflow.yml', 'too-deep@1'],
    ['dupkeys.yml', 'duplicate-key@5'],
    ['empty.yml', 'not-a-mapping@1'],
    ['interp.yml', 'required-variable@6'],
    ['intkeys.yml', 'key-is-not-text@3'],
    ['latin1.yml', 'bad-encoding@6'],
    ['list.yml', 'not-a-mapping@1'],
    ['mergebomb.yml', 'alias-bomb@'],
    ['multidoc.yml', 'more-documents@7'],
    ['nul.yml', 'control-character@3'],
    ['null.yml', 'not-a-mapping@1'],
    ['scalar.yml', 'not-a-mapping@1'],
    ['selfref.yml', 'recursive-anchor@4'],
    ['tabs.yml', 'yaml-syntax@3'],
    ['undefalias.yml', 'unknown-anchor@3'],
  ])('%s: %s', (name, expected) => {
    expect(read(name).found[0]).toContain(expected);
  });
});

test.each(readdirSync(folder).filter((name) => name.endsWith('.yml')))(
  '%s: every problem lies inside the text',
  (name) => {
    const { stack, text } = read(name);
    for (const { span } of stack.problems) {
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeGreaterThanOrEqual(span.start);
      expect(span.end).toBeLessThanOrEqual(text.length);
    }
  },
);

test.each(['bom.yml', 'crlf.yml', 'utf16.yml', 'noeol.yml'])('%s reads like the plain file', (name) => {
  const plain = read('ok.yml').stack;
  const { stack } = read(name);
  expect(stack.problems.map(({ code }) => code)).toEqual(plain.problems.map(({ code }) => code));
  expect([...stack.services.keys()]).toEqual([...plain.services.keys()]);
});

test('a duplicate key is shown with its first definition', () => {
  const { stack, text } = read('dupkeys.yml');
  const [problem] = stack.problems;
  const first = problem?.related[0];
  expect(first && text.slice(first.start, first.end)).toBe('image');
  expect(first?.start).toBeLessThan(problem?.span.start ?? 0);
});

test('400 services may share one anchor', () => {
  const services = Array.from({ length: 400 }, (_, index) => `  s${index}:\n    <<: *common\n`).join('');
  const content = `x-common: &common\n  image: nginx\n  sysctls: {a: 1}\nservices:\n${services}`;
  const stack = readStack([{ name: 'stack.yml', content }]);
  expect(stack.problems).toEqual([]);
  expect(stack.services.get('s399')?.sysctls.get('a')?.value).toBe('1');
});

test('a mistake in an anchor is one problem, however often the anchor is used', () => {
  const services = Array.from({ length: 50 }, (_, index) => `  s${index}:\n    <<: *common\n`).join('');
  const content = `x-common: &common\n  image: nginx\n  privileged: 5\nservices:\n${services}`;
  const stack = readStack([{ name: 'stack.yml', content }]);
  expect(stack.problems.filter(({ stage }) => stage === 'schema')).toHaveLength(1);
});
