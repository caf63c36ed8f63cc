import type { RuleEntry } from './rule.js';

export const stackSysctlKey = {
  id: 'stack-sysctl-key',
  description: 'Disallow sysctl keys that are misspelt, malformed, not namespaced, or set where they cannot work.',
  category: 'stack',
  language: 'yaml',
  status: 'built',
  preset: 'recommended',
  severity: 'error',
  edits: 'fix',
  schema: [],
  defaultOptions: [],
  messages: {
    misspelt:
      'There is no sysctl `{{key}}`: the container of `{{service}}` never starts. Probably `{{meant}}` is meant.',
    malformed:
      '`{{key}}` is read as the whole key: no sysctl has that name, and the container of `{{service}}` never starts.',
    noKey: 'There is no key before the `=`: runc refuses the entry, and the container of `{{service}}` never starts.',
    hostOnly:
      '`{{key}}` belongs to the machine, not to a container: runc refuses it, and the container of `{{service}}` never starts.',
    absent: '`{{key}}` does not exist in a container ({{why}}): the container of `{{service}}` never starts.',
    elsewhere: '`{{key}}` has no effect on the connections of `{{service}}`: {{why}}.',
    hostNetwork:
      '`{{key}}` cannot be set here: `{{service}}` is on the network of the node, where runc refuses every `net.*` sysctl, and its container never starts.',
    twice: '`{{key}}` is set twice: only the last value counts, `{{value}}`.',
    twoSpellings:
      '`{{key}}` is set twice, once with dots and once with slashes: they are written in no fixed order, so either value may win.',
    rename: 'Write {{key}}.',
    remove: 'Remove {{key}}.',
  },
  evidence: ['skTypo', 'skSlashes'],
} as const satisfies RuleEntry;
