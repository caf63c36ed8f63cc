/** Which known name somebody may have meant. */
import { editDistance } from '../../core/nearest.js';

/** Nobody reads a list of more; and the work must stay bounded when thousands of names are wrong. */
const MAX_CANDIDATES = 100;

/** The nearest of the candidates, when one is near enough to be a slip of the finger; nearest first. */
export function suggest(name: string, candidates: readonly string[]): string[] {
  const folded = fold(name);
  const limit = Math.max(1, Math.floor(folded.length / 4));
  return candidates
    .slice(0, MAX_CANDIDATES)
    .filter((candidate) => Math.abs(candidate.length - name.length) <= limit + 1)
    .map((candidate) => ({ candidate, distance: editDistance(folded, fold(candidate)) }))
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
