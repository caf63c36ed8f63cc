/** JavaScript's operators over values that are one or several literals. */
import {
  type KnownValue,
  type Literal,
  type Origin,
  type Primitive,
  type Unknown,
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
 * unknown for the same reason; one that is not a literal, or a function that throws, for its own.
 */
export function mapLiterals(
  operands: readonly Value[],
  origin: Origin,
  compute: (...values: readonly Primitive[]) => Primitive,
): Value {
  let combinations: (readonly Literal[])[] = [[]];
  for (const operand of operands) {
    if (operand.kind === 'unknown') return { ...operand, origin };
    const alternatives = possibleValues(operand);
    const literals = alternatives.filter(isLiteral);
    if (literals.length < alternatives.length) return unknown('an operand that is not a literal', origin);
    combinations = combinations.flatMap((before) => literals.map((next) => [...before, next]));
    if (combinations.length > MAX_COMBINATIONS) return unknown('too many possible values', origin);
  }
  const results: Value[] = [];
  for (const combination of combinations) {
    let result: Primitive;
    try {
      result = compute(...combination.map(({ value }) => value));
    } catch {
      return unknown('the expression throws', origin);
    }
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

const BINARY: Readonly<Record<string, (a: never, b: never) => Primitive>> = {
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
export function binaryOperator(operator: string): ((a: Primitive, b: Primitive) => Primitive) | null {
  return (BINARY[operator] as ((a: Primitive, b: Primitive) => Primitive) | undefined) ?? null;
}

/** `!` is not here: it knows the truth of what is no literal, too. */
const UNARY: Readonly<Record<string, (a: never) => Primitive>> = {
  '-': (a) => -a,
  '+': (a) => +a,
  '~': (a) => ~a,
  typeof: (a) => typeof a,
  void: () => undefined,
};

export function unaryOperator(operator: string): ((a: Primitive) => Primitive) | null {
  return (UNARY[operator] as ((a: Primitive) => Primitive) | undefined) ?? null;
}

/** Whether a value counts as true in a condition; `null` when that is not known or differs between alternatives. */
export function truthiness(value: Value): boolean | null {
  const alternatives = possibleValues(value);
  if (!alternatives) return null;
  const isTrue = alternatives.some(isTruthy);
  return isTrue === alternatives.every(isTruthy) ? isTrue : null;
}

/** Whether a value counts as true in a condition. */
export function isTruthy(value: KnownValue): boolean {
  return value.kind !== 'literal' || Boolean(value.value);
}

/** Whether `??` goes on to its right side. */
export function isNullish(value: KnownValue): boolean {
  return value.kind === 'literal' && (value.value ?? null) === null;
}

/** Can the environment or a caller replace it? */
export function isOverridable(value: Value): boolean {
  return possibleValues(value)?.some((one) => one.kind === 'literal' && one.overridable === true) ?? false;
}

/**
 * The value as the default for something that the environment or a caller gives. Only literals: what replaces an object
 * may differ from it in every key, so that an object which somebody may replace is unknown.
 */
export function asDefault(value: Value, instead: Unknown): Value {
  return asOverridable(value) ?? instead;
}

/** The value as one that the environment or a caller may replace; `null` unless it is a literal, or one of several. */
export function asOverridable(value: Value): Value | null {
  const alternatives = possibleValues(value);
  if (!alternatives?.every(isLiteral)) return null;
  return join(
    alternatives.map((one) => ({ ...one, overridable: true })),
    value.origin,
  );
}

/** Does the environment or a caller decide this, so that a default beside it is what the code's author expects? */
export function isGiven(value: Value): value is Unknown & { readonly cause: 'outside' } {
  return value.kind === 'unknown' && value.cause === 'outside';
}
