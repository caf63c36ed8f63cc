import { describe, expect, test } from 'vitest';
import { apply, lint, lintOne } from './lint.js';

const RULE = 'stack-idle-connection';
const TIME = 'net.ipv4.tcp_keepalive_time';

interface Parts {
  readonly api?: string;
  readonly db?: string;
  readonly image?: string;
  readonly rest?: string;
}

/** `api` and `db`, with these lines more. */
function stack({ api = 'environment:\n  DB_HOST: db', db = '', image = 'postgres:17', rest = '' }: Parts): string {
  const indent = (lines: string): string => lines.replace(/^(?=.)/gm, '    ');
  return `services:\n  api:\n    image: shop/api:1\n${indent(api)}\n  db:\n    image: ${image}\n${indent(db)}\n${rest}`;
}

describe('a database behind its virtual IP', () => {
  test('is named once, with its clients, what happens and when', () => {
    const text = stack({}).replace('  db:', '  worker:\n    image: shop/worker\n    depends_on: [db]\n  db:');
    const { message, at, finding } = lintOne(RULE, text);
    expect(message).toBe(
      'Connections from `api` and `worker` to `db` die in every pause longer than 15 min, unless the client keeps them alive by itself: they pass a virtual IP, where Docker Swarm (IPVS) then forgets them, and PostgreSQL sends its first TCP keepalive probe after 2 h.',
    );
    expect(at).toBe('db');
    expect(finding.window).toEqual({ fromSeconds: 900, toSeconds: 7200 });
    expect(finding.related.map(({ label, start, end }) => [text.slice(start, end), label])).toEqual([
      ['db', 'api has its address (DB_HOST)'],
      ['db', 'worker depends on it (depends_on)'],
    ]);
    expect(finding.help).toBe(
      'PostgreSQL asks for keepalive on every connection, so `net.ipv4.tcp_keepalive_time: 600` under `sysctls:` of `db` protects all clients at once.',
    );
  });

  test('is found through its programs on the same network, when nothing says who connects', () => {
    expect(lintOne(RULE, stack({ api: '' })).message).toBe(
      'Connections to `db` die in every pause longer than 15 min, unless the client keeps them alive by itself: they pass a virtual IP, where Docker Swarm (IPVS) then forgets them, and PostgreSQL sends its first TCP keepalive probe after 2 h. `api` can reach it.',
    );
  });

  test('is found through its published port', () => {
    const text = 'services:\n  db:\n    image: postgres:17\n    ports: ["5432:5432"]\n';
    expect(lintOne(RULE, text).message).toBe(
      'Connections to the published port 5432 of `db` die in every pause longer than 15 min, unless the client keeps them alive by itself: they pass the ingress network, where Docker Swarm (IPVS) then forgets them, and PostgreSQL sends its first TCP keepalive probe after 2 h.',
    );
  });

  test.each([
    'postgis/postgis:16-3.4',
    'registry.example:5000/library/postgres@sha256:0123',
    'mysql:8',
    'mariadb',
    'bitnami/mariadb:11',
    'percona/percona-server:8.0',
  ])('%s is one', (image) => {
    expect(lintOne(RULE, stack({ image })).finding.messageId).toBe('named');
  });

  test('is no server when its command runs another tool of the image', () => {
    expect(lint(RULE, stack({ api: '', image: 'mysql:8', db: 'command: sh -c "mysqldump --host=mysql"' }))).toEqual([]);
  });

  test('with the sysctl protects every client', () => {
    expect(lint(RULE, stack({ db: `sysctls:\n  ${TIME}: 600` }))).toEqual([]);
  });

  test('with a wrong sysctl is reported at the sysctl, not here', () => {
    expect(lint(RULE, stack({ db: `sysctls:\n  ${TIME}: 1200` }))).toEqual([]);
  });

  test.each([
    'postgres -c tcp_keepalives_idle=600',
    'postgres -c idle_session_timeout=600000',
    'postgres -c idle_session_timeout=10min',
  ])('started as %s protects every client', (command) => {
    expect(lint(RULE, stack({ db: `command: ${command}` }))).toEqual([]);
  });

  test('started with tcp_keepalives_idle=0 follows the sysctl', () => {
    expect(lintOne(RULE, stack({ db: 'command: postgres -c tcp_keepalives_idle=0' })).messageId).toBe('named');
  });
});

