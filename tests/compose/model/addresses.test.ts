import { describe, expect, test } from 'vitest';
import { findAddresses, findAddressesInCommand } from '../../../src/compose/model/addresses.js';

describe('an address in a value', () => {
  test.each([
    ['DATABASE_URL', 'postgres://shop:secret@db:5432/shop', { host: 'db', port: 5432, scheme: 'postgres' }],
    ['DATABASE_URL', 'postgres://postgres:postgres@db/postgres', { host: 'db', port: null, scheme: 'postgres' }],
    ['SPRING_DATASOURCE_URL', 'jdbc:postgresql://db:5432/shop', { host: 'db', port: 5432, scheme: 'postgresql' }],
    ['SQLALCHEMY_URI', 'mysql+pymysql://root@db/x', { host: 'db', port: null, scheme: 'mysql' }],
    ['DB_HOST', 'db', { host: 'db', port: null, scheme: null }],
    ['dbHost', 'db', { host: 'db', port: null, scheme: null }],
    ['ORDERS_ADDR', 'orders:50051', { host: 'orders', port: 50_051, scheme: null }],
    ['X', 'orders:50051', { host: 'orders', port: 50_051, scheme: null }],
    ['TARGET', 'dns:///orders:50051', { host: 'orders', port: 50_051, scheme: 'dns' }],
    ['DSN', 'host=db port=5432 user=postgres dbname=postgres', { host: 'db', port: null, scheme: null }],
    ['CONNECTION', 'Server=db,1433;Database=db2;User Id=sa', { host: 'db', port: 1433, scheme: null }],
    ['MYSQL_DSN', 'root:pw@tcp(db:3306)/shop', { host: 'db', port: 3306, scheme: null }],
  ])('%s=%s', (name, value, expected) => {
    expect(findAddresses(name, value)[0]).toEqual(expected);
  });

  test('of a list, every one counts', () => {
    expect(findAddresses('BROKERS', 'kafka1:9092,kafka2:9092').map(({ host }) => host)).toEqual(['kafka1', 'kafka2']);
    expect(findAddresses('MONGO_URL', 'mongodb://a:27017,b:27017/x').map(({ host }) => host)).toEqual(['a', 'b']);
  });
});

describe('a word that only looks like a service', () => {
  test.each([
    ['POSTGRES_USER', 'postgres'],
    ['POSTGRES_DB', 'db'],
    ['DB_CONNECTION', 'mysql'],
    ['IMAGE', 'postgres:16'],
    ['APP_IMAGE', 'registry:5000/postgres'],
    ['KAFKA_ADVERTISED_LISTENERS', 'PLAINTEXT://kafka:9092'],
    ['ALLOWED_HOSTS', 'web'],
    ['NO_PROXY', 'db,redis'],
    ['VIRTUAL_HOST', 'web'],
    ['TIME', '10:30'],
    ['MESSAGE', 'db is down'],
  ])('%s=%s is no address', (name, value) => {
    expect(findAddresses(name, value)).toEqual([]);
  });

  test('a value of a megabyte is data', () => {
    expect(findAddresses('HOST', 'db:5432 '.repeat(200_000))).toEqual([]);
  });
});

describe('an address in a command', () => {
  test.each([
    [['./wait-for-it.sh', 'db:5432', '--', 'node', 'app.js']],
    [['psql', '-h', 'db', '-U', 'postgres']],
    [['odoo', '--db_host', 'db']],
    [['odoo', '--db_host=db']],
    [['server --database-url=postgres://u:p@db/x']],
    [['redis-server', '--replicaof', 'db', '6379']],
  ])('%j', (words) => {
    expect(findAddressesInCommand(words).map(({ host }) => host)).toEqual(['db']);
  });

  test('the user is none', () => {
    expect(findAddressesInCommand(['psql', '-U', 'postgres', '-d', 'db'])).toEqual([]);
  });
});

test('an address without a scheme has none, and a socket is no address', () => {
  expect(findAddresses('URL', '//db:5432/shop')).toEqual([{ host: 'db', port: 5432, scheme: null }]);
  expect(findAddresses(null, 'host=/var/run/postgresql user=shop')).toEqual([]);
});
