import type { RuleEntry } from './rule.js';

export const stackSchema = {
  id: 'stack-schema',
  description: 'Disallow stack files that `docker stack deploy` rejects.',
  category: 'stack',
  language: 'yaml',
  status: 'built',
  preset: 'recommended',
  severity: 'error',
  edits: 'fix',
  schema: [],
  defaultOptions: [],
  messages: {
    // The text.
    yamlSyntax: 'This is not valid YAML: {{reason}}.',
    badEncoding: 'The file is neither UTF-8 nor UTF-16, and Docker rejects it.',
    controlCharacter: 'The control character {{character}} is not allowed in YAML, and Docker rejects the file.',
    tooDeep: 'The file is nested deeper than {{limit}} levels.',
    unknownAnchor:
      'There is no anchor `{{anchor}}` before this place in this file: Docker rejects the file. An anchor of another file does not count.',
    recursiveAnchor: 'The anchor `{{anchor}}` contains itself, and Docker rejects the file.',
    aliasBomb: 'The aliases expand to so many values that Docker rejects the file.',
    mergeNeedsMap: '`<<` takes a mapping or a list of mappings, and this is none: Docker rejects the file.',
    complexKey: 'A key must be plain text, and Docker rejects the file.',
    tagMismatch: '`{{text}}` cannot be read as {{tag}}, and Docker rejects the file.',
    badBase64: 'This is not base64, and Docker rejects the file.',
    duplicateKey: '`{{key}}` is defined twice, and Docker rejects the file.',
    notAMapping: 'A stack file is a mapping with `services:` at its top, and this is {{actual}}.',
    // The version.
    unsupportedVersion:
      '`{{version}}` is no version of the stack file format: Docker knows "3.0" to "{{newest}}". Without `version` it takes the newest.',
    noVersion:
      '`version` must be text, such as "{{newest}}", and this is {{actual}}: Docker rejects the file. Without `version` it takes the newest.',
    versionMismatch:
      'This file has version {{other}} and another one {{first}}: Docker merges files of one version only.',
    // Variables.
    malformedVariable:
      '`{{expression}}` is no variable that Docker can read, and it rejects the file. Write `$$` for a dollar sign.',
    unsetVariables: '`docker stack deploy` rejects this file in this environment: {{names}} {{verb}} not set.',
    requiredVariable: '`{{name}}` is required here and not set, and Docker rejects the file.',
    badCast: '`{{expression}}` must become {{expected}} for {{place}}, and does not: Docker rejects the file.',
    // The schema.
    forbiddenProperty: '`{{property}}` is not possible in a stack, and Docker rejects the file. Instead: {{instead}}.',
    unknownProperty: '{{owner}} has no property `{{property}}`, and Docker rejects the file.',
    misspeltProperty:
      '{{owner}} has no property `{{property}}`, and Docker rejects the file. Probably {{suggestions}} is meant.',
    misplacedProperty:
      '{{owner}} has no property `{{property}}`, and Docker rejects the file. It is a property of {{homes}}.',
    composeProperty:
      '`{{property}}` is known to `docker compose` only, and `docker stack deploy` rejects the file. Instead: {{instead}}.',
    laterProperty:
      '{{owner}} has `{{property}}` since version {{since}} of the format, and this file says {{version}}: Docker rejects it.',
    missingProperty: '{{place}} must have `{{property}}`, and Docker rejects the file.',
    wrongType: '{{place}} must be {{expected}}, and this is {{actual}}: Docker rejects the file.',
    wrongValue: '`{{value}}` is not possible for {{place}}: Docker takes {{allowed}} only.',
    misspeltValue:
      '`{{value}}` is not possible for {{place}}, and Docker rejects the file. Probably {{suggestions}} is meant.',
    badPort: '`{{value}}` is no port: Docker takes CONTAINER, HOST:CONTAINER and ranges of them, with /tcp or /udp.',
    badDuration: '`{{value}}` is no duration: Docker takes numbers with a unit, such as 10s or 1m30s.',
    belowMinimum: '{{place}} must not be negative, and Docker rejects the file.',
    repeatedItem: '{{place}} is the same as an earlier one, and Docker rejects the file.',
    notANumber: '{{place}} cannot be `{{value}}`, and Docker rejects the file.',
    keyIsNotText: 'The key `{{key}}` is not text, and Docker rejects the file. Put it in quotes.',
    // The values.
    negativeNumber: '{{place}} is `{{value}}` and must not be negative: Docker rejects the file.',
    wholeNumberNeeded: '{{place}} is `{{value}}` and must be a whole number: Docker rejects the file.',
    badByteSize: '`{{value}}` is no size: Docker takes a number with b, k, m or g, such as 512m.',
    openQuote: '{{place}} has a quote that is not closed, and Docker rejects the file.',
    badVolume: '{{place}} is no volume that Docker can read ({{reason}}).',
    bindWithoutSource: '{{place}} is a bind mount and needs a `source`: Docker rejects the file.',
    externalConflict: '`{{property}}` cannot be set on the external {{kind}} `{{name}}`, and Docker rejects the file.',
    externalNameConflict: 'The external {{kind}} `{{name}}` has two names: write `name` only, without `external.name`.',
    driverAndFile: 'The secret `{{name}}` has a driver and a file, and Docker rejects the file. Keep one of them.',
    dateAsText: '`{{value}}` is a date to YAML, and Docker wants text here: put it in quotes.',
    missingFile: 'There is no file `{{file}}`, and Docker needs it to read the stack.',
    notAFile: '`{{file}}` names no file, and Docker needs one to read the stack.',
    badEnvFile: 'Docker cannot read the variables in `{{file}}`.',
    quote: 'Put it in quotes: {{text}}.',
    unquote: 'Write it without quotes: {{text}}.',
    rename: 'Write {{property}}.',
    replace: 'Write {{value}}.',
  },
  evidence: [],
} as const satisfies RuleEntry;
