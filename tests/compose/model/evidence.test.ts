import { describe, expect, test } from 'vitest';
import { findAddressEvidence } from '../../../src/compose/model/evidence.js';
import { findProgram } from '../../../src/compose/model/programs.js';
import { readStack } from '../../../src/compose/read-stack.js';

/** What the environment of `api` says about its connections to `db`. */
function evidenceOf(environment: string, image = 'postgres:17'): unknown {
  return findEvidence(`services:\n  api: {image: a, environment: {${environment}}}\n  db: {image: ${image}}\n`, image);
}

function findEvidence(content: string, image: string): unknown {
  const stack = readStack([{ name: 'stack.yml', content }]);
  const [api, db] = [stack.services.get('api'), stack.services.get('db')];
  if (!api || !db) throw new Error('there are no services');
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
