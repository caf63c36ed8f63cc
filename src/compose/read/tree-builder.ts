/**
 * Makes a tree of what stands in a text, with the decoding rules of the Docker client (yaml.v3 as vendored by docker/cli
 * 28.2.2, `decode.go`): which keys are duplicates, what a merge key does, how much an alias may expand.
 */
import type { LabelledSpan, Span } from '../../core/finding.js';
import type { Code, ProblemAt, RawMapping, StackFile } from '../docker/stack.js';
import { MAX_DEPTH } from './depth-limit.js';
import { LineMap } from './lines.js';
import type { ParsedFile } from './parse.js';
import { resolvePlain, resolveTagged, type ScalarValue } from './scalar.js';
import { describeSyntaxError } from './syntax-errors.js';
import type { AliasSyntax, ListSyntax, MapSyntax, ScalarSyntax, SyntaxNode } from './syntax.js';
import type { ListNode, LostEntry, MapEntry, MapNode, ScalarNode, TreeNode } from './tree.js';

/** The tree, or what keeps Docker from building one. */
export function buildTree(file: StackFile, root: SyntaxNode): ParsedFile {
  const builder = new TreeBuilder(file);
  return { root: builder.build(root), problems: builder.problems };
}

/** What has been read of a mapping so far. */
interface FoundEntries {
  readonly entries: Map<string, MapEntry>;
  readonly lost: LostEntry[];
}

/** Stops the reading of a file: Docker stops there too. */
class Refusal extends Error {}

class TreeBuilder {
  readonly problems: ProblemAt<'yaml'>[] = [];
  readonly #file: StackFile;
  readonly #anchors = new Map<string, SyntaxNode>();
  readonly #targets = new Map<AliasSyntax, SyntaxNode>();
  readonly #open = new Set<SyntaxNode>();
  readonly #checkedMaps = new Set<MapSyntax>();
  #lines: LineMap | null = null;
  #decodeCount = 0;
  #aliasCount = 0;
  #depth = 0;

  constructor(file: StackFile) {
    this.#file = file;
  }

  build(root: SyntaxNode): TreeNode | null {
    try {
      if (this.#file.text.includes('*')) this.#linkAliases(root);
      return this.#expand(root, null, []);
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }

  #refuse(
    code: Code<'yaml'>,
    span: Span,
    data: ProblemAt<'yaml'>['data'],
    docker: string | null,
    related: LabelledSpan[] = [],
  ): never {
    this.problems.push({ stage: 'yaml', code, span, related, path: [], data, docker });
    throw new Refusal();
  }

  #span({ start, end }: SyntaxNode): Span {
    return { file: this.#file.name, start, end };
  }

  /** An alias means the last anchor of that name before it, and anchors may be defined again. */
  #linkAliases(node: SyntaxNode): void {
    if (node.kind === 'alias') {
      const target = this.#anchors.get(node.name);
      if (target) this.#targets.set(node, target);
      this.#targetOf(node);
      return;
    }
    if (node.anchor !== null) this.#anchors.set(node.anchor, node);
    if (node.kind === 'map') {
      for (const { key, value } of node.pairs) {
        this.#linkAliases(key);
        if (value) this.#linkAliases(value);
      }
    } else if (node.kind === 'list') {
      for (const item of node.items) this.#linkAliases(item);
    }
  }

