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

/** Myers' greedy algorithm, on what is left between the common lines at both ends. */
function findChanges(left: readonly string[], right: readonly string[]): Change[] {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  let tail = 0;
  while (
    tail < left.length - start &&
    tail < right.length - start &&
    left[left.length - 1 - tail] === right[right.length - 1 - tail]
  ) {
    tail++;
  }
  const a = left.slice(start, left.length - tail);
  const b = right.slice(start, right.length - tail);
  const changes: Change[] = [];
  for (const step of traceBack(a, b, searchPaths(a, b))) {
    const before = start + step.x;
    const after = start + step.y;
    const last = changes.at(-1);
    const removed = step.kind === 'remove' ? 1 : 0;
    const added = 1 - removed;
    if (last && last.before + last.removed === before && last.after + last.added === after) {
      changes[changes.length - 1] = { ...last, removed: last.removed + removed, added: last.added + added };
    } else {
      changes.push({ before, removed, after, added });
    }
  }
  return changes;
}

/** For each number of edits, how far each diagonal reached before it. */
function searchPaths(a: readonly string[], b: readonly string[]): Map<number, number>[] {
  const reached = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let edits = 0; ; edits++) {
    trace.push(new Map(reached));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = isDownward(reached, diagonal, edits)
        ? (reached.get(diagonal + 1) ?? 0)
        : (reached.get(diagonal - 1) ?? 0) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      reached.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return trace;
    }
  }
}

function isDownward(reached: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean {
  if (diagonal === -edits) return true;
  return diagonal !== edits && (reached.get(diagonal - 1) ?? 0) < (reached.get(diagonal + 1) ?? 0);
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
  for (let edits = trace.length - 1; edits > 0; edits--) {
    const reached = trace[edits] ?? new Map<number, number>();
    const diagonal = x - y;
    const previous = isDownward(reached, diagonal, edits) ? diagonal + 1 : diagonal - 1;
    const fromX = reached.get(previous) ?? 0;
    const fromY = fromX - previous;
    steps.push({ kind: previous > diagonal ? 'add' : 'remove', x: fromX, y: fromY });
    x = fromX;
    y = fromY;
  }
  return steps.reverse();
}

function groupChanges(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && change.before - (last.before + last.removed) <= 2 * CONTEXT_LINES) group.push(change);
    else groups.push([change]);
  }
  return groups;
}

function writeHunk(changes: readonly Change[], left: readonly string[], right: readonly string[]): string {
  const [first] = changes;
  const last = changes.at(-1);
  if (!first || !last) return '';
  const lead = Math.min(CONTEXT_LINES, first.before);
  const end = Math.min(left.length, last.before + last.removed + CONTEXT_LINES);
  const lines: string[] = [];
  let at = first.before - lead;
  for (const change of changes) {
    for (; at < change.before; at++) lines.push(writeLine(' ', left[at]));
    for (let index = 0; index < change.removed; index++) lines.push(writeLine('-', left[change.before + index]));
    for (let index = 0; index < change.added; index++) lines.push(writeLine('+', right[change.after + index]));
    at = change.before + change.removed;
  }
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
