/** SARIF 2.1.0 for code scanning, with the fixes: https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
import { getDocsUrl, getRuleEntry, type RuleId } from '../../../core/catalog/index.js';
import type { Remedy, Span } from '../../../core/finding.js';
import { canShowEdits } from '../render/secrets.js';
import { fingerprint } from '../report/identity.js';
import {
  type Diagnostic,
  type FileReport,
  type Report,
  SEVERITY_WORDS,
  sourcesOf,
  type SuppressedDiagnostic,
  withHelp,
} from '../report/report.js';
import type { SourceText } from '../report/source-text.js';
import { jsonText, visibleText } from '../report/visible-text.js';
import type { FormatContext, Render } from './format.js';
import { uriInCheckout } from './paths.js';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const HOME = 'https://github.com/eslint-plugin-keepalive/eslint-plugin-keepalive';

/** GitHub refuses a run with more. https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning */
const MOST_RESULTS = 25_000;

export const renderSarif: Render = (report, context) => {
  const writer = new SarifWriter(report, context);
  return `${jsonText({ $schema: SCHEMA, version: '2.1.0', runs: [writer.run()] })}\n`;
};

class SarifWriter {
  readonly #sources: ReadonlyMap<string, SourceText>;
  readonly #fingerprints: ReadonlyMap<Diagnostic, string>;
  readonly #ruleIds: readonly RuleId[];

  constructor(
    private readonly report: Report,
    private readonly context: FormatContext,
  ) {
    this.#sources = sourcesOf(report.files);
    this.#fingerprints = fingerprint(report, (name) => uriInCheckout(name, context));
    const ids = report.files.flatMap((file) =>
      [...file.diagnostics, ...file.suppressed.map(({ diagnostic }) => diagnostic)].map(({ ruleId }) => ruleId),
    );
    this.#ruleIds = [...new Set(ids)].filter((id) => id !== null).sort();
  }

  run(): object {
    const { files } = this.report;
    // What no rule says is about the run: a file that could not be read.
    const results = [
      ...files.flatMap((file) =>
        file.diagnostics.filter(({ ruleId }) => ruleId).map((diagnostic) => this.#result(diagnostic, file)),
      ),
      ...files.flatMap((file) => file.suppressed.map((suppressed) => this.#suppressedResult(suppressed, file))),
    ];
    const notifications = files.flatMap((file) =>
      file.diagnostics.filter(({ ruleId }) => !ruleId).map((diagnostic) => this.#notification(diagnostic, file)),
    );
    if (results.length > MOST_RESULTS) {
      const text = `${results.length - MOST_RESULTS} results are left out: a run has at most ${MOST_RESULTS}.`;
      notifications.push({ level: 'warning', message: { text } });
    }
    const { exitCode, version } = this.context;
    return {
      tool: {
        driver: {
          name: 'keepalive-lint',
          version,
          semanticVersion: version,
          informationUri: HOME,
          rules: this.#ruleIds.map((id) => describeRule(id)),
        },
      },
      columnKind: 'utf16CodeUnits',
      invocations: [
        {
          executionSuccessful: exitCode < 2,
          exitCode,
          ...(notifications.length > 0 ? { toolExecutionNotifications: notifications } : {}),
        },
      ],
      results: results.slice(0, MOST_RESULTS),
    };
  }

  #result(diagnostic: Diagnostic, file: FileReport): object {
    const { ruleId, severity, span, related, fix, suggestions } = diagnostic;
    const fixes = [...(fix ? [fix] : []), ...suggestions].flatMap((remedy) => this.#fix(remedy));
    const relatedLocations = related.flatMap((place) => {
      const location = this.#location(place);
      return location ? [{ ...location, message: { text: visibleText(place.label) } }] : [];
    });
    return {
      ...(ruleId ? { ruleId, ruleIndex: this.#ruleIds.indexOf(ruleId) } : {}),
      level: SEVERITY_WORDS[severity],
      message: { text: visibleText(withHelp(diagnostic)) },
      locations: [this.#place(span, file.name)],
      ...(relatedLocations.length > 0 ? { relatedLocations } : {}),
      partialFingerprints: { 'keepalivePath/v1': this.#fingerprints.get(diagnostic) },
      ...(fixes.length > 0 ? { fixes } : {}),
    };
  }

  #suppressedResult({ diagnostic, by, reason }: SuppressedDiagnostic, file: FileReport): object {
    const suppression = {
      kind: by === 'directive' ? 'inSource' : 'external',
      ...(reason ? { justification: visibleText(reason) } : {}),
    };
    return { ...this.#result(diagnostic, file), suppressions: [suppression] };
  }

  #notification(diagnostic: Diagnostic, { name }: FileReport): object {
    return {
      level: SEVERITY_WORDS[diagnostic.severity],
      message: { text: visibleText(withHelp(diagnostic)) },
      locations: [this.#place(diagnostic.span, name)],
    };
  }

  #fix(remedy: Remedy): object[] {
    const artifactChanges: object[] = [];
    for (const file of new Set(remedy.edits.map((edit) => edit.file))) {
      const edits = remedy.edits.filter((edit) => edit.file === file);
      const source = this.#sources.get(file);
      if (!source || !canShowEdits(edits, source, 'left out')) return [];
      artifactChanges.push({
        artifactLocation: { uri: uriInCheckout(file, this.context) },
        replacements: edits.map((edit) => ({
          deletedRegion: toRegion(edit, source),
          insertedContent: { text: edit.text },
        })),
      });
    }
    return [{ description: { text: visibleText(remedy.message) }, artifactChanges }];
  }

  /** The place of a diagnostic; its file, where it has no other. */
  #place(span: Span | null, name: string): object {
    return (span && this.#location(span)) ?? this.#fileLocation(name);
  }

  #location(span: Span): { physicalLocation: object } | null {
    const source = this.#sources.get(span.file);
    if (!source) return null;
    const { physicalLocation } = this.#fileLocation(span.file);
    return { physicalLocation: { ...physicalLocation, region: toRegion(span, source) } };
  }

  #fileLocation(name: string): { physicalLocation: object } {
    return { physicalLocation: { artifactLocation: { uri: uriInCheckout(name, this.context) } } };
  }
}

function describeRule(id: RuleId): object {
  const { description, severity, category, preset } = getRuleEntry(id);
  const url = getDocsUrl(id);
  return {
    id,
    name: id,
    shortDescription: { text: description },
    fullDescription: { text: description },
    help: {
      text: `${description} Run \`keepalive-lint explain ${id}\`, or see ${url}`,
      markdown: `${description}\n\nRun \`keepalive-lint explain ${id}\`, or see [the rule's page](${url}).`,
    },
    helpUri: url,
    defaultConfiguration: { level: SEVERITY_WORDS[severity] },
    properties: { tags: [category, preset], 'problem.severity': SEVERITY_WORDS[severity] },
  };
}

function toRegion({ start, end }: Pick<Span, 'start' | 'end'>, source: SourceText): object {
  const from = source.positionAt(start);
  const to = source.positionAt(end);
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}
