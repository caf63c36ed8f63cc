/** For people: the message, the source it is about, when calls fail, and what to do. */
import {
  countReport,
  type Diagnostic,
  type FileReport,
  type Report,
  SEVERITY_WORDS,
  sourcesOf,
} from '../report/report.js';
import type { SourceText } from '../report/source-text.js';
import { asciiText, visibleText } from '../report/visible-text.js';
import { displayWidth } from '../render/cells.js';
import { secretsOf } from '../render/secrets.js';
import { type Annotation, drawSnippet } from '../render/snippet.js';
import { paint, type Style, type Tone } from '../render/style.js';
import { drawTimeline } from '../render/timeline.js';
import { wrapText, wrapWords } from '../render/wrap.js';
import type { FormatContext, Render } from './format.js';

/** Behind so many findings nobody reads the source of one more, and drawing it would take most of the time. */
const MOST_SNIPPETS = 1000;

export const renderPretty: Render = (report, context) => {
  if (report.files.length === 0) return '';
  const sources = sourcesOf(report.files);
  const blocks = report.files
    .flatMap((file) => file.diagnostics.map((diagnostic) => ({ diagnostic, file })))
    .map(({ diagnostic, file }, index) =>
      renderDiagnostic(diagnostic, file, sources, context.style, index < MOST_SNIPPETS),
    );
  return `${[...blocks, renderSummary(report, context)].join('\n\n')}\n`;
};

function renderDiagnostic(
  diagnostic: Diagnostic,
  file: FileReport,
  sources: ReadonlyMap<string, SourceText>,
  style: Style,
  hasSnippets: boolean,
): string {
  const { severity, span } = diagnostic;
  const show = (text: string): string => (style.unicode ? visibleText(text) : asciiText(text));
  const lines: string[] = [];

  const id = diagnostic.ruleId ? `[${diagnostic.ruleId}]` : '';
  const word = `${SEVERITY_WORDS[severity]}${id}`;
  const [first = '', ...rest] = wrapText(show(diagnostic.message), style.width - word.length - 2, style.width - 2);
  lines.push(`${paint(style, severity, word)}${paint(style, 'strong', `: ${first}`.trimEnd())}`);
  for (const line of rest) lines.push(`  ${paint(style, 'strong', line)}`);

  const places = placesOf(diagnostic, file, sources);
  const lastLine = Math.max(
    0,
    ...places.flatMap(({ source, annotations }) => annotations.map(({ start }) => source.positionAt(start).line)),
  );
  const gutter = Math.max(1, String(lastLine).length);
  const frame = (text: string): string => paint(style, 'frame', text);
  const bar = frame(`${' '.repeat(gutter)} |`);
  if (!span || places.length === 0) lines.push(`${frame(`${' '.repeat(gutter)}-->`)} ${show(file.name)}`);
  for (const [index, { source, annotations }] of places.entries()) {
    const { line, column } = source.positionAt(annotations[0].start);
    const arrow = index === 0 ? '-->' : ':::';
    lines.push(`${frame(`${' '.repeat(gutter)}${arrow}`)} ${show(source.name)}:${line}:${column}`);
    if (hasSnippets) lines.push(bar, ...drawSnippet(source, annotations, secretsOf(source), gutter, style));
  }

  const notes = notesOf(diagnostic, style, style.width - gutter - ' = when: '.length);
  if (notes.length > 0 && places.length > 0) lines.push(bar);
  for (const [name, text] of notes) {
    const lead = `${' '.repeat(gutter)} = `;
    const room = style.width - lead.length - name.length - 2;
    // The timeline is drawn, not written: it has its own colours. A command is there to be copied.
    const isWhole = name === 'when' || name === 'docs';
    const [head = '', ...tail] = isWhole ? [text] : wrapText(show(text), room, room);
    lines.push(`${frame(lead)}${paint(style, 'strong', `${name}:`)} ${head}`);
    for (const line of tail) lines.push(`${' '.repeat(lead.length + displayWidth(name) + 2)}${line}`);
  }
  return lines.join('\n');
}

