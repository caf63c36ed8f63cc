/**
 * Whether a channel survives idle time, whether a silent stream on it survives, and whether a server protects its clients.
 * Each verdict comes with its cause; the words are in the catalog.
 */
import { judgeIdleChannel, judgeSilentStream, type Actor, type Verdict } from '../core/idle.js';
import { CHANNEL_OPTIONS, CONNECT_OPTIONS, getNearestOption, IDLE_KEYS, KEYS, RETRY_KEYS } from './channel-options.js';
import { getPossibilities, readIdleOfSite, type Channel, type Conditions, type NotKnown } from './channel.js';
import type { ObjectValue, PropertyValue } from './options/value.js';
import { judgeRetryOfSet } from './retry-verdict.js';
import type { Site } from './sites/site.js';
import {
  readCallPings,
  readConnectIdle,
  readConnectPings,
  readIdlePings,
  readPermit,
  readServerTimers,
  type Setting,
  type ClientIdle,
} from './timers.js';

/** Why nothing acts in time on an idle connection. */
export type IdleCause =
  /** No option that could help is there. */
  | { readonly kind: 'unset' }
  /** A key that grpc-js does not know was meant to help. */
  | { readonly kind: 'misspelt'; readonly key: string; readonly meant: string; readonly property: PropertyValue }
  /** The options are one level too deep. */
  | { readonly kind: 'nested'; readonly key: string; readonly property: PropertyValue }
  | { readonly kind: 'permit-not-one'; readonly setting: Setting }
  | { readonly kind: 'permit-missing'; readonly setting: Setting }
  | { readonly kind: 'permit-without-time'; readonly setting: Setting }
  | { readonly kind: 'pings-off'; readonly setting: Setting }
  | { readonly kind: 'pings-too-late'; readonly setting: Setting; readonly actor: Actor }
  | { readonly kind: 'idle-not-a-timer'; readonly setting: Setting }
  | { readonly kind: 'idle-unsupported'; readonly setting: Setting }
  | { readonly kind: 'idle-too-late'; readonly setting: Setting; readonly actor: Actor }
  /** connect-node without options: its own 15 min against the path's. */
  | { readonly kind: 'connect-default' };

export type BadVerdict = Extract<Verdict, { kind: 'race' | 'cut' }>;

export type Judgement<Cause> =
  | { readonly kind: 'fine' }
  | NotKnown
  | { readonly kind: 'bad'; readonly verdict: BadVerdict; readonly cause: Cause; readonly set: ObjectValue };

const FINE = { kind: 'fine' } as const;

/** Judges a client, channel or transport between calls. A server is judged by {@link judgeServer}. */
export function judgeChannel(channel: Channel, conditions: Conditions): Judgement<IdleCause> {
  if (channel.site.kind === 'server') return FINE;
  return judgeSets<IdleCause>(channel, getIdleKeys(channel.site), (set) => {
    const retries = judgeRetryOfSet(channel.site, set, conditions).kind === 'retries';
    return judgeIdleSet(channel.site, set, conditions, retries);
  });
}

/** Judges a stream, or a slow call, on which no message crosses: only pings help. The cause is the pings that come too late, if any. */
export function judgeStreams(channel: Channel, conditions: Conditions): Judgement<Actor | null> {
  if (channel.site.kind === 'server') return FINE;
  return judgeSets<Actor | null>(channel, getIdleKeys(channel.site), (set) => {
    const connect = channel.site.vocabulary === 'connect-node';
    const pings = connect ? readConnectPings(set) : readCallPings(set);
    if (pings.kind === 'unknown') return { ...pings, origin: null };
    const actors = getActors([pings]);
    const verdict = judgeSilentStream(conditions.path, actors);
    return isBad(verdict) ? { kind: 'bad', verdict, cause: actors[0] ?? null, set } : FINE;
  });
}

/** Judges a server: one that pings, or closes idle connections, protects every client that connects to it. */
export function judgeServer(channel: Channel, conditions: Conditions): Judgement<IdleCause> {
  if (channel.site.kind !== 'server') return FINE;
  const keys = [KEYS.keepaliveTime, KEYS.maxConnectionIdle, KEYS.maxConnectionAge];
  return judgeSets<IdleCause>(channel, keys, (set) => {
    const timers = readServerTimers(set);
    const verdict = judgeIdleChannel(conditions.path, getActors(timers));
    if (!isBad(verdict)) return FINE;
    const unknown = timers.find((timer) => timer.kind === 'unknown');
    if (unknown) return { ...unknown, origin: null };
    const given = timers.find((timer) => timer.kind !== 'unknown' && timer.setting !== null);
    const setting = given && given.kind !== 'unknown' ? given.setting : null;
    if (!given || !setting) return { kind: 'bad', verdict, cause: { kind: 'unset' }, set };
    const cause: IdleCause =
      given.kind === 'acts' ? { kind: 'pings-too-late', setting, actor: given.actor } : { kind: 'pings-off', setting };
    return { kind: 'bad', verdict, cause, set };
  });
}

