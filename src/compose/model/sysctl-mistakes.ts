/** Sysctl values of a stack that are something else to the kernel than to their author: nothing, another number, or an error. */
import { textAt } from '../docker/place.js';
import type { Service, Sourced, Stack, VariableUse } from '../docker/stack.js';
import { isOnHostNetwork, isUndecided } from './keepalive.js';
import { KEEPALIVE_PROBES, isKeepaliveKey, judgeSysctlKey, normaliseSysctlKey } from './sysctl-key.js';
import { parseSysctlValue } from './sysctl-value.js';
import type { KernelValue } from './sysctl-value.js';
import { getSoleExpression, isLostCheck } from './variables.js';

/** `meant`: what the author probably meant, the most probable first. */
export type SysctlMistake =
  /** A check in it never yields its variable. */
  | { readonly kind: 'lost-check'; readonly use: VariableUse }
  /** Empty in some environments, and then silently without effect: with the variable not set, or set to nothing. */
  | { readonly kind: 'unset' | 'empty-variable'; readonly use: VariableUse }
  | { readonly kind: 'empty' }
  /** The kernel takes another number than it looks like. */
  | { readonly kind: 'octal'; readonly written: string; readonly number: string; readonly looksLike: string }
  | { readonly kind: 'ignored-rest'; readonly number: string; readonly rest: string }
  /** The kernel refuses it. */
  | { readonly kind: 'out-of-range'; readonly max: number }
  | { readonly kind: 'exponent'; readonly written: string; readonly meant: readonly string[] }
  | {
      readonly kind: 'octal-digit' | 'quotes' | 'nested' | 'unit' | 'not-a-number';
      readonly meant: readonly string[];
    };

export interface MistakenSysctl {
  readonly service: Service;
  /** As written. */
  readonly key: string;
  /** The key, with dots. */
  readonly name: string;
  readonly entry: Sourced<string>;
  readonly mistake: SysctlMistake;
}

export function* findSysctlMistakes(stack: Stack): Iterable<MistakenSysctl> {
  for (const service of stack.services.values()) {
    // There the keys themselves are wrong: stack-sysctl-key.
    if (isOnHostNetwork(service, stack)) continue;
    for (const [key, entry] of service.sysctls) {
      if (judgeSysctlKey(key).kind !== 'ok') continue;
      const name = normaliseSysctlKey(key);
      const mistake = findMistake(stack, name, entry);
      if (mistake) yield { service, key, name, entry, mistake };
    }
  }
}

function findMistake(stack: Stack, name: string, entry: Sourced<string>): SysctlMistake | null {
  const lost = entry.variables.find(isLostCheck);
  if (lost) return { kind: 'lost-check', use: lost };
  const use = getSoleExpression(stack, entry);
  if (use?.isSet === false && use.whenUnset === '') return { kind: 'unset', use };
  if (use?.isSet === false && use.whenEmpty === '') return { kind: 'empty-variable', use };
  // What the environment of this run says is no fault of the file, and its value must not be shown.
  if (isUndecided(entry) || entry.variables.some(({ isSet }) => isSet)) return null;
  const { value, via, span } = entry;
  const isCount = name === KEEPALIVE_PROBES;
  const parsed = parseSysctlValue(value, isCount ? 'count' : 'seconds');
  if (parsed.kind === 'unchanged') return { kind: 'empty' };
  if (!isKeepaliveKey(name)) {
    return /^(["']).*\1$/s.test(value) ? { kind: 'quotes', meant: [value.slice(1, -1)] } : null;
  }
  const written = via.length > 0 ? value : textAt(stack, span).replace(/^(["'])(.*)\1$/s, '$2');
  return parsed.kind === 'stored'
    ? findMisreading(parsed, written)
    : findRefusal(parsed.reason, { value, written, isCount });
}

type Stored = Extract<KernelValue, { kind: 'stored' }>;
type Refused = Extract<KernelValue, { kind: 'refused' }>;

function findMisreading({ value, ignored }: Stored, written: string): SysctlMistake | null {
  const number = String(value);
  const looksLike = /^[-+]?0[_0]*[1-7][0-7_]*$/.test(written) ? String(Number(written.replaceAll('_', ''))) : number;
  if (looksLike !== number) return { kind: 'octal', written, number, looksLike };
  return ignored === '' ? null : { kind: 'ignored-rest', number, rest: ignored };
}

interface RefusedText {
  readonly value: string;
  /** In the file, without quotes. */
  readonly written: string;
  readonly isCount: boolean;
}

function findRefusal(reason: Refused['reason'], { value, written, isCount }: RefusedText): SysctlMistake | null {
  if (typeof reason === 'object' && 'outOfRange' in reason) {
    // Counts have a rule of their own.
    return isCount ? null : { kind: 'out-of-range', max: reason.outOfRange.max };
  }
  if (reason === 'octal-digit') return { kind: 'octal-digit', meant: [value.trim().replace(/^(-?)0+/, '$1')] };
  if (reason === 'quotes') return { kind: 'quotes', meant: numberIn(value.slice(1, -1)) };
  if (value.includes('${')) return { kind: 'nested', meant: [] };
  if (/^-?[\d.]+e[+-]\d\d$/.test(value) && written !== value) {
    return { kind: 'exponent', written, meant: numberIn(String(Number(value))) };
  }
  const [, amount, unit = ''] = /^(\d+)\s*([a-z]+)$/i.exec(value) ?? [];
  const factor = SECONDS_BY_UNIT.get(unit.toLowerCase());
  if (factor !== undefined && !isCount) return { kind: 'unit', meant: [String(Number(amount) * factor)] };
  return { kind: 'not-a-number', meant: numberIn(value.replaceAll('_', '')) };
}

const SECONDS_BY_UNIT: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['sec', 1],
  ['seconds', 1],
  ['m', 60],
  ['min', 60],
  ['h', 3600],
]);

function numberIn(text: string): readonly string[] {
  return /^\d+(?:\.0+)?$/.test(text) ? [String(Number(text))] : [];
}
