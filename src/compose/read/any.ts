/**
 * Reads any text as YAML, with the YAML library, and says what is wrong with it: the whole language, one token at a time.
 * Ordinary texts do not come here (`ordinary.ts`), so this is a bundle of its own, loaded for the first other one.
 */
import { Composer, isAlias, isMap, isSeq, Schema } from 'yaml';
import type { Document, Pair, ParsedNode, Scalar, YAMLParseError } from 'yaml';
import type { Code, ProblemAt, ReadProblem, StackFile, UnreadRest } from '../docker/stack.js';
import { findDeepNesting } from './depth.js';
import { MAX_DEPTH } from './depth-limit.js';
import { findDocumentEnd } from './document-end.js';
import { createParser, isMark, lex } from './lexer.js';
import { describeSyntaxError } from './syntax-errors.js';
import type { PairSyntax, ScalarSyntax, SyntaxNode } from './syntax.js';
import { findRefusedTab } from './tabs.js';

export interface AnyYaml {
  /** `null` when there is nothing to go on with: the text is not YAML, too deep, or empty. */
  readonly root: SyntaxNode | null;
  /** Why it is not YAML; and, where it is, what of the text Docker does not read. */
  readonly problems: readonly ReadProblem[];
}

/** Characters that the decoder refuses anywhere in the stream (`readerc.go`). */
const CONTROL_CHARACTER = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** One mistake can break many lines; more errors than this help nobody. */
const MAX_SYNTAX_ERRORS = 20;

/** Reads the first document, the only one that Docker reads. */
export function readAny({ name, text: written }: StackFile): AnyYaml {
  const text = withPlainBreaks(written);
  const fail = (
    code: Code<'yaml'>,
    start: number,
    end: number,
    data: ProblemAt<'yaml'>['data'],
    docker: string | null,
  ): AnyYaml => ({
    root: null,
    problems: [{ stage: 'yaml', code, span: { file: name, start, end }, related: [], path: [], data, docker }],
  });
  const control = CONTROL_CHARACTER.exec(written);
  if (control) {
    const codePoint = `U+${control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    const docker = 'yaml: control characters are not allowed';
    return fail(
      'control-character',
      control.index,
      control.index + control[0].length,
      { character: codePoint },
      docker,
    );
  }
  const deep = findDeepNesting(text);
  if (deep !== null) return fail('too-deep', deep, deep + 1, { limit: String(MAX_DEPTH) }, null);

  const tab = findRefusedTab(text);
  if (tab !== null) {
    return fail('yaml-syntax', tab, tab + 1, { reason: describeSyntaxError('TAB_AS_INDENT', '') }, null);
  }
  const directive = /^(?:[^\S\n]*(?:#[^\n]*)?\n)*(%(?!TAG\s|YAML\s+1\.1\s).*)/.exec(text);
  if (directive?.[1] !== undefined) {
    const start = directive[0].length - directive[1].length;
    const reason = describeSyntaxError('BAD_DIRECTIVE', '');
    return fail('yaml-syntax', start, directive[0].length, { reason }, null);
  }

  const anchor = findBadAnchor(text);
  if (anchor) return fail('yaml-syntax', anchor.start, anchor.end, { reason: ANCHOR_REASON }, null);
  const later = findDocumentEnd(text);
  if (later?.kind === 'refused') {
    return fail('yaml-syntax', later.start, later.end, { reason: describeSyntaxError('BAD_DIRECTIVE', '') }, null);
  }

  const document = composeFirst(later ? text.slice(0, later.start) : text);
  const rest: Rest | null = later?.isDirective
    ? { code: 'rest-not-read', start: later.start, end: later.end }
    : findUnreadRest(document, text);
  const syntax = rest === null || later?.isDirective ? readSyntaxErrors(document, name, text) : [];
  if (syntax.length > 0) return { root: null, problems: syntax };
  const root = document.contents ? toSyntax(document.contents, written) : null;
  return { root, problems: describeRest(rest ?? findMoreDocuments(document, text), name) };
}

/** One for all files. Scalars stay text: `scalar.ts` reads them. */
const PLAIN_TEXTS = new Schema({ schema: 'failsafe', merge: false, resolveKnownTags: false });

function composeFirst(text: string): Document.Parsed {
  const composer = new Composer({ schema: PLAIN_TEXTS, uniqueKeys: false });
  // With `true` there is one, if an empty one.
  return composer.compose(createParser().parse(text), true).next().value as Document.Parsed;
}

/** Docker's scanner also breaks lines at a lone carriage return and at Unicode's own. One unit for one: offsets stay. */
function withPlainBreaks(text: string): string {
  return text.replace(/\r(?!\n)|[\x85\u2028\u2029]/g, '\n');
}

const ANCHOR_REASON = 'the name of an anchor has letters, digits, - and _ only';

/** Other characters end the name of an anchor for Docker, and most of them may not follow it. */
function findBadAnchor(text: string): { readonly start: number; readonly end: number } | null {
  if (!/[&*]/.test(text)) return null;
  let offset = 0;
  let last = '';
  for (const lexeme of lex(text)) {
    if (isMark(lexeme)) continue;
    if (/^[&*][\w-]*$/.test(last) && !/^[\s?:,\]}%@`]/.test(lexeme)) {
      return { start: offset - last.length, end: offset + lexeme.length };
    }
    last = lexeme;
    offset += lexeme.length;
  }
  return null;
}

