/** One probe: one client on one connection, and what came of it. */
import type { FarReport, FarRequest } from './far/far.js';
import type { Child } from './child.js';
import type { NearReport, NearRequest } from './near/near.js';
import type { Row } from './row.js';

export interface Observation {
  readonly near: NearReport;
  readonly far: FarReport;
}

/** Real milliseconds that a process may be late during a probe before it shows nothing. See `spells.ts`. */
export const LATENESS_ALLOWED_MS = 250;

/** Runs of a probe that the machine was too slow for. After that the lab gives up: it never guesses. */
const RUNS = 4;

/**
 * Runs one probe. A run during which a process was late is discarded, whatever it showed.
 *
 * @throws when the machine is too slow or the far side fails; never because of an outcome
 */
export async function runProbe(
  row: Row,
  file: string,
  spellsSeconds: readonly number[],
  far: Child,
  near: Child,
): Promise<Observation> {
  for (let run = 0; run < RUNS; run++) {
    const observation = await runOnce(row, file, spellsSeconds, far, near);
    const stallMs = Math.max(observation.near.stallMs, observation.far.stallMs);
    if (stallMs <= LATENESS_ALLOWED_MS) return observation;
  }
  throw new Error(
    `${row.id}: this machine is too slow, ${RUNS} runs had stalls of more than ${LATENESS_ALLOWED_MS} ms`,
  );
}

async function runOnce(
  row: Row,
  file: string,
  spellsSeconds: readonly number[],
  far: Child,
  near: Child,
): Promise<Observation> {
  const { library, use, path, server } = row;
  const port = (await far.request({ kind: 'open', server, path } satisfies FarRequest)) as number;
  const nearReport = (await near.request({
    file,
    library,
    use,
    port,
    spellsSeconds,
  } satisfies NearRequest)) as NearReport;
  const farReport = (await far.request({ kind: 'close', port } satisfies FarRequest)) as FarReport;
  return { near: nearReport, far: farReport };
}
