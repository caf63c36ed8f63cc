/** A sysctl value that the kernel reads as something else than its author: as nothing, as octal, or not at all. */
import { stackSysctlValue } from '../../core/catalog/stack-sysctl-value.js';
import type { Finding } from '../../core/finding.js';
import { getFile, textAt } from '../docker/place.js';
import type { Service, Sourced } from '../docker/stack.js';
import { replaceScalar, setKeys } from '../fix/operations.js';
import { isOnHostNetwork, isUndecided } from '../model/keepalive.js';
import { getRecommendedSysctls } from '../model/recommended.js';
import {
  KEEPALIVE_DEFAULTS,
  KEEPALIVE_PROBES,
  isKeepaliveKey,
  judgeSysctlKey,
  normaliseSysctlKey,
} from '../model/sysctl-key.js';
import { parseSysctlValue } from '../model/sysctl-value.js';
import type { KernelValue } from '../model/sysctl-value.js';
import { getSoleExpression, isLostCheck, withDefault } from '../model/variables.js';
import { changesOf, wordingOf } from './rule.js';
import type { Change, FindingDetails, StackContext, StackRule } from './rule.js';

const { say, offer } = wordingOf(stackSysctlValue);

export const rule: StackRule = {
  entry: stackSysctlValue,
  *check(context) {
    for (const service of context.stack.services.values()) {
      // There the keys themselves are wrong: stack-sysctl-key.
      if (isOnHostNetwork(service, context.stack)) continue;
      for (const [key, entry] of service.sysctls) {
        if (judgeSysctlKey(key).kind !== 'ok') continue;
        const finding = judgeEntry({ context, service, key, name: normaliseSysctlKey(key), entry });
        if (finding) yield finding;
      }
    }
  },
};

interface Subject {
  readonly context: StackContext;
  readonly service: Service;
  /** As written. */
  readonly key: string;
  /** The key, with dots. */
  readonly name: string;
  readonly entry: Sourced<string>;
}