describe('a connection that does not pass IPVS', () => {
  test.each([
    ['dnsrr', stack({ db: 'deploy:\n  endpoint_mode: dnsrr' })],
    ['tasks.', stack({ api: 'environment:\n  DB_HOST: tasks.db' })],
    ['the hostname', stack({ api: 'environment:\n  DB_HOST: pg1', db: 'hostname: pg1' })],
    ['no task', stack({ db: 'deploy:\n  replicas: 0' })],
    [
      'no common network',
      stack({
        api: 'environment:\n  DB_HOST: db\nnetworks: [a]',
        db: 'networks: [b]',
        rest: 'networks: {a: {}, b: {}}\n',
      }),
    ],
    [
      'a network without virtual IPs',
      stack({
        api: 'environment:\n  DB_HOST: db\nnetworks: [a]',
        db: 'networks: [a]',
        rest: 'networks:\n  a:\n    driver: macvlan\n',
      }),
    ],
    [
      'a port of the node',
      'services:\n  db:\n    image: postgres\n    ports: [{target: 5432, published: 5432, mode: host}]\n',
    ],
  ])('%s', (_name, text) => {
    expect(lint(RULE, text)).toEqual([]);
  });

  test('an alias stands for the virtual IP', () => {
    const text = stack({
      api: 'environment:\n  DB_HOST: pg\nnetworks: [a]',
      db: 'networks:\n  a:\n    aliases: [pg]',
      rest: 'networks: {a: {}}\n',
    });
    expect(lintOne(RULE, text).messageId).toBe('named');
  });

  test('so does the name with the stack in front', () => {
    expect(lintOne(RULE, stack({ api: 'environment:\n  DB_URL: postgres://u:p@shop_db/x' })).messageId).toBe('named');
  });
});

describe('a connection that somebody keeps alive', () => {
  test.each([
    ['the client has the sysctl', stack({ api: `environment:\n  DB_HOST: db\nsysctls:\n  ${TIME}: 600` })],
    ['the client is a Go program', stack({}).replace('shop/api:1', 'prom/prometheus')],
    ['the client is PHP, whose connections end with the request', stack({}).replace('shop/api:1', 'wordpress:6')],
    [
      'the address sets keepalives_idle',
      stack({ api: 'environment:\n  DB_URL: postgres://u@db/x?keepalives_idle=60' }),
    ],
    [
      'a preloaded library does it',
      stack({ api: 'environment:\n  DB_HOST: db\n  LD_PRELOAD: /usr/lib/libkeepalive.so' }),
    ],
    ['Redis', stack({ image: 'redis:7' })],
    ['MongoDB', stack({ image: 'mongo:7' })],
    ['RabbitMQ', stack({ image: 'rabbitmq:3-management' })],
    ['Kafka closes first', stack({ image: 'confluentinc/cp-kafka:7.5.0' })],
    [
      'Traefik, with the virtual IP too',
      stack({ image: 'traefik:v3', db: 'deploy:\n  labels: [traefik.swarm.lbswarm=true]' }),
    ],
  ])('%s', (_name, text) => {
    expect(lint(RULE, text)).toEqual([]);
  });

  test('Redis without its keepalive is cut for good', () => {
    const { message, finding } = lintOne(
      RULE,
      stack({ image: 'redis:7', db: 'command: redis-server --tcp-keepalive 0' }),
    );
    expect(message).toContain('and Redis sends no TCP keepalive probe.');
    expect(finding.window).toEqual({ fromSeconds: 900, toSeconds: Infinity });
  });

  test('a shorter path is another matter', () => {
    const settings = { profile: 'azure-lb' } as const;
    expect(lintOne(RULE, stack({ image: 'redis:7' }), { settings }).messageId).toBe('named');
  });
});

