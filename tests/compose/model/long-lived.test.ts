import { expect, test } from 'vitest';
import { isLongLived } from '../../../src/compose/model/long-lived.js';

test.each([
  ['DB_HOST', null, null, true],
  ['db-server', 5432, null, true],
  ['DATABASE_API', 8080, null, false],
  ['API_HOST', null, null, false],
  ['FEEDBACK', 5432, null, false],
  ['ORDERS', 50_049, null, false],
  ['ORDERS', 50_050, null, true],
  ['ORDERS', 50_099, null, true],
  ['ORDERS', 50_100, null, false],
  ['ORDERS', 50_051, 'http', true],
  ['ORDERS', 9000, 'grpc', true],
  ['URL', null, 'postgres', true],
  ['DB_URL', null, 'http', false],
  ['DB_URL', null, 'amqp', false],
])('%s with port %j and scheme %j keeps its connections: %j', (where, port, scheme, expected) => {
  expect(isLongLived({ host: 'db', port, scheme }, where)).toBe(expected);
});
