/** How the rules put values and verdicts into words. */
import { formatDuration, formatWindow } from '../core/duration.js';
import { evaluatorFor, type LintContext } from '../grpc/options/evaluator.js';
import type { Data, Origin, PropertyValue } from '../grpc/options/value.js';
import { formatValue } from '../grpc/read-value.js';
import type { Conditions } from '../grpc/channel.js';
import type { BadVerdict } from '../grpc/verdict.js';

/** What happens to a call, up to "the previous one": `fails when it comes 15 to 30 min after`. */
export function describeOutcome(verdict: BadVerdict, { path }: Conditions): string {
  const fate = { fails: 'fails', delayed: 'has to be repeated' }[verdict.consequence];
  if (verdict.kind === 'cut') return `${fate} when it comes ${formatWindow(verdict.window)} after`;
  const mayFate = { fails: 'may fail', delayed: 'may have to be repeated' }[verdict.consequence];
  return `${mayFate} when it comes ${formatDuration(path.idleTimeoutSeconds)} after`;
}

/** A site's name where a sentence begins. Names that are code keep their case. */
export function startSentence(name: string): string {
  return name.replace(/^(?:the|an?) /, (article) => article.charAt(0).toUpperCase() + article.slice(1));
}

/** The key as the user wrote it (`keepaliveTimeMs` in a NestJS object), and where, when that is another file. */
export function describeKey(context: LintContext, key: string, property: PropertyValue): string {
  const { keyNode, origin } = property;
  const written =
    keyNode.type === 'Identifier' ? keyNode.name : keyNode.type === 'Literal' ? String(keyNode.value) : key;
  return describeAt(context, `\`${written}\``, origin);
}

/** The value as the user would write it, and where it was written when that is another file. */
export function describeValue(context: LintContext, value: Data): string {
  return describeAt(context, formatValue(value), value.origin);
}

/** A key and its value for "KEY is VALUE", with one place where they stand together. */
export function describeSetting(
  context: LintContext,
  { key, property, value }: { readonly key: string; readonly property: PropertyValue; readonly value: Data },
): { readonly key: string; readonly value: string } {
  const areTogether = describePlace(context, property.origin) === describePlace(context, value.origin);
  return {
    key: describeKey(context, key, property),
    value: areTogether ? formatValue(value) : describeValue(context, value),
  };
}

/** Something, and where it was written when that is another file. */
export function describeAt(context: LintContext, text: string, origin: Origin): string {
  return `${text}${describePlace(context, origin)}`;
}

/** ` (config.ts:12)` for a place in another file; empty for one in this file. */
function describePlace(context: LintContext, origin: Origin): string {
  return origin.file === null ? '' : ` (${evaluatorFor(context).describeOrigin(origin)})`;
}

/** Why something is not known, with its place. */
export function describeReason(context: LintContext, reason: string, origin: Origin | null): string {
  return origin ? `${reason} (${evaluatorFor(context).describeOrigin(origin)})` : reason;
}
