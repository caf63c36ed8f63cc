/** What in the file says that a service is a client of another. */
import type { Span } from '../../core/finding.js';
import type { Service, Stack } from '../docker/stack.js';
import { getAddressTexts } from './address-texts.js';
import { isLongLived } from './long-lived.js';
import { resolveHost } from './names.js';
import { isIngress } from './port-mode.js';
import type { Program } from './programs.js';

export type Evidence =
  /** The client is told the server's name. `where` is the variable's name, or `command` or `healthcheck`. */
  | { readonly kind: 'address'; readonly where: string; readonly span: Span }
  | { readonly kind: 'dependency'; readonly where: 'depends_on' | 'links'; readonly span: Span }
  /** A database, and a program that nobody knows on the same network. */
  | { readonly kind: 'neighbour'; readonly span: Span };

/** Whoever comes in here passes the ingress network's IPVS. */
export interface PublishedPort {
  /** Where the engine chooses what to publish it as, the container's own. */
  readonly port: number;
  readonly span: Span;
}

/**
 * The first address of the server that the client is told, when the connection behind it is one that lasts. Not at risk: all
 * of them go past the virtual address, or to the source of a replica.
 */
export function findAddressEvidence(
  stack: Stack,
  client: Service,
  server: Service,
  program: Program | null,
): Evidence | 'not at risk' | null {
  let isSafe = false;
  for (const { where, entry, addresses } of getAddressTexts(client)) {
    for (const address of addresses) {
      const resolutions = resolveHost(stack, client, address.host).filter((found) => found.server === server);
      if (resolutions.length === 0) continue;
      if (isReplication(where) || resolutions.every(({ route }) => route === 'task')) isSafe = true;
      else if (program || isLongLived(address, where)) return { kind: 'address', where, span: entry.span };
    }
  }
  return isSafe ? 'not at risk' : null;
}

/** `depends_on` or `links` to the server. */
export function findDependency(client: Service, server: Service): Evidence | null {
  for (const [where, entries] of [
    ['depends_on', client.dependsOn],
    ['links', client.links],
  ] as const) {
    const entry = entries.find(({ value }) => value.split(':', 1)[0] === server.name);
    if (entry) return { kind: 'dependency', where, span: entry.span };
  }
  return null;
}

/** The first TCP port that the ingress network publishes. */
export function findPublishedPort(server: Service): PublishedPort | null {
  const port = server.ports.find(({ value }) => isIngress(value.mode) && value.protocol === 'tcp');
  return port ? { port: port.value.published ?? port.value.target, span: port.span } : null;
}

/** A replica and its source talk all the time: PostgreSQL at least every 30 s, MySQL every 30 s, Redis every 10 s. */
function isReplication(where: string): boolean {
  return /(?:^|_)(?:master|slave|replicate|replication|replicaof|standby)(?:_|$)/i.test(where);
}
