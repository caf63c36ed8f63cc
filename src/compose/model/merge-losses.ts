/**
 * What gets lost when values are merged: by YAML's `<<`, which is shallow, and by `docker stack deploy -c A -c B`, which
 * merges some things key by key and replaces others whole.
 *
 * Source: docker/cli 28.2.2 cli/compose/loader/merge.go.
 */
import type { Span } from '../../core/finding.js';
import type { LostSetting, Network, Port, Service, Sourced, Stack } from '../docker/stack.js';
import { isKeepaliveKey, normaliseSysctlKey } from './sysctl-key.js';

export type MergeLoss =
  | {
      readonly kind: 'anchor-sysctls';
      readonly service: Service;
      readonly setting: LostSetting;
      readonly lost: readonly string[];
    }
  | { readonly kind: 'anchor-endpoint-mode'; readonly service: Service; readonly setting: LostSetting }
  | {
      readonly kind: 'network';
      readonly network: WrittenNetwork;
      readonly earlier: WrittenNetwork;
      readonly lost: readonly string[];
    }
  | {
      readonly kind: 'port';
      readonly service: Service;
      readonly port: Sourced<Port>;
      /** What took its place. */
      readonly by: Sourced<Port>;
    };

/** Not the implicit `default`. */
type WrittenNetwork = Network & { readonly span: Span };

/** Keepalive sysctls and the endpoint mode of an anchor that a service has lost by a key of its own. */
export function* findAnchorLosses(service: Service): Iterable<MergeLoss> {
  const own = new Set([...service.sysctls.keys()].map(normaliseSysctlKey));
  for (const setting of service.lost) {
    if (setting.key === 'sysctls') {
      const names = setting.names.map((name) => normaliseSysctlKey(name.replace(/=.*/s, '')));
      const lost = names.filter((name) => isKeepaliveKey(name) && !own.has(name));
      if (lost.length > 0) yield { kind: 'anchor-sysctls', service, setting, lost };
    } else if (setting.key === 'deploy' && setting.names.includes('endpoint_mode') && !service.endpointMode) {
      yield { kind: 'anchor-endpoint-mode', service, setting };
    }
  }
}

/**
 * What the later files take from the earlier ones without saying so.
 *
 * @param parts - each file read alone, in the order of the merge
 */
export function* findFileLosses(merged: Stack, parts: readonly Stack[]): Iterable<MergeLoss> {
  for (const [index, part] of parts.entries()) {
    const later = parts.slice(index + 1);
    for (const earlier of [...part.networks.values()].filter(isWritten)) {
      const [again] = later.flatMap(({ networks }) => networks.get(earlier.key) ?? []).filter(isWritten);
      if (!again) continue;
      const lost = listLostOptions(earlier, again);
      if (lost.length > 0) yield { kind: 'network', network: again, earlier, lost };
    }
    for (const service of merged.services.values()) {
      const own = part.services.get(service.name);
      if (own) yield* findLostPorts(own, service);
    }
  }
}

function isWritten(network: Network): network is WrittenNetwork {
  return network.span !== null;
}

function listLostOptions(earlier: Network, later: Network): readonly string[] {
  return [
    ...(earlier.external && !later.external ? ['external'] : []),
    ...(hasOwnName(earlier) && later.name === null ? ['name'] : []),
    ...(earlier.attachable && !later.attachable ? ['attachable'] : []),
    ...[...earlier.driverOpts.keys()].filter((key) => !later.driverOpts.has(key)).map((key) => `driver_opts.${key}`),
  ];
}

/** An external network without a name has its key for one. */
function hasOwnName({ key, name, external }: Network): boolean {
  return name !== null && !(external && name === key);
}

/** The same published number with another target is a change that somebody wanted; another protocol is not. */
function* findLostPorts(service: Service, merged: Service): Iterable<MergeLoss> {
  for (const port of service.ports) {
    const { target, published, protocol } = port.value;
    const isThere = merged.ports.some(
      ({ value }) => value.target === target && value.published === published && value.protocol === protocol,
    );
    if (isThere) continue;
    const by = merged.ports.find(({ value }) => value.published === published);
    if (by && (published === null || by.value.protocol !== protocol)) yield { kind: 'port', service, port, by };
  }
}
