/** Stack files in every layout that people use, for properties. */
import fc from 'fast-check';
import type { GeneratorValue } from 'fast-check';

type Layout = 'block' | 'flow' | 'flow lines';

type Tree =
  | { readonly kind: 'scalar'; readonly text: string }
  | { readonly kind: 'lines'; readonly header: string; readonly lines: readonly string[] }
  | {
      readonly kind: 'mapping';
      readonly layout: Layout;
      readonly anchor: string;
      readonly entries: readonly (readonly [string, Tree])[];
    }
  | { readonly kind: 'list'; readonly layout: Layout; readonly anchor: string; readonly items: readonly Tree[] };

const SCALARS = [
  '7200',
  '600',
  '"7200"',
  "'7200'",
  'web',
  'a b',
  '"a: b # c"',
  "'it''s'",
  '0644',
  '~',
  'null',
  '',
  '${V:-1}',
  '80:80',
  'x=1',
  '1_000',
  '"\\u00e9"',
  'é😀',
  'http://a/b#c',
];
const FLOW_SCALARS = ['7200', '"7200"', "'x'", 'web', 'a b', '~', '"${V}"', 'x=1', '"{"'];
const KEYS = [
  'image',
  'command',
  'user',
  'deploy',
  'labels',
  'environment',
  'sysctls',
  'ports',
  "'quoted'",
  '"double"',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_keepalive_intvl',
  'x-a.b/c',
  'é',
];

/** One of the values; the first one is the simplest. */
export function choose<T>(g: GeneratorValue, ...values: readonly T[]): T {
  return values[g(fc.integer, { min: 0, max: values.length - 1 })] as T;
}

/** A random stack file. Every file is one well-formed document; which edits it takes is another matter. */
export function randomStack(g: GeneratorValue): string {
  const step = choose(g, 2, 2, 4, 3);
  const services = pick(g, ['web', 'db', 'api']).map((name) => [name, randomMapping(g, 3, 'block')] as const);
  const top: [string, Tree][] = [];
  if (g(fc.boolean)) top.push(['version', { kind: 'scalar', text: "'3.8'" }]);
  if (g(fc.boolean)) top.push(['x-common', withAnchor(randomMapping(g, 2, 'block'), '&common ')]);
  top.push(['services', { kind: 'mapping', layout: 'block', anchor: '', entries: services }]);
  if (g(fc.boolean)) top.push(['networks', randomMapping(g, 1, 'block')]);
  const lines = new Printer(
    g,
    step,
    top.some(([key]) => key === 'x-common'),
  );
  lines.mapping(top, 0);
  const lineBreak = choose(g, '\n', '\n', '\r\n');
  const text = lines.text.join(lineBreak);
  return (
    choose(g, '', '# head\n', '---\n').replace('\n', lineBreak) +
    text +
    choose(g, lineBreak, lineBreak, '', lineBreak + lineBreak)
  );
}

function withAnchor(tree: Tree, anchor: string): Tree {
  return tree.kind === 'mapping' ? { ...tree, anchor } : tree;
}

function pick(g: GeneratorValue, from: readonly string[]): string[] {
  const picked = from.filter(() => g(fc.integer, { min: 0, max: 2 }) > 0);
  return picked.length > 0 ? picked : [from[0] ?? ''];
}

function randomMapping(g: GeneratorValue, depth: number, layout: Layout): Tree {
  const count = g(fc.integer, { min: layout === 'block' ? 1 : 0, max: 5 });
  const entries = new Map<string, Tree>();
  for (let index = 0; index < count; index++) {
    const key = choose(g, ...KEYS);
    entries.set(key, randomTree(g, key === 'sysctls' ? Math.max(depth, 1) : depth - 1, layout));
  }
  return {
    kind: 'mapping',
    layout,
    anchor: g(fc.integer, { min: 0, max: 15 }) === 0 ? '&unused ' : '',
    entries: [...entries],
  };
}

function randomTree(g: GeneratorValue, depth: number, parent: Layout): Tree {
  const layout: Layout = parent === 'block' ? choose(g, 'block', 'block', 'flow', 'flow lines') : parent;
  const kind = depth <= 0 ? 'scalar' : choose(g, 'scalar', 'scalar', 'mapping', 'mapping', 'list', 'lines');
  if (kind === 'mapping') return randomMapping(g, depth, layout);
  if (kind === 'list') {
    const count = g(fc.integer, { min: layout === 'block' ? 1 : 0, max: 4 });
    const items: Tree[] = [];
    for (let index = 0; index < count; index++) items.push(randomTree(g, layout === 'block' ? 0 : depth - 1, layout));
    return { kind: 'list', layout, anchor: '', items };
  }
  if (kind === 'lines' && parent === 'block') {
    const header = choose(g, '|', '|-', '|+', '>', '>-', '| # literal');
    const lines = ['one', choose(g, '', '# two', '  deeper'), choose(g, 'three', ''), choose(g, '', 'four', '  ')];
    return { kind: 'lines', header, lines };
  }
  return { kind: 'scalar', text: choose(g, ...(layout === 'block' ? SCALARS : FLOW_SCALARS)) };
}

