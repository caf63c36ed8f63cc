/**
 * Options that do nothing, or something else than they say. Each problem belongs to one property; what it means for the channel
 * as a whole is the business of `verdict.ts`.
 */
import {
  CHANNEL_OPTIONS,
  CONNECT_OPTIONS,
  CORE_ONLY_OPTIONS,
  getNearestOption,
  KEYS,
  MAX_TIMER_MS,
  NEST_KEEPALIVE_KEYS,
  type ChannelOption,
} from './channel-options.js';
import { getOptionSets } from './effective-options.js';
import type { Literal, ObjectValue, PropertyValue, Value } from './options/value.js';
import { getAlternatives } from './read-value.js';
import type { Channel, Conditions } from './channel.js';
import { isAtLeast } from './versions.js';

interface Problem {
  readonly key: string;
  readonly property: PropertyValue;
}

interface ValueProblem extends Problem {
  readonly value: Literal;
}

export type OptionProblem =
  /** The key is nobody's; `rename` when that name is free. */
  | (Problem & { readonly kind: 'misspelt'; readonly meant: string; readonly rename: boolean })
  /** An object whose content belongs one level up. */
  | (Problem & { readonly kind: 'nested' })
  | (Problem & { readonly kind: 'core-only'; readonly instead: string | null })
  | (Problem & { readonly kind: 'server-only' | 'client-only' })
  | (Problem & { readonly kind: 'not-in-version'; readonly needs: string })
  /** A key of the library at a level where it is not read. */
  | (Problem & { readonly kind: 'wrong-place'; readonly place: string })
  /** A key of grpc-js given to connect-node. */
  | (Problem & { readonly kind: 'foreign' })
  | (Problem & { readonly kind: 'without-pings' })
  | (Problem & { readonly kind: 'interceptors-on-channel' })
  /** The constructor throws. */
  | (Problem & { readonly kind: 'interceptors-twice' })
  | (Problem & { readonly kind: 'beside-override' })
  /** A switch that is the opposite of what its value says; `wanted` is the number that says it. */
  | (ValueProblem & { readonly kind: 'switch-off' | 'switch-on'; readonly wanted: number | null })
  | (ValueProblem & { readonly kind: 'not-a-number' | 'more-than-a-timer' | 'below-minimum' | 'timeout-undefined' })
  | (ValueProblem & { readonly kind: 'seconds'; readonly milliseconds: number });

/** Options that a bare name such as `keepaliveTimeMs` certainly means. Other bare names may be meant for a wrapper. */
const NAMES_WITHOUT_PREFIX = new Set<string>([
  KEYS.keepaliveTime,
  KEYS.keepaliveTimeout,
  KEYS.permitWithoutCalls,
  KEYS.clientIdleTimeout,
]);

/** Below these, in ms, a value was meant in seconds: nobody pings several times a second, or waits less for an answer. */
const SUSPICIOUS_BELOW_MS: Readonly<Record<string, number>> = {
  [KEYS.keepaliveTime]: 1000,
  [KEYS.keepaliveTimeout]: 100,
  [KEYS.maxConnectionIdle]: 1000,
  [CONNECT_OPTIONS.pingInterval]: 1000,
  [CONNECT_OPTIONS.pingTimeout]: 100,
  [CONNECT_OPTIONS.idleConnectionTimeout]: 1000,
};

