/** Names with at most one `*`, as `paths`, `exports`, `imports`, workspace lists and rows of libraries have them. */

/** What the `*` of a pattern stands for in the name; `null` when the pattern does not match. */
export function starOf(pattern: string, name: string): string | null {
  const [prefix, suffix] = pattern.split('*') as [string, string?];
  if (suffix === undefined) return pattern === name ? '' : null;
  const isMatch = name.length >= prefix.length + suffix.length && name.startsWith(prefix) && name.endsWith(suffix);
  return isMatch ? name.slice(prefix.length, name.length - suffix.length) : null;
}

interface Match<Target> {
  readonly pattern: string;
  readonly target: Target;
  readonly star: string;
}

/** The pattern that fits the name best: an exact one, else the one with the longest text before its `*`. */
export function bestMatch<Target>(
  patterns: Iterable<readonly [pattern: string, target: Target]>,
  name: string,
): Match<Target> | undefined {
  const matches: Match<Target>[] = [];
  for (const [pattern, target] of patterns) {
    const star = starOf(pattern, name);
    if (star !== null) matches.push({ pattern, target, star });
  }
  const [best] = matches.sort((a, b) => prefixLength(b) - prefixLength(a));
  return best;
}

function prefixLength({ pattern }: Match<unknown>): number {
  const star = pattern.indexOf('*');
  return star === -1 ? Infinity : star;
}