function readSyntaxErrors(document: Document.Parsed, file: string, text: string): ProblemAt<'yaml'>[] {
  const problems: ProblemAt<'yaml'>[] = [];
  // The line of the last problem. It is looked up once, since one line can hold all of the errors.
  let line = { start: -1, end: -1 };
  for (const error of document.errors) {
    if (isAcceptedByDocker(error)) continue;
    const [from, end] = error.pos;
    // The library places a mistake in a directive before the text.
    const start = Math.max(0, from);
    if (line.start <= start && start <= line.end) continue;
    const newline = text.indexOf('\n', start);
    line = { start: text.lastIndexOf('\n', start - 1) + 1, end: newline < 0 ? text.length : newline };
    // At the end of the file there is nothing to show but its last character.
    const first = Math.min(start, Math.max(0, text.trimEnd().length - 1));
    const span = { file, start: first, end: Math.min(Math.max(end, first + 1), text.length) };
    const data = { reason: describeSyntaxError(error.code, error.message) };
    problems.push({ stage: 'yaml', code: 'yaml-syntax', span, related: [], path: [], data, docker: null });
    if (problems.length === MAX_SYNTAX_ERRORS) break;
  }
  return problems;
}

/** Tabs are checked on their own, and Docker wants no space between a closing quote and a comment. */
function isAcceptedByDocker({ code, message }: Pick<YAMLParseError, 'code' | 'message'>): boolean {
  return code === 'TAB_AS_INDENT' || message.startsWith('Comments must be separated');
}

/** Text behind the first document. Docker does not look at it, so nothing in it is an error. */
interface Rest {
  readonly code: UnreadRest['code'];
  readonly start: number;
  readonly end: number;
}

/**
 * A line that is indented less than the first key ends the document, without a word: Docker reads what stands above, and
 * only the next token must make sense. The same holds for text behind a closing `}`.
 */
