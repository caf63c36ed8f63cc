/** Random stacks through this reader and through the Docker client of this machine: the same refusals, the same services. */
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { resolveStack } from '../../../src/compose/docker/resolve.js';
import { readStack } from '../../../src/compose/read-stack.js';
import { Docker, getDockerVersion, type DockerAnswer } from '../oracle/docker.js';
import { findNetwork } from '../oracle/engine.js';

// The client's behaviour is that of 28.2.2; another one may differ by design (docker/cli#7313).
const version = getDockerVersion();
if (version !== '28.2.2') console.log(`skipped: needs the Docker client 28.2.2 on PATH, found ${version ?? 'none'}`);

/** YAML as it is typed, so that the scanner and the scalar rules take part. */
type Yaml = string | readonly Yaml[] | { readonly [key: string]: Yaml };

function print(value: Yaml, indent = ''): string {
  if (typeof value === 'string') return ` ${value}\n`;
  if (Array.isArray(value)) {
    if (value.length === 0) return ' []\n';
    return `\n${value.map((item: Yaml) => `${indent}-${printItem(item, `${indent}  `)}`).join('')}`;
  }
  const entries = Object.entries(value);
  return entries.length === 0
    ? ' {}\n'
    : `\n${entries.map(([key, item]) => `${indent}${key}:${print(item, `${indent}  `)}`).join('')}`;
}

/** A mapping in a list starts on the line of its dash. */
function printItem(item: Yaml, indent: string): string {
  const text = print(item, indent);
  return text.startsWith('\n') ? ` ${text.slice(1 + indent.length)}` : text;
}

/** Mostly what Docker takes, so that a stack often gets as far as being posted. */
function mostly<T>(good: fc.Arbitrary<T>, bad: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 24, arbitrary: good }, { weight: 1, arbitrary: bad });
}

const oneOf = (good: readonly string[], bad: readonly string[]) =>
  mostly(fc.constantFrom(...good), fc.constantFrom(...bad));
const optional = <T>(value: fc.Arbitrary<T>, weight = 3) => fc.option(value, { nil: undefined, freq: weight });
const rarely = <T>(value: fc.Arbitrary<T>) => optional(value, 1);
const list = (item: fc.Arbitrary<Yaml>) =>
  fc.uniqueArray(item, { maxLength: 3, selector: (value) => JSON.stringify(value) });

function record(fields: Record<string, fc.Arbitrary<Yaml | undefined>>): fc.Arbitrary<Yaml> {
  return fc.record(fields).map((all) => {
    return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, Yaml] => entry[1] !== undefined));
  });
}