function getIdleKeys(site: Site): readonly string[] {
  return site.vocabulary === 'connect-node' ? Object.values(CONNECT_OPTIONS) : [...IDLE_KEYS, ...RETRY_KEYS];
}

/** All possibilities have to be bad, and the worst one is told. */
function judgeSets<Cause>(
  channel: Channel,
  keys: readonly string[],
  judge: (set: ObjectValue) => Judgement<Cause>,
): Judgement<Cause> {
  const possibilities = getPossibilities(channel, keys);
  if (possibilities.kind === 'elsewhere') return FINE;
  if (possibilities.kind === 'unknown') return possibilities;
  let worst: Judgement<Cause> = FINE;
  for (const judgement of possibilities.sets.map(judge)) {
    if (judgement.kind !== 'bad') return judgement;
    if (worst.kind !== 'bad' || isWorse(judgement.verdict, worst.verdict)) worst = judgement;
  }
  return worst;
}

function isBad(verdict: Verdict): verdict is BadVerdict {
  return verdict.kind === 'cut' || verdict.kind === 'race';
}

function isWorse(verdict: BadVerdict, than: BadVerdict): boolean {
  const getEnd = (bad: BadVerdict): number => (bad.kind === 'cut' ? bad.window.toSeconds : 0);
  return getEnd(verdict) > getEnd(than);
}

function getActors(timers: readonly ClientIdle[]): Actor[] {
  return timers.flatMap((timer) => (timer.kind === 'acts' ? [timer.actor] : []));
}

function judgeIdleSet(site: Site, set: ObjectValue, conditions: Conditions, retries: boolean): Judgement<IdleCause> {
  const connect = site.vocabulary === 'connect-node';
  const timers = connect
    ? [readConnectPings(set), readConnectIdle(set)]
    : [readIdlePings(set), readIdleOfSite(site, set, conditions)];
  const verdict = judgeIdleChannel(conditions.path, getActors(timers), retries);
  if (!isBad(verdict)) return FINE;
  const unknown = timers.find((timer) => timer.kind === 'unknown');
  if (unknown) return { ...unknown, origin: null };
  const cause = connect ? getConnectCause(set) : getCause(site, set, conditions);
  return { kind: 'bad', verdict, cause, set };
}

/** What the code did to keep the connection alive, and why it does not. The first answer that applies. */
function getCause(site: Site, set: ObjectValue, conditions: Conditions): IdleCause {
  const misspelt = findMisspelt(set);
  if (misspelt) return misspelt;
  const pings = readCallPings(set);
  const permit = readPermit(set);
  if (permit.kind === 'not-one' && permit.setting) return { kind: 'permit-not-one', setting: permit.setting };
  if (pings.kind === 'off' && pings.setting) return { kind: 'pings-off', setting: pings.setting };
  if (pings.kind === 'acts' && pings.setting) {
    return permit.kind === 'permitted'
      ? { kind: 'pings-too-late', setting: pings.setting, actor: pings.actor }
      : { kind: 'permit-missing', setting: pings.setting };
  }
  const idle = readIdleOfSite(site, set, conditions);
  if (idle.kind === 'unsupported' && idle.setting) return { kind: 'idle-unsupported', setting: idle.setting };
  if (idle.kind === 'off' && idle.setting) return { kind: 'idle-not-a-timer', setting: idle.setting };
  if (idle.kind === 'acts' && idle.setting) return { kind: 'idle-too-late', setting: idle.setting, actor: idle.actor };
  if (permit.kind === 'permitted' && permit.setting) return { kind: 'permit-without-time', setting: permit.setting };
  return { kind: 'unset' };
}

function getConnectCause(set: ObjectValue): IdleCause {
  const pings = readConnectPings(set);
  if (pings.kind === 'acts' && pings.setting)
    return { kind: 'pings-too-late', setting: pings.setting, actor: pings.actor };
  if (pings.kind === 'off' && pings.setting) return { kind: 'pings-off', setting: pings.setting };
  const idle = readConnectIdle(set);
  if (idle.kind === 'off' && idle.setting) return { kind: 'idle-not-a-timer', setting: idle.setting };
  if (idle.kind === 'acts' && idle.setting) return { kind: 'idle-too-late', setting: idle.setting, actor: idle.actor };
  return { kind: 'connect-default' };
}

/** A key that means one of the keys that would help, or an object that holds them, where grpc-js does not look. */
function findMisspelt(set: ObjectValue): IdleCause | null {
  for (const [key, property] of set.properties) {
    if (CHANNEL_OPTIONS.has(key)) continue;
    const meant = getNearestOption(key);
    if (meant && IDLE_KEYS.some((idleKey) => idleKey === meant) && !set.properties.has(meant)) {
      return { kind: 'misspelt', key, meant, property };
    }
    const { value } = property;
    if (value.kind === 'object' && IDLE_KEYS.some((idleKey) => value.properties.has(idleKey))) {
      return { kind: 'nested', key, property };
    }
  }
  return null;
}
