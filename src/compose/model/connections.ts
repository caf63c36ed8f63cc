/**
 * Which connections a stack has, and which of them are cut while idle.
 *
 * A pair client → server counts only when the file itself speaks for it: an address in the client's environment or command,
 * a dependency, or a database that shares a network with a program of the user's own. Sharing a network is not enough.
 */
import { judgeIdleChannel } from '../../core/idle.js';
import type { Actor, IdlePath, Verdict } from '../../core/idle.js';
import type { Span } from '../../core/finding.js';
import type { Service, Sourced, Stack } from '../docker/stack.js';
import { findAddresses, findAddressesInCommand } from './addresses.js';
import type { Address } from './addresses.js';
import { findSysctl, getFirstProbe, isUndecided } from './keepalive.js';
import { getSharedNetworks, isDnsRoundRobin, resolveHost } from './names.js';
import { findProgram } from './programs.js';
import type { Program } from './programs.js';
import { findServerOptions, toActor } from './server-options.js';
import { KEEPALIVE_TIME } from './sysctl-key.js';

export type Evidence =
  /** The client is told the server's name. `where` is the variable's name, or `command` or `healthcheck`. */
  | { readonly kind: 'address'; readonly where: string; readonly span: Span }
  | { readonly kind: 'dependency'; readonly where: 'depends_on' | 'links'; readonly span: Span }
  /** A database, and a program that nobody knows on the same network. */
  | { readonly kind: 'neighbour'; readonly span: Span }
  /** A database behind a published port: whoever comes in passes the ingress network's IPVS. */
  | { readonly kind: 'published'; readonly port: number; readonly span: Span };

export interface ClientAtRisk {
  /** Null: somebody outside of the stack. */
  readonly service: Service | null;
  readonly evidence: Evidence;
}

/** The change that mends all of a server's connections at once and is sure to work. */
export type RightFix =
  /** The server probes its clients by itself and only needs a shorter time. */
  | 'sysctl'
  /** One task, not published by ingress: its address can stand for it, and no IPVS is on the way. */
  | 'dnsrr'
  /** Both: the sysctl, and the program must ask for keepalive. */
  | 'sysctl-and-keepalive';

export interface ServerAtRisk {
  readonly server: Service;
  readonly program: Program | null;
  readonly clients: readonly ClientAtRisk[];
  readonly verdict: Extract<Verdict, { kind: 'cut' | 'race' }>;
  readonly fix: RightFix;
}

/** Servers with connections through a virtual address that no side keeps alive, in the order of the file. */
export function findServersAtRisk(stack: Stack, path: IdlePath): readonly ServerAtRisk[] {
  const found: ServerAtRisk[] = [];
  for (const server of stack.services.values()) {
    const risk = judgeServer(stack, server, path);
    if (risk) found.push(risk);
  }
  return found;
}

function judgeServer(stack: Stack, server: Service, path: IdlePath): ServerAtRisk | null {
  if (isDnsRoundRobin(server) || server.replicas?.value === 0 || hasOwnSetting(server)) return null;
  const program = getProgram(server);
  const actors = getServerActors(stack, server, program);
  const verdict = actors && judgeIdleChannel(path, actors);
  if (verdict?.kind !== 'cut' && verdict?.kind !== 'race') return null;
  const clients = findClients(stack, server, program).filter(
    ({ service }) => !service || !isProtectedByClient(stack, service, server, path),
  );
  return clients.length === 0 ? null : { server, program, clients, verdict, fix: chooseFix(server, program) };
}

/** The program that the service runs, as far as its image says; null when its command runs something else of the image. */
function getProgram({ image, entrypoint, command }: Service): Program | null {
  const program = image && findProgram(image.value);
  if (!program || program.commands.length === 0) return program;
  const [first] = [...entrypoint, ...command].filter(({ value }) => !/(?:^|\/)docker-entrypoint\.sh$/.test(value));
  if (!first || first.value.startsWith('-')) return program;
  return program.commands.includes(first.value.split('/').at(-1) ?? '') ? program : null;
}

/** Whether the server itself sees to it that its connections outlive idle spells, or says something that another rule judges. */
export function isProtectedByServer(stack: Stack, server: Service, path: IdlePath): boolean {
  if (hasOwnSetting(server)) return true;
  const actors = getServerActors(stack, server, getProgram(server));
  return actors === null || judgeIdleChannel(path, actors).kind === 'safe';
}

