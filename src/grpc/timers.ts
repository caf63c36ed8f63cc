/** What acts on an idle connection of grpc-js or connect-node, read from one set of options. */
import { msToSeconds } from '../core/duration.js';
import type { Actor } from '../core/idle.js';
import {
  CLIENT_IDLE_DEFAULT_MS,
  CONNECT_IDLE_DEFAULT_MS,
  CONNECT_OPTIONS,
  KEYS,
  MAX_TIMER_MS,
} from './channel-options.js';
import type { Literal, ObjectValue, PropertyValue } from './options/value.js';
import { getKnownField } from './read-value.js';

/** Something that acts, or that does not. */
export type Timer =
  | { readonly kind: 'acts'; readonly actor: Actor; readonly setting: Setting | null }
  /** It is known not to act, because of the setting or for want of one. */
  | { readonly kind: 'off'; readonly setting: Setting | null }
  | { readonly kind: 'unknown'; readonly reason: string };

/** The option, as written, that decided. */
export interface Setting {
  readonly key: string;
  readonly value: Literal;
  readonly property: PropertyValue;
}

/** grpc-js closes an unused subchannel with the next sweep of its pool, every 10 s (subchannel-pool.ts:33). */
const POOL_SWEEP_SECONDS = 10;

/** `Math.max(value, 1000)` (internal-channel.ts:323). */
const MIN_IDLE_MS = 1000;

type Reading =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'present'; readonly setting: Setting; readonly number: number };

function readNumber(set: ObjectValue, key: string): Reading {
  const field = getKnownField(set, key);
  if (field.kind !== 'present') return field;
  const { value, property } = field;
  if (value.kind !== 'literal') return { kind: 'unknown', reason: `${key} is not a number that can be seen` };
  return { kind: 'present', setting: { key, value, property }, number: Number(value.value) };
}

/** `keepalive_time_ms: false, null, 0, -1, NaN, undefined` switch pings off; `Infinity` asks for one every 24 days. */
function readInterval(reading: Extract<Reading, { kind: 'present' }>): Timer {
  const { setting, number } = reading;
  if (!(number > 0)) return { kind: 'off', setting };
  const periodSeconds = msToSeconds(Math.min(number, MAX_TIMER_MS));
  return { kind: 'acts', actor: { kind: 'refresher', periodSeconds, clock: 'process' }, setting };
}

/** Pings while a call is active: `grpc.keepalive_time_ms` alone decides. */
export function readCallPings(set: ObjectValue): Timer {
  const reading = readNumber(set, KEYS.keepaliveTime);
  if (reading.kind === 'absent') return { kind: 'off', setting: null };
  return reading.kind === 'unknown' ? reading : readInterval(reading);
}

export type PermitReading = 'permitted' | 'off' | 'not-one' | 'unknown';

/** `=== 1` and nothing else (transport.ts:193). `off` is no value, or one that says so: 0, false, undefined, null. */
export function readPermit(set: ObjectValue): { readonly kind: PermitReading; readonly setting: Setting | null } {
  const field = getKnownField(set, KEYS.permitWithoutCalls);
  if (field.kind === 'absent') return { kind: 'off', setting: null };
  if (field.kind === 'unknown' || field.value.kind !== 'literal') return { kind: 'unknown', setting: null };
  const setting: Setting = { key: KEYS.permitWithoutCalls, value: field.value, property: field.property };
  const { value } = field.value;
  if (value === 1) return { kind: 'permitted', setting };
  return { kind: value ? 'not-one' : 'off', setting };
}

/** Pings between calls: an interval and the permit. Either one known to be missing settles it. */
export function readIdlePings(set: ObjectValue): Timer {
  const pings = readCallPings(set);
  if (pings.kind === 'off') return pings;
  const permit = readPermit(set);
  if (permit.kind === 'permitted') return pings;
  if (permit.kind === 'unknown') return { kind: 'unknown', reason: `${KEYS.permitWithoutCalls} is not known` };
  return { kind: 'off', setting: permit.setting };
}

/** The idle timer of a channel, which older releases do not have. */
export type ClientIdle = Timer | { readonly kind: 'unsupported'; readonly setting: Setting | null };

