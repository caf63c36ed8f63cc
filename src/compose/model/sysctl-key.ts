/**
 * Sysctl keys of a container: how runc reads them, which of them belong to a container at all, and which one a misspelt
 * key was meant to be.
 */
import { nearestOf } from '../../core/nearest.js';

export const KEEPALIVE_TIME = 'net.ipv4.tcp_keepalive_time';
export const KEEPALIVE_INTVL = 'net.ipv4.tcp_keepalive_intvl';
export const KEEPALIVE_PROBES = 'net.ipv4.tcp_keepalive_probes';

/** The keys that decide about TCP keepalive, with what a new network namespace has (linux 6.1 include/net/tcp.h:160). */
export const KEEPALIVE_DEFAULTS = {
  [KEEPALIVE_TIME]: 7200,
  [KEEPALIVE_INTVL]: 75,
  [KEEPALIVE_PROBES]: 9,
} as const;

export type KeepaliveKey = keyof typeof KEEPALIVE_DEFAULTS;

export function isKeepaliveKey(key: string): key is KeepaliveKey {
  return Object.hasOwn(KEEPALIVE_DEFAULTS, key);
}

/**
 * The key with dots. When the first separator is a slash, runc reads slashes as separators and dots as part of a name
 * (an interface called `eth0.1`), as sysctl(8) does.
 *
 * Source: opencontainers/runc libcontainer/configs/validate/validator.go convertSysctlVariableToDotsSeparator().
 */
export function normaliseSysctlKey(key: string): string {
  const first = /[./]/.exec(key)?.[0];
  return first === '/' ? key.replace(/[./]/g, (separator) => (separator === '/' ? '.' : '/')) : key;
}

export type KeyVerdict =
  | { readonly kind: 'ok' }
  /** `K = 600`, `K:600`, `=600`: the text before the first `=` is no key. `key` is the one that was meant, if any. */
  | { readonly kind: 'malformed'; readonly key: string | null }
  | { readonly kind: 'misspelt'; readonly key: string }
  /** runc refuses it: the setting belongs to the machine. */
  | { readonly kind: 'host-only' }
  /** Not in a container's network namespace: the container does not start. */
  | { readonly kind: 'absent'; readonly why: string }
  /** Accepted, and no connection of Swarm ever passes where it acts. */
  | { readonly kind: 'elsewhere'; readonly why: string };

/**
 * What becomes of a key in a service that has its own network namespace.
 *
 * Sources: opencontainers/runc libcontainer/configs/validate/validator.go sysctl(); the files of /proc/sys in a new
 * network namespace of linux 6.18.
 */
export function judgeSysctlKey(written: string): KeyVerdict {
  if (!/^[\w./-]+$/.test(written)) return { kind: 'malformed', key: findMeantKey(written) };
  const key = normaliseSysctlKey(written);
  if (isKeepaliveKey(key)) return { kind: 'ok' };
  const meant = findMisspeltKeepalive(key);
  if (meant) return { kind: 'misspelt', key: meant };
  for (const { prefix, why } of IN_ANOTHER_NAMESPACE) if (key.startsWith(prefix)) return { kind: 'elsewhere', why };
  const why = ABSENT_IN_CONTAINERS.get(key);
  if (why !== undefined) return { kind: 'absent', why };
  if (isNamespaced(key)) return { kind: 'ok' };
  const lower = key.toLowerCase();
  return isNamespaced(lower) ? { kind: 'misspelt', key: lower } : { kind: 'host-only' };
}

/** The settings that runc lets a container have for itself. */
function isNamespaced(key: string): boolean {
  return key.startsWith('net.') || key.startsWith('fs.mqueue.') || NAMESPACED_KERNEL_KEYS.has(key);
}

const NAMESPACED_KERNEL_KEYS: ReadonlySet<string> = new Set([
  'kernel.domainname',
  'kernel.msgmax',
  'kernel.msgmnb',
  'kernel.msgmni',
  'kernel.sem',
  'kernel.shmall',
  'kernel.shmmax',
  'kernel.shmmni',
  'kernel.shm_rmid_forced',
]);

/** Keys that people put on services and that a new network namespace does not have. Checked on linux 6.18. */
const ABSENT_IN_CONTAINERS: ReadonlyMap<string, string> = new Map([
  ['net.core.default_qdisc', 'it belongs to the node'],
  ['net.core.netdev_budget', 'it belongs to the node'],
  ['net.core.netdev_max_backlog', 'it belongs to the node'],
  ['net.ipv4.tcp_max_orphans', 'it belongs to the node'],
  ['net.ipv4.tcp_mem', 'it belongs to the node'],
  ['net.ipv4.udp_mem', 'it belongs to the node'],
  ['net.ipv4.tcp_tw_recycle', 'Linux 4.12 removed it'],
  ['net.ipv4.tcp_user_timeout', 'it is a socket option, not a sysctl'],
]);

const IN_ANOTHER_NAMESPACE: readonly { readonly prefix: string; readonly why: string }[] = [
  {
    prefix: 'net.ipv4.vs.',
    why: 'IPVS runs in a network namespace of the node (`lb_…`), not in the container, and its idle timeout is no sysctl at all',
  },
  {
    prefix: 'net.netfilter.nf_conntrack_',
    why: 'connection tracking of Swarm traffic happens in network namespaces of the node, not in the container',
  },
];

/** Words that stand for the last part of the three keys, in the spellings of PostgreSQL, of socket options and of other systems. */
const MEANT: readonly (readonly [KeepaliveKey, readonly string[]])[] = [
  [KEEPALIVE_TIME, ['time', 'times', 'idle', 'timeout']],
  [KEEPALIVE_INTVL, ['intvl', 'interval', 'intval', 'intv', 'int', 'intvls']],
  [KEEPALIVE_PROBES, ['probes', 'probe', 'count', 'cnt', 'retries']],
];

function findMisspeltKeepalive(key: string): KeepaliveKey | null {
  const lower = key.toLowerCase().replaceAll('-', '_');
  const [, meaning] = /(?:^|[._])tcp_?keep_?alives?_([a-z]+)$/.exec(lower) ?? [];
  const meant = MEANT.find(([, words]) => words.some((word) => word === meaning))?.[0];
  return meant ?? nearestOf(lower, Object.keys(KEEPALIVE_DEFAULTS) as KeepaliveKey[]);
}

/** The known key inside a malformed one: `net.ipv4.tcp_keepalive_time ` or `net.ipv4.tcp_keepalive_time: 600`. */
function findMeantKey(written: string): string | null {
  const candidate = /(?<!\w)\w+[./][\w./-]+/.exec(written)?.[0];
  if (candidate === undefined) return null;
  const key = normaliseSysctlKey(candidate);
  return isKeepaliveKey(key) ? key : (findMisspeltKeepalive(key) ?? (isNamespaced(key) ? key : null));
}
