/**
 * What Linux makes of the text that is written to a keepalive sysctl. runc writes the text as it is, so the kernel's own
 * parser decides: leading zeros are octal, hexadecimal works, an empty text changes nothing, a unit is refused.
 *
 * Source: linux 6.1 kernel/sysctl.c proc_get_long(), proc_dointvec_jiffies(), proc_dou8vec_minmax();
 * net/ipv4/sysctl_net_ipv4.c:884-902.
 */
import type { KernelHz } from '../../core/timer-wheel.js';

/** `seconds`: stored in jiffies, so the limit depends on HZ. `count`: 0 to 255. */
export type SysctlUnit = 'seconds' | 'count';

export type Notation = 'decimal' | 'octal' | 'hexadecimal';

export type KernelValue =
  /** Stored. `ignored` is text after a blank, which the kernel drops without a word. */
  | { readonly kind: 'stored'; readonly value: number; readonly notation: Notation; readonly ignored: string }
  /** An empty text: the write succeeds and the old value stays. */
  | { readonly kind: 'unchanged' }
  /** EINVAL: the container does not start. */
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

export type RefusalReason =
  /** blanks only */
  | 'blank'
  /** `900s`: `digits` is what looks like the number, `rest` what follows it */
  | { readonly suffix: { readonly digits: string; readonly rest: string } }
  /** `0900`: a leading zero makes it octal and 9 is no octal digit */
  | 'octal-digit'
  /** quotes that are part of the text */
  | 'quotes'
  | 'not-a-number'
  | { readonly outOfRange: { readonly min: number; readonly max: number } };

const INT_MAX = 2_147_483_647;
const U8_MAX = 255;
/** The kernel copies a number into a buffer of 22 bytes: a sign and 20 digits at most. */
const MAX_NUMBER_LENGTH = 20;

/** The largest number of seconds that a keepalive sysctl accepts on a kernel with this HZ. */
export function maxSysctlSeconds(hz: KernelHz): number {
  return Math.floor(INT_MAX / hz);
}

/**
 * Parses the text as the kernel does.
 *
 * @param hz - decides the largest accepted number of seconds only. The default has the widest range: what is refused
 *   here is refused on every kernel.
 */
export function parseSysctlValue(text: string, unit: SysctlUnit, hz: KernelHz = 100): KernelValue {
  if (text === '') return { kind: 'unchanged' };
  const trimmed = text.replace(/^[ \t\n\v\f\r]+/, '');
  if (trimmed === '') return refuse('blank');
  const number = /^(-?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)/.exec(trimmed);
  if (!number) return refuse(/^["']/.test(trimmed) ? 'quotes' : 'not-a-number');
  const [digits, sign, magnitude = ''] = number;
  const rest = trimmed.slice(digits.length);
  if (rest !== '' && !/^[ \t\n]/.test(rest)) {
    // Only an octal number ends before a digit.
    return refuse(/^\d/.test(rest) ? 'octal-digit' : { suffix: { digits, rest } });
  }
  const notation = notationOf(magnitude);
  const absolute = parseMagnitude(magnitude, notation);
  // Zero has no sign: `-0` must compare equal to 0 everywhere.
  const value = sign === '-' && absolute !== 0 ? -absolute : absolute;
  const max = unit === 'seconds' ? maxSysctlSeconds(hz) : U8_MAX;
  const min = unit === 'seconds' ? -max : 0;
  if (digits.length > MAX_NUMBER_LENGTH || value > max || value < min) return refuse({ outOfRange: { min, max } });
  return { kind: 'stored', value, notation, ignored: rest.trim() };
}

function refuse(reason: RefusalReason): KernelValue {
  return { kind: 'refused', reason };
}

function notationOf(magnitude: string): Notation {
  if (/x/i.test(magnitude)) return 'hexadecimal';
  return /^0\d/.test(magnitude) ? 'octal' : 'decimal';
}

const RADIX = { decimal: 10, octal: 8, hexadecimal: 16 } as const;

/** Precise to 2^53, which is beyond every limit it is compared with. */
function parseMagnitude(magnitude: string, notation: Notation): number {
  return Number.parseInt(magnitude, RADIX[notation]);
}
