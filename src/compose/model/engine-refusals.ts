/**
 * What Docker's client sends and the engine or swarmkit then refuses. `docker stack deploy` has created networks and other
 * services by then, so the stack is left half deployed.
 *
 * Sources: moby daemon/cluster/convert/service.go:294 and daemon/cluster/networks.go:346;
 * swarmkit manager/controlapi/service.go:335.
 */
import type { LabelledSpan, Span } from '../../core/finding.js';
import type { Network, Port, Service, Sourced, Stack } from '../docker/stack.js';
import { isIngress } from './connections.js';
import { isUndecided } from './keepalive.js';

export type EngineRefusal =
  /** `meant` is the mode that was probably meant. */
  | {
      readonly kind: 'endpoint-mode';
      readonly service: Service;
      readonly mode: Sourced<string>;
      readonly meant: string | null;
    }
  | {
      readonly kind: 'ingress-port';
      readonly service: Service;
      readonly port: Sourced<Port>;
      readonly related: LabelledSpan;
    }
  /** A network of one node only, so no service may join it. */
  | { readonly kind: 'local-network'; readonly service: Service; readonly network: Network; readonly span: Span }
  /** A network called like one that every node has, and not said to be that one. */
  | { readonly kind: 'predefined-network'; readonly network: Network; readonly span: Span };

const LOCAL_DRIVERS: ReadonlySet<string> = new Set(['bridge', 'host', 'null', 'none']);
const PREDEFINED_NAMES: ReadonlySet<string> = new Set(['host', 'bridge', 'none']);

export function* findEngineRefusals(stack: Stack): Iterable<EngineRefusal> {
  for (const service of stack.services.values()) {
    yield* findEndpointRefusals(service);
    for (const { key, span } of service.networks.values()) {
      const network = stack.networks.get(key);
      if (network && !network.external && LOCAL_DRIVERS.has(network.driver)) {
        yield { kind: 'local-network', service, network, span: span ?? service.keySpan };
      }
    }
  }
  for (const network of stack.networks.values()) {
    const isUsed = [...stack.services.values()].some((service) => service.networks.has(network.key));
    if (isUsed && !network.external && network.span && PREDEFINED_NAMES.has(network.name ?? '')) {
      yield { kind: 'predefined-network', network, span: network.span };
    }
  }
}

function* findEndpointRefusals(service: Service): Iterable<EngineRefusal> {
  const mode = service.endpointMode;
  if (!mode || isUndecided(mode) || mode.value === '' || mode.value === 'vip') return;
  if (mode.value !== 'dnsrr') {
    yield { kind: 'endpoint-mode', service, mode, meant: findMeantMode(mode.value) };
    return;
  }
  const port = service.ports.find(({ value }) => isIngress(value.mode));
  if (!port) return;
  yield { kind: 'ingress-port', service, port, related: { ...mode.span, label: 'the endpoint mode' } };
}

function findMeantMode(mode: string): string | null {
  const letters = mode.replace(/[^a-z]/g, '');
  if (letters === 'vip' || letters === 'virtualip') return 'vip';
  return letters.startsWith('dns') || letters.includes('roundrobin') ? 'dnsrr' : null;
}
