/**
 * Comments that switch rules off: `# keepalive-disable-next-line RULE, RULE -- why`. The same text works in stack files,
 * sysctl.conf and shell scripts, in the command line and in ESLint. The command line also takes ESLint's own comments
 * (`# eslint-disable-next-line keepalive/RULE`), so that a file that both read needs one comment.
 */
import { RULE_IDS, type RuleId } from '../core/catalog/index.js';
import type { Span } from '../core/finding.js';
import { LineMap } from './read/lines.js';
import { countFirst } from './read/search.js';

type DirectiveKind =
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

const KINDS = {
  'disable-next-line': 'next-line',
  'disable-line': 'line',
  'disable-file': 'file',
  disable: 'block',
  enable: 'enable',
} as const satisfies Readonly<Record<string, DirectiveKind>>;

/** The directives of a text, in order. */
export function readDirectives(text: string): Directive[] {
  // Most files have none, and those should not pay for it.
  if (!/(?:keepalive|eslint)-(?:disable|enable)/.test(text)) return [];
  const directives: Directive[] = [];
  const lines = new LineMap(text);
  for (const match of text.matchAll(DIRECTIVE)) {
    const [whole, comment = '', dialect, verb, tail = ''] = match;
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
      kind: KINDS[verb as keyof typeof KINDS],
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
  const reach = new Reach(directives, nextLinesWithContent(text, lines));
  const used = new Set<Directive | DirectiveRule>();
  const kept: T[] = [];
  const suppressed: { item: T; directive: Directive }[] = [];
  for (const item of items) {
    const { ruleId, span } = item;
    const directive = ruleId && span ? reach.find(ruleId, lines.locate(span.start).line) : null;
    if (!directive) {
      kept.push(item);
      continue;
    }
    suppressed.push({ item, directive });
    used.add(directive);
    for (const rule of directive.rules ?? []) if (rule.id === ruleId) used.add(rule);
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

interface Block {
  readonly directive: Directive;
  /** The line of the comment that ends it for the rule it is listed under. */
  readonly to: number;
}

/** Which directive holds where. Each question is answered in logarithmic time: a file may have as many comments as lines. */
class Reach {
  readonly #byLine = new Map<number, Directive[]>();
  readonly #ofFile: Directive[] = [];
  /** In the order of the text. Of two blocks for a rule the later one never ends before the earlier one does. */
  readonly #blocks = new Map<RuleId, Block[]>();

  /** @param nextLines - for each line, the next one with content */
  constructor(directives: readonly Directive[], nextLines: readonly number[]) {
    let endOfAll = Infinity;
    const ends = new Map<RuleId, number>();
    for (const directive of directives.toReversed()) {
      const { kind, line, rules } = directive;
      const ids = rules ? rules.flatMap(({ id }) => id ?? []) : RULE_IDS;
      if (kind === 'line') this.#onLine(line, directive);
      else if (kind === 'next-line') this.#onLine(nextLines[line + 1] ?? line + 1, directive);
      else if (kind === 'file') this.#ofFile.push(directive);
      else if (kind === 'enable' && !rules) endOfAll = line;
      else if (kind === 'enable') for (const id of ids) ends.set(id, line);
      else {
        for (const id of ids) {
          const blocks = this.#blocks.get(id) ?? [];
          blocks.push({ directive, to: Math.min(endOfAll, ends.get(id) ?? Infinity) });
          this.#blocks.set(id, blocks);
        }
      }
    }
    for (const blocks of this.#blocks.values()) blocks.reverse();
  }

  /** The directive that switches a rule off on a line; the one with the smallest reach, since it was written for this. */
  find(id: RuleId, line: number): Directive | null {
    return this.#byLine.get(line)?.find(names(id)) ?? this.#blockAt(id, line) ?? this.#ofFile.find(names(id)) ?? null;
  }

  #onLine(line: number, directive: Directive): void {
    const here = this.#byLine.get(line);
    if (here) here.push(directive);
    else this.#byLine.set(line, [directive]);
  }

  #blockAt(id: RuleId, line: number): Directive | null {
    const blocks = this.#blocks.get(id) ?? [];
    const last = blocks[countFirst(blocks, ({ directive }) => directive.line <= line) - 1];
    return last && line <= last.to ? last.directive : null;
  }
}

function names(id: RuleId): (directive: Directive) => boolean {
  return ({ rules }) => !rules || rules.some((rule) => rule.id === id);
}

/** By line: itself, or the first one after it that holds more than a comment. */
function nextLinesWithContent(text: string, lines: LineMap): readonly number[] {
  const next: number[] = [];
  let last = lines.count;
  for (let line = lines.count; line >= 1; line--) {
    const content = text.slice(lines.startOf(line), lines.startOf(line + 1));
    if (!/^\s*(?:[#;].*)?\s*$/.test(content)) last = line;
    next[line] = last;
  }
  return next;
}

function readRules(list: string, offset: number): DirectiveRule[] {
  return [...list.matchAll(/[^\s,]+/g)].map((match) => {
    const [name] = match;
    const bare = name.replace(/^keepalive\//, '');
    const id = RULE_IDS.find((candidate) => candidate === bare) ?? null;
    return { name, id, start: offset + match.index, end: offset + match.index + name.length };
  });
}
