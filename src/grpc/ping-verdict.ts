/** Whether the server at the other end accepts the pings of a channel. */
import { actsBySeconds } from '../core/idle.js';
import { IDLE_KEYS } from './channel-options.js';
import { getPossibilities, readIdleOfSite, type Channel, type Conditions } from './channel.js';
import type { ObjectValue } from './options/value.js';
import { findPingConflict, getPingPolicy, type PingConflict, type PingPolicy } from './ping-policy.js';
import { readConfigOfSet } from './retry-verdict.js';
import type { Site } from './sites/site.js';
import { readCallPings, readPermit, type Setting } from './timers.js';

/** Pings that the server at the other end does not accept. */
export interface PingJudgement {
  readonly conflict: PingConflict;
  readonly policy: PingPolicy;
  readonly setting: Setting;
  readonly periodSeconds: number;
  /** The client keeps its subchannel, so that each GOAWAY doubles the interval for good. */
  readonly roundRobin: boolean;
  readonly set: ObjectValue;
}

/** Judges the pings of a channel against the server's policy; `null` when they are welcome, or not known in full. */
export function judgePings(channel: Channel, conditions: Conditions): PingJudgement | null {
  const { site } = channel;
  const policy = getPingPolicy(conditions.server);
  const isJudged = site.kind !== 'server' && (site.vocabulary === 'grpc-js' || site.vocabulary === 'nestjs');
  if (!policy || !isJudged) return null;
  const possibilities = getPossibilities(channel, IDLE_KEYS);
  if (possibilities.kind !== 'known') return null;
  const judgements = possibilities.sets.map((set) => judgePingsOfSet(site, set, policy, conditions));
  return judgements.reduce((told, next) => next && told);
}

function judgePingsOfSet(
  site: Site,
  set: ObjectValue,
  policy: PingPolicy,
  conditions: Conditions,
): PingJudgement | null {
  const pings = readCallPings(set);
  // What the library chose by itself is not the user's to change.
  if (pings.kind !== 'acts' || !pings.setting || pings.setting.property.origin.node === site.node) return null;
  const periodSeconds = actsBySeconds(pings.actor);
  const idle = readIdleOfSite(site, set, conditions);
  const closer = idle.kind === 'acts' ? idle.actor : null;
  const sendsIdlePings = readPermit(set).kind === 'permitted' && idle.kind !== 'unknown';
  const idlePings = sendsIdlePings ? { closer } : null;
  const conflict = findPingConflict(policy, periodSeconds, idlePings, conditions.permitsIdlePings);
  if (!conflict) return null;
  const config = readConfigOfSet(site, set, conditions);
  const roundRobin = config.kind === 'present' && config.reading.roundRobin;
  return { conflict, policy, setting: pings.setting, periodSeconds, roundRobin, set };
}
