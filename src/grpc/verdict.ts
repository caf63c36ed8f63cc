/**
 * The verdicts on a channel: whether it survives idle time, whether a silent stream on it survives, and whether the call that
 * meets a dead connection is repeated. Each with its cause; the words are in the catalog.
 */
import { judgeIdleChannel, judgeSilentStream, type Actor, type IdlePath, type Verdict } from '../core/idle.js';
import { CHANNEL_OPTIONS, CONNECT_OPTIONS, getNearestOption, KEYS, NEST_KEEPALIVE_KEYS } from './channel-options.js';
import { expandKeys, getOptionSets } from './effective-options.js';
import type { ObjectValue, Origin, PropertyValue, Value } from './options/value.js';
import { getAlternatives, getKnownField } from './read-value.js';
import { readServiceConfig, type RetryGap, type ServiceConfigReading } from './service-config.js';
import type { Site } from './sites/site.js';
import {
  readCallPings,
  readClientIdle,
  readConnectIdle,
  readConnectPings,
  readIdlePings,
  readPermit,
  readServerTimers,
  type Setting,
  type Timer,
} from './timers.js';
import { isAtLeast, SINCE } from './versions.js';

/** What a verdict depends on besides the site. */
export interface Conditions {
  readonly path: IdlePath;
  readonly grpcJsVersion: string;
}

/** A channel as the rules see it: where it is built and what it is built with. */
export interface Channel {
  readonly site: Site;
  /** The value of the expression that holds the options; `null` when there is none. */
  readonly container: Value | null;
  /** The options themselves, at the end of the place's path; `null` when the code passes none. */
  readonly options: Value | null;
}

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
  | { readonly kind: 'unknown'; readonly reason: string; readonly origin: Origin | null }
  | { readonly kind: 'bad'; readonly verdict: BadVerdict; readonly cause: Cause; readonly set: ObjectValue };

const FINE = { kind: 'fine' } as const;

const IDLE_KEYS = [KEYS.keepaliveTime, KEYS.permitWithoutCalls, KEYS.clientIdleTimeout];
const RETRY_KEYS = [KEYS.serviceConfig, KEYS.enableRetries, KEYS.retryMaxAttemptsLimit];

/** Judges a client, channel or transport between calls. A server is judged by {@link judgeServer}. */
export function judgeChannel(channel: Channel, conditions: Conditions): Judgement<IdleCause> {
  if (channel.site.kind === 'server') return FINE;
  return judgeSets<IdleCause>(channel, getIdleKeys(channel.site), (set) => {
    const retries = judgeRetryOfSet(channel.site, set, conditions).kind === 'retries';
    return judgeIdleSet(channel.site, set, conditions, retries);
  });
}

