/**
 * Durations. Seconds are the unit of the model (`core/idle.ts`) and of sysctls, milliseconds that of grpc-js.
 * This file is the one place that turns either into words.
 */

const SECONDS_PER_MINUTE = 60;
const SECONDS_PER_HOUR = 3600;
const SECONDS_PER_DAY = 86_400;

/** Up to here people count in minutes, and beyond in hours. */
const MOST_MINUTES = 90;

/** Milliseconds as seconds, without rounding. */
export function msToSeconds(milliseconds: number): number {
  return milliseconds / 1000;
}

/**
 * A duration in the units people say it in: `600` → `10 min`, `859` → `859 s`, `1350` → `22 min 30 s`, `7200` → `2 h`,
 * `7875` → `2 h 11 min 15 s`.
 * The words are exact to the millisecond: no rounding hides a second that decides a verdict.
 *
 * @param seconds - a duration ≥ 0; `Infinity` is `for ever`
 */
export function formatDuration(seconds: number): string {
  if (seconds === Infinity) return 'for ever';
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds % SECONDS_PER_DAY === 0 && seconds >= 2 * SECONDS_PER_DAY) return `${seconds / SECONDS_PER_DAY} days`;
  const inUnits = seconds % SECONDS_PER_MINUTE === 0 || (seconds >= 1000 && Number.isInteger(seconds));
  if (!inUnits) return `${Math.round(seconds * 1000) / 1000} s`;
  const inHours = seconds > MOST_MINUTES * SECONDS_PER_MINUTE || seconds % SECONDS_PER_HOUR === 0;
  const hours = inHours ? Math.floor(seconds / SECONDS_PER_HOUR) : 0;
  const minutes = Math.floor(seconds / SECONDS_PER_MINUTE) - hours * 60;
  const parts = [[hours, 'h'] as const, [minutes, 'min'] as const, [seconds % SECONDS_PER_MINUTE, 's'] as const];
  return parts.flatMap(([number, unit]) => (number > 0 ? [`${number} ${unit}`] : [])).join(' ');
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
