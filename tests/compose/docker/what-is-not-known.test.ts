/** What Docker stops at is one problem: nothing is said of what the value would have been. And rarer things that it refuses. */
import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../src/compose/docker/stack.js';
import { readStack, type ReadOptions } from '../../../src/compose/read-stack.js';

function findProblems(content: string, options: ReadOptions = {}): readonly Problem[] {
  const { problems } = readStack([{ name: '/srv/stack.yml', content }], options);
  return problems.filter(({ stage }) => stage !== 'ignored');
}

function service(lines: string, rest = ''): string {
  return `services:\n  web:\n    image: nginx\n    ${lines.split('\n').join('\n    ')}\n${rest}`;
}

describe('a required variable that is not set', () => {
  test.each([
    ['in an image', 'services:\n  web:\n    image: "shop/${TAG:?no}"\n'],
    ['in a secret', service('secrets: ["${S:?no}"]')],
    ['in the target of a volume', service('volumes: ["data:/${V:?no}"]')],
    ['in a volume', service('volumes: ["${V:?no}:/data"]')],
    ['in an env_file', service('env_file: "${F:?no}"')],
    ['in a mode', service('deploy: {mode: "${M:?no}"}')],
  ])('%s', (_, content) => {
    expect(findProblems(content, { readFile: () => null }).map(({ code }) => code)).toEqual(['required-variable']);
  });

  test('in an anchor is one problem, at its first use, with the place where it is written', () => {
    const content = `x-a: &a {K: "\${V:?no}"}\nservices:\n  web:\n    image: nginx\n    sysctls: *a\n    labels: *a\n`;
    const [problem, ...more] = findProblems(content);
    expect(more).toEqual([]);
    expect(problem?.code).toBe('required-variable');
  });

  test('and any other mistake in an anchor is one problem, and two of them are two', () => {
    const content = `x-a: &a {replicas: -1, update_config: {parallelism: -1}}
services:
  a: {image: nginx, deploy: *a}
  b: {image: nginx, deploy: *a}
`;
    expect(findProblems(content).map(({ path }) => path.join('.'))).toEqual([
      'services.a.deploy.replicas',
      'services.a.deploy.update_config.parallelism',
    ]);
  });

  test('in a key is one problem at the alias that uses it as a value, with the place where it is written', () => {
    const content = service('labels: {&v "${V:?no}": a, b: *v}');
    const problems = findProblems(content);
    const show = ({ start, end }: { start: number; end: number }): string => content.slice(start, end);
    expect(
      problems.map(({ span, related }) => [show(span), related.map((place) => [show(place), place.label])]),
    ).toEqual([['*v', [['${V:?no}', 'written here']]]]);
  });

  test('merged into two services is one problem', () => {
    const content = `services:\n  a: &a\n    image: nginx\n    hostname: "\${V:?no}"\n  b: *a\n`;
    expect(findProblems(content).map(({ path }) => path.join('.'))).toEqual(['services.a.hostname']);
  });
});

test('a path of a dot in a service name is cast as two: the number stays text', () => {
  const content = 'services:\n  my.app:\n    image: nginx\n    deploy: {replicas: "${N}"}\n';
  expect(findProblems(content, { environment: new Map([['N', '2']]) }).map(({ code }) => code)).toEqual(['wrong-type']);
});

test('what only $$ changes is cast too', () => {
  expect(
    findProblems(service('deploy: {replicas: "$$5"}')).map(({ code, data }) => [code, data['expression']]),
  ).toEqual([['bad-cast', '$$5']]);
});

