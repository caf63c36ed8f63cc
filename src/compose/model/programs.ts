/**
 * What well-known programs do with an idle TCP connection, by the name of their image. An image name is a hint, never a
 * proof: it makes a finding more certain, or silences it.
 */
import type { Actor } from '../../core/idle.js';

/**
 * What a program does with an idle connection. `follows-sysctl`: it turns keepalive on and leaves the times to the kernel.
 * Null: not known.
 */
export type Behaviour = Actor | 'follows-sysctl' | null;

export interface Program {
  /** As a message names it. */
  readonly name: string;
  /** Image names, `name` or `owner/name`: `postgres` stands for `docker.io/library/postgres:16` too. */
  readonly images: readonly string[];
  /**
   * What it does with connections that it accepted. If it follows the sysctl, `net.ipv4.tcp_keepalive_time` on this one
   * service protects all its clients, whatever they do.
   */
  readonly asServer: Behaviour;
  /** What it does with connections that it opened. Null: not known. */
  readonly asClient: Actor | null;
  /** First words of a command that runs the server; anything else runs one of the image's other tools. */
  readonly commands: readonly string[];
  /** Settings on its command line that replace `asServer`. */
  readonly options: readonly ServerOption[];
  readonly source: string;
}

export interface ServerOption {
  /** With underscores: `tcp_keepalives_idle` is also `--tcp-keepalives-idle`. */
  readonly name: string;
  readonly acts: Actor['kind'];
  readonly secondsPerUnit: number;
  /** What 0 means: the kernel's own time, or never. */
  readonly zero: 'follows-sysctl' | 'never';
}

function keepsAlive(periodSeconds: number, clock: Actor['clock'] = 'kernel'): Actor {
  return { kind: 'refresher', periodSeconds, clock };
}

function closesAfter(afterSeconds: number): Actor {
  return { kind: 'closer', afterSeconds, slackSeconds: 0, clock: 'process' };
}

/** The longest that a request lasts in PHP images (`max_execution_time`); its connections end with it. */
const PHP_REQUEST_SECONDS = 300;