/**
 * Whether the service has a keepalive time of its own: then `stack-keepalive-time` and `stack-sysctl-value` judge it, and it
 * is either right, which protects, or reported where it is written.
 */
function hasOwnSetting(service: Service): boolean {
  return findSysctl(service, KEEPALIVE_TIME) !== null || hasKeepaliveLibrary(service);
}

/** A preloaded library that turns keepalive on, with times of its own: not visible here. */
function hasKeepaliveLibrary(service: Service): boolean {
  return /keepalive|dontdie/i.test(service.environment.get('LD_PRELOAD')?.value ?? '');
}

/** What the server does with an idle connection; null when that is not known well enough to speak. */
function getServerActors(stack: Stack, server: Service, program: Program | null): readonly Actor[] | null {
  if (!program) return [];
  const probe = getFirstProbe(server, stack);
  const bySysctl: readonly Actor[] | null =
    probe.kind === 'after' ? [{ kind: 'refresher', periodSeconds: probe.seconds, clock: 'kernel' }] : null;
  const resolve = (behaviour: Actor | 'follows-sysctl' | 'never'): readonly Actor[] | null => {
    if (behaviour === 'never') return [];
    return behaviour === 'follows-sysctl' ? bySysctl : [behaviour];
  };
  const options = findServerOptions(server, program);
  const refreshers = options.filter(({ option }) => option.acts === 'refresher');
  const closers = options.filter(({ option }) => option.acts === 'closer');
  const actors: Actor[] = [];
  const behaviours = [
    ...(refreshers.length > 0 ? refreshers.map(toActor) : [program.asServer ?? undefined]),
    ...closers.map(toActor),
  ];
  for (const behaviour of behaviours) {
    const resolved = behaviour === undefined ? null : resolve(behaviour);
    if (!resolved) return null;
    actors.push(...resolved);
  }
  return actors;
}

function isProtectedByClient(stack: Stack, client: Service, server: Service, path: IdlePath): boolean {
  if (hasOwnSetting(client)) return true;
  const program = getProgram(client);
  if (program?.asClient && judgeIdleChannel(path, [program.asClient]).kind === 'safe') return true;
  // libpq and pgjdbc take the time in the address: whoever wrote it there has thought about it.
  return getAddressTexts(client).some(
    ({ entry, addresses }) =>
      /keepalives_idle|tcpKeepAlive/i.test(entry.value) &&
      addresses.some(({ host }) => resolveHost(stack, client, host).some((found) => found.server === server)),
  );
}

function findClients(stack: Stack, server: Service, program: Program | null): readonly ClientAtRisk[] {
  const named: ClientAtRisk[] = [];
  const neighbours: ClientAtRisk[] = [];
  for (const service of stack.services.values()) {
    if (service === server) continue;
    const shared = getSharedNetworks(stack, service, server);
    if (shared.length === 0) continue;
    const address = findAddressEvidence(stack, service, server, program);
    if (address === 'not through the virtual address') continue;
    const evidence = address ?? (program ? findDependency(service, server) : null);
    if (evidence) named.push({ service, evidence });
    else if (program && isOwnProgram(service) && shared.some((key) => !stack.networks.get(key)?.external)) {
      neighbours.push({ service, evidence: { kind: 'neighbour', span: service.keySpan } });
    }
  }
  const published = program ? findPublishedPort(server) : null;
  const outside: readonly ClientAtRisk[] = published ? [{ service: null, evidence: published }] : [];
  return [...(named.length > 0 ? named : neighbours), ...outside];
}

/** An image that nobody knows, on at least one task. */
function isOwnProgram(service: Service): boolean {
  return service.image !== null && getProgram(service) === null && service.replicas?.value !== 0;
}

function findAddressEvidence(
  stack: Stack,
  client: Service,
  server: Service,
  program: Program | null,
): Evidence | 'not through the virtual address' | null {
  let bypasses = false;
  for (const { where, entry, addresses } of getAddressTexts(client)) {
    for (const address of addresses) {
      const resolutions = resolveHost(stack, client, address.host).filter((found) => found.server === server);
      if (resolutions.length === 0) continue;
      if (resolutions.every(({ route }) => route === 'task')) bypasses = true;
      else if (program || isLongLived(address, where)) return { kind: 'address', where, span: entry.span };
    }
  }
  return bypasses ? 'not through the virtual address' : null;
}

interface AddressText {
  readonly where: string;
  readonly entry: Sourced<string>;
  readonly addresses: readonly Address[];
}

