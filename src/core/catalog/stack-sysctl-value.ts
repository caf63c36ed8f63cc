import type { RuleEntry } from './rule.js';

export const stackSysctlValue = {
  id: 'stack-sysctl-value',
  description: 'Disallow sysctl values that are not the number they look like.',
  category: 'stack',
  language: 'yaml',
  status: 'built',
  preset: 'recommended',
  severity: 'error',
  edits: 'suggestion',
  schema: [],
  defaultOptions: [],
  messages: {
    empty: '`{{name}}` has no value: Docker and the kernel accept that and change nothing, so it stays {{fallback}}.',
    unset:
      '`{{expression}}` is empty when the variable is not set, without a warning and without an error: `{{name}}` then stays {{fallback}}.',
    emptyVariable:
      '`{{expression}}` is empty when the variable is set to nothing, and its default is not used then: `{{name}}` stays {{fallback}}.',
    lostCheck:
      '`{{expression}}` never yields the variable: Docker takes the first hyphen of the message for an operator, so `{{name}}` becomes `{{value}}`.',
    nested:
      '`{{value}}` is what Docker makes of a default inside a default, which it does not know: the kernel refuses that as `{{name}}`, and the container of `{{service}}` never starts.',
    notANumber:
      '`{{value}}` is no number to the kernel: it refuses that as `{{name}}`, and the container of `{{service}}` never starts.',
    unit: '`{{value}}` has a unit, and the kernel takes plain {{unit}} only: it refuses that as `{{name}}`, and the container of `{{service}}` never starts.',
    quotes:
      'The quotes in `{{value}}` are part of the value: the kernel refuses that as `{{name}}`, and the container of `{{service}}` never starts.',
    exponent:
      'Docker turns `{{written}}` into `{{value}}`: the kernel refuses that as `{{name}}`, and the container of `{{service}}` never starts.',
    octalDigit:
      '`{{value}}` starts with 0, so the kernel reads it as octal, where there is no 8 and no 9: it refuses that as `{{name}}`, and the container of `{{service}}` never starts.',
    octal: '`{{written}}` starts with 0, so it is octal: `{{name}}` becomes {{number}}, not {{looksLike}}.',
    outOfRange:
      '`{{value}}` is too large for `{{name}}`: the kernel refuses more than {{max}}, and the container of `{{service}}` never starts.',
    ignoredRest: 'The kernel reads `{{name}}` up to the first blank: it becomes {{number}}, and `{{rest}}` is ignored.',
    setValue: 'Write {{value}}.',
  },
  evidence: ['skEmpty', 'skUnset', 'skOctal', 'skOctalDigit', 'skHex', 'skUnit', 'skQuotes'],
} as const satisfies RuleEntry;
