/** A sysctl value that the kernel reads as something else than its author: as nothing, as octal, or not at all. */
import { stackSysctlValue } from '../../core/catalog/stack-sysctl-value.js';
import type { Finding } from '../../core/finding.js';
import { getFile } from '../docker/place.js';
import type { VariableUse } from '../docker/stack.js';
import { replaceScalar, setKeys } from '../fix/operations.js';
import { getRecommendedSysctls } from '../model/recommended.js';
import { KEEPALIVE_DEFAULTS, isKeepaliveKey } from '../model/sysctl-key.js';
import { findSysctlMistakes } from '../model/sysctl-mistakes.js';
import type { MistakenSysctl } from '../model/sysctl-mistakes.js';
import { withDefault } from '../model/variables.js';
import { changesOf, wordingOf } from './rule.js';
import type { Change, FindingDetails, StackContext, StackRule } from './rule.js';

const { say, offer } = wordingOf(stackSysctlValue);

export const rule: StackRule = {
  entry: stackSysctlValue,
  *check(context) {
    for (const sysctl of findSysctlMistakes(context.stack)) yield report(context, sysctl);
  },
};

function report(context: StackContext, sysctl: MistakenSysctl): Finding {
  const { service, name, entry, mistake } = sysctl;
  const { value, span } = entry;
  const data = { name, value, service: service.name };
  const fallback = isKeepaliveKey(name) ? `at the kernel's ${KEEPALIVE_DEFAULTS[name]}` : 'at its default';
  const offering = (values: readonly string[]): FindingDetails => details(context, sysctl, values);
  switch (mistake.kind) {
    case 'lost-check': {
      const { use } = mistake;
      return say(use.span, 'lostCheck', { name, value, expression: use.text }, offering([]));
    }
    case 'unset':
    case 'empty-variable': {
      const { use, kind } = mistake;
      const help = `Give it a default${describeDefault(context, name, use)}.`;
      const messageId = kind === 'unset' ? 'unset' : 'emptyVariable';
      return say(use.span, messageId, { name, fallback, expression: use.text }, { ...offering([]), help });
    }
    case 'empty':
      return say(span, 'empty', { name, fallback }, { ...offering(getRecommended(context, name)), label: 'empty' });
    case 'octal': {
      const { written, number, looksLike } = mistake;
      return say(span, 'octal', { name, written, number, looksLike }, offering([looksLike, number]));
    }
    case 'ignored-rest': {
      const { number, rest } = mistake;
      return say(span, 'ignoredRest', { name, number, rest }, offering([number]));
    }
    case 'out-of-range':
      return say(span, 'outOfRange', { ...data, max: String(mistake.max) }, offering([]));
    case 'exponent':
      return say(span, 'exponent', { ...data, written: mistake.written }, offering(mistake.meant));
    case 'unit':
      return say(span, 'unit', { ...data, unit: 'seconds' }, offering(mistake.meant));
    case 'octal-digit':
      return say(span, 'octalDigit', data, offering(mistake.meant));
    case 'quotes':
      return say(span, 'quotes', data, offering(mistake.meant));
    case 'nested':
      return say(span, 'nested', data, offering(mistake.meant));
    case 'not-a-number':
      return say(span, 'notANumber', data, offering(mistake.meant));
  }
}

/** The number to write, for the keys that have one. */
function getRecommended({ path }: StackContext, name: string): readonly string[] {
  return isKeepaliveKey(name) ? [String(getRecommendedSysctls(path)[name])] : [];
}

function describeDefault(context: StackContext, name: string, use: VariableUse): string {
  const [number] = use.whenUnset === null || use.whenUnset === '' ? getRecommended(context, name) : [use.whenUnset];
  return number === undefined ? ' with :-' : ` that also holds for an empty variable: \`${withDefault(use, number)}\``;
}

function details(context: StackContext, sysctl: MistakenSysctl, values: readonly string[]): FindingDetails {
  const { entry, service, name } = sysctl;
  const suggestions = values.flatMap((value) =>
    replaceBy(context, sysctl, value).map((change) => offer(change, 'setValue', { value })),
  );
  const [best] = values;
  return {
    related: entry.via,
    suggestions,
    path: ['services', service.name, 'sysctls', name],
    ...(suggestions.length === 0 && best !== undefined && { help: `Write \`${best}\`.` }),
  };
}

function replaceBy({ stack }: StackContext, { service, key, entry }: MistakenSysctl, text: string): readonly Change[] {
  if (entry.via.length > 0) return [];
  const file = getFile(stack, entry.span);
  const value = /^\d+$/.test(text) ? Number(text) : text;
  const hasText = entry.span.start !== entry.keySpan.start && entry.span.end > entry.span.start;
  const [inPlace] = hasText ? changesOf(replaceScalar(file, entry.span, value)) : [];
  if (inPlace) return [inPlace];
  const isListEntry = service.sysctlEntries.some((item) => item.entry === entry && item.form === 'list');
  return changesOf(
    isListEntry
      ? replaceScalar(file, entry.keySpan, `${key}=${text}`)
      : setKeys(file, ['services', service.name, 'sysctls'], { [key]: value }),
  );
}