describe('Docker refuses', () => {
  test.each([
    ['a credential spec of a config that is not there', service('credential_spec: {config: c}'), 'undefined-config'],
    ['a secret that is a number', service('secrets: [5]'), 'wrong-type'],
    ['a volume that is a number', service('volumes: [5]'), 'wrong-type'],
    ['two credential specs', service('credential_spec: {file: a, registry: b}'), 'credential-conflict'],
    ['a limit that is a fraction', service('ulimits: {nofile: {soft: 1.5, hard: 2}}'), 'wrong-type'],
    ['a limit written as a fraction', service('ulimits: {nofile: {soft: 1.0, hard: 2}}'), 'whole-number-needed'],
    ['one limit that is a fraction', service('ulimits: {nofile: 1.5}'), 'wrong-type'],
    [
      'options of an external volume',
      service('tty: true', 'volumes: {d: {external: true, driver_opts: {a: b}}}\n'),
      'external-conflict',
    ],
    [
      'labels of an external volume',
      service('tty: true', 'volumes: {d: {external: true, labels: [a=b]}}\n'),
      'external-conflict',
    ],
    [
      'a secret with a driver and a file',
      service('tty: true', 'secrets: {s: {driver: d, file: f}}\n'),
      'driver-and-file',
    ],
    ['a date where a number stands', service('deploy: {replicas: 2024-01-01}'), 'wrong-type'],
    ['a list where a port stands', service('ports: [[80]]'), 'wrong-type'],
    ['a list where a size stands', service('shm_size: [1]'), 'wrong-type'],
    ['a file that is no YAML', 'services: [', 'yaml-syntax'],
    ['a file that is a list', '- services', 'not-a-mapping'],
    ['a second document behind a file that is a list', '- services\n---\na: b\n', 'not-a-mapping'],
    ['a version that is not text', 'version: 2\n' + service('tty: true'), 'unsupported-version'],
    ['negative retries', service('healthcheck: {test: a, retries: -1}'), 'negative-number'],
    ['a secret without a source', service('secrets: [{target: t}]'), 'undefined-secret'],
    [
      'a volume of the empty type that nobody declares',
      service('volumes: [{type: "", source: d, target: /d}]'),
      'undefined-volume',
    ],
  ])('%s', (_, content, code) => {
    expect(findProblems(content).map((problem) => problem.code)).toEqual([code]);
  });

  test.each([
    [
      'empty options of an external volume',
      service('tty: true', 'volumes: {d: {external: true, driver: "", driver_opts: {}, labels: []}}\n'),
    ],
    ['a bind mount with its options', service('volumes: ["/x:/y:rshared"]')],
  ])('not %s', (_, content) => {
    expect(findProblems(content)).toEqual([]);
  });
});

test('files with an absolute path are looked for there', () => {
  const asked: string[] = [];
  findProblems(service('env_file: [/etc/a.env, b.env]'), {
    readFile: (path) => {
      asked.push(path);
      return 'A=1\n';
    },
  });
  expect(asked).toContain('/etc/a.env');
  expect(asked).toContain('/srv/b.env');
});

test('of the port ranges behind more ports than a host has, the first port is known', () => {
  const content = service('ports: ["1-65535", "1-65535/udp", "9000-9009", "8000-8009:7000-7009"]');
  const { services } = readStack([{ name: '/srv/stack.yml', content }]);
  const ports = services.get('web')?.ports ?? [];
  expect(ports).toHaveLength(2 * 65_535 + 2);
  expect(ports.slice(-2).map(({ value }) => [value.target, value.published])).toEqual([
    [9000, null],
    [7000, 8000],
  ]);
});

test('a word of a command line has no text of its own to edit, and no port has', () => {
  const { services } = readStack([{ name: '/srv/stack.yml', content: service('command: a b\nports: [80]') }]);
  const { command = [], ports = [] } = services.get('web') ?? {};
  expect([...command, ...ports].map(({ editable }) => editable)).toEqual([false, false, false]);
});

test('the words of a command line share its variables, however many there are of both', () => {
  const { services } = readStack([
    { name: '/srv/stack.yml', content: service(`command: ${'${A:-b} '.repeat(20_000)}`) },
  ]);
  const { command = [] } = services.get('web') ?? {};
  expect(command).toHaveLength(20_000);
  expect(new Set(command.map(({ variables }) => variables))).toEqual(new Set([command[0]?.variables]));
  expect(command[0]?.variables).toHaveLength(20_000);
});

test('an empty service has no place where something could be inserted', () => {
  const { services } = readStack([{ name: '/srv/stack.yml', content: 'services: { web: {} }' }]);
  expect(services.get('web')?.raw).toEqual([]);
});
