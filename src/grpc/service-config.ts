/**
 * What grpc-js makes of a service config: on what its constructor throws, what it silently ignores, and whether a call that
 * meets a dead connection is repeated.
 *
 * Source: grpc-js 1.14.7 service-config.ts (validation), resolving-load-balancer.ts:61 (names), retrying-call.ts (retries).
 * `tests/grpc/service-config.test.ts` builds a channel with every config that is said to throw, and with the others.
 */
import type { ArrayValue, KnownValue, ObjectValue, Origin, PropertyValue, Value } from './options/value.js';
import { getKnownField, parseJsonText, type Field } from './read-value.js';
import { isAtLeast, SINCE } from './versions.js';

/** Something in a service config that does not do what it says. */
export type ConfigProblem =
  /** The constructor of the channel throws. */
  | {
      readonly kind: 'object' | 'invalid-json' | 'both-policies' | 'match-all-too-new';
      readonly at: Origin;
    }
  | {
      readonly kind: 'requirement';
      readonly at: Origin;
      readonly path: string;
      readonly must: string;
      readonly value: Value | null;
    }
  | { readonly kind: 'duplicate-name'; readonly at: Origin; readonly name: string }
  /** grpc-js does not look at it, and says nothing. */
  | { readonly kind: 'list'; readonly at: Origin }
  | {
      readonly kind: 'method-config-not-array' | 'no-names';
      readonly at: Origin;
      readonly property: PropertyValue;
    }
  | { readonly kind: 'misplaced'; readonly at: Origin; readonly key: string; readonly place: string }
  | {
      readonly kind: 'misspelt';
      readonly at: Origin;
      readonly property: PropertyValue;
      readonly key: string;
      readonly meant: string;
    };

const THROWING: ReadonlySet<ConfigProblem['kind']> = new Set([
  'object',
  'invalid-json',
  'both-policies',
  'match-all-too-new',
  'requirement',
  'duplicate-name',
]);

/** Whether the constructor throws because of it: then there is no channel, and nothing else to say about it. */
export function throwsOn(problem: ConfigProblem): boolean {
  return THROWING.has(problem.kind);
}

/** Why a service config repeats no call after a reset. */
export type RetryGap =
  | { readonly kind: 'no-policy' }
  | { readonly kind: 'ignored'; readonly problem: ConfigProblem }
  | { readonly kind: 'lacks-unavailable' | 'hedging-lacks-unavailable'; readonly at: Origin }
  | { readonly kind: 'short-service-name'; readonly at: Origin; readonly service: string }
  | { readonly kind: 'throttled'; readonly at: Origin; readonly maxTokens: number };

export type RetryReading =
  | { readonly kind: 'retries'; readonly alsoCancelled: boolean }
  | { readonly kind: 'none'; readonly gap: RetryGap }
  | { readonly kind: 'throws' }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface ServiceConfigReading {
  readonly problems: readonly ConfigProblem[];
  readonly retry: RetryReading;
  /** round_robin reconnects by itself and keeps its subchannels, so that a doubled ping interval stays doubled. */
  readonly roundRobin: boolean;
}

export interface ServiceConfigContext {
  /** The grpc-js that will read it. */
  readonly version: string;
  /** `pkg.Service` as far as the code shows it (`new proto.pkg.Service`), for names that leave out the package. */
  readonly qualifiedName: string | null;
}

/**
 * Reads the value of `grpc.service_config`.
 *
 * @param value - exactly one possibility; a `oneOf` is read one by one by the caller
 */
export function readServiceConfig(value: Value, context: ServiceConfigContext): ServiceConfigReading {
  if (value.kind === 'object' || value.kind === 'array') return failed({ kind: 'object', at: value.origin });
  if (value.kind === 'json') return readConfig(value.value, value.origin, context);
  if (value.kind !== 'literal') return nothing({ kind: 'unknown', reason: 'the service config is not known' });
  // `if (options['grpc.service_config'])`: an empty text, 0, false, null and undefined all mean "none".
  if (!value.value) return nothing({ kind: 'none', gap: { kind: 'no-policy' } });
  const parsed = parseJsonText(value);
  return parsed ? readConfig(parsed, value.origin, context) : failed({ kind: 'invalid-json', at: value.origin });
}

