/** A channel as the rules see it: where it is built, what it may be built with, and under which conditions it is judged. */
import type { IdlePath } from '../core/idle.js';
import type { ServerKind } from '../core/settings.js';
import { KEYS } from './channel-options.js';
import { expandKeys, getOptionSets } from './effective-options.js';
import type { ObjectValue, Origin, Value } from './options/value.js';
import { getKnownField } from './read-value.js';
import type { Site } from './sites/site.js';
import { walk } from './sites/walk.js';
import { readClientIdle, type ClientIdle } from './timers.js';
import { isAtLeast, SINCE } from './versions.js';

/** What a verdict depends on besides the site. */
export interface Conditions {
  readonly path: IdlePath;
  readonly grpcJsVersion: string;
  /** What answers. */
  readonly server: ServerKind;
  /** It was configured to allow pings without calls. */
  readonly permitsIdlePings: boolean;
}

/** A channel as the rules see it: where it is built and what it is built with. */
export interface Channel {
  readonly site: Site;
  /** The value of the expression that holds the options; `null` when there is none. */
  readonly container: Value | null;
  /** The options themselves, at the end of the place's path; `null` when the code passes none. */
  readonly options: Value | null;
  /** The channel that was built elsewhere and carries the calls of this client, if it can be seen. */
  readonly carrier: Channel | null;
}

export interface NotKnown {
  readonly kind: 'unknown';
  readonly reason: string;
  readonly origin: Origin | null;
}

export type Possibilities =
  | { readonly kind: 'known'; readonly sets: readonly ObjectValue[] }
  /** Another place decides about this channel and it is judged there, or what is judged is not on its path. */
  | { readonly kind: 'elsewhere' }
  | NotKnown;

/**
 * Every set of options that the channel may be built with, each key of `keys` with one value. Verdicts are told only when they
 * hold for all of them: people change code for what is certain.
 */
export function getPossibilities({ site, options }: Channel, keys: readonly string[]): Possibilities {
  if (site.channelFromElsewhere || site.vocabulary === 'google-gax') return { kind: 'elsewhere' };
  if (site.options.kind === 'unknown') return { kind: 'unknown', reason: site.options.reason, origin: null };
  const sets = getOptionSets(site, options);
  if (sets.kind === 'unknown') return sets;
  const expanded: ObjectValue[] = [];
  for (const set of sets.sets) {
    const elsewhere = getElsewhere(set);
    if (elsewhere) return elsewhere;
    const alternatives = expandKeys(set, keys);
    if (!alternatives) return { kind: 'unknown', reason: 'too many possible values', origin: set.origin };
    expanded.push(...alternatives);
  }
  return { kind: 'known', sets: expanded };
}

/** Another channel is used, or a function decides: nothing can be said about this one. */
function getElsewhere(set: ObjectValue): { readonly kind: 'elsewhere' } | NotKnown | null {
  for (const key of [
    KEYS.channelOverride,
    KEYS.channelFactoryOverride,
    KEYS.callInvocationTransformer,
    'sessionManager',
  ]) {
    const property = set.properties.get(key);
    if (
      !property ||
      isUndefined(property.value) ||
      (key === KEYS.callInvocationTransformer && isNeutral(property.value))
    )
      continue;
    if (key === KEYS.channelOverride) return { kind: 'elsewhere' };
    return { kind: 'unknown', reason: `${key} decides about the channel`, origin: property.origin };
  }
  return null;
}

/** A `callInvocationTransformer` in sight that keeps the channel and the interceptors which it is given. */
function isNeutral(value: Value): boolean {
  if (value.kind !== 'function') return false;
  let neutral = true;
  walk(value.node, (node) => {
    if (node.type === 'Identifier' && /channel|interceptor|callOptions/i.test(node.name)) neutral = false;
    return neutral;
  });
  return neutral;
}

function isUndefined(value: Value): boolean {
  return value.kind === 'literal' && (value.value === undefined || value.value === null);
}

/** The timer that closes the channel of a site when nobody calls. The C core has none by default. */
export function readIdleOfSite(site: Site, set: ObjectValue, { grpcJsVersion }: Conditions): ClientIdle {
  const isCore = site.vocabulary === 'grpc';
  if (isCore && getKnownField(set, KEYS.clientIdleTimeout).kind === 'absent') {
    return { kind: 'unsupported', setting: null };
  }
  return readClientIdle(set, isCore || isAtLeast(grpcJsVersion, SINCE.clientIdleTimeout));
}
