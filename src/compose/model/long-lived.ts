/** Whether what waits at an address keeps its connections open between uses. */
import type { Address } from './addresses.js';

/** Ports on which HTTP is served by habit. Its connections are short, or end by their own idle timeout of some seconds. */
const HTTP_PORTS: ReadonlySet<number | null> = new Set([
  80, 443, 3000, 3001, 4000, 4200, 5000, 5001, 5601, 8000, 8001, 8008, 8080, 8081, 8082, 8088, 8090, 8443, 8888, 9000,
  9200,
]);
const LONG_LIVED_SCHEMES: ReadonlySet<string> = new Set([
  ...['grpc', 'grpcs', 'dns', 'postgres', 'postgresql', 'mysql', 'mariadb', 'oracle', 'sqlserver', 'ldap', 'ldaps'],
  ...['cockroachdb', 'clickhouse', 'bolt', 'neo4j', 'jdbc', 'r2dbc'],
]);
/** Words in a variable's name that say what waits at the address keeps its connections. */
const LONG_LIVED_NAME =
  /(?:^|[^a-z])(?:grpc|db|database|datasource|jdbc|postgres|postgresql|pg|mysql|mariadb|ldap|oracle)(?:[^a-z]|$)/i;

/** Whether a client keeps the connection to an address open between uses. Only what speaks for it counts. */
export function isLongLived({ port, scheme }: Address, where: string): boolean {
  if (port !== null && port >= 50_050 && port <= 50_099) return true;
  if (scheme !== null) return LONG_LIVED_SCHEMES.has(scheme);
  return LONG_LIVED_NAME.test(where) && !HTTP_PORTS.has(port);
}
