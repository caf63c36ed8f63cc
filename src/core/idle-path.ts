/** Which path a run judges for, from the settings. */
import type { IdlePath } from './idle.js';
import { DEFAULT_PROFILE_ID, getProfile } from './profiles.js';
import type { Profile, ProfileId } from './profiles.js';
import type { KeepaliveSettings } from './settings.js';

export interface NamedPath extends IdlePath {
  readonly profileId: ProfileId;
  /** As a message names it: "Docker Swarm (IPVS)". */
  readonly name: string;
  readonly kind: Profile['kind'];
  /** The safe bound was measured with Linux timers, so `timer-wheel.ts` can say how often the race is lost. */
  readonly isMeasured: boolean;
}

/**
 * The path of the chosen profile, with the idle timeout that the user gave.
 * A timeout of the user's own is no longer the measured one, so its safe bound is estimated.
 */
export function getIdlePath({
  profile: profileId = DEFAULT_PROFILE_ID,
  idleTimeoutSeconds,
}: KeepaliveSettings): NamedPath {
  const profile = getProfile(profileId);
  const named = { profileId, name: profile.name, kind: profile.kind };
  if (idleTimeoutSeconds === undefined || idleTimeoutSeconds === profile.idleTimeoutSeconds) {
    return {
      ...named,
      idleTimeoutSeconds: profile.idleTimeoutSeconds,
      safeBoundSeconds: profile.safeBoundSeconds,
      isMeasured: profile.safeBoundFrom === 'measured',
    };
  }
  const marginSeconds = Math.max(30, Math.ceil(idleTimeoutSeconds * 0.05));
  // Below a minute 30 s would leave nothing: half of the timeout is then the best that can be said.
  const safeBoundSeconds = Math.max(idleTimeoutSeconds - marginSeconds, idleTimeoutSeconds / 2);
  return { ...named, idleTimeoutSeconds, safeBoundSeconds, isMeasured: false };
}

/**
 * The path for rules about TCP keepalive. A proxy ends TCP itself and no sysctl reaches past it, so a project that is
 * linted for one has its stack judged for Swarm.
 */
export function getTcpPath(settings: KeepaliveSettings): NamedPath {
  const path = getIdlePath(settings);
  return path.kind === 'flow-table' ? path : getIdlePath({});
}
