/** Reads a service config from the text in `grpc.service_config`: what is wrong in it, and what it does for retries. */
import type { Data, ObjectValue, Origin, Value } from '../options/value.js';
import { parseJsonText, type Field } from '../read-value.js';
import { CONFIG_KEYS, findIgnoredKeys, METHOD_CONFIG_KEYS } from './ignored-keys.js';
import { getJsonElements, getJsonField, getPlace } from './json-field.js';
import { NameReader, type ServiceConfigContext } from './names.js';
import { getIgnored, requirement, type ConfigProblem, type IgnoredProblem } from './problem.js';
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
  if (value.kind === 'object' || value.kind === 'array') return failed({ kind: 'object', at: value.origin, value });
  if (value.kind === 'json') return readConfig(value.value, value.origin, context);
  if (value.kind !== 'literal') return nothing({ kind: 'unknown', reason: 'the service config is not known' });
  // `if (options['grpc.service_config'])`: an empty text, 0, false, null and undefined all mean "none".
  if (!value.value) {
    // `process.env.SERVICE_CONFIG ?? ''`: the place for it is there, and its text is elsewhere.
    return nothing(
      value.overridable
        ? { kind: 'unknown', reason: 'the environment or a caller gives the service config' }
        : NO_POLICY,
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
    const problem: IgnoredProblem = { kind: 'list', at: config.origin };
    return { problems: [problem], retry: { kind: 'none', gap: { kind: 'ignored', problem } }, roundRobin: false };
  }
  if (config.kind === 'literal') return failed(requirement(at, 'the service config', 'a JSON object', config));
  if (config.kind !== 'object') return nothing({ kind: 'unknown', reason: 'the service config is not known' });
  const reader = new ConfigReader(context);
  reader.readConfig(config);
  const ignored = getIgnored(reader.problems);
  return {
    problems: reader.problems,
    retry: ignored ? reader.getRetry(ignored) : { kind: 'throws' },
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
  getRetry([ignored]: readonly IgnoredProblem[]): RetryReading {
    const retries = this.#policies.find((policy) => policy.kind === 'retries');
    if (retries) return this.#throttling ? { kind: 'none', gap: this.#throttling } : retries;
    const unknown = this.#policies.find((policy) => policy.kind === 'unknown');
    if (unknown) return unknown;
    return (
      this.#policies.find((policy) => policy.kind === 'none' && policy.gap !== null) ??
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

  #readMethodConfigs(config: ObjectValue, field: Field<Data>): void {
    if (field.kind === 'unknown') this.#policies.push(field);
    if (field.kind !== 'present') return;
    const { value, property } = field;
    if (value.kind !== 'array') {
      this.problems.push({ kind: 'method-config-not-array', at: getPlace(property, config), property });
      return;
    }
    if (!value.complete) this.#policies.push({ kind: 'unknown', reason: 'a spread of unknown content' });
    for (const [index, element] of getJsonElements(value).entries()) {
      const path = `methodConfig[${index}]`;
      if (!element) this.#policies.push({ kind: 'unknown', reason: `${path} is not known` });
      else if (element.kind === 'object') this.#readMethodConfig(element, path);
      else this.problems.push(requirement(element.origin, path, 'an object', element));
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

  #readTimeout(field: Field<Data>, path: string): void {
    if (field.kind !== 'present') return;
    const { value } = field;
    if (value.kind === 'object') this.problems.push(...checkRequirements(value, TIMEOUT, path));
    else if (!(value.kind === 'literal' && isDuration(value.value))) {
      this.problems.push(requirement(value.origin, path, DURATION_REQUIREMENT, value));
    }
  }

  #readLoadBalancing(config: ObjectValue): void {
    const field = getJsonField(config, 'loadBalancingConfig');
    if (field.kind !== 'present') return;
    if (field.value.kind !== 'array') {
      this.problems.push(requirement(field.value.origin, 'loadBalancingConfig', 'an array', field.value));
      return;
    }
    for (const [index, element] of getJsonElements(field.value).entries()) {
      const isOnePolicy = element?.kind === 'object' && (element.properties.size === 1 || !element.complete);
      if (!element || isOnePolicy) continue;
      const path = `loadBalancingConfig[${index}]`;
      this.problems.push(requirement(element.origin, path, 'an object with one policy', element));
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
