/**
 * The options that reach the channel: what a library makes of the object that the code gives it, one result for each
 * possibility, in the vocabulary of grpc-js (or of connect-node, which has its own).
 */
import {
  type ObjectValue,
  type Origin,
  type PropertyValue,
  type Unknown,
  type Value,
  unknown,
} from './options/value.js';
import { CORE_ONLY_OPTIONS, NEST_KEEPALIVE_KEYS } from './channel-options.js';
import { getAlternatives } from './read-value.js';
import type { Site } from './sites/site.js';

/** More combinations than this say nothing useful any more. */
const MAX_COMBINATIONS = 64;

/** One possibility each; `unknown` when at least one of them cannot be seen. */
export type OptionSets =
  { readonly kind: 'known'; readonly sets: readonly ObjectValue[] } | Pick<Unknown, 'kind' | 'reason' | 'origin'>;

/**
 * What the channel of a site is configured with.
 *
 * @param options - the value at the site's options place; `null` when nothing is there
 */
export function getOptionSets(site: Site, options: Value | null): OptionSets {
  const origin: Origin = { file: null, node: site.node };
  if (options === null) return { kind: 'known', sets: [withDefaults(site, emptyObject(origin))] };
  const sets: ObjectValue[] = [];
  for (const alternative of getAlternatives(options)) {
    const object = toObject(alternative);
    if (object.kind !== 'object') return object;
    for (const set of translate(site, object)) sets.push(withDefaults(site, set));
  }
  return { kind: 'known', sets };
}

/**
 * The sets in which each of `keys` has exactly one value: every combination of the alternatives.
 *
 * @returns `null` for too many combinations
 */
export function expandKeys(set: ObjectValue, keys: readonly string[]): readonly ObjectValue[] | null {
  let sets: ObjectValue[] = [set];
  for (const key of keys) {
    sets = sets.flatMap((current) => {
      const property = current.properties.get(key);
      if (property?.value.kind !== 'oneOf') return [current];
      return property.value.values.map((value) => ({
        ...current,
        properties: new Map(current.properties).set(key, { ...property, value }),
      }));
    });
    if (sets.length > MAX_COMBINATIONS) return null;
  }
  return sets;
}

function emptyObject(origin: Origin): ObjectValue {
  return { kind: 'object', properties: new Map(), complete: true, origin };
}

/** An options argument as an object: `undefined` and `null` mean none. */
function toObject(value: Value): ObjectValue | Pick<Unknown, 'kind' | 'reason' | 'origin'> {
  if (value.kind === 'object') return value;
  if (value.kind === 'literal' && (value.value ?? null) === null) return emptyObject(value.origin);
  const reason = value.kind === 'unknown' ? value.reason : 'the options are not a plain object';
  return { kind: 'unknown', reason, origin: value.origin };
}

function withDefaults(site: Site, set: ObjectValue): ObjectValue {
  const defaults = Object.entries(site.defaults).filter(([key]) => !set.properties.has(key));
  if (defaults.length === 0) return set;
  const properties = new Map(set.properties);
  const origin: Origin = { file: null, node: site.node };
  for (const [key, value] of defaults) {
    properties.set(key, { value: { kind: 'literal', value, origin }, origin, keyNode: site.node });
  }
  return { ...set, properties };
}

/** What reaches the channel of the options that a library was given. */
function translate({ vocabulary }: Site, options: ObjectValue): readonly ObjectValue[] {
  switch (vocabulary) {
    case 'nestjs':
      return mergeNestOptions(options);
    case 'google-gax':
      // google-gax 5.0.8 grpc.js:374-399
      return [
        { ...options, properties: new Map([...options.properties].filter(([key]) => /^grpc(?:-node)?\./.test(key))) },
      ];
    default:
      return [options];
  }
}

/**
 * NestJS: `{ ...channelOptions, ...keepalive }`, where keys of `keepalive` that it does not know are dropped
 * (nestjs/microservices 12.1.1 client-grpc.ts).
 */
function mergeNestOptions(options: ObjectValue): readonly ObjectValue[] {
  const channelOptions = getNested(options, 'channelOptions');
  const keepalive = getNested(options, 'keepalive');
  return channelOptions.flatMap((base) => keepalive.map((overlay) => overlayKeepalive(base, overlay, options.origin)));
}

/** The object under a key, one for each possibility; an incomplete one where it is not known. */
function getNested(options: ObjectValue, key: string): readonly ObjectValue[] {
  const property = options.properties.get(key);
  const opaque: ObjectValue = { ...emptyObject(options.origin), complete: false };
  if (!property) return [options.complete ? emptyObject(options.origin) : opaque];
  return getAlternatives(property.value).map((alternative) => {
    const object = toObject(alternative);
    return object.kind === 'object' ? object : opaque;
  });
}

function overlayKeepalive(base: ObjectValue, keepalive: ObjectValue, origin: Origin): ObjectValue {
  const properties = new Map<string, PropertyValue>(base.properties);
  for (const [nestKey, key] of NEST_KEEPALIVE_KEYS) {
    const property = keepalive.properties.get(nestKey);
    if (property) properties.set(key, property);
    // Nobody wrote the keys that grpc-js ignores: there is nothing to report at them.
    else if (!keepalive.complete && !CORE_ONLY_OPTIONS.has(key)) {
      const value: Value = unknown('options.keepalive is not known', origin);
      properties.set(key, { value, origin, keyNode: origin.node });
    }
  }
  return { kind: 'object', properties, complete: base.complete, origin: base.origin };
}