export const PROGRAMS: readonly Program[] = [
  {
    name: 'PostgreSQL',
    images: [
      ...[
        'postgres',
        'postgresql',
        'postgresql-repmgr',
        'postgis',
        'pgvector',
        'pgvecto-rs',
        'citus',
        'spilo',
        'paradedb',
      ],
      ...['timescaledb', 'timescaledb-ha', 'timescaledb-postgis'],
    ],
    asServer: 'follows-sysctl',
    asClient: null,
    commands: ['postgres'],
    options: [
      { name: 'tcp_keepalives_idle', acts: 'refresher', secondsPerUnit: 1, zero: 'follows-sysctl' },
      { name: 'idle_session_timeout', acts: 'closer', secondsPerUnit: 0.001, zero: 'never' },
    ],
    source:
      'postgres src/backend/libpq/pqcomm.c: SO_KEEPALIVE always; tcp_keepalives_idle = 0 leaves the time to the kernel',
  },
  {
    name: 'MySQL',
    images: ['mysql', 'mysql-server', 'percona', 'percona-server', 'percona-xtradb-cluster'],
    asServer: 'follows-sysctl',
    asClient: null,
    commands: ['mysqld', 'mysqld_safe'],
    options: [{ name: 'wait_timeout', acts: 'closer', secondsPerUnit: 1, zero: 'never' }],
    source: 'mysql-server: vio_keepalive(net->vio, true) on every connection, no TCP_KEEPIDLE',
  },
  {
    name: 'MariaDB',
    images: ['mariadb', 'mariadb-galera'],
    asServer: 'follows-sysctl',
    asClient: null,
    commands: ['mariadbd', 'mariadbd-safe', 'mysqld', 'mysqld_safe'],
    options: [{ name: 'wait_timeout', acts: 'closer', secondsPerUnit: 1, zero: 'never' }],
    source: 'MariaDB server sql/sql_connect.cc: vio_keepalive(net->vio, TRUE), no TCP_KEEPIDLE',
  },
  {
    name: 'Memcached',
    images: ['memcached'],
    asServer: 'follows-sysctl',
    asClient: null,
    commands: ['memcached'],
    options: [],
    source: 'memcached memcached.c server_socket(): SO_KEEPALIVE, no TCP_KEEPIDLE',
  },
  {
    name: 'Redis',
    images: ['redis', 'redis-stack', 'redis-stack-server', 'redis-cluster', 'redis-sentinel', 'valkey', 'keydb'],
    asServer: keepsAlive(300),
    asClient: null,
    commands: [],
    options: [
      { name: 'tcp_keepalive', acts: 'refresher', secondsPerUnit: 1, zero: 'never' },
      { name: 'timeout', acts: 'closer', secondsPerUnit: 1, zero: 'never' },
    ],
    source: 'redis.conf: tcp-keepalive 300, since 3.2.1',
  },
  {
    name: 'MongoDB',
    images: ['mongo', 'mongodb', 'mongodb-sharded', 'mongodb-community-server', 'percona-server-mongodb'],
    asServer: keepsAlive(300),
    asClient: null,
    commands: [],
    options: [],
    source: 'https://www.mongodb.com/docs/manual/faq/diagnostics/: keepalive times above 300 s are lowered to 300 s',
  },
  {
    name: 'SQL Server',
    images: ['mssql/server', 'mssql-server', 'mssql-server-linux', 'azure-sql-edge'],
    asServer: keepsAlive(30),
    asClient: null,
    commands: [],
    options: [],
    source:
      'https://learn.microsoft.com/archive/blogs/sql_protocols/understand-special-tcpip-property-keep-alive-in-sql-server-2005',
  },
  {
    name: 'RabbitMQ',
    images: ['rabbitmq'],
    asServer: keepsAlive(60, 'process'),
    asClient: null,
    commands: [],
    options: [],
    source: 'https://www.rabbitmq.com/docs/heartbeats: 60 s',
  },
  {
    name: 'an MQTT broker',
    images: ['eclipse-mosquitto', 'mosquitto', 'emqx', 'vernemq', 'hivemq', 'hivemq-ce', 'hivemq4'],
    asServer: keepsAlive(60, 'process'),
    asClient: null,
    commands: [],
    options: [],
    source: 'MQTT 3.1.1 section 3.1.2.10: the client pings within its keep alive time, 60 s in the common clients',
  },
  {
    name: 'ZooKeeper',
    images: ['zookeeper', 'cp-zookeeper'],
    asServer: keepsAlive(40, 'process'),
    asClient: null,
    commands: [],
    options: [],
    source:
      'https://zookeeper.apache.org/doc/current/zookeeperProgrammers.html: clients ping within the session timeout, 40 s at most',
  },
  {
    name: 'Kafka',
    images: ['kafka', 'cp-kafka', 'cp-server'],
    asServer: closesAfter(600),
    asClient: closesAfter(540),
    commands: [],
    options: [],
    source: 'https://kafka.apache.org/documentation/: connections.max.idle.ms, 600 s in the broker, 540 s in clients',
  },
  {
    name: 'a Go program',
    images: [
      ...['alertmanager', 'cadvisor', 'caddy', 'cockroach', 'consul', 'coredns', 'etcd', 'forgejo', 'gitea', 'grafana'],
      ...['influxdb', 'jaegertracing/all-in-one', 'loki', 'mattermost-team-edition', 'minio', 'nats', 'nats-streaming'],
      ...['mysqld-exporter', 'node-exporter', 'postgres-exporter', 'postgres_exporter', 'redis_exporter', 'prometheus'],
      ...[
        'portainer',
        'portainer/agent',
        'portainer-ce',
        'portainer-ee',
        'promtail',
        'pushgateway',
        'registry',
        'tempo',
      ],
      ...[
        'authelia',
        'cloudflared',
        'drone/drone',
        'gatus',
        'gogs',
        'harbor-core',
        'harbor-jobservice',
        'harbor-registryctl',
      ],
      ...[
        'headscale',
        'mattermost-enterprise-edition',
        'binwiederhier/ntfy',
        'vikunja',
        'watchtower',
        'woodpecker-server',
      ],
      ...['mailpit', 'mailhog', 'mattermost-prod-app', 'listmonk', 'memos', 'pocket-id', 'filebrowser'],
      ...['shepherd', 'swarm-cronjob', 'telegraf', 'thanos', 'traefik', 'vault', 'victoria-metrics'],
    ],
    asServer: keepsAlive(15),
    asClient: keepsAlive(15),
    commands: [],
    options: [],
    source: 'go src/net/dial.go defaultTCPKeepAliveIdle: 15 s, set by net itself on accepted and dialled connections',
  },
  {
    name: 'an HTTP server',
    images: ['nginx', 'nginx-unprivileged', 'openresty', 'httpd', 'apache'],
    asServer: closesAfter(75),
    asClient: closesAfter(60),
    commands: [],
    options: [],
    source:
      'https://nginx.org/en/docs/http/ngx_http_core_module.html keepalive_timeout 75 s, ngx_http_upstream_module.html keepalive_timeout 60 s; httpd: 5 s',
  },
  {
    name: 'a Django application',
    images: ['glitchtip', 'healthchecks', 'netbox', 'paperless-ngx'],
    asServer: closesAfter(75),
    asClient: closesAfter(300),
    commands: [],
    options: [],
    source:
      'https://docs.djangoproject.com/en/stable/ref/databases/#persistent-connections: CONN_MAX_AGE 0; NetBox sets 300 s',
  },
  {
    name: 'PgBouncer',
    images: ['pgbouncer'],
    asServer: 'follows-sysctl',
    asClient: closesAfter(600),
    commands: ['pgbouncer'],
    options: [],
    source: 'https://www.pgbouncer.org/config.html: tcp_keepalive on, times of the system; server_idle_timeout 600 s',
  },
  {
    // On the network of a database like any other, and never its client; or a tool that a person sits at.
    name: 'a program without a database connection',
    images: [
      ...['clamav', 'clickhouse-server', 'clickhouse', 'elasticsearch', 'fluent-bit', 'fluentd', 'haproxy', 'jaeger'],
      ...['kibana', 'localstack', 'logstash', 'meilisearch', 'ollama', 'opensearch', 'redpanda'],
      ...['docker-socket-proxy', 'otel-collector', 'opentelemetry-collector', 'opentelemetry-collector-contrib'],
      ...[
        'pgadmin4',
        'cloudbeaver',
        'dbgate',
        'qdrant',
        'selenium-hub',
        'standalone-chrome',
        'varnish',
        'swarm-visualizer',
        'visualizer',
      ],
      ...['chrome', 'gotenberg', 'kafka-ui', 'redis-commander', 'redisinsight', 'weaviate', 'zipkin'],
    ],
    asServer: null,
    asClient: closesAfter(300),
    commands: [],
    options: [],
    source: 'the manuals of these programs: none of them is set up with a SQL database by default',
  },
  {
    name: 'a Rails application',
    images: [
      ...[
        'chatwoot',
        'discourse',
        'gitlab-ce',
        'gitlab-ee',
        'mastodon',
        'openproject',
        'redmine',
        'sameersbn/gitlab',
        'zammad',
      ],
    ],
    asServer: closesAfter(75),
    asClient: closesAfter(300),
    commands: [],
    options: [],
    source: 'Rails connection_pool.rb: idle_timeout 300 s, so the pool ends idle connections to the database',
  },
  {
    name: 'a Node.js application',
    images: ['n8n', 'umami', 'unleash-server', 'typebot-builder', 'typebot-viewer', 'evolution-api'],
    asServer: closesAfter(5),
    asClient: closesAfter(300),
    commands: [],
    options: [],
    source:
      'https://nodejs.org/api/http.html keepAliveTimeout 5 s; brianc/node-postgres packages/pg-pool/index.js idleTimeoutMillis 10 s; Prisma quaint/src/pooled.rs max_idle_connection_lifetime 300 s',
  },
  {
    name: 'Dokploy',
    images: ['dokploy/dokploy'],
    asServer: closesAfter(5),
    asClient: keepsAlive(60),
    commands: [],
    options: [],
    source: 'porsager/postgres src/index.js keep_alive: 60 s, on every connection of Postgres.js',
  },
  {
    name: 'PostgREST',
    images: ['postgrest'],
    asServer: closesAfter(30),
    asClient: closesAfter(30),
    commands: [],
    options: [],
    source: 'https://postgrest.org/en/stable/references/configuration.html db-pool-max-idletime 30 s',
  },
  {
    name: 'a database proxy',
    images: ['proxysql', 'maxscale'],
    asServer: null,
    asClient: keepsAlive(60, 'process'),
    commands: [],
    options: [],
    source: 'https://proxysql.com/documentation/global-variables/mysql-variables/ ping_interval_server_msec 10 s',
  },
  {
    name: 'a PHP application',
    images: [
      ...[
        'adminer',
        'bookstack',
        'drupal',
        'joomla',
        'mantisbt',
        'matomo',
        'mediawiki',
        'moodle',
        'nextcloud',
        'owncloud',
      ],
      ...[
        'dolibarr',
        'espocrm',
        'freshrss',
        'glpi',
        'kanboard',
        'limesurvey',
        'opencart',
        'question2answer',
        'roundcubemail',
      ],
      ...[
        'snipe-it',
        'invoiceninja',
        'invoiceninja-debian',
        'fireflyiii/core',
        'monica',
        'freescout',
        'akaunting',
        'passbolt',
      ],
      ...[
        'lychee',
        'humhub',
        'koillection',
        'zabbix-web-nginx-mysql',
        'zabbix-web-nginx-pgsql',
        'leantime',
        'opensourcepos',
      ],
      ...['suitecrm', 'wallabag', 'yourls', 'phpmyadmin', 'phppgadmin', 'piwik', 'prestashop', 'wordpress'],
    ],
    asServer: closesAfter(75),
    asClient: closesAfter(PHP_REQUEST_SECONDS),
    commands: [],
    options: [],
    source:
      'https://www.php.net/manual/en/features.persistent-connections.php: without them a connection ends with its request',
  },
];

const PROGRAM_BY_IMAGE: ReadonlyMap<string, Program> = new Map(
  PROGRAMS.flatMap((program) => program.images.map((image) => [image, program] as const)),
);

/** The program in an image, or null for one that nobody knows: the user's own, as a rule. */
export function findProgram(image: string): Program | null {
  const parts = getImagePath(image).split('/');
  return PROGRAM_BY_IMAGE.get(parts.slice(-2).join('/')) ?? PROGRAM_BY_IMAGE.get(getImageName(image)) ?? null;
}

/** `postgres-backup-local` for `prodrigestivill/postgres-backup-local:16`, in lower case; empty for no image. */
export function getImageName(image: string): string {
  return getImagePath(image).replace(/^.*\//s, '');
}

/** `registry.example:5000/library/postgres` for `registry.example:5000/library/postgres:16@sha256:…`, in lower case. */
function getImagePath(image: string): string {
  return image
    .toLowerCase()
    .replace(/@.*$/s, '')
    .replace(/:[^/]*$/, '');
}
