/** Whether a call that meets a dead connection is repeated. */
import { KEYS, RETRY_KEYS } from './channel-options.js';
import { getPossibilities, type Channel, type Conditions, type NotKnown } from './channel.js';
import { getOptionSets } from './effective-options.js';
import type { ObjectValue, PropertyValue, Value } from './options/value.js';
import { getAlternatives, getKnownField } from './read-value.js';
import { readServiceConfig, type RetryGap, type ServiceConfigReading } from './service-config/index.js';
import type { Site } from './sites/site.js';
import { isAtLeast, SINCE } from './versions.js';

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
  /** The channel is built, and judged, in another place. */
  | { readonly kind: 'elsewhere' }
  | NotKnown;

/** Judges whether a call on this channel is repeated after it met a dead connection. All possibilities have to lack it. */
export function judgeRetry(channel: Channel, conditions: Conditions): RetryJudgement {
  const { site, carrier } = channel;
  if (site.kind === 'server') return { kind: 'retries' };
  if (site.channelFromElsewhere && carrier) {
    // The policy is the channel's, the interceptors are the client's.
    const { retryOutsideOptions } = site;
    return judgeRetry({ ...carrier, site: { ...carrier.site, retryOutsideOptions } }, conditions);
  }
  const possibilities = getPossibilities(channel, RETRY_KEYS);
  if (possibilities.kind !== 'known') return possibilities;
  const judgements = possibilities.sets.map((set) => judgeRetryOfSet(site, set, conditions));
  return judgements.reduce((told, next) => (told.kind === 'none' && next.kind !== 'none' ? next : told));
}

/** As {@link judgeRetry}, for one possibility. */
export function judgeRetryOfSet(site: Site, set: ObjectValue, conditions: Conditions): RetryJudgement {
  if (site.retryOutsideOptions === 'yes') return { kind: 'retries' };
  if (site.retryOutsideOptions === 'unknown') {
    return { kind: 'unknown', reason: 'an interceptor or middleware may retry', origin: null };
  }
  if (site.vocabulary === 'connect-node') return { kind: 'none', cause: { kind: 'connect' }, set };
  const config = readConfigOfSet(site, set, conditions);
  if (config.kind === 'unknown') return config;
  if (config.kind === 'absent') {
    const setting = set.properties.get(KEYS.enableRetries);
    if (!setting) return { kind: 'none', cause: { kind: 'unset' }, set };
    return { kind: 'none', cause: { kind: isOff(setting) ? 'disabled' : 'enabled-without-policy', setting }, set };
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
        cause: retry.gap ? { kind: 'ineffective', gap: retry.gap } : { kind: 'unset' },
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
  const needs = alsoCancelled ? SINCE.retries : SINCE.resetIsUnavailable;
  if (!isAtLeast(version, needs)) return { kind: 'none', cause: { kind: 'version', version, needs }, set };
  return { kind: 'retries' };
}

/** Only the number 0 switches retries off (retrying-call.ts:230). */
function isOff({ value }: PropertyValue): boolean {
  return value.kind === 'literal' && value.value === 0;
}

export type SetServiceConfig =
  { readonly kind: 'absent' } | NotKnown | { readonly kind: 'present'; readonly reading: ServiceConfigReading };

/** The service config of one possibility. */
export function readConfigOfSet(site: Site, set: ObjectValue, conditions: Conditions): SetServiceConfig {
  const field = getKnownField(set, KEYS.serviceConfig);
  if (field.kind !== 'present') return field;
  return { kind: 'present', reading: readConfig(field.value, site, conditions) };
}

const readings = new WeakMap<Value, Map<string, ServiceConfigReading>>();

/** One config often serves several channels, and several rules ask for each of them. */
function readConfig(value: Value, site: Site, { grpcJsVersion: version }: Conditions): ServiceConfigReading {
  const qualifiedName = getQualifiedName(site);
  const id = `${version} ${qualifiedName ?? ''}`;
  let known = readings.get(value);
  if (!known) readings.set(value, (known = new Map<string, ServiceConfigReading>()));
  let reading = known.get(id);
  if (!reading) known.set(id, (reading = readServiceConfig(value, { version, qualifiedName })));
  return reading;
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
    return getAlternatives(property.value).map((value) => ({ property, reading: readConfig(value, site, conditions) }));
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