const scalar = mostly(
  fc.oneof(
    fc.constantFrom('600', '0600', '0900', '1e3', '1e6', '600s', "'600'", '"600 "', '~', '', 'null', 'yes', '10:00'),
    fc.constantFrom('2001-01-01', '1_000', '0x258', '0o17', '0b11', '-1', '-010', '1.5', '600.0', '!!str 0600'),
    fc.constantFrom('${A}', '${B:-7}', '${EMPTY-x}', '${EMPTY:-x}', '$A-b', '"$$A"', '${A:?must-be}', '${UNSET:?x}$A'),
    fc.integer({ min: -5, max: 70_000 }).map(String),
    fc.stringMatching(/^[-+.0-9_eExXobB:]{1,8}$/).filter((text) => !/^[-:]|[:-]$/.test(text)),
  ),
  fc.constantFrom('[]', '{}', '[a]', '{a: b}', 'true', '.inf', '${', '${UNSET:?no}'),
);
const text = fc.constantFrom('a', 'b', 'web', '"x y"', "'it''s'", '${A}', 'a:b', '"${UNSET}"');
const duration = oneOf(['5s', '1m30s', '1.5h', '${A}s'], ['10', "''", '"5"']);
const keys = fc.constantFrom('net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_keepalive_intvl', 'a', 'b');
const pairs = mostly<Yaml>(
  fc.oneof(
    fc.dictionary(keys, scalar, { maxKeys: 3 }),
    list(fc.tuple(keys, scalar).map(([key, value]) => `"${key}=${value.replace(/["\\]/g, '')}"`)),
  ),
  scalar,
);
const shortPort = oneOf(
  ['"80"', '80', '"80:80"', '"8000-8002:80-82"', '"53:53/udp"', '"1.2.3.4:80:80"', '"90-92:80"', '${A}'],
  ['80:80:80', '80.0', '"1-2:3-5"', 'x'],
);
const longPort = record({
  target: optional(oneOf(['80', '443', '${A}'], ['"80"', '-1', ''])),
  published: optional(oneOf(['8080', '80', '0'], ['"8080"'])),
  protocol: optional(fc.constantFrom('tcp', 'udp')),
  mode: optional(fc.constantFrom('host', 'ingress', 'hosts')),
});
const volume = fc.oneof(
  oneOf(['data:/data', '/x:/y:ro', './x:/y', '/z', '"~/x:/y"', '"C:/x:/y"'], ['a:b:c:d', '"a::b"', 'undeclared:/x']),
  record({
    type: oneOf(['volume'], ['bind', 'tmpfs', 'cluster', 'x']),
    source: oneOf(['data', '""'], ['/x']),
    target: optional(fc.constant('/y')),
    volume: rarely(record({ nocopy: optional(oneOf(['true', 'false'], ['yes'])) })),
  }),
);
const deploy = record({
  mode: optional(oneOf(['replicated', 'replicated-job', '""'], ['global', 'Global'])),
  replicas: optional(oneOf(['1', '0', '3', '${N}', '2.0'], ['"3"', '-1', '${UNSET}'])),
  endpoint_mode: optional(oneOf(['vip', 'dnsrr', 'DNSRR', '""', 'dns'], ['', '5'])),
  labels: rarely(pairs),
  resources: rarely(
    record({
      limits: record({ cpus: oneOf(["'0.5'"], ['0.5', "'x'"]), memory: oneOf(['64M', "'64'"], ['5x', '64']) }),
    }),
  ),
  update_config: rarely(record({ delay: optional(duration), order: oneOf(['start-first'], ['x']) })),
  restart_policy: rarely(record({ condition: optional(text), max_attempts: oneOf(['3'], ['-3']) })),
});
const networkNames = oneOf(['a', 'b', 'default'], ['c']);
const serviceNetwork = mostly<Yaml>(record({ aliases: optional(list(text)) }), fc.constantFrom('', '5'));
const service = record({
  image: oneOf(['nginx', 'nginx:1', 'a/b'], ['NGINX', '""', '5', 'a@sha256:0']),
  sysctls: optional(pairs),
  deploy: optional(deploy),
  ports: optional(list(fc.oneof(shortPort, longPort))),
  networks: optional(fc.oneof(list(networkNames), fc.dictionary(networkNames, serviceNetwork, { maxKeys: 2 }))),
  environment: rarely(pairs),
  command: rarely(mostly<Yaml>(fc.oneof(text, list(text)), fc.constant('"a \'b"'))),
  volumes: rarely(list(volume)),
  healthcheck: rarely(record({ test: optional(text), interval: optional(duration), retries: oneOf(['3'], ['-1']) })),
  restart: rarely(oneOf(['always', '"no"', 'on-failure:3'], ['no', 'sometimes', 'on-failure:x'])),
  ulimits: rarely(oneOf(['{nofile: 5}', '{nofile: {soft: 1, hard: 2}}'], ['{nofile: 5.5}', '{nofile: {soft: 1}}'])),
  secrets: rarely(list(oneOf(['s', 't', '{source: s, mode: 0400}'], ['u', '{target: x}']))),
  expose: rarely(list(fc.constantFrom('80', '"81"'))),
  stop_grace_period: rarely(duration),
  depends_on: rarely(list(fc.constantFrom('web', 'db'))),
});
const network = fc.oneof(
  fc.constantFrom('', '{}'),
  record({
    driver: optional(fc.constantFrom('overlay', 'bridge')),
    name: rarely(fc.constantFrom('extx', 'shared', '${A}')),
    external: rarely(oneOf(['false'], ['true', '{name: exty}', '"true"'])),
    attachable: optional(oneOf(['true', 'false'], ['${A}'])),
    driver_opts: rarely(fc.dictionary(fc.constantFrom('dsr', 'encrypted'), oneOf(['""', 'x', '5'], ['true']))),
  }),
);
const stack = record({
  version: rarely(oneOf(['"3"', '"3.8"', '"3.13"'], ['"3.1"', '"3.3"', '3.8', '"2"'])),
  services: fc.dictionary(oneOf(['web', 'db', 'my.app'], ['a b']), service, { minKeys: 1, maxKeys: 2 }),
  networks: mostly<Yaml>(fc.record({ a: network, b: network }), fc.dictionary(networkNames, network, { maxKeys: 2 })),
  volumes: oneOf(['{data: }'], ['{data: {external: true, driver: x}}', '{}']),
  secrets: oneOf(
    ['{s: {external: true}, t: {external: {name: u}}}'],
    ['{s: {external: {name: u}, name: v}}', '{s: {}}'],
  ),
});

