/** For which methods an element of `methodConfig` is (grpc-js resolving-load-balancer.ts:61). */
import type { ArrayValue, Data, ObjectValue, Origin } from '../options/value.js';
import { isAtLeast, SINCE } from '../versions.js';
import { findIgnoredKeys } from './ignored-keys.js';
import { getJsonElements, getJsonField, getPlace } from './json-field.js';
import { requirement, type ConfigProblem, type IgnoredProblem } from './problem.js';
import { NO_POLICY, type RetryGap, type RetryReading } from './retry.js';

export interface ServiceConfigContext {
  /** The grpc-js that will read it. */
  readonly version: string;
  /** `pkg.Service` as far as the code shows it (`new proto.pkg.Service`), for names that leave out the package. */
  readonly qualifiedName: string | null;
}

interface MethodName {
  readonly at: Origin;
  readonly service: string;
  readonly method: string;
}

/** The names of a whole service config: none may stand in it twice. */
export class NameReader {
  readonly #seen = new Set<string>();
  readonly #context: ServiceConfigContext;
  readonly #problems: ConfigProblem[];

  constructor(context: ServiceConfigContext, problems: ConfigProblem[]) {
    this.#context = context;
    this.#problems = problems;
  }

  /** Which methods the config is for. `retries` here means: for some, or all. */
  read(config: ObjectValue, path: string): RetryReading {
    const field = getJsonField(config, 'name');
    if (field.kind === 'unknown') return field;
    if (field.kind === 'absent') {
      this.#problems.push(requirement(config.origin, path, 'an array', null));
      return NO_POLICY;
    }
    if (field.value.kind !== 'array') {
      this.#problems.push(requirement(field.value.origin, path, 'an array', field.value));
      return NO_POLICY;
    }
    if (field.value.elements.length === 0 && field.value.complete) {
      const { property } = field;
      const problem: IgnoredProblem = { kind: 'no-names', at: getPlace(property, config), property };
      this.#problems.push(problem);
      return { kind: 'none', gap: { kind: 'ignored', problem } };
    }
    return this.#readList(field.value, path);
  }

  #readList(names: ArrayValue, path: string): RetryReading {
    let gap: RetryGap | null = null;
    let matches = false;
    // A name that cannot be seen may be the one that matches.
    let certain = names.complete;
    for (const [index, element] of getJsonElements(names).entries()) {
      const name = element && this.#readName(element, `${path}[${index}]`);
      if (!name) {
        certain = false;
        continue;
      }
      const full = `${name.service}/${name.method}`;
      if (this.#seen.has(full)) this.#problems.push({ kind: 'duplicate-name', ...name });
      this.#seen.add(full);
      if (this.#leavesOutPackage(name.service)) {
        gap = { kind: 'short-service-name', at: name.at, service: name.service };
      } else matches = true;
    }
    if (matches) return { kind: 'retries', alsoCancelled: false };
    return gap && certain ? { kind: 'none', gap } : { kind: 'unknown', reason: `${path} is not known` };
  }

  /** One element of `name`; `null` when it is wrong, or not known. A field that is not there is `''`. */
  #readName(element: Data, path: string): MethodName | null {
    const at = element.origin;
    if (element.kind === 'literal') this.#problems.push(requirement(element.origin, path, 'an object', element));
    if (element.kind !== 'object') return null;
    this.#problems.push(...findIgnoredKeys(element, ['service', 'method'], 'beside `name`, not in it'));
    const service = this.#readText(element, 'service', path);
    if (service === null) return null;
    if (service === '') {
      const method = getJsonField(element, 'method');
      if (method.kind === 'unknown') return null;
      if (method.kind === 'present') {
        this.#problems.push(requirement(element.origin, `${path}.service`, 'there when `method` is', null));
        return null;
      }
      if (!isAtLeast(this.#context.version, SINCE.matchAllName)) {
        this.#problems.push({ kind: 'match-all-too-new', at: element.origin });
      }
      return { at, service, method: '' };
    }
    const method = this.#readText(element, 'method', path);
    return method === null ? null : { at, service, method };
  }

  /** The text of a field, `''` when it is not there, `null` when it is not known, or no text: then it is reported. */
  #readText(element: ObjectValue, key: string, path: string): string | null {
    const field = getJsonField(element, key);
    if (field.kind === 'unknown') return null;
    if (field.kind === 'absent') return '';
    if (field.value.kind === 'literal' && typeof field.value.value === 'string') return field.value.value;
    this.#problems.push(requirement(field.value.origin, `${path}.${key}`, 'text', field.value));
    return null;
  }

  /** Names are compared with the path of the method, which has the package in it: `/pkg.Service/Method`. */
  #leavesOutPackage(service: string): boolean {
    const { qualifiedName } = this.#context;
    return qualifiedName !== null && service !== qualifiedName && qualifiedName.endsWith(`.${service}`);
  }
}
