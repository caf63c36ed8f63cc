/** Reads a service config from the text in `grpc.service_config`: what is wrong in it, and what it does for retries. */
import type { KnownValue, ObjectValue, Origin, Value } from '../options/value.js';
import { parseJsonText, type Field } from '../read-value.js';
import { CONFIG_KEYS, findIgnoredKeys, METHOD_CONFIG_KEYS } from './ignored-keys.js';
import { getJsonField, getPlace, isOpaque } from './json-field.js';
import { NameReader, type ServiceConfigContext } from './names.js';
import { refuse, requirement, throwsOn, type ConfigProblem } from './problem.js';
import {
  checkRequirements,
  DURATION_REQUIREMENT,
  isDuration,
  METHOD_CONFIG,
  SERVICE_CONFIG,
  TIMEOUT,
} from './requirements.js';
import {
  join,
  NO_POLICY,
  readHedgingPolicy,
  readRetryPolicy,
  readThrottling,
  type RetryGap,
  type RetryReading,
} from './retry.js';

export interface ServiceConfigReading {
  readonly problems: readonly ConfigProblem[];
  readonly retry: RetryReading;
  /** round_robin reconnects by itself and keeps its subchannels, so that a doubled ping interval stays doubled. */
  readonly roundRobin: boolean;
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
  if (!value.value) {
    // `process.env.SERVICE_CONFIG ?? ''`: the place for it is there, and its text is elsewhere.
    return nothing(
      value.overridable
        ? { kind: 'unknown', reason: 'the environment or a caller gives the service config' }
        : { kind: 'none', gap: { kind: 'no-policy' } },
    );
  }
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

class ConfigReader {
  readonly problems: ConfigProblem[] = [];
  readonly #names: NameReader;
  readonly #policies: RetryReading[] = [];
  #throttling: RetryGap | null = null;

  constructor(context: ServiceConfigContext) {
    this.#names = new NameReader(context, this.problems);
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
    this.problems.push(...findIgnoredKeys(config, CONFIG_KEYS, 'in an element of `methodConfig`'));
    this.problems.push(...checkRequirements(config, SERVICE_CONFIG, ''));
    this.#readMethodConfigs(config, getJsonField(config, 'methodConfig'));
    const throttling = getJsonField(config, 'retryThrottling');
    if (throttling.kind === 'present') {
      this.#throttling = readThrottling(throttling.value, throttling.property, this.problems);
    }
    this.#readLoadBalancing(config);
  }

  #readMethodConfigs(config: ObjectValue, field: Field<KnownValue>): void {
    if (field.kind === 'unknown') this.#policies.push(field);
    if (field.kind !== 'present') return;
    const { value, property } = field;
    if (value.kind !== 'array') {
      if (isOpaque(value)) this.#policies.push({ kind: 'unknown', reason: 'methodConfig is not known' });
      else this.problems.push({ kind: 'method-config-not-array', at: getPlace(property, config), property });
      return;
    }
    if (!value.complete) this.#policies.push({ kind: 'unknown', reason: 'a spread of unknown content' });
    for (const [index, element] of value.elements.entries()) {
      const path = `methodConfig[${index}]`;
      if (element.kind === 'object') this.#readMethodConfig(element, path);
      else if (element.kind === 'literal' || element.kind === 'array') {
        this.problems.push(requirement(element.origin, path, 'an object', element));
      } else this.#policies.push({ kind: 'unknown', reason: `${path} is not known` });
    }
  }

  #readMethodConfig(config: ObjectValue, path: string): void {
    this.problems.push(...findIgnoredKeys(config, METHOD_CONFIG_KEYS, null));
    this.problems.push(...checkRequirements(config, METHOD_CONFIG, path));
    this.#readTimeout(getJsonField(config, 'timeout'), `${path}.timeout`);
    const names = this.#names.read(config, `${path}.name`);
    const retry = getJsonField(config, 'retryPolicy');
    const hedging = getJsonField(config, 'hedgingPolicy');
    if (retry.kind === 'present' && hedging.kind === 'present') {
      this.problems.push({ kind: 'both-policies', at: getPlace(hedging.property, config) });
    } else if (retry.kind === 'present') {
      const policy = readRetryPolicy(retry.value, retry.property, `${path}.retryPolicy`, this.problems);
      this.#policies.push(join(names, policy));
    } else if (hedging.kind === 'present') {
      const policy = readHedgingPolicy(hedging.value, hedging.property, `${path}.hedgingPolicy`, this.problems);
      this.#policies.push(join(names, policy));
    } else if (retry.kind === 'unknown') this.#policies.push(retry);
    else if (hedging.kind === 'unknown') this.#policies.push(hedging);
  }

  #readTimeout(field: Field<KnownValue>, path: string): void {
    if (field.kind !== 'present') return;
    const { value } = field;
    if (value.kind === 'object') this.problems.push(...checkRequirements(value, TIMEOUT, path));
    else if (!(value.kind === 'literal' && isDuration(value.value))) {
      this.problems.push(...refuse(value, path, DURATION_REQUIREMENT));
    }
  }

  #readLoadBalancing(config: ObjectValue): void {
    const field = getJsonField(config, 'loadBalancingConfig');
    if (field.kind !== 'present') return;
    if (field.value.kind !== 'array') {
      this.problems.push(...refuse(field.value, 'loadBalancingConfig', 'an array'));
      return;
    }
    for (const [index, element] of field.value.elements.entries()) {
      if (element.kind === 'unknown' || element.kind === 'oneOf') continue;
      const isOnePolicy = element.kind === 'object' && (element.properties.size === 1 || !element.complete);
      if (isOnePolicy) continue;
      this.problems.push(...refuse(element, `loadBalancingConfig[${index}]`, 'an object with one policy'));
    }
  }
}

function usesRoundRobin(config: ObjectValue): boolean {
  const policy = getJsonField(config, 'loadBalancingPolicy');
  if (policy.kind === 'present' && policy.value.kind === 'literal' && policy.value.value === 'round_robin') return true;
  const list = getJsonField(config, 'loadBalancingConfig');
  if (list.kind !== 'present' || list.value.kind !== 'array') return false;
  const first = list.value.elements[0];
  return first?.kind === 'object' && first.properties.has('round_robin');
}