  #targetOf(node: AliasSyntax): SyntaxNode {
    const target = this.#targets.get(node);
    if (target) return target;
    const docker = `yaml: unknown anchor '${node.name}' referenced`;
    return this.#refuse('unknown-anchor', this.#span(node), { anchor: node.name }, docker);
  }

  /** yaml.v3 `allowedAliasRatio`: how much of the decoding may come from aliases before it is called excessive. */
  #count(node: SyntaxNode, use: Span | null): void {
    this.#decodeCount += 1;
    if (this.#depth > 2 * MAX_DEPTH) this.#refuse('too-deep', this.#span(node), { limit: String(2 * MAX_DEPTH) }, null);
    if (!use) return;
    this.#aliasCount += 1;
    const share = Math.min(Math.max((this.#decodeCount - 400_000) / 3_600_000, 0), 1);
    const allowed = 0.99 - 0.89 * share;
    if (this.#aliasCount > 100 && this.#decodeCount > 1000 && this.#aliasCount / this.#decodeCount > allowed) {
      this.#refuse('alias-bomb', use, {}, 'yaml: document contains excessive aliasing');
    }
  }

  /**
   * @param use - the alias or merge key through which the node is reached, `null` when it stands in the file itself
   * @param via - the definitions passed on the way
   */
  #expand(node: SyntaxNode, use: Span | null, via: readonly LabelledSpan[]): TreeNode {
    this.#count(node, use);
    this.#depth += 1;
    const expanded = this.#expandKind(node, use, via);
    this.#depth -= 1;
    return expanded;
  }

  #expandKind(node: SyntaxNode, use: Span | null, via: readonly LabelledSpan[]): TreeNode {
    switch (node.kind) {
      case 'scalar':
        return this.#readScalar(node, use, via);
      case 'map':
        return this.#expandMap(node, use, via);
      case 'list':
        return this.#expandList(node, use, via);
      case 'alias':
        return this.#expandAlias(node, use, via);
    }
  }

  #expandAlias(node: AliasSyntax, use: Span | null, via: readonly LabelledSpan[]): TreeNode {
    const target = this.#targetOf(node);
    if (this.#open.has(target)) {
      const docker = `yaml: anchor '${node.name}' value contains itself`;
      const related = [{ ...this.#span(target), label: 'the anchor' }];
      this.#refuse('recursive-anchor', this.#span(node), { anchor: node.name }, docker, related);
    }
    this.#open.add(target);
    const result = this.#expand(target, use ?? this.#span(node), via);
    this.#open.delete(target);
    return result;
  }

  /** Through an alias a node is where it is used, and `via` says where it is written. */
  #via(own: Span, use: Span | null, via: readonly LabelledSpan[]): readonly LabelledSpan[] {
    return use === null ? via : [...via, { ...own, label: 'written here' }];
  }

  #expandList(node: ListSyntax, use: Span | null, via: readonly LabelledSpan[]): ListNode {
    const items = node.items.map((item) => this.#expand(item, use, via));
    const own = this.#span(node);
    return { kind: 'list', span: use ?? own, via: this.#via(own, use, via), items };
  }

  #expandMap(node: MapSyntax, use: Span | null, via: readonly LabelledSpan[]): MapNode {
    this.#checkUniqueKeys(node);
    const entries = new Map<string, MapEntry>();
    const lost: LostEntry[] = [];
    const otherKey = this.#readEntries(node, use, via, { entries, lost });
    const own = this.#span(node);
    const raw = this.#raw(node, use !== null);
    return { kind: 'map', span: use ?? own, via: this.#via(own, use, via), entries, otherKey, raw, lost };
  }

  /** Own keys first, whatever their order, then what the merge key brings: the first to set a key wins. */
  #readEntries(
    node: MapSyntax,
    use: Span | null,
    via: readonly LabelledSpan[],
    found: FoundEntries,
  ): MapNode['otherKey'] {
    const { entries, lost } = found;
    let otherKey: MapNode['otherKey'] = null;
    let merge: SyntaxNode | null = null;
    for (const { key, value } of node.pairs) {
      if (isMergeKey(key)) {
        merge = value;
        continue;
      }
      const name = this.#readKey(key);
      const keySpan = use ?? this.#span(key);
      if (!name.isText) otherKey ??= { text: name.text, span: keySpan };
      const winner = entries.get(name.text);
      if (winner) {
        const names = this.#listNames(value);
        lost.push({ key: name.text, keySpan: winner.keySpan, source: this.#span(key), names });
        continue;
      }
      const child = value ? this.#expand(value, use, via) : nullNode(keySpan);
      const isEmpty = child.kind === 'scalar' && child.span.start === child.span.end;
      entries.set(name.text, { key: name.text, keySpan, value: isEmpty ? { ...child, span: keySpan } : child });
    }
    if (merge) this.#merge(merge, use, via, found);
    return otherKey;
  }

  #merge(value: SyntaxNode, use: Span | null, via: readonly LabelledSpan[], found: FoundEntries): void {
    const sources = value.kind === 'list' ? value.items : [value];
    for (const source of sources) {
      this.#count(source, use);
      const target = source.kind === 'alias' ? this.#targetOf(source) : source;
      if (target.kind !== 'map') {
        const docker = 'yaml: map merge requires map or sequence of maps as the value';
        this.#refuse('merge-needs-map', use ?? this.#span(source), {}, docker);
      }
      if (source.kind === 'alias' && this.#open.has(target)) {
        const docker = `yaml: anchor '${source.name}' value contains itself`;
        this.#refuse('recursive-anchor', this.#span(source), { anchor: source.name }, docker);
      }
      this.#checkUniqueKeys(target);
      this.#open.add(target);
      this.#depth += 1;
      this.#readEntries(target, source.kind === 'alias' ? (use ?? this.#span(source)) : use, via, found);
      this.#depth -= 1;
      this.#open.delete(target);
    }
  }

  /** The keys of a mapping or the items of a list, without expanding anything. */
  #listNames(node: SyntaxNode | null): readonly string[] {
    const target = node?.kind === 'alias' ? this.#targetOf(node) : node;
    const parts =
      target?.kind === 'map' ? target.pairs.map(({ key }) => key) : target?.kind === 'list' ? target.items : [];
    return parts.flatMap((part) => (part.kind === 'scalar' ? [part.text] : []));
  }

  #readKey(key: SyntaxNode): { text: string; isText: boolean } {
    const target = key.kind === 'alias' ? this.#targetOf(key) : key;
    if (target.kind !== 'scalar') {
      const data = { key: this.#file.text.slice(key.start, key.end).slice(0, 40) };
      return this.#refuse('complex-key', this.#span(key), data, null);
    }
    return { text: target.text, isText: this.#resolve(target).type === 'string' };
  }

  /** Compared as written, so `1` and `"1"` are the same key: `decode.go` compares kind and text. */
  #checkUniqueKeys(node: MapSyntax): void {
    if (this.#checkedMaps.has(node)) return;
    this.#checkedMaps.add(node);
    const first = new Map<string, SyntaxNode>();
    for (const { key } of node.pairs) {
      const name = identityOf(key);
      const earlier = first.get(name);
      if (!earlier) {
        first.set(name, key);
        continue;
      }
      const text = textOf(key);
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

  #line(node: SyntaxNode): number {
    this.#lines ??= new LineMap(this.#file.text);
    return this.#lines.locate(node.start).line;
  }

  #resolve(node: ScalarSyntax): ScalarValue {
    const { text } = node;
    const isQuoted = node.style !== 'plain';
    if (node.tag === '') return isQuoted ? { type: 'string', text } : resolvePlain(text);
    const tag = node.tag.replace(/^tag:yaml\.org,2002:/, '!!');
    if (tag === '!!binary') return this.#decodeBinary(node, text);
    const value = resolveTagged(tag, text, isQuoted);
    if (value.type !== 'tag-mismatch') return value;
    const docker = `yaml: cannot decode ${value.actual} \`${text}\` as a ${value.expected}`;
    return this.#refuse('tag-mismatch', this.#span(node), { text, tag: value.expected }, docker);
  }

  #decodeBinary(node: ScalarSyntax, text: string): ScalarValue {
    const packed = text.replace(/[\r\n]/g, '');
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(packed)) {
      this.#refuse('bad-base64', this.#span(node), {}, 'yaml: !!binary value contains invalid base64 data');
    }
    return { type: 'string', text: new TextDecoder().decode(Uint8Array.from(atob(packed), (c) => c.charCodeAt(0))) };
  }

  #readScalar(node: ScalarSyntax, use: Span | null, via: readonly LabelledSpan[]): ScalarNode {
    const source = this.#span(node);
    const style = node.style === 'single' || node.style === 'double' ? 'quoted' : node.style;
    if (node.style === 'double') this.#checkEscapes(node);
    const value = this.#resolve(node);
    return {
      kind: 'scalar',
      span: use ?? source,
      via: this.#via(source, use, via),
      value,
      style,
      source,
      textStart: this.#textStart(node),
      interpolation: null,
      isUnknown: false,
    };
  }

  #textStart({ style, start, end, text }: ScalarSyntax): number | null {
    if (style === 'block') return null;
    const quote = style === 'plain' ? 0 : 1;
    return end - start === text.length + 2 * quote && this.#file.text.startsWith(text, start + quote)
      ? start + quote
      : null;
  }

  /** Escapes that the library knows and Docker does not. */
  #checkEscapes({ start, end }: ScalarSyntax): void {
    const written = this.#file.text.slice(start, end);
    if (!written.includes('\\')) return;
    for (const match of written.matchAll(/\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^])/g)) {
      const [escape] = match;
      const codePoint = /^\\[uU]./.test(escape) ? parseInt(escape.slice(2), 16) : 0;
      if (escape !== '\\/' && codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff)) continue;
      const span = { file: this.#file.name, start: start + match.index, end: start + match.index + escape.length };
      this.#refuse('yaml-syntax', span, { reason: describeSyntaxError('BAD_DQ_ESCAPE', '') }, null);
    }
  }

  #raw({ pairs, isFlow }: MapSyntax, shared: boolean): RawMapping | null {
    const firstKey = pairs[0]?.key.start;
    if (firstKey === undefined) return null;
    const file = this.#file.name;
    if (isFlow) return { file, firstKey, shared, indent: '', style: 'flow' };
    const before = this.#file.text.slice(this.#file.text.lastIndexOf('\n', firstKey - 1) + 1, firstKey);
    // A first key may stand behind `- ` or an anchor; the keys below it are indented to the same column.
    const indent = before.trim() === '' ? before : ' '.repeat(before.length);
    return { file, firstKey, shared, indent, style: 'block' };
  }
}

function nullNode(span: Span): ScalarNode {
  const value = { type: 'null' } as const;
  const notText = { textStart: null, interpolation: null, isUnknown: false } as const;
  return { kind: 'scalar', span, via: [], value, style: 'plain', source: span, ...notText };
}

/** What makes two keys the same: kind and text, as written. */
function identityOf(key: SyntaxNode): string {
  switch (key.kind) {
    case 'scalar':
      return `=${key.text}`;
    case 'alias':
      return `*${key.name}`;
    case 'map':
      return '{';
    case 'list':
      return '[';
  }
}

function textOf(key: SyntaxNode): string {
  return key.kind === 'scalar' ? key.text : key.kind === 'alias' ? key.name : '';
}

/** An unquoted `<<`; a quoted one is an ordinary key. */
function isMergeKey(key: SyntaxNode): boolean {
  if (key.kind !== 'scalar' || key.text !== '<<') return false;
  const { tag, style } = key;
  return tag === 'tag:yaml.org,2002:merge' || tag === '!!merge' || (style === 'plain' && (tag === '' || tag === '!'));
}
