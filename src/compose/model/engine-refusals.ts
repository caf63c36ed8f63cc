/**
 * What Docker's client sends and the engine or swarmkit then refuses. `docker stack deploy` has created networks and other
 * services by then, so the stack is left half deployed.
 *
 * Sources: moby daemon/cluster/convert/service.go:294 and daemon/cluster/networks.go:346;
 * swarmkit manager/controlapi/service.go:335.
 */
import type { LabelledSpan, Span } from '../../core/finding.js';
import type { Network, Port, Service, Sourced, Stack } from '../docker/stack.js';
import { isIngress } from './port-mode.js';
import { isUndecided } from './keepalive.js';

export type EngineRefusal =
  /** `meant`: one of these was meant. */
  | {
      readonly kind: 'endpoint-mode';
      readonly service: Service;
      readonly mode: Sourced<string>;
      readonly meant: readonly string[];
    }
  | {
      readonly kind: 'ingress-port';
      readonly service: Service;
      readonly port: Sourced<Port>;
      readonly related: LabelledSpan;
    }
  /** A text for which the engine has a closed list. `meant`: as above; none when nobody can tell. */
  | {
      readonly kind: 'unknown-word';
      readonly service: Service;
      readonly property: string;
      readonly word: Sourced<string>;
      readonly allowed: readonly string[];
      readonly meant: readonly string[];
    }
  /** A network of one node only, so no service may join it. */
  | {
      readonly kind: 'local-network';
      readonly services: readonly Service[];
      readonly network: Network;
      readonly span: Span;
    }
  /** A network called like one that every node has, and not said to be that one. */
  | { readonly kind: 'predefined-network'; readonly network: Network; readonly name: string; readonly span: Span };

const LOCAL_DRIVERS: ReadonlySet<string> = new Set(['bridge', 'host', 'null', 'none']);
const PREDEFINED_NAMES: ReadonlySet<string> = new Set(['host', 'bridge', 'none']);

export function* findEngineRefusals(stack: Stack): Iterable<EngineRefusal> {
  for (const service of stack.services.values()) {
    yield* findEndpointRefusals(service);
    yield* findUnknownWords(service);
  }
  for (const network of stack.networks.values()) {
    const { external, driver, name, span } = network;
    const services = [...stack.services.values()].filter((service) => service.networks.has(network.key));
    if (external || !span || services.length === 0) continue;
    if (LOCAL_DRIVERS.has(driver)) yield { kind: 'local-network', services, network, span };
    if (name !== null && PREDEFINED_NAMES.has(name)) yield { kind: 'predefined-network', network, name, span };
  }
}

function* findEndpointRefusals(service: Service): Iterable<EngineRefusal> {
  const mode = service.endpointMode;
  if (!mode || isUndecided(mode) || mode.value === '' || mode.value === 'vip') return;
  if (mode.value !== 'dnsrr') {
    yield { kind: 'endpoint-mode', service, mode, meant: findMeantModes(mode.value) };
    return;
  }
  const port = service.ports.find(({ value }) => isIngress(value.mode));
  if (!port) return;
  yield { kind: 'ingress-port', service, port, related: { ...mode.span, label: 'the endpoint mode' } };
}

const RESTART_CONDITIONS = ['none', 'on-failure', 'any'];
const FAILURE_ACTIONS = ['pause', 'continue', 'rollback'];

function* findUnknownWords(service: Service): Iterable<EngineRefusal> {
  const condition = service.restartCondition;
  // The engine compares in upper case and takes `_` for `-`.
  if (condition && !isPossible(condition, condition.value.toLowerCase().replaceAll('_', '-'), RESTART_CONDITIONS)) {
    yield {
      kind: 'unknown-word',
      service,
      property: 'restart_policy.condition',
      word: condition,
      allowed: RESTART_CONDITIONS,
      // Docker Compose calls it so.
      meant: ['always', 'unless-stopped'].includes(condition.value) ? ['any'] : [],
    };
  }
  for (const action of service.failureActions.values()) {
    if (isPossible(action, action.value, FAILURE_ACTIONS)) continue;
    const property = 'failure_action';
    yield { kind: 'unknown-word', service, property, word: action, allowed: FAILURE_ACTIONS, meant: [] };
  }
}

function isPossible(entry: Sourced<string>, word: string, allowed: readonly string[]): boolean {
  return word === '' || isUndecided(entry) || allowed.includes(word);
}

function findMeantModes(mode: string): readonly string[] {
  const letters = mode.replace(/[^a-z]/g, '');
  if (letters === 'vip' || letters === 'virtualip') return ['vip'];
  return letters.startsWith('dns') || letters.includes('roundrobin') ? ['dnsrr'] : ['vip', 'dnsrr'];
}
