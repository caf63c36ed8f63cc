/** Whether the policies of a service config repeat the call that meets a dead connection (grpc-js retrying-call.ts). */
import type { ArrayValue, Data, Origin, PropertyValue } from '../options/value.js';
import { getJsonField, getPlace } from './json-field.js';
import { requirement, type ConfigProblem, type IgnoredProblem } from './problem.js';
import { checkRequirements, HEDGING_POLICY, RETRY_POLICY, RETRY_THROTTLING } from './requirements.js';

/** Why a service config repeats no call after a reset. */
export type RetryGap =
  | { readonly kind: 'ignored'; readonly problem: IgnoredProblem }
  | { readonly kind: 'lacks-unavailable' | 'hedging-lacks-unavailable'; readonly at: Origin }
  | { readonly kind: 'short-service-name'; readonly at: Origin; readonly service: string }
  | { readonly kind: 'throttled'; readonly at: Origin; readonly maxTokens: number };

export type RetryReading =
  | { readonly kind: 'retries'; readonly alsoCancelled: boolean }
  /** `null`: there is no policy. */
  | { readonly kind: 'none'; readonly gap: RetryGap | null }
  | { readonly kind: 'throws' }
  | { readonly kind: 'unknown'; readonly reason: string };

export const NO_POLICY: RetryReading = { kind: 'none', gap: null };

/** A policy helps when it is for some method and repeats the call. */
export function join(names: RetryReading, policy: RetryReading): RetryReading {
  return names.kind === 'retries' ? policy : names;
}

/** The names of gRPC's status codes, in the order of their numbers (grpc-js constants.ts). */
const STATUS_NAMES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

/** Reads a `retryPolicy`; what is wrong in it goes to `problems`. */
export function readRetryPolicy(
  policy: Data,
  property: PropertyValue,
  path: string,
  problems: ConfigProblem[],
): RetryReading {
  if (policy.kind !== 'object') {
    problems.push(requirement(getPlace(property, policy), path, 'an object', policy));
    return NO_POLICY;
  }
  problems.push(...checkRequirements(policy, RETRY_POLICY, path));
  const codes = getJsonField(policy, 'retryableStatusCodes');
  const codesPath = `${path}.retryableStatusCodes`;
  const must = 'a list of status codes, such as UNAVAILABLE';
  if (codes.kind === 'unknown') return codes;
  if (codes.kind === 'absent') {
    problems.push(requirement(policy.origin, codesPath, must, null));
    return NO_POLICY;
  }
  if (codes.value.kind !== 'array' || (codes.value.elements.length === 0 && codes.value.complete)) {
    problems.push(requirement(codes.value.origin, codesPath, must, codes.value));
    return NO_POLICY;
  }
  return readStatusCodes(codes.value, codesPath, 'lacks-unavailable', problems);
}

/** Reads a `hedgingPolicy`; what is wrong in it goes to `problems`. */
export function readHedgingPolicy(
  policy: Data,
  property: PropertyValue,
  path: string,
  problems: ConfigProblem[],
): RetryReading {
  if (policy.kind !== 'object') {
    problems.push(requirement(policy.origin, path, 'an object', policy));
    return NO_POLICY;
  }
  problems.push(...checkRequirements(policy, HEDGING_POLICY, path));
  const codes = getJsonField(policy, 'nonFatalStatusCodes');
  if (codes.kind === 'unknown') return codes;
  if (codes.kind === 'absent' || codes.value.kind !== 'array') {
    return { kind: 'none', gap: { kind: 'hedging-lacks-unavailable', at: getPlace(property, policy) } };
  }
  return readStatusCodes(codes.value, `${path}.nonFatalStatusCodes`, 'hedging-lacks-unavailable', problems);
}

function readStatusCodes(
  codes: ArrayValue,
  path: string,
  gap: 'lacks-unavailable' | 'hedging-lacks-unavailable',
  problems: ConfigProblem[],
): RetryReading {
  const names = new Set<string>();
  let certain = codes.complete;
  for (const [index, element] of codes.elements.entries()) {
    if (element.kind !== 'literal' && element.kind !== 'object' && element.kind !== 'array') {
      certain = false;
      continue;
    }
    const name = element.kind === 'literal' ? getStatusName(element.value) : null;
    if (name) names.add(name);
    else problems.push(requirement(element.origin, `${path}[${index}]`, 'a status code of gRPC', element));
  }
  if (names.has('UNAVAILABLE')) return { kind: 'retries', alsoCancelled: names.has('CANCELLED') };
  return certain
    ? { kind: 'none', gap: { kind: gap, at: codes.origin } }
    : { kind: 'unknown', reason: `${path} is not known` };
}

/** The tokens that let no retry happen; `null` when they do. What is wrong goes to `problems`. */
export function readThrottling(throttling: Data, property: PropertyValue, problems: ConfigProblem[]): RetryGap | null {
  if (throttling.kind !== 'object') {
    problems.push(requirement(throttling.origin, 'retryThrottling', 'an object', throttling));
    return null;
  }
  problems.push(...checkRequirements(throttling, RETRY_THROTTLING, 'retryThrottling'));
  const field = getJsonField(throttling, 'maxTokens');
  if (field.kind !== 'present' || field.value.kind !== 'literal') return null;
  const maxTokens = field.value.value;
  // The failure takes one token, and a retry needs more than half of them (retrying-call.ts:69).
  if (typeof maxTokens !== 'number' || maxTokens - 1 > maxTokens / 2) return null;
  return { kind: 'throttled', at: getPlace(property, throttling), maxTokens };
}

function getStatusName(code: unknown): string | null {
  if (typeof code === 'number') return STATUS_NAMES[code] ?? null;
  const name = typeof code === 'string' ? code.toUpperCase() : '';
  return STATUS_NAMES.includes(name) ? name : null;
}
