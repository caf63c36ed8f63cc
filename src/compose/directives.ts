/**
 * Comments that switch rules off: `# keepalive-disable-next-line RULE, RULE -- why`. The same text works in stack files,
 * sysctl.conf and shell scripts, in the command line and in ESLint. The command line also takes ESLint's own comments
 * (`# eslint-disable-next-line keepalive/RULE`), so that a file that both read needs one comment.
 */
import { RULE_IDS, type RuleId } from '../core/catalog/index.js';
import type { Span } from '../core/finding.js';
import { LineMap } from './read/lines.js';

export type DirectiveKind =
  /** The line of the comment. */
  | 'line'
  /** The next line that is not blank or a comment. */
  | 'next-line'
  /** From here to `enable`, or to the end. */
  | 'block'
  | 'enable'
  | 'file';

export interface Directive {
  readonly kind: DirectiveKind;
  /** `eslint-…` comments say something to other rules too, so they are never called unused here. */
  readonly dialect: 'keepalive' | 'eslint';
  /** `null`: all rules. */
  readonly rules: readonly DirectiveRule[] | null;
  /** What follows `--`. */
  readonly reason: string | null;
  /** The comment, without the `#`. */
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly line: number;
}

export interface DirectiveRule {
  /** As written. */
  readonly name: string;
  /** `null` when there is no such rule. */
  readonly id: RuleId | null;
  readonly start: number;
  readonly end: number;
}

/** What a directive is compared with. */
export interface Suppressible {
  readonly ruleId: RuleId | null;
  readonly span: Pick<Span, 'start'> | null;
}

export interface DirectiveVerdict<T> {
  readonly kept: readonly T[];
  readonly suppressed: readonly { readonly item: T; readonly directive: Directive }[];
  /** What did nothing, a rule at a time: `rule` is `null` where the directive names none. */
  readonly unused: readonly { readonly directive: Directive; readonly rule: DirectiveRule | null }[];
}

