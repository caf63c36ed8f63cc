/**
 * The shapes that readers of our formats expect, written from their specifications and closed: a property that is not in the
 * specification fails.
 */
import type { SchemaObject } from 'ajv';

const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const position = { type: 'integer', minimum: 1 } as const;

function object(properties: Record<string, SchemaObject>, optional: readonly string[] = []): SchemaObject {
  const required = Object.keys(properties).filter((key) => !optional.includes(key));
  return { type: 'object', additionalProperties: false, properties, required };
}

const list = (items: SchemaObject): SchemaObject => ({ type: 'array', items });

const sarifMessage = object({ text, markdown: text }, ['markdown']);
const sarifArtifact = object({ uri: { type: 'string', pattern: '^[!-~]+$' } });
const sarifRegion = object({ startLine: position, startColumn: position, endLine: position, endColumn: position });
const sarifLocation = object(
  {
    physicalLocation: object({ artifactLocation: sarifArtifact, region: sarifRegion }, ['region']),
    message: sarifMessage,
  },
  ['message'],
);
const level = { enum: ['none', 'note', 'warning', 'error'] } as const;

const sarifRule = object({
  id: text,
  name: text,
  shortDescription: sarifMessage,
  fullDescription: sarifMessage,
  help: sarifMessage,
  helpUri: text,
  defaultConfiguration: object({ level }),
  properties: { type: 'object' },
});

const sarifFix = object({
  description: sarifMessage,
  artifactChanges: {
    type: 'array',
    minItems: 1,
    items: object({
      artifactLocation: sarifArtifact,
      replacements: list(object({ deletedRegion: sarifRegion, insertedContent: object({ text }) })),
    }),
  },
});

const sarifResult = object(
  {
    ruleId: text,
    ruleIndex: count,
    level,
    message: sarifMessage,
    locations: list(sarifLocation),
    relatedLocations: list(sarifLocation),
    partialFingerprints: { type: 'object', additionalProperties: text },
    suppressions: list(object({ kind: { enum: ['inSource', 'external'] }, justification: text }, ['justification'])),
    fixes: list(sarifFix),
  },
  ['relatedLocations', 'suppressions', 'fixes'],
);

const sarifInvocation = object(
  {
    executionSuccessful: { type: 'boolean' },
    exitCode: count,
    toolExecutionNotifications: list(
      object({ level, message: sarifMessage, locations: list(sarifLocation) }, ['locations']),
    ),
  },
  ['toolExecutionNotifications'],
);

/** SARIF 2.1.0, the part that we write. */
export const SARIF = object({
  $schema: text,
  version: { const: '2.1.0' },
  runs: list(
    object({
      tool: object({
        driver: object({
          name: text,
          version: text,
          semanticVersion: text,
          informationUri: text,
          rules: list(sarifRule),
        }),
      }),
      columnKind: { const: 'utf16CodeUnits' },
      invocations: list(sarifInvocation),
      results: list(sarifResult),
    }),
  ),
});

/** https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export const GITLAB = list(
  object({
    description: text,
    check_name: text,
    fingerprint: { type: 'string', minLength: 16 },
    severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
    location: object({
      path: text,
      positions: object({
        begin: object({ line: position, column: position }),
        end: object({ line: position, column: position }),
      }),
      lines: object({ begin: position, end: position }),
    }),
  }),
);

const rdPosition = object({ line: position, column: position });
const rdRange = object({ start: rdPosition, end: rdPosition });
const rdLocation = object({ path: text, range: rdRange }, ['range']);

/** reviewdog's DiagnosticResult. */
export const RDJSON = object({
  source: object({ name: text, url: text }),
  diagnostics: list(
    object(
      {
        message: text,
        location: rdLocation,
        severity: { enum: ['ERROR', 'WARNING', 'INFO', 'UNKNOWN_SEVERITY'] },
        code: object({ value: text, url: text }),
        suggestions: list(object({ range: rdRange, text })),
        relatedLocations: list(object({ message: text, location: rdLocation })),
      },
      ['code', 'suggestions', 'relatedLocations'],
    ),
  ),
});

const attributes = (...names: readonly string[]): string =>
  names
    .map((name) => {
      const isCount = ['tests', 'failures', 'errors', 'skipped', 'line', 'column'].includes(name);
      const type = isCount ? 'nonNegativeInteger' : name === 'time' ? 'decimal' : 'string';
      return `<xs:attribute name="${name}" type="xs:${type}" use="required"/>`;
    })
    .join('');

const element = (name: string, occurs: string, content: string, ...names: readonly string[]): string =>
  `<xs:element name="${name}" ${occurs}><xs:complexType>${content}${attributes(...names)}</xs:complexType></xs:element>`;

const problem = (name: string): string =>
  `<xs:element name="${name}"><xs:complexType><xs:simpleContent><xs:extension base="xs:string">${attributes('message', 'type')}</xs:extension></xs:simpleContent></xs:complexType></xs:element>`;

const sequence = (body: string): string => `<xs:sequence>${body}</xs:sequence>`;
const schema = (body: string): string =>
  `<?xml version="1.0"?><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${body}</xs:schema>`;

const ANY_NUMBER = 'minOccurs="0" maxOccurs="unbounded"';
const testcase = element(
  'testcase',
  'maxOccurs="unbounded"',
  `<xs:choice minOccurs="0">${problem('failure')}${problem('error')}</xs:choice>`,
  ...['name', 'classname', 'time'],
);
const testsuite = element(
  'testsuite',
  ANY_NUMBER,
  sequence(testcase),
  ...['name', 'tests', 'failures', 'errors', 'skipped', 'time'],
);

/** The part of JUnit's format that every reader knows. */
export const JUNIT_XSD = schema(
  element('testsuites', '', sequence(testsuite), 'name', 'tests', 'failures', 'errors', 'time'),
);

const checkstyleError = element('error', ANY_NUMBER, '', 'line', 'column', 'severity', 'message', 'source');

export const CHECKSTYLE_XSD = schema(
  element('checkstyle', '', sequence(element('file', ANY_NUMBER, sequence(checkstyleError), 'name')), 'version'),
);