/** Judges a stream, or a slow call, on which no message crosses: only pings help. */
export function judgeStreams(channel: Channel, conditions: Conditions): Judgement<IdleCause> {
  if (channel.site.kind === 'server') return FINE;
  return judgeSets<IdleCause>(channel, getIdleKeys(channel.site), (set) => {
    const connect = channel.site.vocabulary === 'connect-node';
    const pings = connect ? readConnectPings(set) : readCallPings(set);
    if (pings.kind === 'unknown') return { ...pings, origin: null };
    const verdict = judgeSilentStream(conditions.path, getActors([pings]));
    if (!isBad(verdict)) return FINE;
    const cause: IdleCause =
      pings.setting === null
        ? { kind: 'unset' }
        : pings.kind === 'acts'
          ? { kind: 'pings-too-late', setting: pings.setting, actor: pings.actor }
          : { kind: 'pings-off', setting: pings.setting };
    return { kind: 'bad', verdict, cause, set };
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

/** All possibilities have to be bad, and the worst one is told: people change code for what is certain. */
function judgeSets<Cause>(
  channel: Channel,
  keys: readonly string[],
  judge: (set: ObjectValue) => Judgement<Cause>,
): Judgement<Cause> {
  const { site } = channel;
  if (site.channelFromElsewhere) return FINE;
  if (site.options.kind === 'unknown') return { kind: 'unknown', reason: site.options.reason, origin: null };
  const options = getOptionSets(site, channel.options);
  if (options.kind === 'unknown') return options;
  let worst: Judgement<Cause> = FINE;
  for (const set of options.sets) {
    const elsewhere = getElsewhere(set);
    if (elsewhere) return elsewhere;
    const expanded = expandKeys(set, keys);
    if (!expanded) return { kind: 'unknown', reason: 'too many possible values', origin: set.origin };
    for (const judgement of expanded.map(judge)) {
      if (judgement.kind !== 'bad') return judgement;
      if (worst.kind !== 'bad' || isWorse(judgement.verdict, worst.verdict)) worst = judgement;
    }
  }
  return worst;
}

/** Another channel is used, or a function decides: nothing can be said about this one. */
function getElsewhere(
  set: ObjectValue,
): { readonly kind: 'fine' } | Extract<Judgement<never>, { kind: 'unknown' }> | null {
  for (const key of [
    KEYS.channelOverride,
    KEYS.channelFactoryOverride,
    KEYS.callInvocationTransformer,
    'sessionManager',
  ]) {
    const property = set.properties.get(key);
    if (!property || isUndefined(property.value)) continue;
    if (key === KEYS.channelOverride) return FINE;
    return { kind: 'unknown', reason: `${key} decides about the channel`, origin: property.origin };
  }
  const httpVersion = set.properties.get('httpVersion')?.value;
  // HTTP/1.1 connections are not multiplexed: Node's agent opens a new one when the old one is gone.
  return httpVersion?.kind === 'literal' && httpVersion.value === '1.1' ? FINE : null;
}

function isUndefined(value: Value): boolean {
  return value.kind === 'literal' && (value.value === undefined || value.value === null);
}

function isBad(verdict: Verdict): verdict is BadVerdict {
  return verdict.kind === 'cut' || verdict.kind === 'race';
}

function isWorse(verdict: BadVerdict, than: BadVerdict): boolean {
  const getEnd = (bad: BadVerdict): number => (bad.kind === 'cut' ? bad.window.toSeconds : 0);
  return getEnd(verdict) > getEnd(than);
}

function getActors(timers: readonly Timer<string>[]): Actor[] {
  return timers.flatMap((timer) => (timer.kind === 'acts' ? [timer.actor] : []));
}

function judgeIdleSet(site: Site, set: ObjectValue, conditions: Conditions, retries: boolean): Judgement<IdleCause> {
  const connect = site.vocabulary === 'connect-node';
  // The retired C-core binding has no idle timer of its own by default; see `readIdleOfSite`.
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

function readIdleOfSite(
  site: Site,
  set: ObjectValue,
  { grpcJsVersion }: Conditions,
): ReturnType<typeof readClientIdle> {
  const isCore = site.vocabulary === 'grpc';
  if (isCore && getKnownField(set, KEYS.clientIdleTimeout).kind === 'absent') {
    return { kind: 'off', off: 'unsupported', setting: null };
  }
  return readClientIdle(set, isCore || isAtLeast(grpcJsVersion, SINCE.clientIdleTimeout));
}

/** What the code did to keep the connection alive, and why it does not. The first answer that applies. */
function getCause(site: Site, set: ObjectValue, conditions: Conditions): IdleCause {
  const misspelt = findMisspelt(site, set);
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
  if (idle.kind === 'off' && idle.setting) {
    const kind = idle.off === 'unsupported' ? 'idle-unsupported' : 'idle-not-a-timer';
    return { kind, setting: idle.setting };
  }
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
function findMisspelt(site: Site, set: ObjectValue): IdleCause | null {
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
  return site.vocabulary === 'nestjs' ? findMisspeltNestKey(set) : null;
}

function findMisspeltNestKey(set: ObjectValue): IdleCause | null {
  for (const [key, property] of set.properties) {
    const meant = getNearestOption(key, NEST_KEEPALIVE_KEYS.keys());
    if (meant && !NEST_KEEPALIVE_KEYS.has(key) && !CHANNEL_OPTIONS.has(key)) {
      return { kind: 'misspelt', key, meant, property };
    }
  }
  return null;
}

/** Why no retry helps the call that meets a dead connection. */
export type RetryCause =
  /** No policy, no interceptor, nothing. */
  | { readonly kind: 'unset' }
  /** `grpc.enable_retries: 1` and no policy: what people hope for is what is on anyway. */
  | { readonly kind: 'enabled-without-policy'; readonly setting: PropertyValue }
  | { readonly kind: 'disabled'; readonly setting: PropertyValue }
  | { readonly kind: 'limited'; readonly setting: PropertyValue; readonly limit: number }
  /** The policy is there and does not apply. */
  | { readonly kind: 'ineffective'; readonly gap: RetryGap }
  /** This grpc-js does not retry, or the reset may not look like UNAVAILABLE to it. */
  | { readonly kind: 'version'; readonly version: string; readonly needs: string }
  /** connect-node: there are no policies, and the failure is `Aborted`. */
  | { readonly kind: 'connect' };

export type RetryJudgement =
  | { readonly kind: 'retries' }
  | { readonly kind: 'none'; readonly cause: RetryCause; readonly set: ObjectValue }
  /** The constructor throws: there will be no call. `grpc-service-config` says so. */
  | { readonly kind: 'throws' }
  | { readonly kind: 'unknown'; readonly reason: string; readonly origin: Origin | null };

/** Judges whether a call on this channel is repeated after it met a dead connection. All possibilities have to lack it. */
export function judgeRetry(channel: Channel, conditions: Conditions): RetryJudgement {
  const { site } = channel;
  if (site.kind === 'server' || site.channelFromElsewhere) return { kind: 'retries' };
  if (site.options.kind === 'unknown') return { kind: 'unknown', reason: site.options.reason, origin: null };
  const options = getOptionSets(site, channel.options);
  if (options.kind === 'unknown') return options;
  let found: RetryJudgement = { kind: 'retries' };
  for (const set of options.sets) {
    const expanded = getElsewhere(set) ? null : expandKeys(set, RETRY_KEYS);
    if (!expanded) return { kind: 'unknown', reason: 'the channel is built elsewhere', origin: set.origin };
    for (const judgement of expanded.map((alternative) => judgeRetryOfSet(site, alternative, conditions))) {
      if (judgement.kind !== 'none') return judgement;
      if (found.kind !== 'none') found = judgement;
    }
  }
  return found;
}

function judgeRetryOfSet(site: Site, set: ObjectValue, conditions: Conditions): RetryJudgement {
  if (site.retryOutsideOptions === 'yes') return { kind: 'retries' };
  if (site.retryOutsideOptions === 'unknown') {
    return { kind: 'unknown', reason: 'an interceptor or middleware may retry', origin: null };
  }
  if (site.vocabulary === 'connect-node') return { kind: 'none', cause: { kind: 'connect' }, set };
  const config = readConfigOfSet(site, set, conditions);
  if (config.kind === 'unknown') return { ...config, origin: config.origin };
  if (config.kind === 'absent') {
    const enabled = set.properties.get(KEYS.enableRetries);
    const cause: RetryCause = enabled ? { kind: 'enabled-without-policy', setting: enabled } : { kind: 'unset' };
    return isOff(enabled) && enabled
      ? { kind: 'none', cause: { kind: 'disabled', setting: enabled }, set }
      : { kind: 'none', cause, set };
  }
  const { retry } = config.reading;
  switch (retry.kind) {
    case 'throws':
      return retry;
    case 'unknown':
      return { ...retry, origin: null };
    case 'none':
      return {
        kind: 'none',
        cause: retry.gap.kind === 'no-policy' ? { kind: 'unset' } : { kind: 'ineffective', gap: retry.gap },
        set,
      };
    case 'retries':
      return judgeSwitches(set, retry.alsoCancelled, conditions.grpcJsVersion);
  }
}

/** A policy is there and applies; these options and versions can still defeat it. */
function judgeSwitches(set: ObjectValue, alsoCancelled: boolean, version: string): RetryJudgement {
  const enabled = getKnownField(set, KEYS.enableRetries);
  if (enabled.kind === 'unknown') return enabled;
  if (enabled.kind === 'present' && isOff(enabled.property)) {
    return { kind: 'none', cause: { kind: 'disabled', setting: enabled.property }, set };
  }
  const limit = getKnownField(set, KEYS.retryMaxAttemptsLimit);
  if (limit.kind === 'unknown') return limit;
  if (limit.kind === 'present' && limit.value.kind === 'literal' && typeof limit.value.value === 'number') {
    const { value } = limit.value;
    if (value < 2) return { kind: 'none', cause: { kind: 'limited', setting: limit.property, limit: value }, set };
  }
  for (const needs of alsoCancelled ? [SINCE.retries] : [SINCE.retries, SINCE.resetIsUnavailable]) {
    if (!isAtLeast(version, needs)) return { kind: 'none', cause: { kind: 'version', version, needs }, set };
  }
  return { kind: 'retries' };
}

/** Only the number 0 switches retries off (retrying-call.ts:230). */
function isOff(property: PropertyValue | undefined): boolean {
  return property?.value.kind === 'literal' && property.value.value === 0;
}

export type SetServiceConfig =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly reason: string; readonly origin: Origin | null }
  | { readonly kind: 'present'; readonly reading: ServiceConfigReading };

/** The service config of one possibility. */
export function readConfigOfSet(site: Site, set: ObjectValue, conditions: Conditions): SetServiceConfig {
  const field = getKnownField(set, KEYS.serviceConfig);
  if (field.kind !== 'present') return field;
  const reading = readServiceConfig(field.value, {
    version: conditions.grpcJsVersion,
    qualifiedName: getQualifiedName(site),
  });
  return { kind: 'present', reading };
}

/** The service configs that a channel may have, as far as they are known, each with the property that holds it. */
export function readServiceConfigs(
  channel: Channel,
  conditions: Conditions,
): readonly { readonly property: PropertyValue; readonly reading: ServiceConfigReading }[] {
  const { site, options } = channel;
  if (site.kind === 'server' || site.vocabulary === 'connect-node' || site.options.kind !== 'expression') return [];
  const sets = getOptionSets(site, options);
  if (sets.kind === 'unknown') return [];
  return sets.sets.flatMap((set) => {
    const property = set.properties.get(KEYS.serviceConfig);
    if (!property) return [];
    const context = { version: conditions.grpcJsVersion, qualifiedName: getQualifiedName(site) };
    return getAlternatives(property.value).map((value) => ({ property, reading: readServiceConfig(value, context) }));
  });
}

/**
 * `pkg.Service` of `new proto.pkg.Service(...)`: a class of `loadPackageDefinition` stands under its package. `null` for
 * shorter names, which say nothing about the package.
 */
function getQualifiedName(site: Site): string | null {
  const { node } = site;
  if (node.type !== 'NewExpression') return null;
  const names: string[] = [];
  let current: typeof node.callee = node.callee;
  while (current.type === 'MemberExpression' && current.property.type === 'Identifier' && !current.computed) {
    names.unshift(current.property.name);
    current = current.object;
  }
  if (current.type === 'Identifier') names.unshift(current.name);
  return names.length >= 3 ? names.slice(1).join('.') : null;
}
