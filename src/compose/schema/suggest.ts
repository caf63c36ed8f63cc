/** Which known name somebody may have meant. */

/** Nobody reads a list of more; and the work must stay bounded when thousands of names are wrong. */
const MAX_CANDIDATES = 100;

/** The nearest of the candidates, when one is near enough to be a slip of the finger; nearest first. */
export function suggest(name: string, candidates: readonly string[]): string[] {
  const folded = fold(name);
  const limit = Math.max(1, Math.floor(folded.length / 4));
  return candidates
    .slice(0, MAX_CANDIDATES)
    .filter((candidate) => Math.abs(candidate.length - name.length) <= limit + 1)
    .map((candidate) => ({ candidate, distance: getDistance(folded, fold(candidate)) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 2)
    .map(({ candidate }) => candidate);
}

/** `endpointMode`, `endpoint-mode` and `Endpoint_Mode` are one name to their writer. */
function fold(name: string): string {
  return name
    .slice(0, 64)
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/-/g, '_')
    .toLowerCase();
}

/** Edits between two short words; a swap of neighbours counts as one. */
function getDistance(a: string, b: string): number {
  const width = b.length + 1;
  const at = (table: Uint8Array, row: number, column: number): number => table[row * width + column] ?? 0;
  const table = new Uint8Array((a.length + 1) * width);
  for (let row = 0; row <= a.length; row += 1) table[row * width] = row;
  for (let column = 0; column <= b.length; column += 1) table[column] = column;
  for (let row = 1; row <= a.length; row += 1) {
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(
        at(table, row - 1, column) + 1,
        at(table, row, column - 1) + 1,
        at(table, row - 1, column - 1) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) best = Math.min(best, at(table, row - 2, column - 2) + 1);
      table[row * width + column] = best;
    }
  }
  return at(table, a.length, b.length);
}
