/** What grpc-js demands of the fields of a service config; its constructor throws otherwise (service-config.ts, validation). */
import type { ObjectValue } from '../options/value.js';
import { getJsonField } from './json-field.js';
import { requirement, type ConfigProblem } from './problem.js';

/** A number of seconds, at most nine decimals, and `s` (service-config.ts:89). */
const DURATION = /^\d+(?:\.\d{1,9})?s$/;

interface Requirement {
  readonly must: string;
  readonly required: boolean;
  /** On what `JSON.parse` gives for the literal. */
  readonly accepts: (value: unknown) => boolean;
}

type Requirements = Readonly<Record<string, Requirement>>;

export const DURATION_REQUIREMENT = "text such as '0.1s' (seconds, then s)";
export const isDuration = (value: unknown): boolean => typeof value === 'string' && DURATION.test(value);
const isAttempts = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 2;

export const RETRY_POLICY: Requirements = {
  maxAttempts: { must: 'an integer of at least 2', required: true, accepts: isAttempts },
  initialBackoff: { must: DURATION_REQUIREMENT, required: true, accepts: isDuration },
  maxBackoff: { must: DURATION_REQUIREMENT, required: true, accepts: isDuration },
  backoffMultiplier: {
    must: 'a number greater than 0',
    required: true,
    accepts: (value) => typeof value === 'number' && value > 0,
  },
};

export const HEDGING_POLICY: Requirements = {
  maxAttempts: { must: 'an integer of at least 2', required: true, accepts: isAttempts },
  hedgingDelay: { must: DURATION_REQUIREMENT, required: false, accepts: isDuration },
};

export const METHOD_CONFIG: Requirements = {
  waitForReady: { must: 'true or false', required: false, accepts: (value) => typeof value === 'boolean' },
  maxRequestBytes: { must: 'a number', required: false, accepts: (value) => typeof value === 'number' },
  maxResponseBytes: { must: 'a number', required: false, accepts: (value) => typeof value === 'number' },
};

export const TIMEOUT: Requirements = {
  seconds: { must: 'a number', required: true, accepts: (value) => typeof value === 'number' },
  nanos: { must: 'a number', required: true, accepts: (value) => typeof value === 'number' },
};

export const SERVICE_CONFIG: Requirements = {
  loadBalancingPolicy: { must: 'text', required: false, accepts: (value) => typeof value === 'string' },
};

export const RETRY_THROTTLING: Requirements = {
  maxTokens: {
    must: 'a number greater than 0, up to 1000',
    required: true,
    accepts: (value) => typeof value === 'number' && value > 0 && value <= 1000,
  },
  tokenRatio: {
    must: 'a number greater than 0',
    required: true,
    accepts: (value) => typeof value === 'number' && value > 0,
  },
};

/** The fields that are missing, or are not what they must be. */
export function checkRequirements(object: ObjectValue, requirements: Requirements, path: string): ConfigProblem[] {
  const prefix = path === '' ? '' : `${path}.`;
  return Object.entries(requirements).flatMap(([key, { must, required, accepts }]) => {
    const field = getJsonField(object, key);
    if (field.kind === 'absent') return required ? [requirement(object.origin, `${prefix}${key}`, must, null)] : [];
    if (field.kind === 'unknown') return [];
    const { value } = field;
    const isRight = accepts(value.kind === 'literal' ? value.value : null);
    return isRight ? [] : [requirement(value.origin, `${prefix}${key}`, must, value)];
  });
}
