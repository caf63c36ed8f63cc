/** Each problem that Docker's stages find says which key it is about, what is written there, and what its wording needs. */
import { expect, test } from 'vitest';
import { readStack } from '../../../src/compose/read-stack.js';
import type { Span } from '../../../src/core/finding.js';

const REST = `networks: { back: {} }
volumes: { data: {} }
secrets: { s: { external: true }, t: { external: true } }
configs: { c: { external: true } }
`;
const MODES = ['replicated', 'global', 'replicated-job', 'global-job'];
const POLICIES = ['no', 'always', 'unless-stopped', 'on-failure'];

/** `at` is what is written at the place of the problem, and behind a bar what is written at a related one, and its label. */
type Row = readonly [lines: string, code: string, path: string, at: string, data: object];

function read(content: string): unknown[] {
  const textAt = ({ start, end }: Span): string => content.slice(start, end);
  return readStack([{ name: 'stack.yml', content }]).problems.map(({ code, path, span, data, related }) => {
    const at = [textAt(span), ...related.map((place) => `${textAt(place)}: ${place.label}`)].join(' | ');
    return [code, path.join(' '), at, data];
  });
}

const inService: readonly Row[] = [
  ['deploy: { replicas: -1 }', 'negative-number', 'deploy replicas', '-1', { value: '-1' }],
  ['healthcheck: { test: a, retries: -1.0 }', 'negative-number', 'healthcheck retries', '-1.0', { value: '-1' }],
  ['ports: [80, { target: -1 }]', 'negative-number', 'ports 1 target', '-1', { value: '-1' }],
  ['configs: [{ source: c, mode: -1 }]', 'negative-number', 'configs 0 mode', '-1', { value: '-1' }],
  [
    'deploy: { resources: { limits: { memory: 1x } } }',
    'bad-byte-size',
    'deploy resources limits memory',
    '1x',
    { value: '1x' },
  ],
  [`entrypoint: a 'b`, 'open-quote', 'entrypoint', `a 'b`, { value: `a 'b` }],
  ['shm_size: 64', 'wrong-type', 'shm_size', '64', { value: '64', expected: ['text'], actual: 'a number' }],
  ['ulimits: { nofile: 1.0 }', 'whole-number-needed', 'ulimits nofile', '1.0', { value: '1' }],
  ['ulimits: { nofile: { soft: 1, hard: 2.0 } }', 'whole-number-needed', 'ulimits nofile hard', '2.0', { value: '2' }],
  ['ports: [80, 81.0]', 'whole-number-needed', 'ports 1', '81.0', { value: '81' }],
  [
    'volumes: [data::/x]',
    'bad-volume',
    'volumes 0',
    'data::/x',
    { value: 'data::/x', reason: 'invalid spec: data::/x: empty section between colons' },
  ],
  ['volumes: [{ type: bind, target: /x }]', 'bind-without-source', 'volumes 0', '{ type: bind, target: /x }', {}],
  ['hostname: 2024-01-01', 'date-as-text', 'hostname', '2024-01-01', { value: '2024-01-01 00:00:00 +0000 UTC' }],
  [
    'deploy: { mode: globl }',
    'unknown-mode',
    'deploy mode',
    'globl',
    { service: 'web', mode: 'globl', allowed: MODES, suggestions: ['global'] },
  ],
  [
    'deploy: { mode: global, replicas: 2 }',
    'replicas-with-global',
    'deploy replicas',
    '2 | global: the mode is global',
    { service: 'web', mode: 'global' },
  ],
  [
    'networks: { bac: {} }',
    'undefined-network',
    'networks',
    'bac',
    { service: 'web', kind: 'network', name: 'bac', allowed: ['back'], suggestions: ['back'] },
  ],
  [
    'volumes: [{ type: cluster, source: dat, target: /x }]',
    'undefined-volume',
    'volumes',
    '{ type: cluster, source: dat, target: /x }',
    { service: 'web', kind: 'volume', name: 'dat', allowed: ['data'], suggestions: ['data'] },
  ],
  [
    'secrets: [{ source: st }]',
    'undefined-secret',
    'secrets',
    'st',
    { service: 'web', kind: 'secret', name: 'st', allowed: ['s', 't'], suggestions: ['s', 't'] },
  ],
  [
    'credential_spec: { config: d }',
    'undefined-config',
    'configs',
    'd',
    { service: 'web', kind: 'config', name: 'd', allowed: ['c'], suggestions: ['c'] },
  ],
  [
    'secrets: [s, { source: t, target: s }]',
    'duplicate-target',
    'secrets',
    't | s: the first',
    { service: 'web', kind: 'secret', name: 't', target: 's' },
  ],
  [
    'volumes: [{ type: cloud, target: /x }]',
    'unknown-mount-type',
    'volumes',
    '{ type: cloud, target: /x }',
    { service: 'web', type: 'cloud', reason: 'volume type must be volume, bind, tmpfs, npipe, or cluster' },
  ],
  [
    'volumes: [{ type: image, target: /x }]',
    'mount-source',
    'volumes',
    '{ type: image, target: /x }',
    { service: 'web', type: 'image', reason: 'invalid image source, source cannot be empty' },
  ],
  [
    'volumes: [{ type: tmpfs, source: a, target: b }]',
    'mount-source',
    'volumes',
    '{ type: tmpfs, source: a, target: b }',
    { service: 'web', type: 'tmpfs', reason: 'invalid tmpfs source, source must be empty' },
  ],
  [
    'volumes: [{ type: npipe, source: a, target: b, volume: { nocopy: true } }]',
    'mount-options',
    'volumes',
    '{ type: npipe, source: a, target: b, volume: { nocopy: true } }',
    { service: 'web', type: 'npipe', reason: 'volume options are incompatible with type npipe' },
  ],
  [
    'deploy: { resources: { reservations: { cpus: half } } }',
    'bad-cpus',
    'deploy resources reservations cpus',
    'half',
    { service: 'web', value: 'half' },
  ],
  [
    'restart: alway:3',
    'bad-restart',
    'restart',
    'alway:3',
    { service: 'web', value: 'alway:3', allowed: POLICIES, suggestions: ['always'] },
  ],
  [
    'healthcheck: { disable: true, test: [CMD, x] }',
    'test-and-disable',
    'healthcheck disable',
    'true | CMD: the test',
    { service: 'web' },
  ],
  [
    'credential_spec: { registry: b, file: a }',
    'credential-conflict',
    'credential_spec',
    'b | a: and this one',
    { service: 'web' },
  ],
  [
    'volume_driver: x',
    'forbidden-property',
    'volume_driver',
    'volume_driver',
    { property: 'volume_driver', instead: 'driver under the top-level volumes' },
  ],
  ['restart: always', 'unsupported-property', 'restart', 'restart', { property: 'restart', value: 'always' }],
  ['expose: [80]', 'deprecated-property', 'expose', 'expose', { property: 'expose' }],
  ['tmpfs: /x', 'dropped-property', 'tmpfs', 'tmpfs', { property: 'tmpfs', value: '/x' }],
  [
    'networks: { back: { ipv6_address: "::2" } }',
    'dropped-address',
    'networks back ipv6_address',
    'ipv6_address',
    { property: 'ipv6_address', value: '::2' },
  ],
  ['ports: ["[::1]:80:80"]', 'host-address', 'ports 0', '"[::1]:80:80"', { address: '::1' }],
  [
    'hostname: "a ${V:?no}"',
    'required-variable',
    'hostname',
    '${V:?no}',
    { expression: '${V:?no}', name: 'V', message: 'no' },
  ],
  ['networks: ["a $ b"]', 'malformed-variable', 'networks 0', '$', { expression: '$' }],
  ['hostname: "${A.B}-c"', 'malformed-variable', 'hostname', '$', { expression: '${A.B}' }],
  [
    'deploy: { replicas: "a${V}" }',
    'bad-cast',
    'deploy replicas',
    '${V}',
    { expected: 'an integer', variable: 'V', expression: 'a${V}' },
  ],
  [
    'deploy: { rollback_config: { max_failure_ratio: "$V" } }',
    'bad-cast',
    'deploy rollback_config max_failure_ratio',
    '$V',
    { expected: 'a number', variable: 'V', expression: '$V' },
  ],
  [
    'healthcheck: { disable: "$$x" }',
    'bad-cast',
    'healthcheck disable',
    '$$x',
    { expected: 'a boolean', variable: '', expression: '$$x' },
  ],
];

