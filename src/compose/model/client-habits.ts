/**
 * What a client does with a connection between two uses, as far as the file shows it without a known image: its framework's
 * variables, the form of its connection string, a command that ends. Only a client that can leave a connection idle for long
 * is one that loses it.
 */
import type { Actor } from '../../core/idle.js';
import type { Service } from '../docker/stack.js';
import { getAddressTexts } from './address-texts.js';
import { isUndecided } from './keepalive.js';
import { findProgram, getImageName } from './programs.js';
import { getCommandLine, getStartedPrograms } from './started-programs.js';

interface Habit {
  /** Whether the service has it. */
  readonly isSeen: (service: Service) => boolean;
  readonly actor: Actor;
  readonly source: string;
}

/** The databases in Laravel's `DB_CONNECTION` that are reached through the network. */
const LARAVEL_DRIVERS: ReadonlySet<string | undefined> = new Set(['mysql', 'mariadb', 'pgsql', 'sqlsrv']);

function closesAfter(afterSeconds: number, slackSeconds = 0): Actor {
  return { kind: 'closer', afterSeconds, slackSeconds, clock: 'process' };
}

const HABITS: readonly Habit[] = [
  {
    isSeen: (service) =>
      hasVariable(service, /^RAILS_/) || /\b(?:bin\/rails|puma|sidekiq)\b/.test(getCommandLine(service)),
    actor: closesAfter(300, 60),
    source:
      'Rails activerecord/lib/active_record/connection_adapters/abstract/connection_pool.rb: idle_timeout 300 s, looked at every 60 s (reaping_frequency)',
  },
  {
    isSeen: (service) =>
      (hasVariable(service, /^DJANGO_/) || /\bmanage\.py\b/.test(getCommandLine(service))) &&
      !hasVariable(service, /CONN_MAX_AGE/),
    actor: closesAfter(60),
    source:
      'https://docs.djangoproject.com/en/stable/ref/databases/#persistent-connections: CONN_MAX_AGE 0, a connection ends with its request; 60 s in common templates',
  },
  {
    // Its workers are programs that stay.
    isSeen: (service) =>
      LARAVEL_DRIVERS.has(service.environment.get('DB_CONNECTION')?.value) &&
      !/horizon|octane|queue:|schedule:|reverb|swoole/.test(getCommandLine(service)),
    actor: closesAfter(300),
    source:
      'https://www.php.net/manual/en/features.persistent-connections.php: Laravel under PHP-FPM ends its connections with the request',
  },
  {
    isSeen: (service) => getAddressTexts(service).some(({ entry }) => isAdoNet(entry.value)),
    actor: closesAfter(480),
    source:
      'https://www.npgsql.org/doc/connection-string-parameters.html: Connection Idle Lifetime 300 s; https://mysqlconnector.net/connection-options/: Connection Idle Timeout 180 s; Microsoft.Data.SqlClient: 4 to 8 min',
  },
];

/** What the client does by habit; empty when nothing in the file says so. */
export function findHabits(service: Service): readonly Actor[] {
  return HABITS.filter(({ isSeen }) => isSeen(service)).map(({ actor }) => actor);
}

/**
 * Whether the service keeps no connection between uses, because it is not there between uses: a job, a backup, a migration,
 * or the tools and the replicas of a database, which do not let their connections idle.
 */
export function endsItsConnections(service: Service): boolean {
  if (service.mode?.value.endsWith('-job')) return true;
  const image = service.image && !isUndecided(service.image) ? service.image.value : '';
  if ([service.name, getImageName(image)].some((name) => TASK_NAME.test(name))) return true;
  return findProgram(image)?.asServer === 'follows-sysctl' || runsToolsOnly(getCommandLine(service));
}

/** A word of a service's or an image's name: what it does, it does and ends. */
const TASK_NAME = /(?:^|[^a-z])(?:backups?|dump|migrate|migrations?|migrator|seed|seeder|restore)(?:[^a-z]|$)/i;

/** Programs that do one thing and end, and what a shell script puts around them. */
const TOOLS: ReadonlySet<string> = new Set([
  ...['pg_dump', 'pg_dumpall', 'pg_restore', 'pg_basebackup', 'pg_isready', 'psql', 'createdb', 'dropdb'],
  ...['mysql', 'mysqldump', 'mysqladmin', 'mariadb', 'mariadb-dump', 'mariadb-admin', 'xtrabackup', 'mariabackup'],
  ...['mongodump', 'mongorestore', 'restic', 'rclone', 'aws', 'mc', 's3cmd', 'curl', 'wget', 'nc', 'nslookup'],
  ...['alembic', 'flyway', 'liquibase', 'dbmate', 'goose', 'wait-for-it', 'wait-for', 'dockerize'],
  ...['set', 'trap', 'export', 'echo', 'printf', 'date', 'sleep', 'true', 'false', 'test'],
  ...['for', 'exit', 'break', 'read', 'cat', 'mkdir', 'cd'],
  ...['gzip', 'tar', 'find', 'ls', 'rm', 'cp', 'mv', 'head', 'tail', 'sort', 'uniq', 'xargs', 'tee', 'grep', '[', '[['],
]);

/** Whether every program that a command line starts is such a tool. A command line with none says nothing. */
function runsToolsOnly(commandLine: string): boolean {
  const programs = getStartedPrograms(commandLine);
  return programs.length > 0 && programs.every((program) => TOOLS.has(program.replace(/\.sh$/, '')));
}

/** Keys of ADO.NET connection strings, without their blanks. */
const ADO_SERVER_KEYS = ['host', 'server', 'datasource'];
const ADO_ACCOUNT_KEYS = ['username', 'userid', 'uid', 'user', 'password', 'pwd', 'database', 'initialcatalog'];
/** The string says by itself how long a connection idles, or is one of ODBC. */
const ADO_OTHER_KEYS = ['connectionidlelifetime', 'connectionidletimeout', 'driver'];

/** `Host=db;Port=5432;Username=shop`: only .NET writes its addresses so, with ODBC. */
function isAdoNet(value: string): boolean {
  const text = value.replace(/\s/g, '').toLowerCase();
  const keys = [...text.matchAll(/(?:^|;)([^;=]+)=/g)].map(([, key]) => key);
  const hasOneOf = (names: readonly string[]): boolean => names.some((name) => keys.includes(name));
  return hasOneOf(ADO_SERVER_KEYS) && hasOneOf(ADO_ACCOUNT_KEYS) && !hasOneOf(ADO_OTHER_KEYS);
}

function hasVariable(service: Service, name: RegExp): boolean {
  return [...service.environment.keys()].some((key) => name.test(key));
}