class Printer {
  readonly text: string[] = [];
  readonly #g: GeneratorValue;
  readonly #step: number;
  readonly #hasAnchor: boolean;
  #comments = 0;
  /** Deeper lines belong to the block scalar above, whatever they look like. */
  #isAfterLines = false;

  constructor(g: GeneratorValue, step: number, hasAnchor: boolean) {
    this.#g = g;
    this.#step = step;
    this.#hasAnchor = hasAnchor;
  }

  mapping(entries: readonly (readonly [string, Tree])[], column: number): void {
    const merge = column > 2 && this.#hasAnchor && this.#chance(8);
    if (merge) this.#line(column, '<<: *common', true);
    for (const [key, value] of entries) {
      this.#gap(column);
      const colon = this.#chance(8) ? ':   ' : ': ';
      this.#value(`${' '.repeat(column)}${key}`, colon, value, column);
    }
  }

  #value(start: string, separator: string, value: Tree, column: number): void {
    if (value.kind === 'scalar') this.#push(`${start}${separator}${value.text}`.replace(/ +$/, ''));
    else if (value.kind === 'lines') {
      this.text.push(`${start}${separator}${value.header}`);
      this.#isAfterLines = true;
      const indent = ' '.repeat(column + this.#step);
      for (const line of value.lines) this.text.push(line === '' ? '' : indent + line);
    } else if (value.layout === 'block') {
      this.#push(`${start}${separator}${value.anchor}`.replace(/ +$/, ''));
      if (value.kind === 'mapping') this.mapping(value.entries, column + this.#step);
      else {
        const indent = column + (this.#chance(2) ? 0 : this.#step);
        const dash = this.#chance(5) ? '-   ' : '- ';
        for (const item of value.items) {
          this.#gap(indent);
          this.#value(' '.repeat(indent) + dash.trimEnd(), dash.slice(1), item, indent);
        }
      }
    } else if (value.layout === 'flow') this.#push(`${start}${separator}${value.anchor}${this.#flow(value)}`);
    else this.#flowLines(start + separator + value.anchor, value, column);
  }

  #flow(tree: Tree): string {
    if (tree.kind === 'scalar') return tree.text;
    if (tree.kind === 'lines') return 'x';
    const padding = this.#chance(2) ? ' ' : '';
    const comma = this.#chance(6) ? ',' : ', ';
    const trailing = this.#chance(6) ? ',' : '';
    const [open, close, parts] =
      tree.kind === 'mapping'
        ? (['{', '}', tree.entries.map(([key, value]) => `${key}: ${this.#flow(value)}`.trimEnd())] as const)
        : (['[', ']', tree.items.map((item) => this.#flow(item) || 'x')] as const);
    return parts.length === 0 ? open + close : open + padding + parts.join(comma) + trailing + padding + close;
  }

  #flowLines(start: string, tree: Tree & { kind: 'mapping' | 'list' }, column: number): void {
    const indent = ' '.repeat(column + this.#step);
    const parts =
      tree.kind === 'mapping'
        ? tree.entries.map(([key, value]) => `${key}: ${this.#flow(value)}`.trimEnd())
        : tree.items.map((item) => this.#flow(item) || 'x');
    const [open, close] = tree.kind === 'mapping' ? ['{', '}'] : ['[', ']'];
    const trailing = parts.length > 0 && this.#chance(2) ? ',' : '';
    this.#push(start + open);
    for (const [index, part] of parts.entries()) {
      this.#gap(column + this.#step);
      this.#push(indent + part + (index < parts.length - 1 ? ',' : trailing));
    }
    this.#push(' '.repeat(column + (this.#chance(4) ? 1 : column === 0 ? 1 : 0)) + close);
  }

  #line(column: number, text: string, comment: boolean): void {
    if (comment) this.#push(' '.repeat(column) + text);
    else this.text.push(' '.repeat(column) + text);
  }

  /** A line, perhaps with trailing blanks or a comment. */
  #push(line: string): void {
    this.#isAfterLines = false;
    this.text.push(
      line +
        (this.#chance(8) ? ' '.repeat(this.#g(fc.integer, { min: 1, max: 3 })) : '') +
        (this.#chance(6) ? ` ${this.#comment()}` : ''),
    );
  }

  /** Nothing, a blank line or a comment before an entry. */
  #gap(column: number): void {
    if (this.#chance(8)) this.text.push('');
    if (this.#chance(6))
      this.text.push(' '.repeat(this.#chance(3) && !this.#isAfterLines ? column + 2 : column) + this.#comment());
  }

  #comment(): string {
    this.#comments++;
    return `# comment ${this.#comments}`;
  }

  #chance(of: number): boolean {
    return this.#g(fc.integer, { min: 1, max: of }) === of;
  }
}
