/**
 * Host names in the values people write into stack files: URLs, `host:port`, DSNs, `DB_HOST=db`, `--host db`.
 *
 * A service is called `postgres` and so is its user, its database and its driver, so a word counts only where a host
 * stands. What is not sure is no address.
 */

export interface Address {
  readonly host: string;
  readonly port: number | null;
  /** In lower case, without `://`; null where there is none. */
  readonly scheme: string | null;
}

/** The last word of a variable's or flag's name that says its value is a host. */
const HOST_WORDS: ReadonlySet<string> = new Set([
  ...['host', 'hosts', 'hostname', 'server', 'servers', 'addr', 'address', 'addresses', 'endpoint', 'endpoints'],
  ...[
    'broker',
    'brokers',
    'bootstrap',
    'upstream',
    'backend',
    'nodes',
    'peers',
    'seeds',
    'master',
    'replica',
    'primary',
  ],
  ...['url', 'urls', 'uri', 'uris', 'dsn', 'target', 'targets'],
]);

/** Variables that hold the name of the service itself, or of something that nobody connects to. */
const NO_CONNECTION_WORDS: ReadonlySet<string> = new Set([
  ...['advertised', 'advertise', 'listen', 'listener', 'listeners', 'bind', 'virtual', 'allowed', 'trusted', 'cors'],
  ...['origin', 'origins', 'public', 'external', 'no', 'vhost', 'image'],
]);

/** Keys of `key=value` connection strings (libpq, ADO.NET, go-sql-driver) whose value is a host. */
const DSN_HOST_KEYS: ReadonlySet<string> = new Set(['host', 'hostname', 'server', 'data source', 'addr', 'address']);

const MIN_PORT_WITHOUT_SCHEME = 80;
const MAX_PORT = 65_535;

/** Longer values are data, not addresses; this bounds the work on a hostile file. */
const MAX_VALUE_LENGTH = 4096;

/**
 * The addresses in one value.
 *
 * @param name - of the variable or flag, in any spelling; null when the value stands alone
 */
export function findAddresses(name: string | null, value: string): readonly Address[] {
  if (value.length > MAX_VALUE_LENGTH) return [];
  const words = name === null ? [] : splitName(name);
  if (words.some((word) => NO_CONNECTION_WORDS.has(word))) return [];
  const found = [...findInUrls(value)];
  if (found.length > 0) return found;
  found.push(...findInDsn(value), ...findHostPorts(value));
  if (found.length === 0 && words.some((word) => HOST_WORDS.has(word))) {
    for (const host of value.split(/[,;\s]+/)) if (isHostName(host)) found.push({ host, port: null, scheme: null });
  }
  return found;
}

/** The addresses in a command line or health check: its words, `--flag=value`, `--flag value` and `-h value`. */
export function findAddressesInCommand(commandWords: readonly string[]): readonly Address[] {
  const words = commandWords.flatMap((word) => word.split(/\s+/)).filter((word) => word !== '');
  return words.flatMap((word, index) => {
    const assignment = /^-{0,2}([A-Za-z][\w.-]*)=(.+)$/s.exec(word);
    if (assignment) {
      const [, name = '', value = ''] = assignment;
      return findAddresses(name, value);
    }
    // redis-server --replicaof redis-master 6379
    const next = words[index + 1] ?? '';
    if (isHostName(word) && /^\d{2,5}$/.test(next)) return [{ host: word, port: Number(next), scheme: null }];
    const flag = /^(?:-h|--?([a-z][\w-]+))$/i.exec(words[index - 1] ?? '');
    return findAddresses(flag ? (flag[1] ?? 'host') : null, word);
  });
}

/** With two slashes, or three as in gRPC's `dns:///orders:50051`. */
function* findInUrls(value: string): Iterable<Address> {
  for (const [, scheme, authority = ''] of value.matchAll(/(?:([a-z][a-z0-9+.:-]*):)?\/{2,3}([^/?#\s"'<>]*)/gi)) {
    const hosts = authority.slice(authority.lastIndexOf('@') + 1);
    for (const item of hosts.split(',')) {
      const [host = '', port] = item.split(':');
      if (isHostName(host)) {
        yield {
          host,
          port: port !== undefined && /^\d+$/.test(port) ? Number(port) : null,
          scheme: lastScheme(scheme),
        };
      }
    }
  }
}

/** `postgresql` for `jdbc:postgresql` and `postgresql+psycopg2`. */
function lastScheme(scheme: string | undefined): string | null {
  return scheme === undefined ? null : scheme.toLowerCase().replace(/^.*:|\+.*$/g, '');
}

function* findInDsn(value: string): Iterable<Address> {
  for (const part of value.split(value.includes(';') ? ';' : /\s+/)) {
    const equals = part.indexOf('=');
    if (equals < 0 || !DSN_HOST_KEYS.has(part.slice(0, equals).trim().toLowerCase())) continue;
    const [host = '', port] = part
      .slice(equals + 1)
      .trim()
      .replace(/^tcp:/, '')
      .split(/[:,]/);
    if (isHostName(host)) yield { host, port: port ? Number(port) : null, scheme: null };
  }
}

function* findHostPorts(value: string): Iterable<Address> {
  for (const [, host = '', digits] of value.matchAll(/(?<![\w./-])([A-Za-z0-9][\w.-]*):(\d{2,5})(?![\w.:])/g)) {
    const port = Number(digits);
    if (port >= MIN_PORT_WITHOUT_SCHEME && port <= MAX_PORT) yield { host, port, scheme: null };
  }
}

function isHostName(text: string): boolean {
  return /^[A-Za-z0-9][\w.-]*$/.test(text) && text.length <= 255;
}

/** `['spring', 'datasource', 'url']` for SPRING_DATASOURCE_URL, `spring.datasource.url` and `springDatasourceUrl`. */
function splitName(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}