/** A comment starts a line or follows a space; `;` starts one in sysctl.conf. A directive is all of its comment. */
const DIRECTIVE =
  /(?<=^|[\t ])[#;][#;\t ]*((keepalive|eslint)-(disable-next-line|disable-line|disable-file|disable|enable)(?![\w-])([^\n\r]*))/gm;

const KINDS: Readonly<Record<string, DirectiveKind>> = {
  'disable-next-line': 'next-line',
  'disable-line': 'line',
  'disable-file': 'file',
  disable: 'block',
  enable: 'enable',
};

/** The directives of a text, in order. */
export function readDirectives(text: string): Directive[] {
  // Most files have none, and those should not pay for it.
  if (!/(?:keepalive|eslint)-(?:disable|enable)/.test(text)) return [];
  const directives: Directive[] = [];
  const lines = new LineMap(text);
  for (const match of text.matchAll(DIRECTIVE)) {
    const [whole, comment = '', dialect, verb = '', tail = ''] = match;
    const start = match.index + whole.length - comment.length;
    const dashes = /(?:^|[\t ])--+(?=[\t ]|$)/.exec(tail);
    const list = dashes ? tail.slice(0, dashes.index) : tail;
    const reason = dashes ? tail.slice(dashes.index + dashes[0].length).trim() : '';
    const named = readRules(list, start + comment.length - tail.length);
    const isEslint = dialect === 'eslint';
    const rules = isEslint ? named.filter(({ name }) => name.startsWith('keepalive/')) : named;
    // It is about rules of others only.
    if (isEslint && named.length > 0 && rules.length === 0) continue;
    directives.push({
      kind: KINDS[verb] ?? 'line',
      dialect: isEslint ? 'eslint' : 'keepalive',
      rules: named.length === 0 ? null : rules,
      reason: reason === '' ? null : reason,
      start,
      end: start + comment.trimEnd().length,
      line: lines.locate(start).line,
    });
  }
  return directives;
}

/**
 * Splits findings into those that a directive switches off and the others.
 *
 * @param ran - the rules that were run: a directive for a rule that was off is not called unused
 */
export function applyDirectives<T extends Suppressible>(
  text: string,
  items: readonly T[],
  directives: readonly Directive[],
  ran: ReadonlySet<RuleId>,
): DirectiveVerdict<T> {
  if (directives.length === 0) return { kept: items, suppressed: [], unused: [] };
  const lines = new LineMap(text);
  const ranges = findRanges(directives, text, lines);
  const used = new Set<Directive | DirectiveRule>();
  const kept: T[] = [];
  const suppressed: { item: T; directive: Directive }[] = [];
  for (const item of items) {
    const line = item.span ? lines.locate(item.span.start).line : null;
    // The nearest directive is the one that was written for this finding.
    const index = directives.findLastIndex((directive, at) => {
      const range = ranges[at];
      if (!range || item.ruleId === null || line === null || !names(directive, item.ruleId)) return false;
      return range.from <= line && line <= rangeEndFor(range, item.ruleId);
    });
    const directive = directives[index];
    if (!directive) {
      kept.push(item);
      continue;
    }
    suppressed.push({ item, directive });
    used.add(directive);
    for (const rule of directive.rules ?? []) if (rule.id === item.ruleId) used.add(rule);
  }
  const unused = directives.flatMap((directive): DirectiveVerdict<T>['unused'] => {
    if (directive.dialect === 'eslint' || directive.kind === 'enable') return [];
    if (!directive.rules) return used.has(directive) ? [] : [{ directive, rule: null }];
    return directive.rules
      .filter((rule) => !used.has(rule) && (rule.id === null || ran.has(rule.id)))
      .map((rule) => ({ directive, rule }));
  });
  return { kept, suppressed, unused };
}

interface LineRange {
  readonly from: number;
  readonly to: number;
  /** Where single rules are switched on again before `to`. */
  readonly ends: ReadonlyMap<RuleId, number>;
}

/** The lines that each directive is about, from the last one to the first, so that what ends a block is known. */
function findRanges(directives: readonly Directive[], text: string, lines: LineMap): (LineRange | null)[] {
  const content = new ContentLines(text, lines);
  let endOfAll = Infinity;
  let ends: ReadonlyMap<RuleId, number> = new Map<RuleId, number>();
  const ranges: (LineRange | null)[] = [];
  for (const directive of directives.toReversed()) {
    const { kind, line, rules } = directive;
    if (kind === 'enable') {
      if (rules) ends = new Map([...ends, ...rules.flatMap(({ id }) => (id ? [[id, line] as const] : []))]);
      else [endOfAll, ends] = [line, new Map<RuleId, number>()];
    }
    ranges.push(rangeOf(kind, line, { from: line, to: endOfAll, ends }, content));
  }
  return ranges.reverse();
}

function rangeOf(kind: DirectiveKind, line: number, block: LineRange, content: ContentLines): LineRange | null {
  const none = new Map<RuleId, number>();
  switch (kind) {
    case 'enable':
      return null;
    case 'line':
      return { from: line, to: line, ends: none };
    case 'file':
      return { from: 1, to: Infinity, ends: none };
    case 'next-line': {
      const next = content.firstFrom(line + 1);
      return { from: next, to: next, ends: none };
    }
    case 'block':
      return block;
  }
}

function rangeEndFor(range: LineRange, id: RuleId): number {
  return range.ends.get(id) ?? range.to;
}

function names(directive: Directive, id: RuleId): boolean {
  return !directive.rules || directive.rules.some((rule) => rule.id === id);
}

function readRules(list: string, offset: number): DirectiveRule[] {
  return [...list.matchAll(/[^\s,]+/g)].map((match) => {
    const [name] = match;
    const bare = name.replace(/^keepalive\//, '');
    const id = RULE_IDS.find((candidate) => candidate === bare) ?? null;
    return { name, id, start: offset + match.index, end: offset + match.index + name.length };
  });
}

/** Which lines hold more than a comment. Asked from the last line to the first, it looks at each line once. */
class ContentLines {
  readonly #text: string;
  readonly #lines: LineMap;
  /** What was answered last, and for which line. */
  #asked = Infinity;
  #found: number | null = null;

  constructor(text: string, lines: LineMap) {
    this.#text = text;
    this.#lines = lines;
  }

  /** The first one from `line` on; `line` itself when none does. */
  firstFrom(line: number): number {
    let found: number | null = null;
    for (let next = line; found === null && next <= this.#lines.count; next++) {
      if (next >= this.#asked) {
        found = this.#found;
        break;
      }
      if (this.#hasContent(next)) found = next;
    }
    this.#asked = line;
    this.#found = found;
    return found ?? line;
  }

  #hasContent(line: number): boolean {
    const start = this.#lines.startOf(line) ?? this.#text.length;
    return !/^\s*(?:[#;].*)?\s*$/.test(this.#text.slice(start, this.#lines.startOf(line + 1) ?? this.#text.length));
  }
}
