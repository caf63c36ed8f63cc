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
    ['deploy: { replicas: "${V}" }', '+2'],
    ['deploy: { update_config: { max_failure_ratio: "${V}" } }', '.5'],
    ['deploy: { update_config: { max_failure_ratio: "${V}" } }', '1_0'],
    ['deploy: { update_config: { max_failure_ratio: "${V}" } }', '0x1p-2'],
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
    ['oom_score_adj: "${V}"', '-9223372036854775809', 'value out of range'],
    ['deploy: { update_config: { max_failure_ratio: "${V}" } }', '1e400', 'parsing "1e400": value out of range'],
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

it('that stands for the expression itself leaves a text that no number or boolean is made of', () => {
  expect(refusalsOf('tty: "$V"', { V: '$V' })).toEqual(['services.web.tty must be a boolean']);
});

it('in the name of an external network is cast to nothing', () => {
  expect(refusalsOf('tty: true\nnetworks: { n: { external: { name: "${V}" } } }', { V: 'backbone' })).toEqual([
    'network n: network.external.name is deprecated in favor of network.name',
  ]);
});

it('that brings a whole sysctl gives it its name and value, and leaves nothing to edit', () => {
  const content = 'services:\n  web:\n    image: nginx\n    sysctls: ["${V}"]\n';
  const environment = new Map([['V', 'net.ipv4.tcp_keepalive_time=600']]);
  const sysctls = readStack([{ name: 'stack.yml', content }], { environment }).services.get('web')?.sysctls;
  const start = content.indexOf('"${V}"');
  expect(sysctls?.get('net.ipv4.tcp_keepalive_time')).toMatchObject({
    value: '600',
    span: { start, end: start + '"${V}"'.length },
    editable: false,
    variables: [{ name: 'V' }],
  });
});

