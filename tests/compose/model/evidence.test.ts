import { describe, expect, test } from 'vitest';
import type { Service, Stack } from '../../../src/compose/docker/stack.js';
import { findAddressEvidence, findDependency, findPublishedPort } from '../../../src/compose/model/evidence.js';
import { findProgram } from '../../../src/compose/model/programs.js';
import { readStack } from '../../../src/compose/read-stack.js';

function read(content: string): { stack: Stack; api: Service; db: Service } {
  const stack = readStack([{ name: 'stack.yml', content }]);
  const [api, db] = [stack.services.get('api'), stack.services.get('db')];
  if (!api || !db) throw new Error('there are no services');
  return { stack, api, db };
}

/** What the environment of `api` says about its connections to `db`. */
function evidenceOf(environment: string, image = 'postgres:17'): unknown {
  return findEvidence(`services:\n  api: {image: a, environment: {${environment}}}\n  db: {image: ${image}}\n`, image);
}

function findEvidence(content: string, image: string): unknown {
  const { stack, api, db } = read(content);
  const evidence = findAddressEvidence(stack, api, db, findProgram(image));
  return evidence && typeof evidence === 'object' && 'where' in evidence ? evidence.where : evidence;
}

describe('an address in the environment', () => {
  test.each([
    ['DB_HOST: db', 'DB_HOST'],
    ['READ_HOST: tasks.db, DB_HOST: db', 'DB_HOST'],
    ['DB_HOST: tasks.db', 'not at risk'],
    ['MASTER_HOST: db', 'not at risk'],
    ['PG_REPLICATION_HOST: db', 'not at risk'],
    ['REDIS_MASTER: db', 'not at risk'],
    ['POSTMASTER_HOST: db', 'POSTMASTER_HOST'],
    ['WEBMASTERS_HOST: db', 'WEBMASTERS_HOST'],
    ['DB_HOST: other', null],
    ['DB_URL: "postgres://db/${NAME}"', null],
  ])('%s: %s', (environment, expected) => {
    expect(evidenceOf(environment)).toBe(expected);
  });

  test('that is a hostname on one network and an alias on another is at risk', () => {
    const content = `services:
  api: {image: shop/api, networks: [a, b], environment: {DB_HOST: pg}}
  db: {image: postgres, hostname: pg, networks: {a: {aliases: [pg]}, b: {}}}
networks: {a: {}, b: {}}
`;
    expect(findEvidence(content, 'postgres')).toBe('DB_HOST');
  });

  test('of a program that nobody knows counts when its connections last', () => {
    expect(evidenceOf('ORDERS: "http://db:3000", RPC: "db:50051"', 'shop/orders')).toBe('RPC');
    expect(evidenceOf('ORDERS: "http://db:3000"', 'shop/orders')).toBeNull();
  });
});

test.each([
  ['command: ["./wait-for-it.sh", "db:5432", "--", "./api"]', 'command'],
  ['entrypoint: ./api --db-host db', 'entrypoint'],
  ['healthcheck: {test: "pg_isready -h db"}', 'healthcheck'],
])('an address stands in %s', (lines, where) => {
  const content = `services:\n  api:\n    image: a\n    ${lines}\n  db: {image: postgres}\n`;
  expect(findEvidence(content, 'postgres')).toBe(where);
});

test.each([
  ['depends_on: [cache, db]', 'depends_on'],
  ['links: ["cache", "db:database"]', 'links'],
  ['depends_on: [cache]', null],
  ['hostname: db', null],
])('the dependency in %s is %j', (lines, where) => {
  const { api, db } = read(`services:\n  api:\n    image: a\n    ${lines}\n  db: {image: b}\n  cache: {image: c}\n`);
  expect(findDependency(api, db)).toEqual(where && expect.objectContaining({ where }));
});

test.each([
  ['["53:53/udp", "5433:5432"]', 5433],
  ['["5432"]', 5432],
  ['["53:53/udp"]', undefined],
  ['[{target: 5432, published: 5433, mode: host}]', undefined],
])('of the ports %s, clients outside reach %j', (ports, port) => {
  const { db } = read(`services:\n  api: {image: a}\n  db: {image: b, ports: ${ports}}\n`);
  expect(findPublishedPort(db)?.port).toBe(port);
});
