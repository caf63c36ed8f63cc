/**
 * Durations. Seconds are the unit of the model (`core/idle.ts`) and of sysctls, milliseconds that of grpc-js.
 * This file is the one place that turns either into words.
 */

const SECONDS_PER_MINUTE = 60;
const SECONDS_PER_HOUR = 3600;
const SECONDS_PER_DAY = 86_400;

/** Milliseconds as seconds, without rounding. */
export function msToSeconds(milliseconds: number): number {
  return milliseconds / 1000;
}

/**
 * A duration in the units people say it in: `600` → `10 min`, `859` → `859 s`, `1350` → `22 min 30 s`, `7200` → `2 h`.
 * The words are exact to the millisecond: no rounding hides a second that decides a verdict.
 *
 * @param seconds - a duration ≥ 0; `Infinity` is `for ever`
 */
export function formatDuration(seconds: number): string {
  if (seconds === Infinity) return 'for ever';
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  for (const [unit, name] of [
    [SECONDS_PER_DAY, 'days'],
    [SECONDS_PER_HOUR, 'h'],
    [SECONDS_PER_MINUTE, 'min'],
  ] as const) {
    if (seconds % unit === 0 && (name !== 'days' || seconds >= 2 * unit)) return `${seconds / unit} ${name}`;
  }
  if (seconds >= 1000 && Number.isInteger(seconds)) {
    const minutes = Math.floor(seconds / SECONDS_PER_MINUTE);
    return `${minutes} min ${seconds % SECONDS_PER_MINUTE} s`;
  }
  return `${Math.round(seconds * 1000) / 1000} s`;
}

/** An interval of idle times, in seconds. `toSeconds` is `Infinity` when nothing ever ends it. */
export interface IdleWindow {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/**
 * An interval in words: `15 to 30 min`, `15 min to 2 h`, `more than 15 min`.
 * The end is rounded to whole minutes where that moves it by less than 1 % (grpc-js closes an idle channel at
 * 1800 to 1810 s: "30 min"). The start is never rounded.
 */
export function formatWindow({ fromSeconds, toSeconds }: IdleWindow): string {
  const from = formatDuration(fromSeconds);
  if (toSeconds === Infinity) return `more than ${from}`;
  const roundedSeconds = Math.round(toSeconds / SECONDS_PER_MINUTE) * SECONDS_PER_MINUTE;
  const near = roundedSeconds > fromSeconds && Math.abs(roundedSeconds - toSeconds) < toSeconds / 100;
  const to = formatDuration(near ? roundedSeconds : toSeconds);
  const [fromNumber, fromUnit, ...fromRest] = from.split(' ');
  const [, toUnit, ...toRest] = to.split(' ');
  const sameUnit = fromUnit === toUnit && fromRest.length === 0 && toRest.length === 0;
  return `${sameUnit ? String(fromNumber) : from} to ${to}`;
}
