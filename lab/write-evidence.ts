/** Renders docs/evidence.md from the results that are there. */
import { writeFileSync } from 'node:fs';
import { renderEvidence, type AllResults } from './evidence.js';
import { readResults } from './results.js';

export const EVIDENCE_FILE = new URL('../docs/evidence.md', import.meta.url);

export function readAllResults(): AllResults {
  return {
    loopback: readResults('loopback'),
    realTime: readResults('real-time'),
    versions: readResults('versions'),
    ipvs: readResults('ipvs'),
  };
}

export function writeEvidence(): void {
  writeFileSync(EVIDENCE_FILE, renderEvidence(readAllResults()));
}