describe('a server that nobody knows', () => {
  const server = (environment: string): string => stack({ api: `environment:\n  ${environment}`, image: 'shop/db:1' });

  test.each([
    'ORDERS_ADDR: db:50051',
    'TARGET: dns:///db:50051',
    'URL: grpc://db:9000',
    'URL: http://db:50051',
    'DATABASE_HOST: db',
    'LDAP_URL: ldap://db:389',
  ])('counts when its connections stay open: %s', (environment) => {
    expect(lintOne(RULE, server(environment)).message).toBe(
      'Connections from `api` to `db` pass its virtual IP, where Docker Swarm (IPVS) forgets them after 15 min without a packet: unless one of the programs keeps them alive by itself, they die in every longer pause.',
    );
  });

  test.each(['API_URL: http://db:3000', 'API_HOST: db', 'API: db:8080', 'DB_USER: db', 'NAME: db'])(
    'does not when they are short, or not known: %s',
    (environment) => {
      expect(lint(RULE, server(environment))).toEqual([]);
    },
  );

  test('and neither a dependency nor a common network says that there is a connection', () => {
    expect(lint(RULE, stack({ api: 'depends_on: [db]', image: 'shop/db:1' }))).toEqual([]);
    expect(lint(RULE, stack({ api: '', image: 'shop/db:1' }))).toEqual([]);
  });

  test('is best mended by dnsrr while it has one task', () => {
    const text = server('ORDERS_ADDR: db:50051');
    const { finding } = lintOne(RULE, text);
    expect(finding.help).toBe(
      'With one task, `endpoint_mode: dnsrr` under `deploy:` of `db` takes the virtual IP out of the way and costs nothing.',
    );
    expect(finding.suggestions.map(({ messageId }) => messageId)).toEqual(['setDnsrr', 'setSysctls']);
  });

  test.each(['deploy:\n  replicas: 3', 'deploy:\n  mode: global', 'ports: ["50051:50051"]'])(
    'is never told dnsrr with %j, which costs balancing or is refused',
    (db) => {
      const text = stack({ api: 'environment:\n  ORDERS_ADDR: db:50051', image: 'shop/db:1', db });
      const { finding } = lintOne(RULE, text);
      expect(finding.suggestions.map(({ messageId }) => messageId)).toEqual(['setSysctls']);
      expect(finding.help).toBe(
        'Write `net.ipv4.tcp_keepalive_time: 600` under `sysctls:` of `db`, and have its program turn on TCP keepalive (SO_KEEPALIVE): without that the kernel sends no probe.',
      );
    },
  );
});

describe('the suggestions', () => {
  test.each([
    stack({}),
    stack({ db: 'sysctls:\n  - net.core.somaxconn=1024' }),
    stack({ db: 'deploy: {resources: {}}', api: 'environment:\n  A: db:50051', image: 'shop/db:1' }),
  ])('satisfy the rule: %j', (text) => {
    const { suggestions } = lintOne(RULE, text).finding;
    expect(suggestions).not.toEqual([]);
    for (const suggestion of suggestions) expect(lint(RULE, apply(text, suggestion))).toEqual([]);
  });
});

describe('who is no client that loses a connection', () => {
  const withClient = (client: string, name = 'api'): string =>
    `services:\n  ${name}:\n    ${client.split('\n').join('\n    ')}\n  db:\n    image: postgres:17\n`;

  test.each([
    [
      'a loop around pg_dump',
      'image: postgres:17\ncommand: bash -c "while true; do pg_dump -h db; sleep 1d; done"',
      'dump',
    ],
    ['a migration', 'image: shop/api\nenvironment: {DB_HOST: db}', 'db_migrate'],
    ['a Rails application', 'image: shop/api\nenvironment: {RAILS_ENV: production, DB_HOST: db}', 'api'],
    ['a .NET application', 'image: shop/api\nenvironment: {C: "Host=db;Username=shop;Database=shop"}', 'api'],
    ['n8n', 'image: n8nio/n8n\nenvironment: {DB_POSTGRESDB_HOST: db}', 'api'],
    ['Dokploy, whose driver keeps connections alive', 'image: dokploy/dokploy:latest', 'api'],
    ["a replica of the user's own", 'image: shop/replica\nenvironment: {PG_MASTER_HOST: db}', 'replica'],
    ['a search engine beside it', 'image: opensearchproject/opensearch:2', 'search'],
    ['the front of a web site beside it', 'image: shop/site', 'site-frontend'],
    ['an image that the environment names', 'image: ${IMAGE}', 'api'],
  ])('%s', (_, client, name) => {
    expect(lint(RULE, withClient(client, name))).toEqual([]);
  });

  test('the database that a shell script starts is known', () => {
    const text = withClient('image: shop/api\nenvironment: {DB_HOST: db}').replace(
      'postgres:17\n',
      'postgres:17\n    command: sh -c "export A=b; exec docker-entrypoint.sh postgres"\n',
    );
    expect(lintOne(RULE, text).finding.messageId).toBe('named');
  });
});

