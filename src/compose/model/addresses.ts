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
  const words = splitName(name ?? '');
  if (words.some((word) => NO_CONNECTION_WORDS.has(word))) return [];
  const inUrls = findInUrls(value);
  if (inUrls.length > 0) return inUrls;
  const found = [...findInDsn(value), ...findHostPorts(value)];
  if (found.length > 0 || !words.some((word) => HOST_WORDS.has(word))) return found;
  return value
    .split(/[,;\s]/)
    .filter(isHostName)
    .map((host) => ({ host, port: null, scheme: null }));
}

/** The addresses in a command line or health check: its words, `--flag=value`, `--flag value` and `-h value`. */
export function findAddressesInCommand(commandWords: readonly string[]): readonly Address[] {
  const words = commandWords.join(' ').split(/\s+/);
  return words.flatMap((word, index) => {
    const name = /^[\w.-]+=/.exec(word)?.[0];
    if (name !== undefined) return findAddresses(name, word.slice(name.length));
    // redis-server --replicaof redis-master 6379
    const next = words[index + 1] ?? '';
    if (isHostName(word) && /^\d{2,5}$/.test(next)) return [{ host: word, port: Number(next), scheme: null }];
    const flag = /^-[\w-]+$/.exec(words[index - 1] ?? '')?.[0] ?? null;
    return findAddresses(flag === '-h' ? 'host' : flag, word);
  });
}

/** With two slashes, or three as in gRPC's `dns:///orders:50051`. */
function findInUrls(value: string): readonly Address[] {
  const urls = [...value.matchAll(/(?:([a-z][a-z0-9+.:-]*):)?\/{2,3}([^/?#\s"'<>]*)/gi)];
  return urls.flatMap(([, scheme, authority = '']) => {
    const hosts = authority.slice(authority.lastIndexOf('@') + 1);
    return hosts.split(',').flatMap((host) => readHost(host, lastScheme(scheme)));
  });
}

/** `postgresql` for `jdbc:postgresql` and `postgresql+psycopg2`. */
function lastScheme(scheme: string | undefined): string | null {
  return scheme === undefined ? null : scheme.toLowerCase().replace(/^.*:|\+.*$/g, '');
}

function findInDsn(value: string): readonly Address[] {
  return value.split(value.includes(';') ? ';' : /\s/).flatMap((part) => {
    const [key = '', host = ''] = part.split('=');
    return DSN_HOST_KEYS.has(key.trim().toLowerCase()) ? readHost(host.trim().replace(/^tcp:/, ''), null) : [];
  });
}

/** `db`, `db:5432` and, as ADO.NET writes it, `db,1433`. None for what is no host, such as the path of a socket. */
function readHost(text: string, scheme: string | null): readonly Address[] {
  const [host = '', port = ''] = text.split(/[:,]/);
  return isHostName(host) ? [{ host, port: /^\d+$/.test(port) ? Number(port) : null, scheme }] : [];
}

function findHostPorts(value: string): readonly Address[] {
  const pairs = [...value.matchAll(/(?<![\w./-])([A-Za-z0-9][\w.-]*):(\d{2,5})(?![\w.:])/g)];
  return pairs
    .map(([, host = '', digits]) => ({ host, port: Number(digits), scheme: null }))
    .filter(({ port }) => port >= MIN_PORT_WITHOUT_SCHEME && port <= MAX_PORT);
}

function isHostName(text: string): boolean {
  return /^[A-Za-z0-9][\w.-]*$/.test(text);
}

/** `['spring', 'datasource', 'url']` for SPRING_DATASOURCE_URL, `spring.datasource.url` and `springDatasourceUrl`. */
function splitName(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]/);
}
