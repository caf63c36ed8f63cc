/** The difference of two texts as a unified diff that `git apply` and `patch` take. */

const CONTEXT_LINES = 3;

interface Change {
  /** First line, from 0, and count, in each of the texts. */
  readonly before: number;
  readonly removed: number;
  readonly after: number;
  readonly added: number;
}

/**
 * The unified diff from `before` to `after`, empty when they are equal. Lines stand in it as they are: a caller that prints
 * to a terminal makes control characters visible first.
 *
 * @param name - the file's path, for the header
 */
export function unifiedDiff(name: string, before: string, after: string): string {
  const left = splitLines(before);
  const right = splitLines(after);
  const changes = findChanges(left, right);
  if (changes.length === 0) return '';
  const hunks = groupChanges(changes).map((group) => writeHunk(group, left, right));
  const shown = name.replace(/^\/+/, '');
  return `--- ${quotePath(`a/${shown}`)}\n+++ ${quotePath(`b/${shown}`)}\n${hunks.join('')}`;
}

/** Lines with their line breaks. */
function splitLines(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

/** A stretch of lines in both texts; ends are exclusive. */
interface Stretch {
  readonly a: number;
  readonly aEnd: number;
  readonly b: number;
  readonly bEnd: number;
}

/**
 * Patience diff: lines that both texts have once each hold the texts together, and the stretches between them are compared
 * by themselves. Thousands of edits in one file are thousands of small comparisons and not one that needs their square.
 */
function findChanges(left: readonly string[], right: readonly string[]): Change[] {
  const changes: Change[] = [];
  const waiting: Stretch[] = [{ a: 0, aEnd: left.length, b: 0, bEnd: right.length }];
  for (let stretch = waiting.pop(); stretch; stretch = waiting.pop()) {
    const trimmed = trimStretch(left, right, stretch);
    if (trimmed.a === trimmed.aEnd && trimmed.b === trimmed.bEnd) continue;
    const inner = splitAtAnchors(left, right, trimmed);
    // From the back, so that the changes come in the order of the text.
    if (inner) waiting.push(...inner.reverse());
    else addSteps(changes, compareStretch(left, right, trimmed));
  }
  return changes;
}

function trimStretch(left: readonly string[], right: readonly string[], stretch: Stretch): Stretch {
  let { a, aEnd, b, bEnd } = stretch;
  while (a < aEnd && b < bEnd && left[a] === right[b]) {
    a++;
    b++;
  }
  while (a < aEnd && b < bEnd && left[aEnd - 1] === right[bEnd - 1]) {
    aEnd--;
    bEnd--;
  }
  return { a, aEnd, b, bEnd };
}

/** The stretches between anchors: lines that stand once in each text, in the same order. `null` when there is none. */
function splitAtAnchors(left: readonly string[], right: readonly string[], stretch: Stretch): Stretch[] | null {
  const { a, aEnd, b, bEnd } = stretch;
  const inLeft = indexUnique(left, a, aEnd);
  const inRight = indexUnique(right, b, bEnd);
  const pairs: { a: number; b: number }[] = [];
  for (const [line, at] of inLeft) {
    const other = inRight.get(line) ?? -1;
    if (at >= 0 && other >= 0) pairs.push({ a: at, b: other });
  }
  const anchors = longestRising(pairs);
  if (anchors.length === 0) return null;
  const stretches: Stretch[] = [];
  let from = { a, b };
  for (const anchor of anchors) {
    stretches.push({ a: from.a, aEnd: anchor.a, b: from.b, bEnd: anchor.b });
    from = { a: anchor.a + 1, b: anchor.b + 1 };
  }
  return [...stretches, { a: from.a, aEnd, b: from.b, bEnd }];
}

/** Each line with its index; -1 for a line that stands there twice. In the order of the text. */
function indexUnique(lines: readonly string[], from: number, to: number): Map<string, number> {
  const index = new Map<string, number>();
  for (const [offset, line] of lines.slice(from, to).entries()) index.set(line, index.has(line) ? -1 : from + offset);
  return index;
}

/** The longest sequence of pairs, sorted by `a`, that also rises in `b`. */
function longestRising(pairs: readonly { a: number; b: number }[]): { a: number; b: number }[] {
  interface Link {
    readonly pair: { a: number; b: number };
    readonly before: Link | null;
  }
  // The last link of the best sequence of each length.
  const tops: Link[] = [];
  for (const pair of pairs) {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const top = tops[middle];
      if (top && top.pair.b < pair.b) low = middle + 1;
      else high = middle;
    }
    tops[low] = { pair, before: tops[low - 1] ?? null };
  }
  const rising: { a: number; b: number }[] = [];
  for (let link = tops.at(-1) ?? null; link; link = link.before) rising.push(link.pair);
  return rising.reverse();
}

/** A stretch that differs in more lines than this is shown as replaced: a smaller difference would explain nothing. */
const MAX_EDITS = 200;