/** Every problem of a channel's options. Unknown parts are left out; what is known is wrong whatever they are. */
export function findOptionProblems(channel: Channel, conditions: Conditions): OptionProblem[] {
  const { site, options } = channel;
  if (!options || site.options.kind !== 'expression') return [];
  const sets = getOptionSets(site, options);
  if (sets.kind === 'unknown') return [];
  switch (site.vocabulary) {
    case 'nestjs':
      return [
        ...getAlternatives(options).flatMap((object) =>
          object.kind === 'object' ? Array.from(findNestProblems(object)) : [],
        ),
        ...sets.sets.flatMap((set) => [...findKeyProblems(channel, set, conditions), ...findValueProblems(set)]),
      ];
    case 'connect-node':
      return sets.sets.flatMap((set) => [...findConnectProblems(set), ...findValueProblems(set)]);
    case 'grpc':
      return sets.sets.flatMap((set) => Array.from(findMisspelt(set)));
    case 'grpc-js':
    case 'google-gax':
      return sets.sets.flatMap((set) => [
        ...findKeyProblems(channel, set, conditions),
        ...findIgnoredTogether(channel, set),
        ...findValueProblems(set),
      ]);
  }
}

function* findMisspelt(set: ObjectValue): Generator<OptionProblem> {
  for (const [key, property] of set.properties) {
    const meant = isKnownKey(key) ? null : getMeantOption(key);
    if (meant) yield { kind: 'misspelt', key, property, meant, rename: !set.properties.has(meant) };
  }
}

function isKnownKey(key: string): boolean {
  return CHANNEL_OPTIONS.has(key) || CORE_ONLY_OPTIONS.has(key);
}

function getMeantOption(key: string): string | null {
  const meant = getNearestOption(key);
  return meant && (/^grpc[._-]/.test(key) || NAMES_WITHOUT_PREFIX.has(meant)) ? meant : null;
}

function* findKeyProblems(channel: Channel, set: ObjectValue, { grpcJsVersion }: Conditions): Generator<OptionProblem> {
  const isServer = channel.site.kind === 'server';
  yield* findMisspelt(set);
  for (const [key, property] of set.properties) {
    const instead = CORE_ONLY_OPTIONS.get(key);
    if (instead !== undefined) yield { kind: 'core-only', key, property, instead };
    if (hasChannelOptions(property.value) && !isKnownKey(key)) yield { kind: 'nested', key, property };
    const option = CHANNEL_OPTIONS.get(key);
    if (!option || property.origin.node === channel.site.node) continue;
    if (option.side === 'server' && !isServer) yield { kind: 'server-only', key, property };
    else if (option.side === 'client' && isServer) yield { kind: 'client-only', key, property };
    else if (option.since && !isAtLeast(grpcJsVersion, option.since)) {
      yield { kind: 'not-in-version', key, property, needs: option.since };
    }
  }
}

function hasChannelOptions(value: Value): boolean {
  return value.kind === 'object' && [...value.properties.keys()].some((key) => CHANNEL_OPTIONS.has(key));
}

/** Options that are right by themselves and ignored because of another one. */
function* findIgnoredTogether({ site }: Channel, set: ObjectValue): Generator<OptionProblem> {
  const override = set.properties.get(KEYS.channelOverride);
  const interceptors = set.properties.get('interceptors');
  const providers = set.properties.get('interceptor_providers');
  if (override && override.value.kind !== 'literal') {
    for (const [key, property] of set.properties) {
      if (CHANNEL_OPTIONS.has(key)) yield { kind: 'beside-override', key, property };
    }
  }
  if (site.kind === 'channel') {
    for (const [key, property] of [
      ['interceptors', interceptors],
      ['interceptor_providers', providers],
    ] as const) {
      if (property) yield { kind: 'interceptors-on-channel', key, property };
    }
  } else if (interceptors && providers && isNonEmptyArray(interceptors.value) && isNonEmptyArray(providers.value)) {
    yield { kind: 'interceptors-twice', key: 'interceptor_providers', property: providers };
  }
}

function isNonEmptyArray(value: Value): boolean {
  return value.kind === 'array' && value.elements.length > 0;
}