function nothing(retry: RetryReading): ServiceConfigReading {
  return { problems: [], retry, roundRobin: false };
}

function failed(problem: ConfigProblem): ServiceConfigReading {
  return { problems: [problem], retry: { kind: 'throws' }, roundRobin: false };
}

function readConfig(config: Value, at: Origin, context: ServiceConfigContext): ServiceConfigReading {
  if (config.kind === 'array') {
    const problem: ConfigProblem = { kind: 'list', at: config.origin };
    return { problems: [problem], retry: { kind: 'none', gap: { kind: 'ignored', problem } }, roundRobin: false };
  }
  if (config.kind === 'literal') return failed(requirement(at, 'the service config', 'a JSON object', config));
  if (config.kind !== 'object') return nothing({ kind: 'unknown', reason: 'the service config is not known' });
  const reader = new ConfigReader(context);
  reader.readConfig(config);
  const thrown = reader.problems.some(throwsOn);
  return {
    problems: reader.problems,
    retry: thrown ? { kind: 'throws' } : reader.getRetry(),
    roundRobin: usesRoundRobin(config),
  };
}

function requirement(at: Origin, path: string, must: string, value: Value | null): ConfigProblem {
  return { kind: 'requirement', at, path, must, value };
}

/** A number of seconds, at most nine decimals, and `s` (service-config.ts:89). */
const DURATION = /^\d+(?:\.\d{1,9})?s$/;

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

interface Requirement {
  readonly must: string;
  readonly required: boolean;
  /** On what `JSON.parse` gives for the literal. */
  readonly accepts: (value: unknown) => boolean;
}

const DURATION_REQUIREMENT = "text such as '0.1s' (seconds, then s)";
const isDuration = (value: unknown): boolean => typeof value === 'string' && DURATION.test(value);
const isAttempts = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 2;

const RETRY_POLICY: Readonly<Record<string, Requirement>> = {
  maxAttempts: { must: 'an integer of at least 2', required: true, accepts: isAttempts },
  initialBackoff: { must: DURATION_REQUIREMENT, required: true, accepts: isDuration },
  maxBackoff: { must: DURATION_REQUIREMENT, required: true, accepts: isDuration },
  backoffMultiplier: {
    must: 'a number greater than 0',
    required: true,
    accepts: (value) => typeof value === 'number' && value > 0,
  },
};

const HEDGING_POLICY: Readonly<Record<string, Requirement>> = {
  maxAttempts: { must: 'an integer of at least 2', required: true, accepts: isAttempts },
  hedgingDelay: { must: DURATION_REQUIREMENT, required: false, accepts: isDuration },
};

const METHOD_CONFIG: Readonly<Record<string, Requirement>> = {
  waitForReady: { must: 'true or false', required: false, accepts: (value) => typeof value === 'boolean' },
  maxRequestBytes: { must: 'a number', required: false, accepts: (value) => typeof value === 'number' },
  maxResponseBytes: { must: 'a number', required: false, accepts: (value) => typeof value === 'number' },
};

const TIMEOUT: Readonly<Record<string, Requirement>> = {
  seconds: { must: 'a number', required: true, accepts: (value) => typeof value === 'number' },
  nanos: { must: 'a number', required: true, accepts: (value) => typeof value === 'number' },
};

const SERVICE_CONFIG: Readonly<Record<string, Requirement>> = {
  loadBalancingPolicy: { must: 'text', required: false, accepts: (value) => typeof value === 'string' },
};