/** The steps from one stretch to the other, by Myers' greedy algorithm. */
function compareStretch(left: readonly string[], right: readonly string[], { a, aEnd, b, bEnd }: Stretch): Step[] {
  const before = left.slice(a, aEnd);
  const after = right.slice(b, bEnd);
  const trace = searchPaths(before, after);
  const steps = trace
    ? traceBack(before, after, trace)
    : [
        ...before.map((_, index): Step => ({ kind: 'remove', x: index, y: 0 })),
        ...after.map((_, index): Step => ({ kind: 'add', x: before.length, y: index })),
      ];
  return steps.map(({ kind, x, y }) => ({ kind, x: a + x, y: b + y }));
}

/** Adds steps to the changes; steps that follow each other are one change. */
function addSteps(changes: Change[], steps: readonly Step[]): void {
  for (const { kind, x, y } of steps) {
    const last = changes.at(-1);
    const removed = kind === 'remove' ? 1 : 0;
    const added = 1 - removed;
    if (last && last.before + last.removed === x && last.after + last.added === y) {
      changes[changes.length - 1] = { ...last, removed: last.removed + removed, added: last.added + added };
    } else {
      changes.push({ before: x, removed, after: y, added });
    }
  }
}

/** For each number of edits, how far each diagonal reached before it; `null` when there are too many. */
function searchPaths(a: readonly string[], b: readonly string[]): Map<number, number>[] | null {
  const reached = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let edits = 0; edits <= MAX_EDITS; edits++) {
    trace.push(new Map(reached));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = isDownward(reached, diagonal) ? reachOf(reached, diagonal + 1) : reachOf(reached, diagonal - 1) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      reached.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return trace;
    }
  }
  return null;
}

function isDownward(reached: ReadonlyMap<number, number>, diagonal: number): boolean {
  return reachOf(reached, diagonal - 1) < reachOf(reached, diagonal + 1);
}

/** -1 for a diagonal that no path has come to: any other is better. */
function reachOf(reached: ReadonlyMap<number, number>, diagonal: number): number {
  return reached.get(diagonal) ?? -1;
}

interface Step {
  readonly kind: 'remove' | 'add';
  readonly x: number;
  readonly y: number;
}

function traceBack(a: readonly string[], b: readonly string[], trace: readonly Map<number, number>[]): Step[] {
  const steps: Step[] = [];
  let x = a.length;
  let y = b.length;
  for (const reached of trace.slice(1).reverse()) {
    const diagonal = x - y;
    const previous = isDownward(reached, diagonal) ? diagonal + 1 : diagonal - 1;
    const fromX = reachOf(reached, previous);
    const fromY = fromX - previous;
    steps.push({ kind: previous > diagonal ? 'add' : 'remove', x: fromX, y: fromY });
    x = fromX;
    y = fromY;
  }
  return steps.reverse();
}

type Hunk = [first: Change, ...more: Change[]];

function groupChanges(changes: readonly Change[]): Hunk[] {
  const groups: Hunk[] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && change.before - (last.before + last.removed) <= 2 * CONTEXT_LINES) group.push(change);
    else groups.push([change]);
  }
  return groups;
}

function writeHunk(changes: Hunk, left: readonly string[], right: readonly string[]): string {
  const [first] = changes;
  const lead = Math.min(CONTEXT_LINES, first.before);
  const lines: string[] = [];
  let at = first.before - lead;
  for (const change of changes) {
    for (; at < change.before; at++) lines.push(writeLine(' ', left[at]));
    for (let index = 0; index < change.removed; index++) lines.push(writeLine('-', left[change.before + index]));
    for (let index = 0; index < change.added; index++) lines.push(writeLine('+', right[change.after + index]));
    at = change.before + change.removed;
  }
  const end = Math.min(left.length, at + CONTEXT_LINES);
  for (; at < end; at++) lines.push(writeLine(' ', left[at]));
  const beforeStart = first.before - lead;
  const beforeCount = end - beforeStart;
  const afterCount = changes.reduce((count, change) => count + change.added - change.removed, beforeCount);
  const header = `@@ -${writeRange(beforeStart, beforeCount)} +${writeRange(first.after - lead, afterCount)} @@\n`;
  return header + lines.join('');
}

function writeLine(mark: string, line = ''): string {
  return line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`;
}

/** An empty range names the line before it. */
function writeRange(start: number, count: number): string {
  const first = count === 0 ? start : start + 1;
  return count === 1 ? String(first) : `${first},${count}`;
}

/** A path as git prints it: in quotes, with escapes, when it has characters that would end or bend the header line. */
function quotePath(path: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (!/["\\\x00-\x1f\x7f]/.test(path)) return path;
  // eslint-disable-next-line no-control-regex -- as above
  return `"${path.replace(/["\\\x00-\x1f\x7f]/g, (character) => {
    const named = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
    return named ?? `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
  })}"`;
}
