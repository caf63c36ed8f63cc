/** What Docker says to a stack that its schema lets pass. */
import { expect, it } from 'vitest';
import { readStack } from '../../../src/compose/read-stack.js';

function problemsOf(service: string, rest = '', version = ''): unknown[] {
  const content = `${version}services:\n  web:\n    image: nginx\n    ${service}\n${rest}`;
  return readStack([{ name: 'stack.yml', content }]).problems.map(({ docker }) => docker);
}

it.each([
  ['deploy: { resources: { limits: { cpus: half } } }', 'service web: failed to parse half as a rational number'],
  ['deploy: { resources: { reservations: { cpus: "0.0000000001" } } }', 'service web: value is too precise'],
  [
    'deploy: { resources: { limits: { memory: 1x } } }',
    "error decoding 'Deploy.Resources.Limits.memory': invalid suffix: 'x'",
  ],
  ['volumes: [{ type: tmpfs, source: x, target: /x }]', 'service web: invalid tmpfs source, source must be empty'],
  ['volumes: [{ type: npipe, target: /x }]', 'service web: invalid npipe source, source cannot be empty'],
  ['volumes: [{ type: cloud, target: /x }]', 'service web: volume type must be volume, bind, tmpfs, npipe, or cluster'],
  [
    'volumes: [{ type: volume, target: /x, tmpfs: { size: 1 } }]',
    'service web: tmpfs options are incompatible with type volume',
  ],
  ['volumes: [{ type: bind, target: /x }]', 'invalid mount config for type "bind": field Source must not be empty'],
  [
    'deploy: { mode: global-job, replicas: 2 }',
    'service web: replicas can only be used with replicated or replicated-job mode',
  ],
  ['restart: ":3"', 'service web: invalid restart policy format: no policy provided before colon'],
  ['restart: on-failure:x', 'service web: invalid restart policy format: maximum retry count must be an integer'],
  ['restart: allways', 'service web: unknown restart policy: allways'],
  ['healthcheck: { disable: true, test: [CMD, x] }', "service web: test and disable can't be set at the same time"],
  ["command: echo 'a", "error decoding 'Command': EOF found when expecting closing quote"],
  ['shm_size: 64', "'shm_size' expected type 'string', got unconvertible type 'int', value: '64'"],
  ['shm_size: 64.5', "'shm_size' expected type 'string', got unconvertible type 'float64', value: '64.5'"],
  ['ports: [{ target: -1 }]', "cannot parse 'Ports[0].Target', -1 overflows uint"],
  ['ports: [{ target: 80, published: -1 }]', "cannot parse 'Ports[0].Published', -1 overflows uint"],
  ['secrets: [{ source: s, mode: -1 }]', "cannot parse 'Secrets[0].Mode', -1 overflows uint"],
  ['ulimits: { nofile: 1.0 }', "error decoding 'Ulimits[nofile]': invalid type float64 for ulimits"],
  [
    'hostname: 2024-01-01',
    "expected type 'string', got unconvertible type 'time.Time', value: '2024-01-01 00:00:00 +0000 UTC'",
  ],
  [
    'command: [2024-01-01]',
    "expected type 'string', got unconvertible type 'time.Time', value: '2024-01-01 00:00:00 +0000 UTC'",
  ],
  [
    'deploy: { endpoint_mode: 2024-01-01 }',
    "expected type 'string', got unconvertible type 'time.Time', value: '2024-01-01 00:00:00 +0000 UTC'",
  ],
  [
    'credential_spec: { registry: b, file: a, config: c }',
    'service web: invalid credential spec: cannot specify both "Config", "File", and "Registry"',
  ],
  [
    'credential_spec: { file: a, registry: b }',
    'service web: invalid credential spec: cannot specify both "File" and "Registry"',
  ],
])('%s: %s', (service, docker) => {
  expect(problemsOf(service, 'secrets: { s: { file: ./s } }\nconfigs: { c: { file: ./c } }\n')).toContain(docker);
});

it.each([
  'labels: { built: 2024-01-01 }',
  'deploy: { resources: { limits: { cpus: "0.5", memory: 1g } } }',
  'volumes: [{ type: cluster, source: "group:x", target: /x }]',
  'volumes: [{ type: tmpfs, target: /x, tmpfs: { size: 1 } }]',
  'networks: [default]',
  'ulimits: { nofile: { soft: 1, hard: 2 } }',
  'healthcheck: { disable: false, test: [CMD, x] }',
])('%s: nothing', (service) => {
  expect(problemsOf(service)).toEqual([]);
});

it.each(['always', 'on-failure', '"on-failure:"', 'on-failure:3', '"no"', '""'])(
  'restart: %s: nothing but a warning',
  (restart) => {
    expect(problemsOf(`restart: ${restart}`)).toEqual(['Ignoring unsupported options: restart']);
  },
);

it.each([
  ['expose: [2024-01-01]', 'Ignoring deprecated options:'],
  ['shm_size: 64m', 'Ignoring unsupported options: shm_size'],
])('%s: nothing but a warning', (service, warning) => {
  expect(problemsOf(service)).toEqual([warning]);
});

it('a duration without a unit, before version 3.4', () => {
  expect(problemsOf('healthcheck: { interval: "30" }', '', 'version: "3.1"\n')).toContain(
    "error decoding 'HealthCheck.Interval': time: invalid duration",
  );
});
