import { describe, expect, test } from 'vitest';
import { resolveHost } from '../../../src/compose/model/names.js';
import { readStack } from '../../../src/compose/read-stack.js';

const STACK = `services:
  web:
    image: a
    networks: [front, back]
  db:
    image: b
    hostname: pg1
    networks:
      back:
        aliases: [postgres]
  cache:
    image: c
    hostname: cache
    networks: [back]
  log:
    image: g
    networks:
      front: {aliases: [logs]}
      back: {}
  queue:
    image: d
    networks: [back]
    deploy: {endpoint_mode: dnsrr}
  far:
    image: e
    networks: [other]
  node:
    image: f
    networks: [local]
networks:
  front: {}
  back: {}
  other: {}
  local: {driver: bridge}
`;

function routesOf(host: string): string[] {
  const stack = readStack([{ name: 'stack.yml', content: STACK }]);
  const web = stack.services.get('web');
  return web ? resolveHost(stack, web, host).map(({ server, route }) => `${server.name} by ${route}`) : [];
}

describe('inside the service web', () => {
  test.each([
    ['db', 'db by vip'],
    ['DB', 'db by vip'],
    ['postgres', 'db by vip'],
    ['shop_db', 'db by vip'],
    ['tasks.db', 'db by task'],
    ['tasks.postgres', 'db by task'],
    ['tasks.shop_db', 'db by task'],
    ['pg1', 'db by task'],
    ['cache', 'cache by mixed'],
    ['queue', 'queue by task'],
    ['logs', 'log by vip'],
  ])('%s is %s', (host, expected) => {
    expect(routesOf(host)).toEqual([expected]);
  });

  test.each(['far', 'node', 'localhost', 'db.example.com', 'other.tasks.db', 'local.db', '_db', ''])(
    '%s is no service',
    (host) => {
      expect(routesOf(host)).toEqual([]);
    },
  );
});
