/**
 * How late this process is. A timer of the lab that fires late because the machine is busy would be taken for a property of
 * gRPC; so every process keeps a record of its stalls, and a probe during which one was too long is discarded whatever it
 * showed, and run again.
 */
import { performance } from 'node:perf_hooks';
import { timeFactor } from './factor.js';

/** How often the record is taken: a real interval, since lateness is a property of the machine. */
const INTERVAL_REAL_MS = 10;

interface Stall {
  readonly atMs: number;
  readonly lateMs: number;
}

const stalls: Stall[] = [];
let lastMs = performance.now();

setInterval(() => {
  const nowMs = performance.now();
  const lateMs = nowMs - lastMs - INTERVAL_REAL_MS;
  lastMs = nowMs;
  if (lateMs > INTERVAL_REAL_MS) stalls.push({ atMs: nowMs, lateMs });
}, INTERVAL_REAL_MS * timeFactor).unref();

/** A moment to compare with, in real milliseconds. */
export const stallMark = (): number => performance.now();

/** The longest time, in real milliseconds, that this process did not look at its timers since that moment. */
export function longestStallMs(sinceMark: number): number {
  let longestMs = 0;
  for (const { atMs, lateMs } of stalls) if (atMs >= sinceMark && lateMs > longestMs) longestMs = lateMs;
  return longestMs;
}