interface Place {
  readonly source: SourceText;
  readonly annotations: [Annotation, ...Annotation[]];
}

/** Where the diagnostic points, by file; its own file first, and in each file its own place first. */
function placesOf(diagnostic: Diagnostic, file: FileReport, sources: ReadonlyMap<string, SourceText>): Place[] {
  const { span, label = '', severity, related } = diagnostic;
  const places = new Map<string, Place>();
  const add = (name: string, annotation: Annotation): void => {
    const source = sources.get(name);
    if (!source) return;
    const place = places.get(name);
    if (place) place.annotations.push(annotation);
    else places.set(name, { source, annotations: [annotation] });
  };
  if (!span) return [];
  add(span.file, { start: span.start, end: span.end, label, tone: severity, mark: '^' });
  for (const other of related) {
    add(other.file, { start: other.start, end: other.end, label: other.label, tone: 'note', mark: '-' });
  }
  return [...places.values()].sort((a, b) => Number(b.source.name === file.name) - Number(a.source.name === file.name));
}

function notesOf(diagnostic: Diagnostic, style: Style, room: number): [name: string, text: string][] {
  const notes: [string, string][] = [];
  if (diagnostic.window) notes.push(['when', drawTimeline(diagnostic.window, style, room)]);
  if (diagnostic.help) notes.push(['help', diagnostic.help]);
  if (diagnostic.fix) notes.push(['help', `${diagnostic.fix.message} (--fix)`]);
  // --fix=all takes the first; the others are there to choose from.
  for (const [index, { message }] of diagnostic.suggestions.entries()) {
    notes.push(index === 0 && !diagnostic.fix ? ['help', `${message} (--fix=all)`] : ['or', message]);
  }
  if (diagnostic.ruleId) notes.push(['docs', `keepalive-lint explain ${diagnostic.ruleId}`]);
  return notes;
}

/** One sentence: what was found in how many files, what can be mended, how long it took. */
function renderSummary(report: Report, { style }: FormatContext): string {
  const counts = countReport(report);
  const files = quantity(report.files.length, 'file');
  const time = `${Math.round(report.durationMs)} ms`;
  const { edits, files: edited } = report.written;
  const extras = [
    edits > 0 ? `${quantity(edits, 'edit')} written to ${quantity(edited, 'file')}` : '',
    counts.suppressed > 0 ? `${counts.suppressed} suppressed` : '',
    report.staleBaselineEntries > 0
      ? `${quantity(report.staleBaselineEntries, 'baseline entry', 'baseline entries')} no longer needed (--update-baseline)`
      : '',
  ].filter(Boolean);
  const total = counts.errors + counts.warnings;
  if (total === 0) return sentence([`No findings in ${files}`, ...extras, time], [['good', 'No findings']], style);
  const painted = [
    ...(counts.errors > 0 ? [['error', quantity(counts.errors, 'error')] as const] : []),
    ...(counts.warnings > 0 ? [['warn', quantity(counts.warnings, 'warning')] as const] : []),
  ];
  const fixes = [
    counts.fixable > 0 ? `${counts.fixable} fixable with --fix` : '',
    counts.suggestible > 0 ? `${counts.suggestible} ${counts.fixable > 0 ? 'more ' : 'fixable '}with --fix=all` : '',
  ].filter(Boolean);
  const parts = painted.map(([, text]) => text).join(', ');
  return sentence([`${quantity(total, 'finding')} (${parts}) in ${files}`, ...fixes, ...extras, time], painted, style);
}

/** The clauses with commas between them, broken between two that do not fit on a line; then some words get their colour. */
function sentence(clauses: readonly string[], painted: readonly (readonly [Tone, string])[], style: Style): string {
  const words = `${clauses.join(',\n')}.`
    .split('\n')
    .flatMap((clause) => (clause.length <= style.width ? [clause] : clause.split(' ')));
  const wrapped = wrapWords(words, style.width, style.width).join('\n');
  return painted.reduce((shown, [tone, part]) => shown.replace(part, (found) => paint(style, tone, found)), wrapped);
}

function quantity(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
