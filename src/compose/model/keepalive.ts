/** The TCP keepalive that the kernel gives to the sockets of a service, if the program asks for keepalive at all. */
import type { Service, Sourced, Stack } from '../docker/stack.js';
import {
  KEEPALIVE_DEFAULTS,
  KEEPALIVE_INTVL,
  KEEPALIVE_PROBES,
  KEEPALIVE_TIME,
  normaliseSysctlKey,
} from './sysctl-key.js';
import type { KeepaliveKey } from './sysctl-key.js';
import { parseSysctlValue } from './sysctl-value.js';

/** What one of the three sysctls is in the container. */
export type EffectiveSysctl =
  /** The namespace's own value: nothing is written, or an empty text. `entry` is that empty text. */
  | { readonly kind: 'default'; readonly value: number; readonly entry: Sourced<string> | null }
  | { readonly kind: 'set'; readonly value: number; readonly entry: Sourced<string> }
  /** The kernel refuses it, so the container never starts. */
  | { readonly kind: 'refused'; readonly entry: Sourced<string> }
  /** Decided by a variable that this run does not know. */
  | { readonly kind: 'unknown'; readonly entry: Sourced<string> };

/** When the first keepalive probe is sent on an idle connection of this service. */
export type FirstProbe =
  /** `entry` is what sets the time; null: nothing does, it is the default of a new network namespace. */
  | {
      readonly kind: 'after';
      readonly seconds: number;
      readonly key: KeepaliveKey;
      readonly entry: Sourced<string> | null;
    }
  /** A negative time. */
  | { readonly kind: 'never'; readonly key: KeepaliveKey; readonly entry: Sourced<string> }
  /** On the network of the node: the node's sysctls count, and they are not in the file. */
  | { readonly kind: 'node' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unknown' };

/** The entry for a key, in dots or slashes. With both (`stack-sysctl-key` reports that: runc's order is random) the later. */
export function findSysctl(service: Service, key: string): Sourced<string> | null {
  let found: Sourced<string> | null = null;
  for (const [written, entry] of service.sysctls) if (normaliseSysctlKey(written) === key) found = entry;
  return found;
}

export function getEffectiveSysctl(service: Service, key: KeepaliveKey): EffectiveSysctl {
  const entry = findSysctl(service, key);
  const fallback = KEEPALIVE_DEFAULTS[key];
  if (!entry) return { kind: 'default', value: fallback, entry: null };
  if (isUndecided(entry)) return { kind: 'unknown', entry };
  const parsed = parseSysctlValue(entry.value, key === KEEPALIVE_PROBES ? 'count' : 'seconds');
  if (parsed.kind === 'unchanged') return { kind: 'default', value: fallback, entry };
  return parsed.kind === 'stored' ? { kind: 'set', value: parsed.value, entry } : { kind: 'refused', entry };
}

/**
 * Whether the environment of the deployment decides the value and this run has not been told. A default in the text
 * (`${V:-600}`) counts as the value: it is what its author expects to run.
 */
export function isUndecided(entry: Sourced<unknown>): boolean {
  return entry.isUnknown || entry.variables.some((use) => !use.isSet && use.operator !== ':-' && use.operator !== '-');
}

/** Whether the service runs on the network of the node: on the predefined network `host`, which the file must call external. */
export function isOnHostNetwork(service: Service, stack: Stack): boolean {
  for (const key of service.networks.keys()) {
    const network = stack.networks.get(key);
    if (network?.external && network.name === 'host') return true;
  }
  return false;
}

export function getFirstProbe(service: Service, stack: Stack): FirstProbe {
  if (isOnHostNetwork(service, stack)) return { kind: 'node' };
  const time = getEffectiveSysctl(service, KEEPALIVE_TIME);
  if (time.kind === 'refused' || time.kind === 'unknown') return { kind: time.kind };
  if (time.kind === 'default') return { kind: 'after', seconds: time.value, key: KEEPALIVE_TIME, entry: null };
  if (time.value < 0) return { kind: 'never', key: KEEPALIVE_TIME, entry: time.entry };
  if (time.value > 0) return { kind: 'after', seconds: time.value, key: KEEPALIVE_TIME, entry: time.entry };
  // Zero: a probe every interval, from the start. Measured in a network namespace of linux 6.18.
  const interval = getEffectiveSysctl(service, KEEPALIVE_INTVL);
  if (interval.kind === 'refused' || interval.kind === 'unknown') return { kind: interval.kind };
  const entry = interval.kind === 'set' ? interval.entry : time.entry;
  return { kind: 'after', seconds: interval.value, key: KEEPALIVE_INTVL, entry };
}
