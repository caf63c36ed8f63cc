/** Messages are templates in the catalog, `{{name}}` for values, as in ESLint. */

/** The names of the placeholders of a template. */
export type Placeholder<Template extends string> = Template extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

/** A value for each placeholder of the template, no more and no less. */
export type MessageData<Template extends string> = Readonly<Record<Placeholder<Template>, string>>;

/** The template with its values in place. A placeholder without a value stays as it is. */
export function fillMessage(template: string, data: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => data[name] ?? placeholder);
}

/** The names of the placeholders of a template, each once. */
export function getPlaceholders(template: string): readonly string[] {
  return [...new Set([...template.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name))];
}

/** Names in running text: `a`, `a and b`, `a, b and c`; from the fifth on they are counted. */
export function listNames(names: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  const quoted = names.map((name) => `\`${name}\``);
  const shown = quoted.length > MAX_LISTED_NAMES ? quoted.slice(0, MAX_LISTED_NAMES - 1) : quoted;
  const rest = quoted.length - shown.length;
  const items = rest > 0 ? [...shown, `${rest} more`] : shown;
  return joinWords(items, conjunction);
}

/** Words in running text: `a`, `a or b`, `a, b or c`. */
export function joinWords(words: readonly string[], conjunction: 'and' | 'or'): string {
  const [last = '', ...before] = [...words].reverse();
  return before.length > 0 ? `${before.reverse().join(', ')} ${conjunction} ${last}` : last;
}

const MAX_LISTED_NAMES = 5;
