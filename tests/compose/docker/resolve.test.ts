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
      image: 'nginx',
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