const ENVIRONMENT = { A: '5', N: '2', EMPTY: '' };

function readText(texts: readonly string[]) {
  const inputs = texts.map((content, index) => ({ name: `stack-${index}.yml`, content }));
  return readStack(inputs, { environment: new Map(Object.entries(ENVIRONMENT)), findNetwork });
}

/** What Docker posted, in the words of `resolve`. */
function getPosted({ deploy: { services } }: DockerAnswer) {
  const posted = [...services].map(([name, { TaskTemplate, Mode, EndpointSpec }]) => {
    const [mode = ''] = Object.keys(Mode);
    return [
      name.replace('st_', ''),
      {
        sysctls: TaskTemplate.ContainerSpec.Sysctls ?? {},
        networks: Object.fromEntries(
          (TaskTemplate.Networks ?? []).map(({ Target, Aliases }) => [Target, Aliases ?? []]),
        ),
        mode: mode.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase(),
        replicas: Mode[mode]?.Replicas ?? Mode[mode]?.TotalCompletions ?? null,
        endpointMode: EndpointSpec?.Mode ?? null,
        ports: (EndpointSpec?.Ports ?? []).map(({ TargetPort = 0, PublishedPort, Protocol, PublishMode }) => ({
          target: TargetPort,
          ...(PublishedPort !== undefined && { published: PublishedPort }),
          ...(Protocol !== undefined && { protocol: Protocol }),
          ...(PublishMode !== undefined && { mode: PublishMode }),
        })),
      },
    ] as const;
  });
  return Object.fromEntries(posted);
}

function getResolved(texts: readonly string[]) {
  const { services, networks } = resolveStack(readText(texts));
  const resolved = Object.entries(services).map(([name, { sysctls, mode, replicas, endpointMode, ports, ...rest }]) => {
    const attached = Object.entries(rest.networks).map(([key, { aliases }]) => {
      return [networks[key]?.name ?? `st_${key}`, aliases] as const;
    });
    return [name, { sysctls, networks: Object.fromEntries(attached), mode, replicas, endpointMode, ports }] as const;
  });
  return Object.fromEntries(resolved);
}

describe.skipIf(version !== '28.2.2')('against the Docker client', () => {
  const docker = new Docker();
  afterAll(() => {
    docker.close();
  });

  async function compare(texts: readonly string[]): Promise<void> {
    const answer = await docker.askText(texts, ENVIRONMENT);
    const errors = readText(texts).problems.filter(({ stage }) => stage !== 'ignored');
    const shown = `${texts.join('\n=====\n')}\n${answer.config.stderr} / ${answer.deploy.stderr}\n${JSON.stringify(errors, null, 1)}`;
    const ours = { config: errors.some(({ stage }) => stage !== 'deploy'), deploy: errors.length > 0 };
    expect(ours, shown).toEqual({ config: answer.config.exit !== 0, deploy: answer.deploy.exit !== 0 });
    if (answer.deploy.exit === 0) expect(getResolved(texts), shown).toEqual(getPosted(answer));
  }

  const runs = Number(process.env['KEEPALIVE_DIFFERENTIAL_RUNS'] ?? 40);

  test('one file', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(stack, (value) => compare([print(value).trimStart()])),
      { numRuns: runs },
    );
  });

  test('two files', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(stack, stack, (first, second) => compare([print(first).trimStart(), print(second).trimStart()])),
      { numRuns: runs },
    );
  });
});
