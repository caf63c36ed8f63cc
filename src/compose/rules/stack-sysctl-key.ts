/** A sysctl key that is none, or none of a container's, or that is written twice. */
import { stackSysctlKey } from '../../core/catalog/stack-sysctl-key.js';
import type { Finding, Remedy } from '../../core/finding.js';
import { getFile } from '../docker/place.js';
import type { Service, Sourced, SysctlEntry } from '../docker/stack.js';
import { removeKey, renameKey, replaceScalar } from '../fix/operations.js';
import { isOnHostNetwork } from '../model/keepalive.js';
import { judgeSysctlKey, normaliseSysctlKey } from '../model/sysctl-key.js';
import { changesOf, wordingOf } from './rule.js';
import type { FindingDetails, StackContext, StackRule } from './rule.js';

const { say, offer } = wordingOf(stackSysctlKey);

export const rule: StackRule = {
  entry: stackSysctlKey,
  *check(context) {
    for (const service of context.stack.services.values()) {
      for (const { key, entry, replacedBy } of service.sysctlEntries) {
        const subject = { context, service, key, entry };
        const finding = replacedBy ? reportReplaced(subject, replacedBy) : judgeKey(subject);
        if (finding) yield finding;
      }
    }
  },
};

interface Subject {
  readonly context: StackContext;
  readonly service: Service;
  readonly key: string;
  readonly entry: Sourced<string>;
}

/** Only within one file: a later file is there to replace. */
function reportReplaced({ service, key, entry }: Subject, by: SysctlEntry): Finding | null {
  if (by.entry.span.file !== entry.span.file) return null;
  const related = [...entry.via, { ...by.entry.keySpan, label: 'this one counts' }];
  return say(entry.keySpan, 'twice', { key, value: by.entry.value }, { related, path: pathOf(service, key) });
}

function judgeKey(subject: Subject): Finding | null {
  const { context, service, key, entry } = subject;
  const data = { key, service: service.name };
  const at = entry.keySpan;
  const verdict = judgeSysctlKey(key);
  const details: FindingDetails = { related: entry.via, path: pathOf(service, key) };
  if (isOnHostNetwork(service, context.stack) && normaliseSysctlKey(key).startsWith('net.')) {
    const help = 'Set it on the node.';
    return say(at, 'hostNetwork', data, { ...details, help, suggestions: remove(subject) });
  }
  switch (verdict.kind) {
    case 'ok':
      return reportSpellings(subject);
    case 'misspelt': {
      const fix = rename(subject, verdict.key);
      return say(at, 'misspelt', { ...data, meant: verdict.key }, { ...details, ...fix });
    }
    case 'malformed': {
      if (key.trim() === '') return say(at, 'noKey', { service: service.name }, details);
      const fix = verdict.key === null ? {} : rename(subject, verdict.key);
      const help =
        verdict.key === null ? undefined : `Write \`${verdict.key}=VALUE\` without blanks, quotes or a colon.`;
      return say(at, 'malformed', data, { ...details, ...(help !== undefined && { help }), ...fix });
    }
    case 'host-only':
      return say(at, 'hostOnly', data, { ...details, help: 'Set it on the node.', suggestions: remove(subject) });
    case 'absent':
      return say(at, 'absent', { ...data, why: verdict.why }, { ...details, suggestions: remove(subject) });
    case 'elsewhere':
      return say(at, 'elsewhere', { ...data, why: verdict.why }, { ...details, suggestions: remove(subject) });
  }
}

function reportSpellings({ service, key, entry }: Subject): Finding | null {
  const name = normaliseSysctlKey(key);
  const other = [...service.sysctls].find(([written]) => written !== key && normaliseSysctlKey(written) === name);
  // Once per pair, at the one with slashes.
  if (!other || key === name) return null;
  const related = [...entry.via, { ...other[1].keySpan, label: 'the other one' }];
  return say(entry.keySpan, 'twoSpellings', { key: name }, { related, path: pathOf(service, key) });
}

function pathOf(service: Service, key: string): readonly string[] {
  return ['services', service.name, 'sysctls', key];
}

/** The right key with the same value; in `- K: 600` and the like the value is behind the wrong separator. */
function rename({ context, service, key, entry }: Subject, to: string): Pick<FindingDetails, 'fix'> {
  const file = getFile(context.stack, entry.span);
  if (entry.via.length > 0 || service.sysctls.has(to)) return {};
  const isList = service.sysctlEntries.some((item) => item.entry === entry && item.form === 'list');
  const value = entry.value === '' ? (/[:=]\s*(\d+)\s*$/.exec(key)?.[1] ?? '') : entry.value.trim();
  if (isList && value === '') return {};
  const result = isList
    ? replaceScalar(file, entry.keySpan, `${to}=${value}`)
    : renameKey(file, [...pathOf(service, key)], to);
  const [change] = changesOf(result);
  return change ? { fix: offer(change, 'rename', { key: to }) } : {};
}

function remove({ context, service, key, entry }: Subject): readonly Remedy[] {
  const file = getFile(context.stack, entry.span);
  if (entry.via.length > 0) return [];
  const inFile = service.sysctlEntries.filter((item) => item.entry.span.file === entry.span.file);
  const index = inFile.findIndex((item) => item.entry === entry);
  const last = inFile[index]?.form === 'list' ? index : key;
  const result = removeKey(file, ['services', service.name, 'sysctls', last]);
  return changesOf(result).map((change) => offer(change, 'remove', { key }));
}
