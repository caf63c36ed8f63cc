/** The two sysctls that say how TCP keepalive goes on after its first probe. */
import { stackKeepaliveProbes } from '../../core/catalog/stack-keepalive-probes.js';
import { formatDuration } from '../../core/duration.js';
import type { Finding, Remedy } from '../../core/finding.js';
import { getFile } from '../docker/place.js';
import type { Service, Sourced } from '../docker/stack.js';
import { replaceScalar, setSysctls } from '../fix/operations.js';
import { getEffectiveSysctl, getFirstProbe, isOnHostNetwork } from '../model/keepalive.js';
import { getRecommendedSysctls } from '../model/recommended.js';
import { KEEPALIVE_DEFAULTS, KEEPALIVE_INTVL, KEEPALIVE_PROBES, KEEPALIVE_TIME } from '../model/sysctl-key.js';
import type { EffectiveSysctl } from '../model/keepalive.js';
import type { KeepaliveKey } from '../model/sysctl-key.js';
import { parseSysctlValue } from '../model/sysctl-value.js';
import { changesOf, wordingOf } from './rule.js';
import type { StackContext, StackRule } from './rule.js';

const { say, offer } = wordingOf(stackKeepaliveProbes);

/** Chosen: an hour in which calls to a peer that is gone still wait for it. */
const SLOW_SECONDS = 3600;

export const rule: StackRule = {
  entry: stackKeepaliveProbes,
  *check(context) {
    for (const service of context.stack.services.values()) {
      if (isOnHostNetwork(service, context.stack)) continue;
      const finding =
        judgeProbes(context, service) ?? judgeMissingTime(context, service) ?? judgeDuration(context, service);
      if (finding) yield finding;
    }
  },
};

function judgeProbes(context: StackContext, service: Service): Finding | null {
  const probes = getEffectiveSysctl(service, KEEPALIVE_PROBES);
  const name = KEEPALIVE_PROBES;
  if (probes.kind === 'set' && probes.value === 0) {
    const first = getFirstProbe(service, context.stack);
    if (first.kind !== 'after') return null;
    const data = { name, service: service.name, time: formatDuration(first.seconds) };
    return say(probes.entry.span, 'noProbes', data, detailsOf(context, service, name, probes.entry));
  }
  if (probes.kind !== 'refused') return null;
  const parsed = parseSysctlValue(probes.entry.value, 'count');
  const isRange = parsed.kind === 'refused' && typeof parsed.reason === 'object' && 'outOfRange' in parsed.reason;
  if (!isRange) return null;
  const data = { name, service: service.name, value: probes.entry.value };
  return say(probes.entry.span, 'outOfRange', data, detailsOf(context, service, name, probes.entry));
}

/** Somebody cared about keepalive and forgot the value that decides. */
function judgeMissingTime(context: StackContext, service: Service): Finding | null {
  const time = getEffectiveSysctl(service, KEEPALIVE_TIME);
  if (time.entry) return null;
  const set = [KEEPALIVE_INTVL, KEEPALIVE_PROBES] as const;
  const name = set.find((key) => getEffectiveSysctl(service, key).kind === 'set');
  const entry = name && getEffectiveSysctl(service, name).entry;
  if (!entry) return null;
  const { path } = context;
  return say(
    entry.keySpan,
    'noTime',
    { name, path: path.name, timeout: String(path.idleTimeoutSeconds) },
    {
      related: entry.via,
      help: `Add \`${KEEPALIVE_TIME}: ${String(getRecommendedSysctls(path)[KEEPALIVE_TIME])}\`.`,
      suggestions: offerAll(context, service, KEEPALIVE_TIME),
      path: ['services', service.name, 'sysctls', name],
    },
  );
}

/** How long it takes from the first probe. The time before it is judged by another rule. */
function judgeDuration(context: StackContext, service: Service): Finding | null {
  const interval = getEffectiveSysctl(service, KEEPALIVE_INTVL);
  const probes = getEffectiveSysctl(service, KEEPALIVE_PROBES);
  if (!isKnown(interval) || !isKnown(probes)) return null;
  const [name, culprit] =
    interval.value <= KEEPALIVE_DEFAULTS[KEEPALIVE_INTVL]
      ? ([KEEPALIVE_PROBES, probes] as const)
      : ([KEEPALIVE_INTVL, interval] as const);
  const { entry } = culprit;
  if (!entry || interval.value * probes.value <= SLOW_SECONDS) return null;
  const data = {
    total: formatDuration(interval.value * probes.value),
    probes: String(probes.value),
    interval: formatDuration(interval.value),
  };
  return say(entry.span, 'slow', data, detailsOf(context, service, name, entry));
}

function isKnown(sysctl: EffectiveSysctl): sysctl is Extract<EffectiveSysctl, { value: number }> {
  return sysctl.kind === 'set' || sysctl.kind === 'default';
}

function detailsOf(
  context: StackContext,
  service: Service,
  name: KeepaliveKey,
  entry: Sourced<string>,
): { related: Finding['related']; suggestions: readonly Remedy[]; path: readonly string[] } {
  return {
    related: entry.via,
    suggestions: offerAll(context, service, name),
    path: ['services', service.name, 'sysctls', name],
  };
}

function offerAll({ stack, path }: StackContext, service: Service, name: KeepaliveKey): readonly Remedy[] {
  const value = getRecommendedSysctls(path)[name];
  const { entry } = getEffectiveSysctl(service, name);
  const file = getFile(stack, entry?.span ?? service.keySpan);
  if (entry && !entry.editable) return [];
  const result = entry
    ? replaceScalar(file, entry.span, value)
    : setSysctls(file, ['services', service.name], { [name]: value });
  return changesOf(result).map((change) => offer(change, 'setValue', { name, value: String(value) }));
}
