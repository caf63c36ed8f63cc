/** Texts that a stack file's schema wants to parse. */
import { parsePortSpec } from '../docker/port-spec.js';

/** Go's `time.ParseDuration`: `1m30s`, `1.5h`, `-2s`, `0`; a number needs its unit. */
export function isDuration(text: string): boolean {
  const match = /^[-+]?(0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.exec(text);
  return match !== null && totalNanoseconds(text) < 2 ** 63;
}

const NANOSECONDS = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
} as const;

/** Of a text that has the form of a duration. */
function totalNanoseconds(text: string): number {
  let total = 0;
  for (const [, digits, unit] of text.matchAll(/([\d.]+)([a-zµμ]+)/g)) {
    total += Number(digits) * NANOSECONDS[unit as keyof typeof NANOSECONDS];
  }
  return total;
}

/** A number stands for itself; of a fraction Docker looks at the numerator only (`80.5` is `161/2`, so 161). */
export function isPort(value: string | number): boolean {
  return parsePortSpec(typeof value === 'string' ? value : getNumerator(value)).ok;
}

function getNumerator(value: number): string {
  let [numerator, denominator] = [value, 1];
  while (!Number.isInteger(numerator) && denominator < 2 ** 40)
    [numerator, denominator] = [numerator * 2, denominator * 2];
  return String(numerator);
}
