/** One probe: one client on one connection, and what came of it. */
import type { FarReport, FarRequest } from './far/far.js';
import type { Child } from './child.js';
import type { NearReport, NearRequest } from './near/near.js';
import type { Row } from './row.js';

export interface Probe {
  readonly row: Row;
  /** Where the row's source was written. */
  readonly file: string;
  /** The same of its server; `null` when it has no source. */
  readonly serverFile: string | null;
  /** Idle spells that follow each other; the last is the one that counts. */
  readonly spellsSeconds: readonly number[];
}

export interface ProbeSite {
  /** Where the client finds the far side. */
  readonly host: string;
  /** How late a process may be during a probe before the probe shows nothing, in real milliseconds. */
  readonly allowedLatenessMs: number;
}

export interface Observation {
  readonly near: NearReport;
  readonly far: FarReport;
}

/** Runs of a probe that the machine was too slow for. After that the lab gives up: it never guesses. */
const RUNS = 4;

/**
 * Runs one probe. A run whose first call failed, or during which a process was late, is discarded, whatever it showed.
 *
 * @throws when the machine is too slow or the far side fails; never because of an outcome
 */
export async function runProbe(probe: Probe, far: Child, near: Child, site: ProbeSite): Promise<Observation> {
  for (let run = 0; run < RUNS; run++) {
    const observation = await runOnce(probe, far, near, site.host);
    if (!reachedIdleness(observation)) continue;
    const stallMs = Math.max(observation.near.stallMs, observation.far.stallMs);
    if (stallMs <= site.allowedLatenessMs) return observation;
  }
  throw new Error(
    `${probe.row.id}: ${RUNS} runs were late by more than ${site.allowedLatenessMs} ms, or their first call failed`,
  );
}

async function runOnce(probe: Probe, far: Child, near: Child, host: string): Promise<Observation> {
  const { row, file, serverFile, spellsSeconds } = probe;
  const { library, use, path, server } = row;
  const port = (await far.request({ kind: 'open', server, serverFile, path } satisfies FarRequest)) as number;
  const target = `${host}:${port}`;
  const nearReport = (await near.request({
    kind: 'probe',
    file,
    library,
    use,
    target,
    spellsSeconds,
  } satisfies NearRequest)) as NearReport;
  const farReport = (await far.request({ kind: 'close', port } satisfies FarRequest)) as FarReport;
  await near.request({ kind: 'close', target } satisfies NearRequest);
  return { near: nearReport, far: farReport };
}

/** Whether the probe got as far as what it is about: an idle spell, or a constructor that throws. */
function reachedIdleness({ near }: Observation): boolean {
  return near.first.kind === 'ok' || near.first.kind === 'threw';
}
