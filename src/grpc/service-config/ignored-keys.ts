/** Keys that grpc-js does not look at: misspelt ones, and policies on a level where nobody looks for them. */
import type { ObjectValue } from '../options/value.js';
import { getPlace } from './json-field.js';
import type { ConfigProblem } from './problem.js';

/** What people write for a key of that level. Everything else that is unknown may be meant for another reader. */
export const CONFIG_KEYS = ['methodConfig', 'retryThrottling', 'loadBalancingConfig', 'loadBalancingPolicy'];
export const METHOD_CONFIG_KEYS = ['name', 'retryPolicy', 'hedgingPolicy', 'waitForReady', 'timeout'];
const POLICIES = ['retryPolicy', 'hedgingPolicy'];

/**
 * The keys of an object that are near a known one.
 *
 * @param placeOfPolicies - where a policy belongs that is found here; `null` where it is right
 */
export function findIgnoredKeys(
  object: ObjectValue,
  known: readonly string[],
  placeOfPolicies: string | null,
): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  for (const [key, property] of object.properties) {
    if (known.includes(key)) continue;
    const at = getPlace(property, object);
    const meant = getMeant(key, [...known, ...POLICIES]);
    if (!meant) continue;
    if (POLICIES.includes(meant) && placeOfPolicies) {
      problems.push({ kind: 'misplaced', at, key, place: placeOfPolicies });
    } else if (!object.properties.has(meant)) {
      problems.push({ kind: 'misspelt', at, property, key, meant });
    }
  }
  return problems;
}

/** The same letters without separators, case and a plural s. */
function getMeant(key: string, known: readonly string[]): string | null {
  const normalize = (text: string): string =>
    text
      .replace(/[^a-z\d]/gi, '')
      .toLowerCase()
      .replace(/(?:ie)?s$/, '')
      .replace(/y$/, '');
  return known.find((candidate) => normalize(candidate) === normalize(key)) ?? null;
}
