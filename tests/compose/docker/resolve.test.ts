import { expect, test } from 'vitest';
import { resolveStack } from '../../../src/compose/docker/resolve.js';
import { readStack } from '../../../src/compose/read-stack.js';

const BASE = `x-ka: &ka
  net.ipv4.tcp_keepalive_time: 0600
services:
  web:
    image: nginx
    sysctls: *ka
    networks:
      back:
        aliases: [www]
    ports: ["8080:80"]
networks:
  back: {}
`;
const OVER = `services:
  web:
    deploy:
      endpoint_mode: DNSRR
      replicas: 2
`;

const resolved = resolveStack(
  readStack([
    { name: 'base.yml', content: BASE },
    { name: 'over.yml', content: OVER },
  ]),
);

test('the values are what the client posts', () => {
  expect(resolved.services).toEqual({
    web: {
      image: 'nginx:latest',
      hostname: null,
      sysctls: { 'net.ipv4.tcp_keepalive_time': '384' },
      networks: { back: { aliases: ['www', 'web'] } },
      endpointMode: 'dnsrr',
      mode: 'replicated',
      replicas: 2,
      ports: [{ target: 80, published: 8080, protocol: 'tcp', mode: 'ingress' }],
    },
  });
  expect(resolved.networks).toEqual({
    back: { name: null, driver: 'overlay', external: false, attachable: false, driverOpts: {} },
  });
});

test('a service without an image, which Docker does not deploy, has none', () => {
  const { services } = resolveStack(readStack([{ name: 'stack.yml', content: 'services: { web: { hostname: a } }' }]));
  expect(services['web']).toMatchObject({ image: null, hostname: 'a' });
});

test('each source is the place where the value is written, behind anchors and in later files too', () => {
  expect(resolved.sources.services).toEqual({
    web: {
      image: 'base.yml:5:12',
      hostname: null,
      sysctls: { 'net.ipv4.tcp_keepalive_time': 'base.yml:2:32' },
      networks: { back: { aliases: ['base.yml:9:19', 'base.yml:4:3'] } },
      endpointMode: 'over.yml:4:22',
      mode: null,
      replicas: 'over.yml:5:17',
      ports: ['base.yml:10:13'],
    },
  });
});

test.each([
  ['nginx', 'nginx:latest'],
  ['shop/api', 'shop/api:latest'],
  ['docker.io/library/nginx:1', 'nginx:1'],
  ['docker.io/bitnami/redis:7', 'bitnami/redis:7'],
  ['index.docker.io/shop/api:2', 'shop/api:2'],
  ['localhost:5000/api', 'localhost:5000/api:latest'],
  ['docker.io/shop/library/api:1', 'shop/library/api:1'],
  ['docker.io/library/shop/api:1', 'library/shop/api:1'],
  ['not an image', 'not an image'],
  [`nginx@sha256:${'a'.repeat(64)}`, `nginx@sha256:${'a'.repeat(64)}`],
  [`sha256:${'a'.repeat(64)}`, `sha256:${'a'.repeat(64)}`],
  ['a'.repeat(64), 'a'.repeat(64)],
  ['a'.repeat(65), `${'a'.repeat(65)}:latest`],
])('the image %s is posted as %s', (image, posted) => {
  const stack = readStack([{ name: 'stack.yml', content: `services: {web: {image: "${image}"}}` }]);
  expect(resolveStack(stack).services['web']?.image).toBe(posted);
});

test('a service has its name as an alias in a network that nobody declares, too', () => {
  const stack = readStack([{ name: 'stack.yml', content: 'services: { web: { networks: [lost] } }' }]);
  expect(resolveStack(stack).services['web']?.networks).toEqual({ lost: { aliases: ['web'] } });
});

test('an empty hostname is not posted', () => {
  const stack = readStack([{ name: 'stack.yml', content: `services: {web: {image: nginx, hostname: ""}}` }]);
  expect(resolveStack(stack).services['web']?.hostname).toBeNull();
});