describe('`clientsWithKeepalive`', () => {
  const text = stack({}).replace('  db:', '  worker:\n    image: shop/worker\n    depends_on: [db]\n  db:');
  const clientsWith = (clientsWithKeepalive: readonly string[]): string[] =>
    lint(RULE, text, { ruleOptions: { [RULE]: { clientsWithKeepalive } } }).map(
      ({ finding }) => finding.data['clients'] ?? '',
    );

  test('names the clients that keep their connections alive by themselves', () => {
    expect(clientsWith([])).toEqual(['`api` and `worker`']);
    expect(clientsWith(['api'])).toEqual(['`worker`']);
    expect(clientsWith(['api', 'worker'])).toEqual([]);
  });

  test('does not speak for clients outside of the stack', () => {
    const published = stack({ db: "ports: ['5432:5432']" });
    const options = { ruleOptions: { [RULE]: { clientsWithKeepalive: ['api'] } } } as const;
    expect(lintOne(RULE, published, options).messageId).toBe('published');
  });
});

test('a port that the engine publishes as it likes is called by the number inside', () => {
  const text = 'services:\n  db:\n    image: postgres:17\n    ports: ["5432"]\n';
  expect(lintOne(RULE, text).message).toContain('Connections to the published port 5432 of `db` die');
});

test('a server that ends its connections, but too late, is said to do so', () => {
  const { message } = lintOne(RULE, stack({ image: 'mysql:8', db: 'command: --wait-timeout=1800' }));
  expect(message).toContain('where Docker Swarm (IPVS) then forgets them, and MySQL ends it after 30 min only.');
});

test('a server that nobody knows may have no image yet', () => {
  const text =
    'services:\n  api:\n    image: shop/api\n    environment: {ORDERS: "grpc://orders:50051"}\n  orders: {}\n';
  expect(lintOne(RULE, text).finding).toMatchObject({ messageId: 'unknownServer', label: 'behind a virtual IP' });
});

test.each(['DB_HOST: "${DB}"', 'DSN: host=/var/run/db user=shop', 'URL: //db.example.com/x'])(
  'an environment of `%s` names no server',
  (environment) => {
    const text = stack({ api: `environment:\n  ${environment}`, image: 'shop/db' });
    expect(lint(RULE, text)).toEqual([]);
  },
);

test.each([
  ['an option that cannot be read', 'command: -c tcp_keepalives_idle=soon', ''],
  ['the network of the node', 'networks: [host]\nports: ["5432:5432"]', 'networks: {host: {external: true}}\n'],
  ['a network of one node', 'networks: [host]', 'networks: {host: {external: true}}\n'],
])('nothing is known of a server with %s', (_, db, rest) => {
  expect(lint(RULE, stack({ db, rest }))).toEqual([]);
});

test('a network that nobody declares is one with virtual addresses, once it is declared', () => {
  const text = stack({ api: 'environment:\n  DB_HOST: db\nnetworks: [a, b]', db: 'networks: [a]' });
  expect(lintOne(RULE, text).messageId).toBe('named');
});

test('services that meet on a network of one node only do not pass a virtual address', () => {
  const text = stack({
    api: 'environment:\n  DB_HOST: db\nnetworks: [host]',
    db: 'networks: [host]',
    rest: 'networks: {host: {external: true}}\n',
  });
  expect(lint(RULE, text)).toEqual([]);
});

test.each([
  ['shared', ['unknownServer']],
  ['bridge', []],
])('a server that nobody knows, reached over the external network %s', (name, messageIds) => {
  const text = stack({
    api: 'environment:\n  ORDERS: grpc://db:50051\nnetworks: [n]',
    db: 'networks: [n]',
    image: 'shop/orders',
    rest: `networks: {n: {external: true, name: ${name}}}\n`,
  });
  expect(lint(RULE, text).map(({ messageId }) => messageId)).toEqual(messageIds);
});
