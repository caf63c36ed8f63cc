import { describe, expect, test } from 'vitest';
import { endsItsConnections, findHabits } from '../../../src/compose/model/client-habits.js';
import { readStack } from '../../../src/compose/read-stack.js';
import type { Service } from '../../../src/compose/docker/stack.js';

function readService(lines: string, name = 'api'): Service {
  const content = `services:\n  ${name}:\n    ${lines.split('\n').join('\n    ')}\n`;
  const service = readStack([{ name: 'stack.yml', content }]).services.get(name);
  if (!service) throw new Error('no such service');
  return service;
}

describe('the time after which a client ends a connection that it does not use', () => {
  test.each([
    ['Rails', 'environment: [RAILS_ENV=production]', 300],
    ['Rails by its command', 'command: bundle exec puma -C config/puma.rb', 300],
    ['Django by its command', 'command: python manage.py runserver', 60],
    ['Django', 'environment: {DJANGO_SETTINGS_MODULE: shop.settings}', 60],
    ['Laravel', 'environment: {APP_ENV: production, DB_CONNECTION: mysql}', 300],
    ['Npgsql', 'environment: ["ConnectionStrings__Default=Host=db;Port=5432;Database=shop;Username=shop"]', 480],
    ['MySqlConnector', 'environment: {CONNECTION: "server=db;user=shop;password=x;database=shop"}', 480],
    ['Npgsql, with blanks', 'environment: {C: "Host = db ; User Name = shop"}', 480],
    ['SqlClient', 'environment: {CONNECTION: "Data Source=db;Initial Catalog=shop;User Id=sa;Password=x"}', 480],
  ])('%s', (_, lines, seconds) => {
    expect(findHabits(readService(lines))).toEqual([
      expect.objectContaining({ kind: 'closer', afterSeconds: seconds }),
    ]);
  });

  test.each([
    ['nothing is known of', 'environment: {DATABASE_URL: "postgres://shop@db/shop"}'],
    ['Django keeps them', 'environment: {DJANGO_SETTINGS_MODULE: a.b, CONN_MAX_AGE: "3600"}'],
    ['a Laravel worker', 'environment: {DB_CONNECTION: mysql}\ncommand: php artisan queue:work'],
    ['Laravel has another database', 'environment: {DB_CONNECTION: sqlite}'],
    ['ODBC', 'environment: {DSN: "Driver={PostgreSQL};Server=db;Database=shop;Uid=shop"}'],
    ['the string says how long', 'environment: {C: "Host=db;Username=a;Connection Idle Lifetime=3600"}'],
    ['it is the client of libpq', 'environment: {DSN: "host=db user=shop password=a;b"}'],
    ['a variable that is about Rails', 'environment: {ASSETS_OF_RAILS_: a}'],
    ['a variable that is about Django', 'environment: {LOG_OF_DJANGO_: a}'],
    ['Laravel has a driver of its own', 'environment: {DB_CONNECTION: pgsql-pool}'],
    ['a string whose values look like keys', 'environment: {C: "Server=db;Options=user=a"}'],
    ['a list of words', 'environment: {FIELDS: "server;user;password"}'],
    ['the string names no account', 'environment: {C: "Server=db;Timeout=5"}'],
    ['JDBC', 'environment: {URL: "jdbc:sqlserver://db;database=shop;user=sa"}'],
  ])('is not known: %s', (_, lines) => {
    expect(findHabits(readService(lines))).toEqual([]);
  });
});

describe('a client that keeps no connection between uses', () => {
  test.each([
    ['a wait for the database', 'image: shop/api\ncommand: ["./wait-for-it.sh", "db:5432"]', 'api'],
    ['a job', 'image: shop/api\ndeploy: {mode: replicated-job}', 'api'],
    ['a backup by its name', 'image: shop/api', 'db-backup'],
    ['a migration by its name', 'image: shop/api', 'db_migrate'],
    ['a backup by its image', 'image: prodrigestivill/postgres-backup-local:16', 'api'],
    ['a loop around pg_dump', 'image: alpine\ncommand: sh -c "while true; do pg_dump -h db; sleep 86400; done"', 'api'],
    ['a migration by its command', 'image: shop/api\ncommand: [alembic, upgrade, head]', 'api'],
    ['the tools of a database', 'image: mariadb:10\nentrypoint: bash /dump.sh', 'api'],
    ['a replica', 'image: postgres:17', 'api'],
  ])('%s', (_, lines, name) => {
    expect(endsItsConnections(readService(lines, name))).toBe(true);
  });

  test.each([
    ['a program of its own', 'image: shop/api', 'api'],
    ['no image', 'hostname: a', 'api'],
    ['a program behind its migration', 'image: shop/api\ncommand: sh -c "alembic upgrade head && uvicorn a:b"', 'api'],
    [
      'a program behind its check',
      'image: shop/api\ncommand: ["./wait-for-it.sh", "db:5432", ";", "node", "a.js"]',
      'api',
    ],
    ['an image that the environment names', 'image: ${DUMP_IMAGE}', 'api'],
    ['a part of a word', 'image: shop/migrateur', 'seeding'],
  ])('is not %s', (_, lines, name) => {
    expect(endsItsConnections(readService(lines, name))).toBe(false);
  });
});