function findUnreadRest(document: Document.Parsed, text: string): Rest | null {
  const [error] = document.errors;
  const root = document.contents;
  if (error?.code !== 'UNEXPECTED_TOKEN' || !(isMap(root) || isSeq(root)) || error.pos[0] < root.range[1]) return null;
  const start = error.pos[0];
  const getColumn = (offset: number): number => offset - text.lastIndexOf('\n', offset - 1) - 1;
  const isBelow = root.flow === true || getColumn(start) < getColumn(root.range[0]);
  const newline = text.indexOf('\n', start);
  return isBelow && !/[@`\t]/.test(text.charAt(start))
    ? { code: 'rest-not-read', start, end: newline < 0 ? text.length : newline }
    : null;
}

function findMoreDocuments(document: Document.Parsed, text: string): Rest | null {
  // A document of nothing but comments ends before it begins.
  const offset = Math.max(0, document.range[2]);
  const rest = text.slice(offset);
  const isEmpty = !/\S/.test(rest.replace(/^(?:---|\.\.\.)(?=\s|$)|^[^\S\n]*#.*$/gm, ''));
  const marker = isEmpty ? null : /^---(?=\s|$)|^[^\s#.]/m.exec(rest);
  if (!marker) return null;
  const start = offset + marker.index;
  return { code: 'more-documents', start, end: start + marker[0].length };
}

function describeRest(rest: Rest | null, file: string): UnreadRest[] {
  if (!rest) return [];
  const { code, start, end } = rest;
  return [{ stage: 'ignored', code, span: { file, start, end }, related: [], path: [], data: {}, docker: null }];
}

/** The library's nodes as ours. The library ends a block collection behind the comments and line breaks that follow it. */
function toSyntax(node: ParsedNode, text: string): SyntaxNode {
  const [start, rangeEnd] = node.range;
  if (isAlias(node))
    return { kind: 'alias', start, end: trimEnd(text, start, rangeEnd), anchor: null, name: node.source };
  const anchor = node.anchor ?? null;
  if (isMap(node)) {
    const { flow, items } = node;
    const pairs = items.map((pair) => toPair(pair, text));
    const last = flow === true ? undefined : pairs.at(-1);
    const contentEnd = last ? (last.value ?? last.key).end : rangeEnd;
    return { kind: 'map', start, end: trimEnd(text, start, contentEnd), anchor, isFlow: flow === true, pairs };
  }
  if (isSeq(node)) {
    const { flow } = node;
    const items = (node.items as readonly ParsedNode[]).map((item) => toSyntax(item, text));
    const last = flow === true ? undefined : items.at(-1);
    const contentEnd = last ? last.end : rangeEnd;
    return { kind: 'list', start, end: trimEnd(text, start, contentEnd), anchor, items };
  }
  const { type = 'PLAIN', source, tag = '' } = node;
  return {
    kind: 'scalar',
    start,
    end: trimEnd(text, start, rangeEnd),
    anchor,
    style: STYLES[type],
    text: restoreBreaks(source, text.slice(start, rangeEnd), type),
    tag,
  };
}

function toPair({ key, value }: Pair<ParsedNode, ParsedNode | null>, text: string): PairSyntax {
  return { key: toSyntax(key, text), value: value && toSyntax(value, text) };
}

const STYLES: Readonly<Record<Scalar.Type, ScalarSyntax['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
};

/**
 * Docker keeps the line breaks U+2028 and U+2029 where it folds others; the library has seen them as ordinary ones.
 *
 * @param written - the text as it stands in the file, quotes and header included
 */
function restoreBreaks(value: string, written: string, type: Scalar.Type): string {
  if (!/[\u2028\u2029]/.test(written)) return value;
  if (type === 'BLOCK_LITERAL') {
    // The first break ends the header.
    const [, ...breaks] = written.matchAll(LINE_BREAK);
    return value.replace(/\n/g, () => withOrdinaryBreaks(String(breaks.shift())));
  }
  // Folded block texts and escapes are left as they are read: nobody has them together with such a break.
  if (type === 'BLOCK_FOLDED' || written.includes('\\')) return value;
  const folded = written.replace(FOLD, (_, first: string, more: string) => {
    const further = withOrdinaryBreaks(more.replace(/[ \t]/g, ''));
    if (/[\u2028\u2029]/.test(first)) return first + further;
    return further === '' ? ' ' : further;
  });
  if (type === 'PLAIN') return folded;
  const inner = folded.slice(1, -1);
  return type === 'QUOTE_SINGLE' ? inner.replaceAll("''", "'") : inner;
}

const LINE_BREAK = /\r\n|[\n\r\x85\u2028\u2029]/g;

/** A line break of a text that is not a block, with the blank lines behind it and the blanks around. */
const FOLD = /[ \t]*(\r\n|[\n\r\x85\u2028\u2029])((?:[ \t]*[\n\r\x85\u2028\u2029])*)[ \t]*/g;

function withOrdinaryBreaks(breaks: string): string {
  return breaks.replace(/\r\n|[\r\x85]/g, '\n');
}

function trimEnd(text: string, start: number, from: number): number {
  let end = from;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  return end;
}
