/** Amounts in texts: bytes and processors. */
import { hasDecimals, parseGoFloat, parseGoRational } from './go-numbers.js';

/** go-units `RAMInBytes`: why Docker refuses `512x`, in its own words; `null` for `512m`, `1.5GiB`, `1024`. */
export function findByteSizeError(text: string): string | null {
  const invalid = `invalid size: '${text}'`;
  const lastDigit = Math.max(...Array.from('0123456789. ', (character) => text.lastIndexOf(character)));
  if (lastDigit < 0) return invalid;
  const number = text.slice(0, text[lastDigit] === ' ' ? lastDigit : lastDigit + 1);
  const suffix = text.slice(lastDigit + 1);
  const size = parseGoFloat(number);
  if (!size.ok) return `strconv.ParseFloat: parsing ${JSON.stringify(number)}: ${size.error}`;
  if (size.value < 0) return invalid;
  return /^(|b|[kmgtp](i?b)?)$/i.test(suffix) ? null : `invalid suffix: '${suffix.toLowerCase()}'`;
}

/** Docker sends billionths of a processor. */
const NANO = 9;

/** `opts.ParseCPUs`: why Docker refuses the number, in its own words; `null` when it does not. */
export function findCpuError(text: string): string | null {
  const cpus = parseGoRational(text);
  if (cpus === null) return `failed to parse ${text} as a rational number`;
  return hasDecimals(cpus, NANO) ? null : 'value is too precise';
}
