/**
 * Which connections a stack has, and which of them are cut while idle.
 *
 * A pair client → server counts only when the file itself speaks for it: an address in the client's environment or command,
 * a dependency, or a database that shares a network with a program of the user's own. Sharing a network is not enough.
 */
import type { IdlePath, Verdict } from '../../core/idle.js';
import type { Service, Stack } from '../docker/stack.js';
import { endsItsConnections } from './client-habits.js';
import { findAddressEvidence, findDependency, findPublishedPort } from './evidence.js';
import type { Evidence, PublishedPort } from './evidence.js';
import { isUndecided } from './keepalive.js';
import { getSharedNetworks, isDnsRoundRobin } from './names.js';
import { isIngress } from './port-mode.js';
import type { Program } from './programs.js';
import { isProtectedByClient, judgeServerSide } from './protection.js';
import { getProgram } from './service-program.js';

export interface ClientAtRisk {
  readonly service: Service;
  readonly evidence: Evidence;
}

/** The change that mends all of a server's connections at once and is sure to work. */
export type RightFix =
  /** The program probes its clients by itself and only needs a shorter time. */
  | { readonly kind: 'sysctl'; readonly program: Program }
  /** One task, not published by ingress: its address can stand for it, and no IPVS is on the way. */
  | { readonly kind: 'dnsrr' }
  /** Both: the sysctl, and the program must ask for keepalive. */
  | { readonly kind: 'sysctl-and-keepalive' };

export interface ServerAtRisk {
  readonly server: Service;
  readonly program: Program | null;
  /** Services of the stack. */
  readonly clients: readonly ClientAtRisk[];
  /** Where clients outside of the stack come in. */
  readonly published: PublishedPort | null;
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
  if (isDnsRoundRobin(server) || server.replicas?.value === 0) return null;
  const verdict = judgeServerSide(stack, server, path);
  if (verdict?.kind !== 'cut' && verdict?.kind !== 'race') return null;
  const program = getProgram(server);
  const clients = findClients(stack, server, program).filter(
    ({ service }) => !isProtectedByClient(stack, service, server, path),
  );
  const published = program ? findPublishedPort(server) : null;
  if (clients.length === 0 && !published) return null;
  return { server, program, clients, published, verdict, fix: chooseFix(server, program) };
}

function findClients(stack: Stack, server: Service, program: Program | null): readonly ClientAtRisk[] {
  const named: ClientAtRisk[] = [];
  const neighbours: ClientAtRisk[] = [];
  for (const service of stack.services.values()) {
    if (service === server || endsItsConnections(service)) continue;
    const shared = getSharedNetworks(stack, service, server);
    if (shared.length === 0) continue;
    const address = findAddressEvidence(stack, service, server, program);
    if (address === 'not at risk') continue;
    const evidence = address ?? (program ? findDependency(service, server) : null);
    if (evidence) named.push({ service, evidence });
    else if (program && isOwnProgram(service) && shared.some((key) => !stack.networks.get(key)?.external)) {
      neighbours.push({ service, evidence: { kind: 'neighbour', span: service.keySpan } });
    }
  }
  return named.length > 0 ? named : neighbours;
}

/** An image that nobody knows, on at least one task, and by its name no front of a web site. */
function isOwnProgram(service: Service): boolean {
  return (
    service.image !== null &&
    !isUndecided(service.image) &&
    getProgram(service) === null &&
    service.replicas?.value !== 0 &&
    !FRONT.test(service.name)
  );
}

/** What such a name stands for talks to browsers and to other services, not to databases. */
const FRONT = /(?:^|[^a-z])(?:front|frontend|html|nginx|proxy|static|ui|webserver|www)(?:[^a-z]|$)/i;

function chooseFix(server: Service, program: Program | null): RightFix {
  if (program?.asServer === 'follows-sysctl') return { kind: 'sysctl', program };
  const isSingle = (server.replicas?.value ?? 1) === 1 && (server.mode?.value ?? 'replicated') === 'replicated';
  const isPublished = server.ports.some(({ value }) => isIngress(value.mode));
  return { kind: isSingle && !isPublished ? 'dnsrr' : 'sysctl-and-keepalive' };
}