const RETRY_THROTTLING: Readonly<Record<string, Requirement>> = {
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

/** What people write for a key of that level. Everything else that is unknown may be meant for another reader. */
const CONFIG_KEYS = ['methodConfig', 'retryThrottling', 'loadBalancingConfig', 'loadBalancingPolicy'];
const METHOD_CONFIG_KEYS = ['name', 'retryPolicy', 'hedgingPolicy', 'waitForReady', 'timeout'];
const POLICIES = ['retryPolicy', 'hedgingPolicy'];

class ConfigReader {
  readonly problems: ConfigProblem[] = [];
  readonly #context: ServiceConfigContext;
  readonly #policies: RetryReading[] = [];
  #throttling: RetryGap | null = null;

  constructor(context: ServiceConfigContext) {
    this.#context = context;
  }

  /** The best of what the method configs say. */
  getRetry(): RetryReading {
    const retries = this.#policies.find((policy) => policy.kind === 'retries');
    if (retries) return this.#throttling ? { kind: 'none', gap: this.#throttling } : retries;
    const unknown = this.#policies.find((policy) => policy.kind === 'unknown');
    if (unknown) return unknown;
    const ignored = this.problems[0];
    return (
      this.#policies.find((policy) => policy.kind === 'none' && policy.gap.kind !== 'no-policy') ??
      (ignored ? { kind: 'none', gap: { kind: 'ignored', problem: ignored } } : NO_POLICY)
    );
  }

  readConfig(config: ObjectValue): void {
    this.#checkKeys(config, CONFIG_KEYS, 'in an element of `methodConfig`');
    this.#checkRequirements(config, SERVICE_CONFIG, '');
    this.#readMethodConfigs(config, getJsonField(config, 'methodConfig'));
    const throttling = getJsonField(config, 'retryThrottling');
    if (throttling.kind === 'present') this.#readThrottling(throttling.value, throttling.property);
    this.#readLoadBalancing(config);
  }

  #readMethodConfigs(config: ObjectValue, field: Field<KnownValue>): void {
    if (field.kind === 'unknown') this.#policies.push(field);
    if (field.kind !== 'present') return;
    if (field.value.kind !== 'array') {
      if (isOpaque(field.value)) this.#policies.push({ kind: 'unknown', reason: 'methodConfig is not known' });
      else
        this.problems.push({
          kind: 'method-config-not-array',
          at: getPlace(field.property, config),
          property: field.property,
        });
      return;
    }
    if (!field.value.complete) this.#policies.push({ kind: 'unknown', reason: 'a spread of unknown content' });
    const seen = new Set<string>();
    for (const [index, element] of field.value.elements.entries()) {
      const path = `methodConfig[${index}]`;
      if (element.kind === 'object') this.#readMethodConfig(element, path, seen);
      else if (element.kind === 'literal' || element.kind === 'array') {
        this.problems.push(requirement(element.origin, path, 'an object', element));
      } else this.#policies.push({ kind: 'unknown', reason: `${path} is not known` });
    }
  }

  #readMethodConfig(config: ObjectValue, path: string, seen: Set<string>): void {
    this.#checkKeys(config, METHOD_CONFIG_KEYS, null);
    this.#checkRequirements(config, METHOD_CONFIG, path);
    this.#readTimeout(getJsonField(config, 'timeout'), `${path}.timeout`);
    const names = this.#readNames(config, path, seen);
    const retryPolicy = getJsonField(config, 'retryPolicy');
    const hedgingPolicy = getJsonField(config, 'hedgingPolicy');
    if (retryPolicy.kind === 'present' && hedgingPolicy.kind === 'present') {
      this.problems.push({ kind: 'both-policies', at: getPlace(hedgingPolicy.property, config) });
      return;
    }
    if (retryPolicy.kind === 'present') {
      this.#policies.push(
        join(names, this.#readRetryPolicy(retryPolicy.value, retryPolicy.property, `${path}.retryPolicy`)),
      );
    } else if (hedgingPolicy.kind === 'present') {
      this.#policies.push(join(names, this.#readHedgingPolicy(hedgingPolicy.value, hedgingPolicy.property, path)));
    } else if (retryPolicy.kind === 'unknown') this.#policies.push(retryPolicy);
  }

  /** Which methods the config is for. `retries` here means: for some, or all. */
  #readNames(config: ObjectValue, path: string, seen: Set<string>): RetryReading {
    const field = getJsonField(config, 'name');
    if (field.kind === 'unknown') return field;
    if (field.kind === 'absent') {
      this.problems.push(requirement(config.origin, `${path}.name`, 'an array', null));
      return NO_POLICY;
    }
    if (field.value.kind !== 'array') {
      if (isOpaque(field.value)) return { kind: 'unknown', reason: `${path}.name is not known` };
      this.problems.push(requirement(field.value.origin, `${path}.name`, 'an array', field.value));
      return NO_POLICY;
    }
    if (field.value.elements.length === 0 && field.value.complete) {
      const problem: ConfigProblem = {
        kind: 'no-names',
        at: getPlace(field.property, config),
        property: field.property,
      };
      this.problems.push(problem);
      return { kind: 'none', gap: { kind: 'ignored', problem } };
    }
    return this.#readNameList(field.value, path, seen);
  }

  #readNameList(names: ArrayValue, path: string, seen: Set<string>): RetryReading {
    let gap: RetryGap | null = null;
    let matches = false;
    for (const [index, element] of names.elements.entries()) {
      const name =
        element.kind === 'unknown' || element.kind === 'oneOf'
          ? null
          : this.#readName(element, `${path}.name[${index}]`);
      if (!name) continue;
      const full = `${name.service}/${name.method}`;
      if (seen.has(full)) this.problems.push({ kind: 'duplicate-name', at: element.origin, name: full });
      seen.add(full);
      if (this.#leavesOutPackage(name.service)) {
        gap = { kind: 'short-service-name', at: element.origin, service: name.service };
      } else matches = true;
    }
    if (matches) return { kind: 'retries', alsoCancelled: false };
    return gap && names.complete ? { kind: 'none', gap } : { kind: 'unknown', reason: `${path}.name is not known` };
  }

  /** One element of `name`; `null` when it is wrong, or not known. A field that is not there is `''`. */
  #readName(element: KnownValue, path: string): { readonly service: string; readonly method: string } | null {
    if (element.kind === 'literal') this.problems.push(requirement(element.origin, path, 'an object', element));
    if (element.kind !== 'object') return null;
    this.#checkKeys(element, ['service', 'method'], 'beside `name`, not in it');
    const [service, method] = [getJsonField(element, 'service'), getJsonField(element, 'method')];
    if (service.kind === 'unknown' || method.kind === 'unknown') return null;
    const serviceText = service.kind === 'absent' ? '' : getText(service.value);
    const methodText = method.kind === 'absent' ? '' : getText(method.value);
    if (service.kind === 'present' && serviceText === null) {
      return this.#refuse(service.value, `${path}.service`, 'text');
    }
    if (serviceText === '') {
      if (method.kind === 'present') {
        this.problems.push(requirement(element.origin, `${path}.service`, 'there when `method` is', null));
        return null;
      }
      if (!isAtLeast(this.#context.version, SINCE.matchAllName)) {
        this.problems.push({ kind: 'match-all-too-new', at: element.origin });
      }
    } else if (method.kind === 'present' && methodText === null) {
      return this.#refuse(method.value, `${path}.method`, 'text');
    }
    return { service: serviceText ?? '', method: methodText ?? '' };
  }

  /** Reports a value that cannot be right; one whose content cannot be seen may be. */
  #refuse(value: KnownValue, path: string, must: string): null {
    if (!isOpaque(value)) this.problems.push(requirement(value.origin, path, must, value));
    return null;
  }

  /** Names are compared with the path of the method, which has the package in it: `/pkg.Service/Method`. */
  #leavesOutPackage(service: string): boolean {
    const { qualifiedName } = this.#context;
    return qualifiedName !== null && service !== qualifiedName && qualifiedName.endsWith(`.${service}`);
  }

  #readRetryPolicy(policy: KnownValue, property: PropertyValue, path: string): RetryReading {
    if (isOpaque(policy)) return { kind: 'unknown', reason: `${path} is not known` };
    if (policy.kind !== 'object') {
      this.problems.push(requirement(getPlace(property, policy), path, 'an object', policy));
      return NO_POLICY;
    }
    this.#checkRequirements(policy, RETRY_POLICY, path);
    const codes = getJsonField(policy, 'retryableStatusCodes');
    const must = 'a list of status codes, such as UNAVAILABLE';
    if (codes.kind === 'unknown') return codes;
    if (codes.kind === 'absent') {
      this.problems.push(requirement(policy.origin, `${path}.retryableStatusCodes`, must, null));
      return NO_POLICY;
    }
    if (isOpaque(codes.value)) return { kind: 'unknown', reason: `${path}.retryableStatusCodes is not known` };
    if (codes.value.kind !== 'array' || (codes.value.elements.length === 0 && codes.value.complete)) {
      this.problems.push(requirement(codes.value.origin, `${path}.retryableStatusCodes`, must, codes.value));
      return NO_POLICY;
    }
    return this.#readStatusCodes(codes.value, `${path}.retryableStatusCodes`, 'lacks-unavailable');
  }

  #readHedgingPolicy(policy: KnownValue, property: PropertyValue, path: string): RetryReading {
    if (policy.kind !== 'object') {
      this.#refuse(policy, `${path}.hedgingPolicy`, 'an object');
      return { kind: 'unknown', reason: `${path}.hedgingPolicy is not known` };
    }
    this.#checkRequirements(policy, HEDGING_POLICY, `${path}.hedgingPolicy`);
    const codes = getJsonField(policy, 'nonFatalStatusCodes');
    if (codes.kind === 'unknown') return codes;
    if (codes.kind === 'absent' || codes.value.kind !== 'array') {
      return { kind: 'none', gap: { kind: 'hedging-lacks-unavailable', at: getPlace(property, policy) } };
    }
    return this.#readStatusCodes(codes.value, `${path}.hedgingPolicy.nonFatalStatusCodes`, 'hedging-lacks-unavailable');
  }

  #readStatusCodes(
    codes: ArrayValue,
    path: string,
    gap: 'lacks-unavailable' | 'hedging-lacks-unavailable',
  ): RetryReading {
    const names = new Set<string>();
    let certain = codes.complete;
    for (const [index, element] of codes.elements.entries()) {
      if (element.kind !== 'literal') {
        certain = false;
        continue;
      }
      const name = getStatusName(element.value);
      if (name) names.add(name);
      else this.problems.push(requirement(element.origin, `${path}[${index}]`, 'a status code of gRPC', element));
    }
    if (names.has('UNAVAILABLE')) return { kind: 'retries', alsoCancelled: names.has('CANCELLED') };
    return certain
      ? { kind: 'none', gap: { kind: gap, at: codes.origin } }
      : { kind: 'unknown', reason: `${path} is not known` };
  }

  #readTimeout(field: Field<KnownValue>, path: string): void {
    if (field.kind !== 'present' || isOpaque(field.value)) return;
    if (field.value.kind === 'object') this.#checkRequirements(field.value, TIMEOUT, path);
    else if (!isDuration(field.value.kind === 'literal' ? field.value.value : null)) {
      this.problems.push(requirement(field.value.origin, path, DURATION_REQUIREMENT, field.value));
    }
  }

  #readThrottling(throttling: KnownValue, property: PropertyValue): void {
    if (throttling.kind !== 'object') {
      this.#refuse(throttling, 'retryThrottling', 'an object');
      return;
    }
    this.#checkRequirements(throttling, RETRY_THROTTLING, 'retryThrottling');
    const field = getJsonField(throttling, 'maxTokens');
    if (field.kind !== 'present' || field.value.kind !== 'literal') return;
    const maxTokens = field.value.value;
    // The failure takes one token, and a retry needs more than half of them (retrying-call.ts:69).
    if (typeof maxTokens === 'number' && maxTokens - 1 <= maxTokens / 2) {
      this.#throttling = { kind: 'throttled', at: getPlace(property, throttling), maxTokens };
    }
  }

  #readLoadBalancing(config: ObjectValue): void {
    const field = getJsonField(config, 'loadBalancingConfig');
    if (field.kind !== 'present') return;
    if (field.value.kind !== 'array') {
      this.#refuse(field.value, 'loadBalancingConfig', 'an array');
      return;
    }
    for (const [index, element] of field.value.elements.entries()) {
      if (element.kind === 'unknown' || element.kind === 'oneOf') continue;
      const isOnePolicy = element.kind === 'object' && (element.properties.size === 1 || !element.complete);
      if (!isOnePolicy) this.#refuse(element, `loadBalancingConfig[${index}]`, 'an object with one policy');
    }
  }

  #checkRequirements(object: ObjectValue, requirements: Readonly<Record<string, Requirement>>, path: string): void {
    const prefix = path === '' ? '' : `${path}.`;
    for (const [key, { must, required, accepts }] of Object.entries(requirements)) {
      const field = getJsonField(object, key);
      if (field.kind === 'absent' && required) {
        this.problems.push(requirement(object.origin, `${prefix}${key}`, must, null));
      }
      if (field.kind !== 'present' || isOpaque(field.value)) continue;
      const { value } = field;
      if (!accepts(value.kind === 'literal' ? value.value : null)) {
        this.problems.push(requirement(value.origin, `${prefix}${key}`, must, value));
      }
    }
  }

  /** Reports keys that are near a known one, and policies on a level where nobody looks for them. */
  #checkKeys(object: ObjectValue, known: readonly string[], placeOfPolicies: string | null): void {
    for (const [key, property] of object.properties) {
      if (known.includes(key)) continue;
      const at = getPlace(property, object);
      const meant = getMeant(key, [...known, ...POLICIES]);
      if (!meant) continue;
      if (POLICIES.includes(meant) && placeOfPolicies) {
        this.problems.push({ kind: 'misplaced', at, key, place: placeOfPolicies });
      } else if (!object.properties.has(meant)) {
        this.problems.push({ kind: 'misspelt', at, property, key, meant });
      }
    }
  }
}

