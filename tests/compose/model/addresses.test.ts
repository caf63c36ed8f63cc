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
    ['CONNECTION', 'User Id=sa; Data Source = tcp:db,1433 ', { host: 'db', port: 1433, scheme: null }],
    ['DB_URL', 'Server=db;User Id=sa', { host: 'db', port: null, scheme: null }],
    ['DSN', 'host=db:54$PORT user=shop', { host: 'db', port: null, scheme: null }],
    ['MYSQL_DSN', 'root:pw@tcp(db:3306)/shop', { host: 'db', port: 3306, scheme: null }],
    ['MONGO_URL', 'mongodb://shop:p@ss@db/shop', { host: 'db', port: null, scheme: 'mongodb' }],
    ['REDIS_URL', 'REDIS://db:$PORT1/0', { host: 'db', port: null, scheme: 'redis' }],
    ['DATABASE_URL', '"postgres://db"', { host: 'db', port: null, scheme: 'postgres' }],
    ['X', 'web:80', { host: 'web', port: 80, scheme: null }],
    ['X', 'db:65535', { host: 'db', port: 65_535, scheme: null }],
  ])('%s=%s', (name, value, expected) => {
    expect(findAddresses(name, value)).toEqual([expected]);
  });

  test('of a list, every one counts', () => {
    expect(findAddresses('DB_HOSTS', 'db1, db2;db3').map(({ host }) => host)).toEqual(['db1', 'db2', 'db3']);
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
    ['DB_HOST', '/var/run/postgresql'],
    ['TARGET', 'postgres:16'],
    ['WINDOW', 'sunday:79'],
    ['WINDOW', 'sunday:65536'],
    ['VERSION', 'redis:6379.1'],
    ['VOLUME', '/srv/db:8080'],
    ['FIELDS', 'host;user'],
    ['URL', 'file:///?x'],
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
    [['server --database-url=postgres://u:p@db/x?sslmode=disable']],
    [['server', 'redis://db?idle_timeout=5']],
    [['env', 'DB_HOST=db', './server']],
    [['odoo  --db_host  db\n']],
    [['odoo', '-host', 'db']],
    [['redis-server', '--replicaof', 'db', '6379']],
  ])('%j', (words) => {
    expect(findAddressesInCommand(words).map(({ host }) => host)).toEqual(['db']);
  });

  test.each([
    'psql -U postgres -d db',
    'timeout 30s ./server',
    'worker queue-12',
    'server --db_host=/run/db check',
    'server dry-host db',
    'server ./--host db',
  ])('%s has none', (line) => {
    expect(findAddressesInCommand([line])).toEqual([]);
  });

  test('the port may be a word of its own', () => {
    const line = 'redis-server --replicaof db 6379';
    expect(findAddressesInCommand([line])).toEqual([{ host: 'db', port: 6379, scheme: null }]);
  });
});

test('an address without a scheme has none, and a socket is no address', () => {
  expect(findAddresses('URL', '//db:5432/shop')).toEqual([{ host: 'db', port: 5432, scheme: null }]);
  expect(findAddresses(null, 'host=/var/run/postgresql user=shop')).toEqual([]);
});