function judgeEntry(subject: Subject): Finding | null {
  const { name, entry, service } = subject;
  const value = entry.value;
  const lost = entry.variables.find(isLostCheck);
  if (lost) {
    return say(lost.span, 'lostCheck', { name, value, expression: lost.text }, details(subject, []));
  }
  const byVariable = judgeVariable(subject);
  if (byVariable) return byVariable;
  if (isUndecided(entry) || entry.variables.some(({ isSet }) => isSet)) {
    // What the environment of this run says is no fault of the file, and its value must not be shown.
    return null;
  }
  const parsed = parseSysctlValue(value, name === KEEPALIVE_PROBES ? 'count' : 'seconds');
  if (parsed.kind === 'unchanged') {
    const data = { name, fallback: fallbackOf(name) };
    return say(entry.span, 'empty', data, { ...details(subject, getRecommended(subject)), label: 'empty' });
  }
  if (!isKeepaliveKey(name)) {
    return /^(["']).*\1$/s.test(value)
      ? say(entry.span, 'quotes', { name, value, service: service.name }, details(subject, [value.slice(1, -1)]))
      : null;
  }
  return judgeNumber(subject, parsed);
}

/** The number to write, for the keys that have one. */
function getRecommended({ context, name }: Subject): readonly string[] {
  return isKeepaliveKey(name) ? [String(getRecommendedSysctls(context.path)[name])] : [];
}

/** A value that is one `${…}`: empty in some environments, and then silently without effect. */
function judgeVariable(subject: Subject): Finding | null {
  const { context, name, entry } = subject;
  const use = getSoleExpression(context.stack, entry);
  if (!use || use.isSet) return null;
  const fallback = fallbackOf(name);
  const [number] = use.whenUnset === null || use.whenUnset === '' ? getRecommended(subject) : [use.whenUnset];
  const example = number === undefined ? '' : ` that also holds for an empty variable: \`${withDefault(use, number)}\``;
  const common = {
    related: entry.via,
    help: `Give it a default${example || ' with :-'}.`,
    path: ['services', subject.service.name, 'sysctls', name],
  };
  if (use.whenUnset === '') return say(use.span, 'unset', { name, fallback, expression: use.text }, common);
  if (use.whenEmpty === '') return say(use.span, 'emptyVariable', { name, fallback, expression: use.text }, common);
  return null;
}

const SECONDS_BY_UNIT: Readonly<Record<string, number>> = { s: 1, sec: 1, seconds: 1, m: 60, min: 60, h: 3600 };

function judgeNumber(subject: Subject, parsed: Exclude<KernelValue, { kind: 'unchanged' }>): Finding | null {
  const { context, service, name, entry } = subject;
  const value = entry.value;
  const written = (getWritten(context, entry) ?? value).replace(/^(["'])(.*)\1$/s, '$2');
  const data = { name, value, service: service.name };
  const at = entry.span;
  if (parsed.kind === 'stored') {
    const looksLike = /^[-+]?0[_0]*[1-7][0-7_]*$/.test(written) ? String(Number(written.replaceAll('_', ''))) : null;
    const number = String(parsed.value);
    if (looksLike !== null && looksLike !== number) {
      return say(at, 'octal', { name, written, number, looksLike }, details(subject, [looksLike, number]));
    }
    if (parsed.ignored === '') return null;
    return say(at, 'ignoredRest', { name, number, rest: parsed.ignored }, details(subject, [number]));
  }
  const { reason } = parsed;
  if (typeof reason === 'object' && 'outOfRange' in reason) {
    // Counts have a rule of their own.
    if (name === KEEPALIVE_PROBES) return null;
    return say(at, 'outOfRange', { ...data, max: String(reason.outOfRange.max) }, details(subject, []));
  }
  if (reason === 'octal-digit') {
    return say(at, 'octalDigit', data, details(subject, [value.trim().replace(/^(-?)0+/, '$1')]));
  }
  if (reason === 'quotes') return say(at, 'quotes', data, details(subject, numberIn(value.slice(1, -1))));
  if (value.includes('${')) return say(at, 'nested', data, details(subject, []));
  if (/^-?[\d.]+e[+-]\d\d$/.test(value) && written !== value) {
    return say(at, 'exponent', { ...data, written }, details(subject, numberIn(String(Number(value)))));
  }
  const quantity = /^(\d+)\s*([a-z]+)$/i.exec(value);
  const factor = SECONDS_BY_UNIT[quantity?.[2]?.toLowerCase() ?? ''];
  if (quantity && factor !== undefined && name !== KEEPALIVE_PROBES) {
    const seconds = String(Number(quantity[1]) * factor);
    return say(at, 'unit', { ...data, unit: 'seconds' }, details(subject, [seconds]));
  }
  return say(at, 'notANumber', data, details(subject, numberIn(value.replaceAll('_', ''))));
}

function numberIn(text: string): readonly string[] {
  return /^\d+(?:\.0+)?$/.test(text) ? [String(Number(text))] : [];
}

function fallbackOf(name: string): string {
  return isKeepaliveKey(name) ? `at the kernel's ${KEEPALIVE_DEFAULTS[name]}` : 'at its default';
}

/** The text of the value in the file; null when it is written elsewhere. */
function getWritten({ stack }: StackContext, { span, via }: Sourced<string>): string | null {
  if (via.length > 0) return null;
  return textAt(stack, span);
}

function details(subject: Subject, values: readonly string[]): FindingDetails {
  const { entry, service, name } = subject;
  const suggestions = values.flatMap((value) =>
    replaceBy(subject, value).map((change) => offer(change, 'setValue', { value })),
  );
  const [best] = values;
  return {
    related: entry.via,
    suggestions,
    path: ['services', service.name, 'sysctls', name],
    ...(suggestions.length === 0 && best !== undefined && { help: `Write \`${best}\`.` }),
  };
}

function replaceBy({ context, service, key, entry }: Subject, value: string): readonly Change[] {
  const file = getFile(context.stack, entry.span);
  if (entry.via.length > 0) return [];
  const isListEntry = service.sysctlEntries.some((item) => item.entry === entry && item.form === 'list');
  const hasText = entry.span.start !== entry.keySpan.start && entry.span.end > entry.span.start;
  const [inPlace] = hasText ? changesOf(replaceScalar(file, entry.span, toNumber(value))) : [];
  if (inPlace) return [inPlace];
  return changesOf(
    isListEntry
      ? replaceScalar(file, entry.keySpan, `${key}=${value}`)
      : setKeys(file, ['services', service.name, 'sysctls'], { [key]: toNumber(value) }),
  );
}

function toNumber(value: string): string | number {
  return /^\d+$/.test(value) ? Number(value) : value;
}
