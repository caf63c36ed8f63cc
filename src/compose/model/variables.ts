/** What can go wrong with a `${…}`, apart from the variable not being set. */
import { interpolate } from '../docker/interpolate.js';
import { textAt } from '../docker/place.js';
import type { Sourced, Stack, VariableUse } from '../docker/stack.js';

/**
 * Whether the expression asks for the variable to be set (`${V:?message}`) and Docker reads something else: it looks for `-`
 * before `?`, in the message too, and then yields what follows the hyphen.
 *
 * Source: docker/cli 28.2.2 cli/compose/template/template.go:35; https://github.com/docker/cli/issues/7313.
 */
export function isLostCheck({ text, operator }: VariableUse): boolean {
  return operator !== ':?' && operator !== '?' && /^\$\{\w+:?\?/.test(text);
}

/** The only expression of a value that consists of nothing else; null for any other value. */
export function getSoleExpression(stack: Stack, { span, variables }: Sourced<unknown>): VariableUse | null {
  const [use] = variables;
  const text = textAt(stack, span).replace(/^(["'])(.*)\1$/s, '$2');
  return use?.text === text.trim() ? use : null;
}

/** The expression with a default that also holds when the variable is set to nothing. */
export function withDefault({ name }: VariableUse, value: string): string {
  return `\${${name}:-${value}}`;
}

/**
 * Whether the variable is required and Docker does not insist: any later variable of the same text makes it forget the error.
 *
 * Source: docker/cli 28.2.2 cli/compose/template/template.go:90-105.
 */
export function isForgottenCheck(use: VariableUse, { variables }: Sourced<unknown>): boolean {
  return (use.operator === ':?' || use.operator === '?') && use !== variables.at(-1);
}

/** `$HOST-db`: without braces the operators count too, and the default runs to the end of the text. */
export function isUnbracedDefault({ text, operator }: Pick<VariableUse, 'text' | 'operator'>): boolean {
  return operator !== null && !text.startsWith('${');
}

/** The names of the variables that a text, as it is written, needs and has no default for. `$A-b` was not meant as one. */
export function findVariablesWithoutDefault(text: string): readonly string[] {
  const needed = interpolate(text, new Map()).expressions.filter(
    (use) => isUnbracedDefault(use) || use.operator === null || use.operator === ':?' || use.operator === '?',
  );
  return needed.map(({ name }) => name);
}