/** Answers of {@link getAddressTexts}: a service is asked about each of the others. */
const knownTexts = new WeakMap<Service, readonly AddressText[]>();

/** Every text of a service that may hold an address. A value that the environment decides is not known. */
function getAddressTexts(service: Service): readonly AddressText[] {
  const texts = knownTexts.get(service) ?? findAddressTexts(service);
  knownTexts.set(service, texts);
  return texts;
}

function findAddressTexts(service: Service): readonly AddressText[] {
  const texts: AddressText[] = [];
  for (const [name, entry] of service.environment) {
    if (!isUndecided(entry)) texts.push({ where: name, entry, addresses: findAddresses(name, entry.value) });
  }
  const commands = { entrypoint: service.entrypoint, command: service.command, healthcheck: service.healthcheck };
  for (const [where, words] of Object.entries(commands)) {
    const [entry] = words;
    if (entry) texts.push({ where, entry, addresses: findAddressesInCommand(words.map(({ value }) => value)) });
  }
  return texts;
}

function findDependency(client: Service, server: Service): Evidence | null {
  for (const [where, entries] of [
    ['depends_on', client.dependsOn],
    ['links', client.links],
  ] as const) {
    const entry = entries.find(({ value }) => value.split(':', 1)[0] === server.name);
    if (entry) return { kind: 'dependency', where, span: entry.span };
  }
  return null;
}

function findPublishedPort(server: Service): Extract<Evidence, { kind: 'published' }> | null {
  const port = server.ports.find(({ value }) => isIngress(value.mode) && value.protocol === 'tcp');
  return port ? { kind: 'published', port: port.value.published ?? port.value.target, span: port.span } : null;
}

/** A mode of a published port that the engine knows. Nothing stands for ingress, and case does not matter. */
export function isPortMode(mode: string): boolean {
  return ['', 'host', 'ingress'].includes(mode.toLowerCase());
}

/** What is not `host`, a misspelt mode too, is ingress to the engine. */
export function isIngress(mode: string): boolean {
  return mode.toLowerCase() !== 'host';
}

/** Ports on which HTTP is served by habit. Its connections are short, or end by their own idle timeout of some seconds. */
const HTTP_PORTS: ReadonlySet<number> = new Set([
  80, 443, 3000, 3001, 4000, 4200, 5000, 5001, 5601, 8000, 8001, 8008, 8080, 8081, 8082, 8088, 8090, 8443, 8888, 9000,
  9200,
]);
const SHORT_LIVED_SCHEMES: ReadonlySet<string> = new Set([
  'http',
  'https',
  'smtp',
  'smtps',
  'tcp',
  'udp',
  'syslog',
  'gelf',
]);
const LONG_LIVED_SCHEMES: ReadonlySet<string> = new Set([
  ...['grpc', 'grpcs', 'dns', 'postgres', 'postgresql', 'mysql', 'mariadb', 'oracle', 'sqlserver', 'ldap', 'ldaps'],
  ...['cockroachdb', 'clickhouse', 'bolt', 'neo4j', 'jdbc', 'r2dbc'],
]);
/** Words in a variable's name that say what waits at the address keeps its connections. */
const LONG_LIVED_NAME =
  /(?:^|[^a-z])(?:grpc|db|database|datasource|jdbc|postgres|postgresql|pg|mysql|mariadb|ldap|oracle)(?:[^a-z]|$)/i;

/** Whether a client keeps the connection to an address open between uses. Only what speaks for it counts. */
function isLongLived({ port, scheme }: Address, where: string): boolean {
  if (port !== null && port >= 50_050 && port <= 50_099) return true;
  if (scheme !== null && LONG_LIVED_SCHEMES.has(scheme)) return true;
  if (scheme !== null && SHORT_LIVED_SCHEMES.has(scheme)) return false;
  if (scheme !== null || (port !== null && HTTP_PORTS.has(port))) return false;
  return LONG_LIVED_NAME.test(where);
}

function chooseFix(server: Service, program: Program | null): RightFix {
  if (program?.asServer === 'follows-sysctl') return 'sysctl';
  const isSingle = (server.replicas?.value ?? 1) === 1 && (server.mode?.value ?? 'replicated') === 'replicated';
  const isPublished = server.ports.some(({ value }) => isIngress(value.mode));
  return isSingle && !isPublished ? 'dnsrr' : 'sysctl-and-keepalive';
}
