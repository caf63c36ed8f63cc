/** What may be wrong in a service config: what makes the constructor of the channel throw, and what grpc-js silently ignores. */
import type { ArrayValue, Data, ObjectValue, Origin, PropertyValue } from '../options/value.js';

/** Something in a service config that does not do what it says. */
export type ConfigProblem =
  /** The constructor of the channel throws. */
  | { readonly kind: 'object'; readonly at: Origin; readonly value: ObjectValue | ArrayValue }
  | { readonly kind: 'invalid-json' | 'both-policies' | 'match-all-too-new'; readonly at: Origin }
  | {
      readonly kind: 'requirement';
      readonly at: Origin;
      readonly path: string;
      readonly must: string;
      readonly value: Data | null;
    }
  | { readonly kind: 'duplicate-name'; readonly at: Origin; readonly service: string; readonly method: string }
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

/** One that the channel is built with: grpc-js does not look at what is wrong. */
export type IgnoredProblem = Extract<
  ConfigProblem,
  { kind: 'list' | 'method-config-not-array' | 'no-names' | 'misplaced' | 'misspelt' }
>;

const IGNORED: Readonly<Record<IgnoredProblem['kind'], true>> = {
  list: true,
  'method-config-not-array': true,
  'no-names': true,
  misplaced: true,
  misspelt: true,
};

function isIgnored(problem: ConfigProblem): problem is IgnoredProblem {
  return problem.kind in IGNORED;
}

/** Whether the constructor throws because of it: then there is no channel, and nothing else to say about it. */
export function throwsOn(problem: ConfigProblem): boolean {
  return !isIgnored(problem);
}

/** All of them, when the constructor throws on none; else `null`. */
export function getIgnored(problems: readonly ConfigProblem[]): readonly IgnoredProblem[] | null {
  return problems.every(isIgnored) ? problems : null;
}

export function requirement(at: Origin, path: string, must: string, value: Data | null): ConfigProblem {
  return { kind: 'requirement', at, path, must, value };
}
