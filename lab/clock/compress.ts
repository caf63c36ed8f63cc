/**
 * Preloaded (`node --import`) into every process of the user-space lab: time runs `LAB_TIME_FACTOR` times as fast.
 *
 * Timers and the wall clock are compressed, uniformly and for everything that runs in the process: gRPC's keepalive and idle
 * timers, its pool sweep of 10 s and its minimum of 1 s, retry backoff, deadlines, the middlebox. So a row keeps the numbers
 * that people write, and nothing in a row depends on the factor. What is not compressed: the network and the processor. A
 * millisecond of either is `LAB_TIME_FACTOR` milliseconds here, which only ever makes the lab stricter. With a factor of 1
 * this file does nothing, and the lab runs in real time.
 */
import { timeFactor } from './factor.js';

/** `TIMEOUT_MAX` of Node (lib/internal/timers.js): longer delays, NaN and negative ones fire after 1 ms. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** The delay that Node would use for this argument, in this process's compressed milliseconds. */
function compress(delay: unknown): number {
  const delayMs = Number(delay);
  const effectiveMs = delayMs >= 1 && delayMs <= LONGEST_DELAY_MS ? delayMs : 1;
  return effectiveMs / timeFactor;
}

type TimerFunction = (callback: (...args: unknown[]) => void, delay?: unknown, ...args: unknown[]) => NodeJS.Timeout;

function install(): void {
  const realSetTimeout = globalThis.setTimeout as TimerFunction;
  const realSetInterval = globalThis.setInterval as TimerFunction;
  const RealDate = Date;
  const startMs = RealDate.now();
  const nowMs = (): number => Math.floor(startMs + (RealDate.now() - startMs) * timeFactor);

  const replacements: Record<string, unknown> = {
    setTimeout: (callback: () => void, delay?: unknown, ...args: unknown[]) =>
      realSetTimeout(callback, compress(delay), ...args),
    setInterval: (callback: () => void, delay?: unknown, ...args: unknown[]) =>
      realSetInterval(callback, compress(delay), ...args),
    Date: class extends RealDate {
      constructor(...args: [] | [number | string | Date]) {
        super(args.length === 0 ? nowMs() : args[0]);
      }
      static override now(): number {
        return nowMs();
      }
    },
  };
  Object.assign(globalThis, replacements);
}

if (timeFactor !== 1) install();
