/** What can go wrong with a `${…}`, apart from the variable not being set. */
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
  return (use.operator === ':?' || use.operator === '?') && variables.indexOf(use) < variables.length - 1;
}

/** `$HOST-db`: without braces the operators count too, and the default runs to the end of the text. */
export function isUnbracedDefault({ text, operator }: VariableUse): boolean {
  return operator !== null && !text.startsWith('${');
}

/** The names of every `$NAME` and `${NAME}` without a default in a text as it is written. `$$` is a dollar sign. */
export function findVariablesWithoutDefault(text: string): readonly string[] {
  const uses = /(?<!\$)(?:\$\$)*\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?\?[^}]*)?\})/g;
  return [...text.matchAll(uses)].map(([, plain, braced = '']) => plain ?? braced);
}