const NO_POLICY: RetryReading = { kind: 'none', gap: { kind: 'no-policy' } };

/** A policy helps when it is for some method and repeats the call. */
function join(names: RetryReading, policy: RetryReading): RetryReading {
  return names.kind === 'retries' ? policy : names;
}

/** As `JSON.stringify` writes it: without properties that are `undefined`. */
function getJsonField(object: ObjectValue, key: string): Field<KnownValue> {
  const field = getKnownField(object, key);
  const dropped = field.kind === 'present' && field.value.kind === 'literal' && field.value.value === undefined;
  return dropped ? { kind: 'absent' } : field;
}

/** A value whose content cannot be seen. */
function isOpaque(value: KnownValue): boolean {
  return value.kind === 'instance' || value.kind === 'function' || value.kind === 'json';
}

function getText(value: Value): string | null {
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : null;
}

function getStatusName(code: unknown): string | null {
  if (typeof code === 'number') return STATUS_NAMES[code] ?? null;
  const name = typeof code === 'string' ? code.toUpperCase() : '';
  return STATUS_NAMES.includes(name) ? name : null;
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

function getPlace(property: PropertyValue, container: Value): Origin {
  return { file: property.origin.file ?? container.origin.file, node: property.keyNode };
}

function usesRoundRobin(config: ObjectValue): boolean {
  const policy = getJsonField(config, 'loadBalancingPolicy');
  if (policy.kind === 'present' && policy.value.kind === 'literal' && policy.value.value === 'round_robin') return true;
  const list = getJsonField(config, 'loadBalancingConfig');
  if (list.kind !== 'present' || list.value.kind !== 'array') return false;
  const first = list.value.elements[0];
  return first?.kind === 'object' && first.properties.has('round_robin');
}