/**
 * The channel's own idle timer, which is on by default. With `NaN`, `Infinity` or more than a timer can hold it spins and
 * never closes anything.
 *
 * @param supported - the installed grpc-js has the timer
 */
export function readClientIdle(set: ObjectValue, supported: boolean): ClientIdle {
  const reading = readNumber(set, KEYS.clientIdleTimeout);
  const given = reading.kind === 'present' ? reading.setting : null;
  if (!supported) return { kind: 'unsupported', setting: given };
  if (reading.kind === 'unknown') return reading;
  // `value ?? default`: null and undefined are "not set".
  const isSet = (given?.value.value ?? null) !== null;
  const milliseconds =
    reading.kind === 'present' && isSet ? Math.max(reading.number, MIN_IDLE_MS) : CLIENT_IDLE_DEFAULT_MS;
  const setting = isSet ? given : null;
  // Not `> MAX`, which is false for NaN.
  if (!(milliseconds <= MAX_TIMER_MS)) return { kind: 'off', setting };
  return { kind: 'acts', actor: closer(msToSeconds(milliseconds), POOL_SWEEP_SECONDS), setting };
}

function closer(afterSeconds: number, slackSeconds: number): Actor {
  return { kind: 'closer', afterSeconds, slackSeconds, clock: 'process' };
}

/**
 * connect-node: before a request it pings a connection that was silent for longer than `pingIntervalMs`, and opens a new one
 * when no answer comes. That protects like a ping at that interval (http2-session-manager.ts, requiresVerify).
 */
export function readConnectPings(set: ObjectValue): Timer {
  const reading = readNumber(set, CONNECT_OPTIONS.pingInterval);
  if (reading.kind === 'unknown') return reading;
  if (reading.kind === 'absent' || reading.setting.value.value === undefined) {
    return { kind: 'off', setting: null };
  }
  return readInterval(reading);
}

/** connect-node closes an idle connection after 15 min unless told otherwise: a race with a path of 900 s. */
export function readConnectIdle(set: ObjectValue): Timer {
  const reading = readNumber(set, CONNECT_OPTIONS.idleConnectionTimeout);
  if (reading.kind === 'unknown') return reading;
  if (reading.kind === 'absent' || reading.setting.value.value === undefined) {
    return { kind: 'acts', actor: closer(msToSeconds(CONNECT_IDLE_DEFAULT_MS), 0), setting: null };
  }
  const { number, setting } = reading;
  if (!(number <= MAX_TIMER_MS)) return { kind: 'off', setting };
  return { kind: 'acts', actor: closer(msToSeconds(number), 0), setting };
}

/** A grpc-js server pings whether or not a call runs; no permit is read (server.ts:1587). */
export function readServerTimers(set: ObjectValue): readonly Timer[] {
  return [
    readCallPings(set),
    // `>=` with NaN is false, so its timer runs, finds no idle time that is enough, and starts again.
    readServerCloser(set, KEYS.maxConnectionIdle, (milliseconds) => milliseconds < MAX_TIMER_MS),
    readServerCloser(set, KEYS.maxConnectionAge, (milliseconds) => milliseconds !== MAX_TIMER_MS),
  ];
}

/**
 * What closes a connection on a grpc-js server. A time that is none, or too long for a timer, is a timer that fires at once: such a
 * server refuses every call, and no connection of it lives long enough to be forgotten (run with 1.14.7).
 */
function readServerCloser(set: ObjectValue, key: string, isOn: (milliseconds: number) => boolean): Timer {
  const reading = readNumber(set, key);
  if (reading.kind === 'unknown') return reading;
  // `value ?? default`: null and undefined are "not set".
  if (reading.kind === 'absent' || (reading.setting.value.value ?? null) === null) {
    return { kind: 'off', setting: null };
  }
  const { number, setting } = reading;
  if (!isOn(number)) return { kind: 'off', setting };
  const isTime = number > 0 && number <= MAX_TIMER_MS;
  return { kind: 'acts', actor: closer(isTime ? msToSeconds(number) : 0, 0), setting };
}
