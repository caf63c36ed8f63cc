/** Did you mean …? */

/**
 * The word that a typing mistake most likely meant: the nearest by edit distance (a swap of neighbours is one edit), if it is
 * near enough for its length; `null` when none is.
 */
export function nearestOf<Candidate extends string>(word: string, candidates: Iterable<Candidate>): Candidate | null {
  let nearest: Candidate | null = null;
  // One mistake in a short word, two in a longer one, three in `stack-deploy-refusal`.
  let best = Math.min(3, Math.ceil(word.length / 5)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= best) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < best) {
      nearest = candidate;
      best = distance;
    }
  }
  return nearest;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
export function editDistance(a: string, b: string): number {
  // Row i has the distances of the first i letters of `a` to every beginning of `b`; three rows are needed at a time.
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  let distance = b.length;
  for (let i = 1; i <= a.length; i++) {
    const row: number[] = [];
    let diagonal = 0;
    for (const [j, above] of last.entries()) {
      const left = distance;
      distance = i;
      if (j > 0) {
        distance = Math.min(diagonal + (a[i - 1] === b[j - 1] ? 0 : 1), above + 1, left + 1);
        const beforeSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? beforeLast[j - 2] : undefined;
        if (beforeSwap !== undefined) distance = Math.min(distance, beforeSwap + 1);
      }
      row.push(distance);
      diagonal = above;
    }
    beforeLast = last;
    last = row;
  }
  return distance;
}
