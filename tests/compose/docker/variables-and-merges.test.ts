/** What Docker makes of variables where it wants no text, and of a second file. */
import { describe, expect, it } from 'vitest';
import { readStack } from '../../../src/compose/read-stack.js';

const refusalsOf = (service: string, environment: Record<string, string>): unknown[] =>
  readStack([{ name: 'stack.yml', content: `services:\n  web:\n    image: nginx\n    ${service}\n` }], {
    environment: new Map(Object.entries(environment)),
  }).problems.map(({ docker }) => docker);

describe('a variable', () => {
  it.each([
    ['deploy: { replicas: "${V}" }', '2'],
    ['deploy: { update_config: { max_failure_ratio: "${V}" } }', '.5'],
    ['tty: "${V}"', 'no'],
    ['tty: "${V}"', 'Y'],
  ])('in `%s` may be `%s`', (service, V) => {
    expect(refusalsOf(service, { V })).toEqual([]);
  });

  it.each([
    ['deploy: { replicas: "${V}" }', 'two', 'strconv.Atoi: parsing "two": invalid syntax'],
    [
      'deploy: { replicas: "${V}" }',
      '9223372036854775808',
      'strconv.Atoi: parsing "9223372036854775808": value out of range',
    ],
    [
      'deploy: { update_config: { max_failure_ratio: "${V}" } }',
      'half',
      'strconv.ParseFloat: parsing "half": invalid syntax',
    ],
    ['tty: "${V}"', 'maybe', 'invalid boolean: maybe'],
  ])('in `%s` cannot be `%s`', (service, V, reason) => {
    expect(refusalsOf(service, { V })).toEqual([expect.stringContaining(reason)]);
  });
});

describe('a second file', () => {
  const service = (base: string, over: string) =>
    readStack(
      [base, over].map((lines, index) => ({
        name: `${index}.yml`,
        content: `services:\n  web:\n    image: nginx\n    ${lines}\n`,
      })),
    ).services.get('web');

  it('takes an environment variable away by no empty text, and sets an empty one', () => {
    const web = service('environment: { A: a, B: "", C: c }', 'environment: { A: "", B: b, C: d, D: "" }');
    expect([...(web?.environment ?? [])].map(([name, { value }]) => [name, value])).toEqual([
      ['A', 'a'],
      ['B', 'b'],
      ['C', 'd'],
      ['D', ''],
    ]);
  });

  it('replaces a command whole, and only by a command that has words', () => {
    expect(service('command: [a, b]', 'command: [c]')?.command.map(({ value }) => value)).toEqual(['c']);
    expect(service('command: [a, b]', 'command: []')?.command.map(({ value }) => value)).toEqual(['a', 'b']);
  });

  it('replaces a port by what publishes on the same number', () => {
    const web = service('ports: ["53:53/udp", "80:80"]', 'ports: ["53:53/tcp"]');
    expect(web?.ports.map(({ value }) => `${value.published ?? ''}:${value.target}/${value.protocol}`)).toEqual([
      '53:53/tcp',
      '80:80/tcp',
    ]);
  });

  it('keeps the image that an empty text would take away', () => {
    expect(service('hostname: a', 'hostname: ""')?.hostname?.value).toBe('a');
  });

  it('mounts its own volume at a target that both have', () => {
    const files = ['a', 'b'].map((name) => ({
      name: `${name}.yml`,
      content: `services:\n  web:\n    image: nginx\n    volumes: [${name}:/data]\nvolumes:\n  b: {}\n`,
    }));
    expect(readStack(files).problems).toEqual([]);
  });
});
