/** What may be wrong in a service config: what makes the constructor of the channel throw, and what grpc-js silently ignores. */
import type { KnownValue, Origin, PropertyValue, Value } from '../options/value.js';
import { isOpaque } from './json-field.js';

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

export function requirement(at: Origin, path: string, must: string, value: Value | null): ConfigProblem {
  return { kind: 'requirement', at, path, must, value };
}

/** A value that cannot be right. One whose content cannot be seen may be. */
export function refuse(value: KnownValue, path: string, must: string): readonly ConfigProblem[] {
  return isOpaque(value) ? [] : [requirement(value.origin, path, must, value)];
}
