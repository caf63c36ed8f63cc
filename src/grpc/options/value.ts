/**
 * What an expression evaluates to, as far as it can be known without running it.
 *
 * Three states: known (`literal`, `object`, `array`, `json`, `function`, `instance`), one of several (`oneOf`), and
 * `unknown`. Each remembers where it was written, because a message has to name that place and a fix may touch only text that
 * the linted file owns.
 */
import type { TSESTree } from '@typescript-eslint/utils';

/** Where a value was written. */
export interface Origin {
  /** Absolute path, or `null` for the linted file itself. Only values of the linted file may be edited. */
  readonly file: string | null;
  readonly node: TSESTree.Node;
}

export type Value = KnownValue | OneOf | Unknown;
export type KnownValue = Literal | ObjectValue | ArrayValue | Json | FunctionValue | Instance;

export interface Literal {
  readonly kind: 'literal';
  readonly value: string | number | boolean | bigint | null | undefined;
  readonly origin: Origin;
  /** The value is a default that the environment or a caller may replace: `env.X ?? 600_000`, `function f(ms = 600_000)`. */
  readonly overridable?: boolean;
}

export interface ObjectValue {
  readonly kind: 'object';
  /** In the order of evaluation; a later property has already replaced an earlier one of its name. */
  readonly properties: ReadonlyMap<string, PropertyValue>;
  /** False when an unknown spread or computed key may add properties. Those it may replace have become `unknown`. */
  readonly complete: boolean;
  readonly origin: Origin;
}

export interface PropertyValue {
  readonly value: Value;
  /** The `Property` node (or assignment) that wrote it. */
  readonly origin: Origin;
  readonly keyNode: TSESTree.Node;
}

export interface ArrayValue {
  readonly kind: 'array';
  readonly elements: readonly Value[];
  readonly complete: boolean;
  readonly origin: Origin;
}

/** `JSON.stringify(value)`, or a string literal that was parsed as JSON by the reader of the option. */
export interface Json {
  readonly kind: 'json';
  readonly value: Value;
  readonly origin: Origin;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly node: TSESTree.FunctionLike;
  readonly origin: Origin;
}

/** `new X(...)` or a call whose result is not a plain value. */
export interface Instance {
  readonly kind: 'instance';
  readonly node: TSESTree.NewExpression | TSESTree.CallExpression;
  readonly origin: Origin;
}

export interface OneOf {
  readonly kind: 'oneOf';
  readonly values: readonly KnownValue[];
  readonly origin: Origin;
}

export interface Unknown {
  readonly kind: 'unknown';
  /** Why, for people who ask for unknowns: "a parameter of the function", "imported from ./config, not found". */
  readonly reason: string;
  readonly origin: Origin;
}
