/** JavaScript's operators over values that are one or several literals. */
import {
  type KnownValue,
  type Literal,
  type Origin,
  type Primitive,
  type Value,
  join,
  literal,
  possibleValues,
  unknown,
} from '../value.js';

/** A product of alternatives above this is not worth knowing. */
const MAX_COMBINATIONS = 64;

/**
 * Applies a function of literals to every combination of the operands' alternatives. An unknown operand makes the result
 * unknown for the same reason; one that is not a literal, or a function that throws or returns an object, for its own.
 */
export function mapLiterals(
  operands: readonly Value[],
  origin: Origin,
  compute: (...values: readonly Primitive[]) => unknown,
): Value {
  let combinations: (readonly Literal[])[] = [[]];
  for (const operand of operands) {
    const alternatives = possibleValues(operand);
    if (!alternatives)
      return operand.kind === 'unknown' ? { ...operand, origin } : unknown('other', 'no value', origin);
    const literals = alternatives.filter(isLiteral);
    if (literals.length < alternatives.length) return unknown('other', 'an operand that is not a literal', origin);
    combinations = combinations.flatMap((before) => literals.map((next) => [...before, next]));
    if (combinations.length > MAX_COMBINATIONS) return unknown('other', 'too many possible values', origin);
  }
  const results: Value[] = [];
  for (const combination of combinations) {
    let result: unknown;
    try {
      result = compute(...combination.map(({ value }) => value));
    } catch {
      return unknown('other', 'the expression throws', origin);
    }
    if (!isPrimitive(result)) return unknown('other', 'not a literal', origin);
    results.push(
      literal(
        result,
        origin,
        combination.some(({ overridable }) => overridable === true),
      ),
    );
  }
  return join(results, origin);
}

function isLiteral(value: KnownValue): value is Literal {
  return value.kind === 'literal';
}

function isPrimitive(value: unknown): value is Primitive {
  return value === null || ['string', 'number', 'boolean', 'bigint', 'undefined'].includes(typeof value);
}

const BINARY: Readonly<Record<string, (a: never, b: never) => unknown>> = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '%': (a: number, b: number) => a % b,
  '**': (a: number, b: number) => a ** b,
  '<<': (a: number, b: number) => a << b,
  '>>': (a: number, b: number) => a >> b,
  '>>>': (a: number, b: number) => a >>> b,
  '&': (a: number, b: number) => a & b,
  '|': (a: number, b: number) => a | b,
  '^': (a: number, b: number) => a ^ b,
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
  '===': (a: number, b: number) => a === b,
  '!==': (a: number, b: number) => a !== b,

  '==': (a: number, b: number) => a == b,

  '!=': (a: number, b: number) => a != b,
};

/** The binary operator's function, or `null` for `in` and `instanceof`, which want objects. */
export function binaryOperator(operator: string): ((a: Primitive, b: Primitive) => unknown) | null {
  return (BINARY[operator] as ((a: Primitive, b: Primitive) => unknown) | undefined) ?? null;
}

const UNARY: Readonly<Record<string, (a: never) => unknown>> = {
  '-': (a) => -a,
  '+': (a) => +a,
  '!': (a) => !a,
  '~': (a) => ~a,
  typeof: (a) => typeof a,
  void: () => undefined,
};

export function unaryOperator(operator: string): ((a: Primitive) => unknown) | null {
  return (UNARY[operator] as ((a: Primitive) => unknown) | undefined) ?? null;
}

/** Whether a value counts as true in a condition; `null` when that is not known or differs between alternatives. */
export function truthiness(value: Value): boolean | null {
  const alternatives = possibleValues(value);
  if (!alternatives) return null;
  const results = new Set(alternatives.map((one) => (one.kind === 'literal' ? Boolean(one.value) : true)));
  const [result] = results;
  return results.size === 1 && result !== undefined ? result : null;
}

/** Whether `??` goes on to its right side; `null` when that is not known or differs between alternatives. */
export function isNullish(value: Value): boolean | null {
  const alternatives = possibleValues(value);
  if (!alternatives) return null;
  const results = new Set(alternatives.map((one) => one.kind === 'literal' && (one.value ?? null) === null));
  const [result] = results;
  return results.size === 1 && result !== undefined ? result : null;
}

/** Can the environment or a caller replace it? */
export function isOverridable(value: Value): boolean {
  return possibleValues(value)?.some((one) => one.kind === 'literal' && one.overridable === true) ?? false;
}

/**
 * The value as the default for something that the environment or a caller gives. Only literals: what replaces an object
 * may differ from it in every key, so that an object which somebody may replace is unknown.
 */
export function asDefault(value: Value, instead: Value): Value {
  const alternatives = possibleValues(value);
  if (!alternatives?.every(isLiteral)) return instead.kind === 'unknown' ? instead : value;
  return join(
    alternatives.map((one) => ({ ...one, overridable: true })),
    value.origin,
  );
}

/** Does the environment or a caller decide this, so that a default beside it is what the code's author expects? */
export function isGivenFromOutside(value: Value): boolean {
  return value.kind === 'unknown' && (value.cause === 'environment' || value.cause === 'parameter');
}
