import { describe, expect, test } from 'vitest';
import { findServersAtRisk } from '../../../src/compose/model/connections.js';
import { readStack } from '../../../src/compose/read-stack.js';
import { PROFILES } from '../../../src/core/profiles.js';

/** Each server with the clients that it may lose, and why they count. */
function risksIn(services: string): Record<string, unknown> {
  const stack = readStack([{ name: 'stack.yml', content: `services:\n${services.replace(/^/gm, '  ')}\n` }]);
  const risks = findServersAtRisk(stack, PROFILES['swarm-ipvs']);
  return Object.fromEntries(
    risks.map(({ server, clients, verdict, fix }) => [
      server.name,
      [verdict.kind, fix.kind, ...clients.map(({ service, evidence }) => `${service.name}: ${evidence.kind}`)],
    ]),
  );
}

const DB = 'db: {image: postgres}';

describe('a server at risk', () => {
  test('is cut, or races, by what it does itself', () => {
    const api = 'api: {image: shop/api, environment: {DB_HOST: db}}';
    expect(risksIn(`${api}\n${DB}`)).toEqual({ db: ['cut', 'sysctl', 'api: address'] });
    expect(risksIn(`${api}\ndb: {image: mysql, command: --wait-timeout=895}`)).toEqual({
      db: ['race', 'sysctl', 'api: address'],
    });
  });

  test('has the clients that the file names, or else its neighbours', () => {
    const neighbour = 'worker: {image: shop/worker}';
    expect(risksIn(`${neighbour}\n${DB}`)).toEqual({ db: ['cut', 'sysctl', 'worker: neighbour'] });
    expect(risksIn(`${neighbour}\napi: {image: shop/api, depends_on: [db]}\n${DB}`)).toEqual({
      db: ['cut', 'sysctl', 'api: dependency'],
    });
  });

  test('is no client of itself', () => {
    expect(risksIn('db: {image: postgres, environment: {PGHOST: db}}')).toEqual({});
    expect(risksIn('orders: {image: shop/orders, environment: {ORDERS: "orders:50051"}}')).toEqual({});
  });

  test('and its client share a network', () => {
    const services = (network: string): string =>
      `api: {image: shop/api, depends_on: [db], networks: [a]}\ndb: {image: postgres, networks: [${network}]}`;
    expect(risksIn(`${services('a')}\n`)).toEqual({ db: ['cut', 'sysctl', 'api: dependency'] });
    expect(risksIn(`${services('b')}\n`)).toEqual({});
  });

  test('is mended by its address while it has one task that nobody outside reaches', () => {
    const api = 'api: {image: shop/api, environment: {ORDERS: "orders:50051"}}';
    const fixOf = (orders: string): unknown => risksIn(`${api}\norders: {image: shop/orders${orders}}`)['orders'];
    expect(fixOf('')).toEqual(['cut', 'dnsrr', 'api: address']);
    expect(fixOf(', deploy: {mode: global}')).toEqual(['cut', 'sysctl-and-keepalive', 'api: address']);
    expect(fixOf(', deploy: {replicas: 2}')).toEqual(['cut', 'sysctl-and-keepalive', 'api: address']);
    expect(fixOf(', ports: ["50051:50051"]')).toEqual(['cut', 'sysctl-and-keepalive', 'api: address']);
  });

  test.each([
    ['has nobody beside it', ''],
    ['is beside another database', 'cache: {image: memcached}'],
    ['is beside a known program', 'cache: {image: "redis:7"}'],
    ['is beside a service that does not run', 'worker: {image: shop/worker, deploy: {replicas: 0}}'],
    ['is beside a service without an image', 'worker: {hostname: a}'],
    ['is beside the front of a web site', 'frontend: {image: shop/site}'],
  ])('is none when it %s', (_, beside) => {
    expect(risksIn(`${DB}\n${beside}`)).toEqual({});
  });
});
