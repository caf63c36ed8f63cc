/**
 * What a host name resolves to inside a service, as Docker's embedded DNS answers it.
 *
 * Source: moby daemon/libnetwork/service_common.go:34-50 and 306-314 (VIP, `tasks.`, aliases),
 * daemon/container_operations.go:689-691 (hostname, Engine 20.10 and later).
 */
import type { Service, Stack } from '../docker/stack.js';

export type Route =
  /** The service's virtual address: the connection passes IPVS. */
  | 'vip'
  /** The address of a task: no IPVS. */
  | 'task'
  /** Both under one name: some connections pass IPVS and some do not. */
  | 'mixed';

export interface Resolution {
  readonly server: Service;
  readonly network: string;
  readonly route: Route;
}

/** Whether the service's name stands for its tasks and not for a virtual address. */
export function isDnsRoundRobin(service: Service): boolean {
  return service.endpointMode?.value === 'dnsrr';
}

/**
 * Whether Docker gives services a virtual address on this network. Not on the networks of one node. What driver an external
 * network has is not in the file; a service can only join one that spans the swarm, and nearly all of those are overlays.
 */
function hasVirtualAddresses(stack: Stack, networkKey: string): boolean {
  const network = stack.networks.get(networkKey);
  if (!network) return true;
  if (network.external) return !PREDEFINED_NETWORKS.has(network.name);
  return network.driver === 'overlay';
}

const PREDEFINED_NETWORKS: ReadonlySet<string | null> = new Set(['host', 'bridge', 'none']);

/** The networks that both services are on and where a virtual address exists. */
export function getSharedNetworks(stack: Stack, a: Service, b: Service): readonly string[] {
  return [...a.networks.keys()].filter((key) => b.networks.has(key) && hasVirtualAddresses(stack, key));
}

/** Answers of {@link resolveHost}: each pair of services asks for the same addresses again. */
const resolved = new WeakMap<Stack, Map<Service, Map<string, readonly Resolution[]>>>();

/** What `host` means to programs in `client`. Empty when it is no service of this stack, or none that it can reach. */
export function resolveHost(stack: Stack, client: Service, host: string): readonly Resolution[] {
  const answers = resolved.get(stack) ?? new Map<Service, Map<string, readonly Resolution[]>>();
  resolved.set(stack, answers);
  const ofClient = answers.get(client) ?? new Map<string, readonly Resolution[]>();
  answers.set(client, ofClient);
  const name = host.toLowerCase();
  const answer = ofClient.get(name) ?? findResolutions(stack, client, name);
  ofClient.set(name, answer);
  return answer;
}

function findResolutions(stack: Stack, client: Service, name: string): readonly Resolution[] {
  const found: Resolution[] = [];
  for (const server of stack.services.values()) {
    for (const network of getSharedNetworks(stack, client, server)) {
      const route = getRoute(server, network, name);
      if (route) found.push({ server, network, route });
    }
  }
  return found;
}

function getRoute(server: Service, network: string, name: string): Route | null {
  const isServiceName = (candidate: string): boolean => getServiceNames(server, network).includes(candidate);
  const isTask = name.startsWith('tasks.') && (isServiceName(name.slice(6)) || isFullName(server, name.slice(6)));
  const isHostname = server.hostname?.value.toLowerCase() === name;
  if (isServiceName(name) || isFullName(server, name)) {
    if (isDnsRoundRobin(server)) return 'task';
    return isHostname ? 'mixed' : 'vip';
  }
  return isTask || isHostname ? 'task' : null;
}

/** The names that stand for the service as a whole on this network, in lower case. */
export function getServiceNames(service: Service, network: string): readonly string[] {
  const aliases = [...service.networks.values()].flatMap(({ key, aliases }) => (key === network ? aliases : []));
  return [service.name, ...aliases.map(({ value }) => value)].map((name) => name.toLowerCase());
}

/** `shop_db` for the service `db` of a stack called `shop`. What the stack will be called is not in the file. */
function isFullName(service: Service, name: string): boolean {
  const suffix = `_${service.name.toLowerCase()}`;
  return name.length > suffix.length && name.endsWith(suffix) && !name.includes('.');
}
