/**
 * YAML text to a tree, with the decoding rules of the Docker client (yaml.v3 as vendored by docker/cli 28.2.2,
 * `decode.go`): which keys are duplicates, what a merge key does, how much an alias may expand.
 */
import { Composer, isAlias, isMap, isScalar, isSeq, Schema } from 'yaml';
import type { Alias, Document, YAMLParseError, Node as YamlNode, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { LabelledSpan, Span } from '../../core/finding.js';
import type { Problem, RawMapping, StackFile } from '../docker/stack.js';
import { createParser } from './lexer.js';
import { LineMap } from './lines.js';
import { findDeepNesting, MAX_DEPTH } from './depth.js';
import { resolveTagged, type ScalarValue } from './scalar.js';
import { describeSyntaxError } from './syntax-errors.js';
import { findRefusedTab } from './tabs.js';
import type { ListNode, LostEntry, MapEntry, MapNode, ScalarNode, TreeNode } from './tree.js';

export interface ParsedFile {
  /** `null` when there is no tree: the text is not YAML, or too deep. */
  readonly root: TreeNode | null;
  readonly problems: readonly Problem[];
}

/** Characters that the decoder refuses anywhere in the stream (`readerc.go`). */
const CONTROL_CHARACTER = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** One mistake can break many lines; more errors than this help nobody. */
const MAX_SYNTAX_ERRORS = 20;

/** Reads the first document, the only one that Docker reads. */
export function parseFile(file: StackFile): ParsedFile {
  const { name, text } = file;
  const fail = (
    code: string,
    start: number,
    end: number,
    data: Problem['data'],
    docker: string | null,
  ): ParsedFile => ({
    root: null,
    problems: [{ stage: 'yaml', code, span: { file: name, start, end }, related: [], path: [], data, docker }],
  });
  const control = CONTROL_CHARACTER.exec(text);
  if (control) {
    const codePoint = `U+${(control[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
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

  const document = composeFirst(text);
  if (!document) return { root: null, problems: [] };
  const rest = findUnreadRest(document, text);
  const syntax = rest === null ? readSyntaxErrors(document, name, text) : [];
  if (syntax.length > 0) return { root: null, problems: syntax };
  const reader = new TreeReader(file);
  const root = document.contents ? reader.read(document.contents) : null;
  return { root, problems: [...reader.problems, ...describeRest(rest ?? findMoreDocuments(document, text), name)] };
}

/** One for all files. Scalars stay text: `scalar.ts` reads them. */
const PLAIN_TEXTS = new Schema({ schema: 'failsafe', merge: false, resolveKnownTags: false });

function composeFirst(text: string): Document.Parsed | null {
  const composer = new Composer({ schema: PLAIN_TEXTS, uniqueKeys: false });
  for (const document of composer.compose(createParser().parse(withPlainBreaks(text)), true)) return document;
  return null;
}

/** Docker's scanner also breaks lines at a lone carriage return and at U+0085. One unit for one: offsets stay. */
function withPlainBreaks(text: string): string {
  return text.replace(/\r(?!\n)|\x85/g, '\n');
}

function readSyntaxErrors(document: Document.Parsed, file: string, text: string): Problem[] {
  const problems: Problem[] = [];
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
  readonly code: 'more-documents' | 'rest-not-read';
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

function describeRest(rest: Rest | null, file: string): Problem[] {
  if (!rest) return [];
  const { code, start, end } = rest;
  return [{ stage: 'ignored', code, span: { file, start, end }, related: [], path: [], data: {}, docker: null }];
}

/** What has been read of a mapping so far. */
interface FoundEntries {
  readonly entries: Map<string, MapEntry>;
  readonly seen: Set<string>;
  readonly lost: LostEntry[];
}

/** Stops the reading of a file: Docker stops there too. */
class Refusal extends Error {}

class TreeReader {
  readonly problems: Problem[] = [];
  readonly #file: StackFile;
  readonly #anchors = new Map<string, YamlNode>();
  readonly #targets = new Map<Alias, YamlNode>();
  readonly #open = new Set<YamlNode>();
  readonly #checkedMaps = new Set<YAMLMap>();
  #lines: LineMap | null = null;
  #decodeCount = 0;
  #aliasCount = 0;
  #depth = 0;

  constructor(file: StackFile) {
    this.#file = file;
  }

  read(root: YamlNode): TreeNode | null {
    try {
      this.#linkAliases(root);
      return this.#expand(root, null, []);
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }

  #refuse(code: string, span: Span, data: Problem['data'], docker: string | null, related: LabelledSpan[] = []): never {
    this.problems.push({ stage: 'yaml', code, span, related, path: [], data, docker });
    throw new Refusal();
  }

  #span(node: YamlNode): Span {
    const [start, valueEnd] = node.range ?? [0, 0];
    // The library ends a block collection behind the line break.
    let end = valueEnd;
    while (end > start && /\s/.test(this.#file.text.charAt(end - 1))) end -= 1;
    return { file: this.#file.name, start, end };
  }

  /** An alias means the last anchor of that name before it, and anchors may be defined again. */
  #linkAliases(node: YamlNode): void {
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (!target) {
        const docker = `yaml: unknown anchor '${node.source}' referenced`;
        this.#refuse('unknown-anchor', this.#span(node), { anchor: node.source }, docker);
      }
      this.#targets.set(node, target);
      return;
    }
    const { anchor } = node;
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    if (isMap(node)) {
      for (const { key, value } of node.items as Pair<YamlNode | null, YamlNode | null>[]) {
        if (key) this.#linkAliases(key);
        if (value) this.#linkAliases(value);
      }
    } else if (isSeq(node)) {
      for (const item of node.items as YamlNode[]) this.#linkAliases(item);
    }
  }

  /** yaml.v3 `allowedAliasRatio`: how much of the decoding may come from aliases before it is called excessive. */
  #count(node: YamlNode, use: Span | null): void {
    this.#decodeCount += 1;
    if (use) this.#aliasCount += 1;
    const share = Math.min(Math.max((this.#decodeCount - 400_000) / 3_600_000, 0), 1);
    const allowed = 0.99 - 0.89 * share;
    if (this.#aliasCount > 100 && this.#decodeCount > 1000 && this.#aliasCount / this.#decodeCount > allowed) {
      this.#refuse('alias-bomb', use ?? this.#span(node), {}, 'yaml: document contains excessive aliasing');
    }
    if (this.#depth > 2 * MAX_DEPTH) this.#refuse('too-deep', this.#span(node), { limit: String(2 * MAX_DEPTH) }, null);
  }

  /**
   * @param use - the alias or merge key through which the node is reached, `null` when it stands in the file itself
   * @param via - the definitions passed on the way
   */
  #expand(node: YamlNode, use: Span | null, via: readonly LabelledSpan[]): TreeNode {
    this.#count(node, use);
    this.#depth += 1;
    try {
      if (isAlias(node)) return this.#expandAlias(node, use, via);
      if (isMap(node)) return this.#expandMap(node, use, via);
      if (isSeq(node)) return this.#expandList(node, use, via);
      return this.#readScalar(node, use, via);
    } finally {
      this.#depth -= 1;
    }
  }

  #expandAlias(node: Alias, use: Span | null, via: readonly LabelledSpan[]): TreeNode {
    const target = this.#targets.get(node);
    if (!target) throw new Error(`alias without a target: ${node.source}`);
    if (this.#open.has(target)) {
      const docker = `yaml: anchor '${node.source}' value contains itself`;
      const related = [{ ...this.#span(target), label: 'the anchor' }];
      this.#refuse('recursive-anchor', this.#span(node), { anchor: node.source }, docker, related);
    }
    this.#open.add(target);
    const result = this.#expand(target, use ?? this.#span(node), via);
    this.#open.delete(target);
    return result;
  }

  #place(node: YamlNode, use: Span | null, via: readonly LabelledSpan[]): { span: Span; via: readonly LabelledSpan[] } {
    const own = this.#span(node);
    return use === null ? { span: own, via } : { span: use, via: [...via, { ...own, label: 'written here' }] };
  }

  #expandList(node: YAMLSeq, use: Span | null, via: readonly LabelledSpan[]): ListNode {
    const items = (node.items as YamlNode[]).map((item) => this.#expand(item, use, via));
    return { kind: 'list', ...this.#place(node, use, via), items };
  }

  #expandMap(node: YAMLMap, use: Span | null, via: readonly LabelledSpan[]): MapNode {
    this.#checkUniqueKeys(node);
    const entries = new Map<string, MapEntry>();
    const lost: LostEntry[] = [];
    const otherKey = this.#readEntries(node, use, via, { entries, seen: new Set(), lost });
    return { kind: 'map', ...this.#place(node, use, via), entries, otherKey, raw: this.#raw(node, use !== null), lost };
  }

  /** Own keys first, whatever their order, then what the merge key brings: the first to set a key wins. */
  #readEntries(
    node: YAMLMap,
    use: Span | null,
    via: readonly LabelledSpan[],
    found: FoundEntries,
  ): MapNode['otherKey'] {
    const { entries, seen, lost } = found;
    let otherKey: MapNode['otherKey'] = null;
    let merge: YamlNode | null = null;
    for (const { key, value } of node.items as Pair<YamlNode | null, YamlNode | null>[]) {
      if (key && isMergeKey(key)) {
        merge = value;
        continue;
      }
      const name = this.#readKey(key);
      if (!name.isText) otherKey ??= { text: name.text, span: use ?? (key ? this.#span(key) : this.#span(node)) };
      if (seen.has(name.text)) {
        const winner = entries.get(name.text);
        const names = this.#listNames(value);
        if (key && winner) lost.push({ key: name.text, keySpan: winner.keySpan, source: this.#span(key), names });
        continue;
      }
      seen.add(name.text);
      const keySpan = use ?? (key ? this.#span(key) : this.#span(node));
      const child = value ? this.#expand(value, use, via) : nullNode(keySpan);
      const isEmpty = child.kind === 'scalar' && child.span.start === child.span.end;
      entries.set(name.text, { key: name.text, keySpan, value: isEmpty ? { ...child, span: keySpan } : child });
    }
    if (merge) this.#merge(merge, use, via, found);
    return otherKey;
  }

  #merge(value: YamlNode, use: Span | null, via: readonly LabelledSpan[], found: FoundEntries): void {
    const sources = isSeq(value) ? (value.items as YamlNode[]) : [value];
    for (const source of sources) {
      this.#count(source, use);
      const target = isAlias(source) ? this.#targets.get(source) : source;
      if (!target || !isMap(target)) {
        const docker = 'yaml: map merge requires map or sequence of maps as the value';
        this.#refuse('merge-needs-map', use ?? this.#span(source), {}, docker);
      }
      if (this.#open.has(target)) {
        const docker = `yaml: anchor '${(source as Alias).source}' value contains itself`;
        this.#refuse('recursive-anchor', this.#span(source), { anchor: (source as Alias).source }, docker);
      }
      this.#checkUniqueKeys(target);
      this.#open.add(target);
      this.#depth += 1;
      this.#readEntries(target, isAlias(source) ? (use ?? this.#span(source)) : use, via, found);
      this.#depth -= 1;
      this.#open.delete(target);
    }
  }

  /** The keys of a mapping or the items of a list, without expanding anything. */
  #listNames(node: YamlNode | null): readonly string[] {
    const target = isAlias(node) ? this.#targets.get(node) : node;
    const parts = isMap(target)
      ? (target.items as Pair<YamlNode | null>[]).map(({ key }) => key)
      : isSeq(target)
        ? (target.items as YamlNode[])
        : [];
    return parts.flatMap((part) => (isScalar(part) && typeof part.source === 'string' ? [part.source] : []));
  }

  #readKey(key: YamlNode | null): { text: string; isText: boolean } {
    if (!key) return { text: '', isText: false };
    const target = isAlias(key) ? this.#targets.get(key) : key;
    if (!target || !isScalar(target)) {
      const data = { key: this.#file.text.slice(...(key.range ?? [0, 0])).slice(0, 40) };
      return this.#refuse('complex-key', this.#span(key), data, null);
    }
    const value = this.#resolve(target);
    return { text: typeof target.source === 'string' ? target.source : '', isText: value.type === 'string' };
  }

  /** Compared as written, so `1` and `"1"` are the same key: `decode.go` compares kind and text. */
  #checkUniqueKeys(node: YAMLMap): void {
    if (this.#checkedMaps.has(node)) return;
    this.#checkedMaps.add(node);
    const first = new Map<string, YamlNode>();
    for (const { key } of node.items as Pair<YamlNode | null>[]) {
      if (!key) continue;
      const name = isScalar(key) ? `=${key.source ?? ''}` : isAlias(key) ? `*${key.source}` : isMap(key) ? '{' : '[';
      const earlier = first.get(name);
      if (!earlier) {
        first.set(name, key);
        continue;
      }
      const text = isScalar(key) ? (key.source ?? '') : isAlias(key) ? key.source : '';
      const lines = `line ${this.#line(key)}: mapping key ${JSON.stringify(text)} already defined at line ${this.#line(earlier)}`;
      this.problems.push({
        stage: 'yaml',
        code: 'duplicate-key',
        span: this.#span(key),
        related: [{ ...this.#span(earlier), label: 'first defined here' }],
        path: [],
        data: { key: text },
        docker: `yaml: unmarshal errors:\n  ${lines}`,
      });
    }
  }

  #line(node: YamlNode): number {
    this.#lines ??= new LineMap(this.#file.text);
    return this.#lines.locate(node.range?.[0] ?? 0).line;
  }

  #resolve(node: Scalar): ScalarValue {
    const text = node.source ?? '';
    const isQuoted = node.type !== undefined && node.type !== 'PLAIN';
    const tag = (node.tag ?? '').replace(/^tag:yaml\.org,2002:/, '!!');
    if (tag === '!!binary') return this.#decodeBinary(node, text);
    const value = resolveTagged(tag, text, isQuoted);
    if (value.type !== 'tag-mismatch') return value;
    const docker = `yaml: cannot decode ${value.actual} \`${text}\` as a ${value.expected}`;
    return this.#refuse('tag-mismatch', this.#span(node), { text, tag: value.expected }, docker);
  }

  #decodeBinary(node: Scalar, text: string): ScalarValue {
    const packed = text.replace(/[\r\n]/g, '');
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(packed)) {
      this.#refuse('bad-base64', this.#span(node), {}, 'yaml: !!binary value contains invalid base64 data');
    }
    return { type: 'string', text: new TextDecoder().decode(Uint8Array.from(atob(packed), (c) => c.charCodeAt(0))) };
  }

  #readScalar(node: Scalar, use: Span | null, via: readonly LabelledSpan[]): ScalarNode {
    const source = this.#span(node);
    const style =
      node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE' ? 'quoted' : isBlock(node) ? 'block' : 'plain';
    const written = this.#file.text.slice(source.start, source.end);
    const text = node.source ?? '';
    const textStart =
      written === text && style === 'plain'
        ? source.start
        : style === 'quoted' && written.slice(1, -1) === text
          ? source.start + 1
          : null;
    const place = this.#place(node, use, via);
    if (node.type === 'QUOTE_DOUBLE') this.#checkEscapes(written, source.start);
    const value = this.#resolve(node);
    return { kind: 'scalar', ...place, value, style, source, textStart, interpolation: null, isUnknown: false };
  }

  /** Escapes that the library knows and Docker does not. */
  #checkEscapes(written: string, start: number): void {
    for (const match of written.matchAll(/\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^])/g)) {
      const [escape] = match;
      const codePoint = /^\\[uU]./.test(escape) ? parseInt(escape.slice(2), 16) : 0;
      if (escape !== '\\/' && codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff)) continue;
      const span = { file: this.#file.name, start: start + match.index, end: start + match.index + escape.length };
      this.#refuse('yaml-syntax', span, { reason: describeSyntaxError('BAD_DQ_ESCAPE', '') }, null);
    }
  }

  #raw(node: YAMLMap, isShared: boolean): RawMapping | null {
    const first = (node.items as Pair<YamlNode | null>[])[0]?.key;
    const firstKey = first?.range?.[0];
    if (firstKey === undefined) return null;
    const place = { file: this.#file.name, firstKey, shared: isShared };
    if (node.flow === true) return { ...place, indent: '', style: 'flow' };
    const before = this.#file.text.slice(this.#file.text.lastIndexOf('\n', firstKey - 1) + 1, firstKey);
    // A first key may stand behind `- ` or an anchor; the keys below it are indented to the same column.
    return { ...place, indent: /^\s*$/.test(before) ? before : ' '.repeat(before.length), style: 'block' };
  }
}

function nullNode(span: Span): ScalarNode {
  const value = { type: 'null' } as const;
  const notText = { textStart: null, interpolation: null, isUnknown: false } as const;
  return { kind: 'scalar', span, via: [], value, style: 'plain', source: span, ...notText };
}

function isBlock(node: Scalar): boolean {
  return node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
}

/** An unquoted `<<`; a quoted one is an ordinary key. */
function isMergeKey(key: YamlNode): boolean {
  if (!isScalar(key) || key.source !== '<<') return false;
  const tag = key.tag ?? '';
  return (
    tag === 'tag:yaml.org,2002:merge' || tag === '!!merge' || (key.type === 'PLAIN' && (tag === '' || tag === '!'))
  );
}