test.each(inService)('%s: %s', (lines, code, path, at, data) => {
  const found = read(`services:\n  web:\n    image: nginx\n    ${lines}\n${REST}`);
  expect(found).toContainEqual([code, `services web ${path}`, at, data]);
});

const elsewhere: readonly Row[] = [
  [
    'services: { web: { hostname: a } }',
    'no-image',
    'services web image',
    'web',
    {
      service: 'web',
      image: '',
      reason: 'no image specified',
    },
  ],
  [
    'services: { web: { image: a b } }',
    'bad-image',
    'services web image',
    'a b',
    {
      service: 'web',
      image: 'a b',
      reason: 'invalid reference format',
    },
  ],
  [
    'volumes: { d: { external: true, driver: x } }',
    'external-conflict',
    'volumes d driver',
    'x',
    {
      kind: 'volume',
      name: 'd',
      property: 'driver',
    },
  ],
  [
    'configs: { d: { external: { name: a }, name: b } }',
    'external-name-conflict',
    'configs d name',
    'a',
    {
      kind: 'config',
      name: 'd',
    },
  ],
  ...['network', 'volume', 'secret', 'config'].map((kind): Row => {
    return [`${kind}s: { d: { external: { name: a } } }`, 'external-name', `${kind}s d external name`, 'a', { kind }];
  }),
  ['secrets: { d: { driver: x, file: y } }', 'driver-and-file', 'secrets d file', 'y', { kind: 'secret', name: 'd' }],
  ['configs: { d: { file: "" } }', 'no-file', 'configs d', 'd', { kind: 'config', name: 'd' }],
  ['secrets: { d: {} }', 'no-file', 'secrets d', 'd', { kind: 'secret', name: 'd' }],
  ['version: "13.8"', 'unsupported-version', 'version', '"13.8"', { version: '13.8', newest: '3.13', actual: 'text' }],
  ['version: "2.4"', 'unsupported-version', 'version', '"2.4"', { version: '2.4', newest: '3.13', actual: 'text' }],
  ['version:', 'no-version', 'version', 'version', { version: '<nil>', newest: '3.13', actual: 'nothing' }],
];

test.each(elsewhere)('%s: %s', (content, code, path, at, data) => {
  expect(read(content)).toContainEqual([code, path, at, data]);
});

test('of many declared names, the first hundred must do', () => {
  const names = Array.from({ length: 101 }, (_, index) => `n${index}`);
  const content = `services: { web: { image: a, networks: [m] } }\nnetworks: {${names.map((name) => `${name}: {}`).join()}}`;
  const [problem] = readStack([{ name: 'stack.yml', content }]).problems;
  expect(problem?.data['allowed']).toEqual(names.slice(0, 100));
});
