/** The keepalive sysctls that a suggestion writes. */
import type { IdlePath } from '../../core/idle.js';
import { KEEPALIVE_INTVL, KEEPALIVE_PROBES, KEEPALIVE_TIME } from './sysctl-key.js';
import type { KeepaliveKey } from './sysctl-key.js';

/** Two thirds of the idle timeout, in whole minutes: a lost probe is repeated in time. 600 s for Swarm. */
export function getRecommendedTime({ idleTimeoutSeconds, safeBoundSeconds }: IdlePath): number {
  const seconds = Math.floor((idleTimeoutSeconds * 2) / 3);
  const rounded = seconds >= 60 ? Math.floor(seconds / 60) * 60 : seconds;
  return Math.min(rounded, Math.floor(safeBoundSeconds));
}

/** All three: for Swarm a dead peer is then found after 900 s at the latest. */
export function getRecommendedSysctls(path: IdlePath): Readonly<Record<KeepaliveKey, number>> {
  return { [KEEPALIVE_TIME]: getRecommendedTime(path), [KEEPALIVE_INTVL]: 30, [KEEPALIVE_PROBES]: 10 };
}