/** NestJS reads channel options in `channelOptions`, and a few keys of its own in `keepalive`. */
function* findNestProblems(options: ObjectValue): Generator<OptionProblem> {
  for (const [key, property] of options.properties) {
    if (CHANNEL_OPTIONS.has(key)) yield { kind: 'wrong-place', key, property, place: 'channelOptions' };
    else if (NEST_KEEPALIVE_KEYS.has(key)) yield { kind: 'wrong-place', key, property, place: 'keepalive' };
  }
  for (const keepalive of getAlternatives(options.properties.get('keepalive')?.value ?? options)) {
    if (keepalive.kind !== 'object' || keepalive === options) continue;
    for (const [key, property] of keepalive.properties) {
      if (NEST_KEEPALIVE_KEYS.has(key)) continue;
      const meant = getNearestOption(key, NEST_KEEPALIVE_KEYS.keys());
      if (CHANNEL_OPTIONS.has(key)) yield { kind: 'wrong-place', key, property, place: 'channelOptions' };
      else if (meant) yield { kind: 'misspelt', key, property, meant, rename: !keepalive.properties.has(meant) };
    }
  }
}

function* findConnectProblems(set: ObjectValue): Generator<OptionProblem> {
  const known: readonly string[] = Object.values(CONNECT_OPTIONS);
  const pings = set.properties.get(CONNECT_OPTIONS.pingInterval);
  for (const [key, property] of set.properties) {
    if (/^grpc(?:-node)?\./.test(key)) yield { kind: 'foreign', key, property };
    else if (known.includes(key)) {
      const needsPings = key === CONNECT_OPTIONS.pingIdleConnection;
      if (needsPings && !pings && set.complete) yield { kind: 'without-pings', key, property };
    } else {
      const meant = getNearestOption(key, known);
      if (meant) yield { kind: 'misspelt', key, property, meant, rename: !set.properties.has(meant) };
    }
  }
}

function* findValueProblems(set: ObjectValue): Generator<OptionProblem> {
  for (const [key, property] of set.properties) {
    const { value } = property;
    if (value.kind !== 'literal') continue;
    const option = CHANNEL_OPTIONS.get(key);
    const problem = option?.reading
      ? findSwitchProblem(option, value.value)
      : option?.unit === 'milliseconds' || key in SUSPICIOUS_BELOW_MS
        ? findTimeProblem(key, value.value)
        : null;
    if (problem) yield { ...problem, key, property, value };
  }
}

type Finding =
  | { readonly kind: 'switch-off' | 'switch-on'; readonly wanted: number | null }
  | { readonly kind: 'not-a-number' | 'more-than-a-timer' | 'below-minimum' | 'timeout-undefined' }
  | { readonly kind: 'seconds'; readonly milliseconds: number };

/** A boolean or text says one thing and is read as the other. A number is taken at its word, except where only 1 is on. */
function findSwitchProblem(option: ChannelOption, value: unknown): Finding | null {
  const saysOn = value === true || value === '1' || value === 'true';
  const saysOff = value === false || value === '0' || value === 'false';
  if (option.reading === 'on-is-1') {
    if (saysOn) return { kind: 'switch-off', wanted: 1 };
    return typeof value === 'number' && value !== 0 && value !== 1 ? { kind: 'switch-off', wanted: null } : null;
  }
  return saysOff ? { kind: 'switch-on', wanted: 0 } : null;
}

function findTimeProblem(key: string, value: unknown): Finding | null {
  if (value === undefined || value === null) {
    return key === KEYS.keepaliveTimeout && value === undefined ? { kind: 'timeout-undefined' } : null;
  }
  const milliseconds = Number(value);
  if (Number.isNaN(milliseconds)) return { kind: 'not-a-number' };
  if (key === KEYS.clientIdleTimeout) {
    if (milliseconds > MAX_TIMER_MS) return { kind: 'more-than-a-timer' };
    return milliseconds < 1000 ? { kind: 'below-minimum' } : null;
  }
  const suspicious = SUSPICIOUS_BELOW_MS[key];
  return suspicious !== undefined && milliseconds > 0 && milliseconds < suspicious
    ? { kind: 'seconds', milliseconds }
    : null;
}
