import { describe, expect, test } from 'vitest';
import { readStack } from '../../src/compose/read-stack.js';
import type { Span } from '../../src/core/finding.js';

function read(text: string, environment: Record<string, string> = {}) {
  const stack = readStack([{ name: 'stack.yml', content: text }], {
    environment: new Map(Object.entries(environment)),
  });
  const textAt = ({ start, end }: Span): string => text.slice(start, end);
  return { stack, textAt, web: stack.services.get('web') };
}

describe('sysctls', () => {
  test('a value in map form is the text Docker sends, and its span is the number as written', () => {
    const { web, textAt } = read(
      'services:\n  web:\n    image: nginx\n    sysctls:\n      net.ipv4.tcp_keepalive_time: 0600\n',
    );
    const value = web?.sysctls.get('net.ipv4.tcp_keepalive_time');
    expect(value?.value).toBe('384');
    expect(value && textAt(value.span)).toBe('0600');
    expect(value && textAt(value.keySpan)).toBe('net.ipv4.tcp_keepalive_time');
  });

  test.each([
    ['- net.ipv4.tcp_keepalive_time=600', '600'],
    ['- "net.ipv4.tcp_keepalive_time=600"', '600'],
    ["- 'net.ipv4.tcp_keepalive_time=600' # ten minutes", '600'],
  ])('a list entry %s is cut at the first equals sign and its span is the value alone', (entry, expected) => {
    const { web, textAt } = read(`services:\n  web:\n    sysctls:\n      ${entry}\n`);
    const value = web?.sysctls.get('net.ipv4.tcp_keepalive_time');
    expect(value).toMatchObject({ value: expected, editable: true });
    expect(value && textAt(value.span)).toBe(expected);
  });

  test('an empty value has the span of its key and is not editable', () => {
    const { web, textAt } = read('services:\n  web:\n    sysctls:\n      net.ipv4.tcp_keepalive_time:\n');
    const value = web?.sysctls.get('net.ipv4.tcp_keepalive_time');
    expect(value).toMatchObject({ value: '', editable: false });
    expect(value && textAt(value.span)).toBe('net.ipv4.tcp_keepalive_time');
  });

  test('the last entry of a key wins and the first says which replaced it', () => {
    const { web } = read('services:\n  web:\n    sysctls: [a=1, b=2, a=3]\n');
    expect(web?.sysctls.get('a')?.value).toBe('3');
    expect(web?.sysctlEntries.map(({ key, entry, replacedBy }) => [key, entry.value, replacedBy?.entry.value])).toEqual(
      [
        ['a', '1', '3'],
        ['b', '2', undefined],
        ['a', '3', undefined],
      ],
    );
  });

  test('a value remembers its variable and where it stands', () => {
    const { web, textAt } = read('services:\n  web:\n    sysctls:\n      - k=${KA:-600}\n');
    const value = web?.sysctls.get('k');
    expect(value?.value).toBe('600');
    expect(value && textAt(value.span)).toBe('${KA:-600}');
    expect(value?.variables).toMatchObject([
      { name: 'KA', operator: ':-', text: '${KA:-600}', whenUnset: '600', whenEmpty: '600', isSet: false },
    ]);
    expect(value?.variables.map(({ span }) => textAt(span))).toEqual(['${KA:-600}']);
  });
});

describe('anchors and merge keys', () => {
  const text = `x-ka: &ka
  a: 1
  b: 2
services:
  web:
    sysctls:
      <<: *ka
      a: 3
  db:
    sysctls: *ka
`;

  test('an own key beats the merged one', () => {
    const { web } = read(text);
    expect([...(web?.sysctls ?? [])].map(([key, { value }]) => [key, value])).toEqual([
      ['a', '3'],
      ['b', '2'],
    ]);
  });

  test('a merged value has the span of its use, says where it is written, and is not editable', () => {
    const { stack, web, textAt } = read(text);
    const merged = web?.sysctls.get('b');
    expect(merged).toMatchObject({ editable: false });
    expect(merged && textAt(merged.span)).toBe('*ka');
    expect(merged?.via.map((place) => textAt(place))).toEqual(['2']);
    const aliased = stack.services.get('db')?.sysctls.get('a');
    expect(aliased && textAt(aliased.span)).toBe('*ka');
  });
});

describe('networks', () => {
  test('a service that names none joins the implicit default overlay', () => {
    const { stack, web } = read('services:\n  web:\n    image: nginx\n');
    expect([...(web?.networks.keys() ?? [])]).toEqual(['default']);
    expect(stack.networks.get('default')).toMatchObject({ driver: 'overlay', span: null });
  });

  test('aliases keep their places', () => {
    const { web, textAt } = read(
      'services:\n  web:\n    networks:\n      a:\n        aliases: [db, pg]\nnetworks:\n  a:\n',
    );
    expect(web?.networks.get('a')?.aliases.map(({ span }) => textAt(span))).toEqual(['db', 'pg']);
  });
});

test('no files are an empty stack', () => {
  expect(readStack([])).toEqual({
    files: [],
    services: new Map(),
    networks: new Map(),
    problems: [],
    deployable: true,
  });
});

test('the version that one of two files has is named, whichever it is', () => {
  const files = ['version: "3.8"\nservices: {}\n', 'services: {}\n'].map((content, index) => ({
    name: `${index}.yml`,
    content,
  }));
  for (const inputs of [files, files.toReversed()]) {
    const { problems } = readStack(inputs);
    expect(problems.map(({ code, span, related }) => [code, span, related])).toEqual([
      ['version-mismatch', { file: '0.yml', start: 9, end: 14 }, []],
    ]);
  }
});