describe('a second file', () => {
  const stack = (...files: readonly string[]) =>
    readStack(
      files.map((lines, index) => ({
        name: `${index}.yml`,
        content: `services:\n  web:\n    image: nginx\n    ${lines}\n`,
      })),
    );
  const service = (...files: readonly string[]) => stack(...files).services.get('web');
  const refusals = (...files: readonly string[]) => stack(...files).problems.map(({ docker }) => docker);

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
    expect(service('entrypoint: [a]', 'entrypoint: [c]')?.entrypoint.map(({ value }) => value)).toEqual(['c']);
    expect(service('entrypoint: [a]', 'entrypoint: []')?.entrypoint.map(({ value }) => value)).toEqual(['a']);
  });

  it.each(['labels', 'deployLabels'] as const)('adds to the %s, and may empty one', (key) => {
    const labels = ['[a=1, b=2]', '{ b: "", c: 3 }'].map((list) =>
      key === 'labels' ? `labels: ${list}` : `deploy: { labels: ${list} }`,
    );
    expect([...(service(...labels)?.[key] ?? [])].map(([name, { value }]) => [name, value])).toEqual([
      ['a', '1'],
      ['b', ''],
      ['c', '3'],
    ]);
  });

  it.each([
    ['dependsOn', 'depends_on'],
    ['links', 'links'],
    ['healthcheck', 'healthcheck'],
  ] as const)('adds to %s, twice the same too', (field, key) => {
    const lists = ['[a, b]', '[b]'].map((list) => `${key}: ${key === 'healthcheck' ? `{ test: ${list} }` : list}`);
    expect(service(...lists)?.[field].map(({ value }) => value)).toEqual(['a', 'b', 'b']);
  });

  it('has a place of its own for what is added', () => {
    expect(service('tty: true', 'tty: false')?.raw.map(({ file }) => file)).toEqual(['0.yml', '1.yml']);
  });

  it('keeps the aliases in a network that it only names', () => {
    const aliases = (over: string) =>
      service('networks: { n: { aliases: [a] } }', `networks: ${over}`)
        ?.networks.get('n')
        ?.aliases.map(({ value }) => value);
    expect(aliases('[n]')).toEqual(['a']);
    expect(aliases('{ n: }')).toEqual(['a']);
    expect(aliases('{ n: {} }')).toEqual([]);
    expect(aliases('{ n: { aliases: [b] } }')).toEqual(['b']);
  });

  it('cannot switch a health check on again, nor take a restart policy or a credential spec away', () => {
    const [on, off] = ['healthcheck: { disable: false, test: [CMD, x] }', 'healthcheck: { disable: true }'];
    const both = ["service web: test and disable can't be set at the same time"];
    expect(refusals(off, on)).toEqual(both);
    expect(refusals(on, off)).toEqual(both);
    expect(refusals(on, on)).toEqual([]);
    const [policy, restart] = ['deploy: { restart_policy: { condition: any } }', 'restart: sometimes'];
    const ignored = 'Ignoring unsupported options: restart';
    expect(refusals(policy, restart)).toEqual([ignored]);
    expect(refusals(restart, policy)).toEqual([ignored]);
    expect(refusals(restart, 'tty: true')).toEqual([ignored, 'service web: unknown restart policy: sometimes']);
    expect(refusals('credential_spec: { file: a }', 'credential_spec: { registry: b }')).toEqual([
      'service web: invalid credential spec: cannot specify both "File" and "Registry"',
    ]);
  });

  it('replaces a volume at the same target only', () => {
    expect(refusals('volumes: [data:/x, logs:/y]', 'volumes: [more:/x]')).toEqual([
      'service web: undefined volume "more"',
      'service web: undefined volume "logs"',
    ]);
  });

  it('replaces a port by what publishes on the same number', () => {
    const web = service('ports: ["53:53/udp", "80:80"]', 'ports: ["53:53/tcp"]');
    expect(web?.ports.map(({ value }) => `${value.published ?? ''}:${value.target}/${value.protocol}`)).toEqual([
      '53:53/tcp',
      '80:80/tcp',
    ]);
  });

  it.each([
    [
      ['hostname: a', 'ports: ["53:53/udp", "53:53/tcp"]'],
      ['53/udp', '53/tcp'],
    ],
    [
      ['ports: ["80:80"]', 'hostname: a', 'ports: ["53:53/udp", "53:53/tcp"]'],
      ['53/tcp', '80/tcp'],
    ],
    [
      ['hostname: a', 'ports: ["80:80"]', 'ports: ["53:53/udp", "53:53/tcp"]'],
      ['53/tcp', '80/tcp'],
    ],
    [
      ['ports: ["90:90", "80"]', 'ports: ["81"]'],
      ['81/tcp', '90/tcp'],
    ],
  ])('%j: of two ports that are published alike the last is left, once an earlier file has ports', (files, ports) => {
    expect(service(...files)?.ports.map(({ value }) => `${value.target}/${value.protocol}`)).toEqual(ports);
  });

  it('keeps the image that an empty text would take away', () => {
    expect(service('hostname: a', 'hostname: ""')?.hostname?.value).toBe('a');
  });

  it('replaces a failure action in its own section only, and by no empty text', () => {
    const web = service(
      'deploy: { update_config: { failure_action: a }, rollback_config: { failure_action: b } }',
      'deploy: { update_config: { failure_action: "" }, rollback_config: { failure_action: c } }',
    );
    expect([...(web?.failureActions ?? [])].map(([name, { value }]) => [name, value])).toEqual([
      ['update_config', 'a'],
      ['rollback_config', 'c'],
    ]);
  });

  it.each(['secret', 'config'] as const)('mounts a %s that both name as it says itself', (kind) => {
    const read = (over: string): unknown[] =>
      readStack(
        ['[{ source: a, target: t }]', over].map((list, index) => ({
          name: `${index}.yml`,
          content: `services:\n  web:\n    image: nginx\n    ${kind}s: ${list}\n${kind}s: { a: { file: ./a }, b: { file: ./b } }\n`,
        })),
      ).problems.map(({ docker }) => docker);
    expect(read('[a, { source: b, target: t }]')).toEqual([]);
    expect(read('[{ source: b, target: t }]')).toEqual([`duplicate ${kind} target for b not allowed`]);
  });

  it('mounts its own volume at a target that both have', () => {
    const files = ['a', 'b'].map((name) => ({
      name: `${name}.yml`,
      content: `services:\n  web:\n    image: nginx\n    volumes: [${name}:/data]\nvolumes:\n  b: {}\n`,
    }));
    expect(readStack(files).problems).toEqual([]);
  });
});
