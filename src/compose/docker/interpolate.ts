/**
 * `${…}` in one string, as docker/cli 28.2.2 reads it (`cli/compose/template/template.go`), its mistakes included: people
 * deploy with it, so what it does is what counts.
 */

/** The variables that are set. Whoever reads one asks for it by name: that is how a host knows what a result depends on. */
export type Environment = Pick<ReadonlyMap<string, string>, 'get'>;

export type Operator = ':-' | '-' | ':?' | '?';

/** A part of the result. A literal part stands in the source as it is; the others replace an expression or `$$`. */
export interface Segment {
  readonly text: string;
  /** Offsets in the source string. */
  readonly start: number;
  readonly end: number;
  readonly literal: boolean;
}

export interface Expression {
  readonly name: string;
  readonly operator: Operator | null;
  /** `${V:-600}`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What it yields; `null` means that it fails. */
  readonly whenUnset: string | null;
  readonly whenEmpty: string | null;
  readonly isSet: boolean;
}

/** Why Docker stops at a string. */
export type InterpolationError =
  /** `${V:?message}` and V is not set (or empty). */
  | {
      readonly kind: 'required';
      readonly name: string;
      readonly message: string;
      readonly start: number;
      readonly end: number;
    }
  /** A `$` that starts no expression. */
  | { readonly kind: 'malformed'; readonly start: number; readonly end: number };

export interface Interpolation {
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly expressions: readonly Expression[];
  /** An error that no later expression of the same string hid. */
  readonly error: InterpolationError | null;
  /** Errors that Docker forgot, because an expression follows in the same string (docker/cli#7313). */
  readonly forgottenErrors: readonly InterpolationError[];
}

/**
 * Operators are allowed without braces too, and their argument runs to the next `}` or the end. The last alternative, a
 * `$` alone, is an error.
 */
const PATTERN = /\$(?:(\$)|([_a-z][_a-z0-9]*(?::?[-?][^}]*)?)|\{([_a-z][_a-z0-9]*(?::?[-?][^}]*)?)\}|)/giu;

/** The same behind the last closing brace. Every open one would be searched for its end up to the end of the text. */
const PATTERN_WITHOUT_BRACES = /\$(?:(\$)|([_a-z][_a-z0-9]*(?::?[-?][^}]*)?)|)/giu;

function* findDollars(source: string): Iterable<RegExpExecArray> {
  const closed = source.lastIndexOf('}') + 1;
  yield* source.slice(0, closed).matchAll(PATTERN);
  const rest = new RegExp(PATTERN_WITHOUT_BRACES);
  rest.lastIndex = closed;
  yield* source.matchAll(rest);
}

/** Searched in this order in the whole expression: a hyphen in the message of `:?` makes it a default. */
const OPERATORS: readonly Operator[] = [':-', '-', ':?', '?'];

/** Replaces the expressions of a string. Never throws: an error is part of the result. */
export function interpolate(source: string, environment: Environment): Interpolation {
  const segments: Segment[] = [];
  const expressions: Expression[] = [];
  const errors: InterpolationError[] = [];
  let error: InterpolationError | null = null;
  let last = 0;
  for (const match of findDollars(source)) {
    const [text, escaped, named, braced] = match;
    const start = match.index;
    const end = start + text.length;
    if (start > last) segments.push({ text: source.slice(last, start), start: last, end: start, literal: true });
    last = end;
    if (escaped !== undefined) {
      segments.push({ text: '$', start, end, literal: false });
      continue;
    }
    const body = named ?? braced;
    if (body === undefined) {
      error = { kind: 'malformed', start, end };
      errors.push(error);
      segments.push({ text: '', start, end, literal: false });
      continue;
    }
    const evaluated = evaluate(body, environment);
    expressions.push({ ...evaluated.expression, text, start, end });
    error = evaluated.failure && { kind: 'required', ...evaluated.failure, start, end };
    if (error) errors.push(error);
    segments.push({ text: evaluated.text, start, end, literal: false });
  }
  if (last < source.length) segments.push({ text: source.slice(last), start: last, end: source.length, literal: true });
  const forgottenErrors = errors.filter((other) => other !== error);
  return { text: segments.map((segment) => segment.text).join(''), segments, expressions, error, forgottenErrors };
}

/** Whether a string has anything to replace: most have not. */
export function hasExpressions(source: string): boolean {
  return source.includes('$');
}

interface Evaluated {
  readonly text: string;
  readonly failure: { readonly name: string; readonly message: string } | null;
  readonly expression: Omit<Expression, 'text' | 'start' | 'end'>;
}

function evaluate(body: string, environment: Environment): Evaluated {
  const operator = OPERATORS.find((candidate) => body.includes(candidate)) ?? null;
  const [name, argument] = operator === null ? [body, ''] : cut(body, operator);
  const value = environment.get(name);
  const whenUnset = operator === ':?' || operator === '?' ? null : argument;
  const whenEmpty = operator === ':-' ? argument : operator === ':?' ? null : '';
  const text = value === undefined ? whenUnset : value === '' ? whenEmpty : value;
  return {
    text: text ?? '',
    failure: text === null ? { name, message: argument } : null,
    expression: { name, operator, whenUnset, whenEmpty, isSet: value !== undefined },
  };
}

function cut(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + separator.length)];
}
