/**
 * Applies remedies until none is left, and checks each round before the next: the text still reads and means what was
 * declared, the findings that were to go are gone and no new one came. A remedy that does not help is left out; one that
 * changes something else is a mistake of ours, and the stack stays as it was.
 */
import type { Finding, MeaningChange, Remedy, TextEdit } from '../../core/finding.js';
import type { StackFile } from '../docker/stack.js';
import { applyEdits } from './apply-edits.js';
import { findUndeclaredChange } from './meaning.js';

/** `fixes`: changes that cannot alter behaviour. `all`: also the first suggestion of each finding. */
export type RemedyChoice = 'fixes' | 'all';

export interface SettleRequest {
  /** The files of one stack, in order. */
  readonly files: readonly StackFile[];
  /** Judges the stack; findings that the user silenced are not in the answer. */
  readonly lint: (files: readonly StackFile[]) => readonly Finding[];
  readonly choice: RemedyChoice;
}

export type Settled =
  | {
      readonly kind: 'settled';
      /** The files as they would be written, in order; those without edits are the same objects. */
      readonly files: readonly StackFile[];
      readonly applied: readonly Remedy[];
      /** What is still found in these texts. */
      readonly findings: readonly Finding[];
    }
  | {
      readonly kind: 'refused';
      /** A sentence: what went wrong with which rule's edit. */
      readonly reason: string;
      readonly findings: readonly Finding[];
    };

const MAX_PASSES = 10;

/** Runs of the linter that a round may take to find out which of its remedies do not help. */
const MAX_TRIALS = 100;

interface Choice {
  readonly finding: Finding;
  readonly remedy: Remedy;
}

/** The stack with every remedy of this choice applied, or why it is left alone. Pure: reads and writes no file. */
export function settle({ files, lint, choice }: SettleRequest): Settled {
  const original = lint(files);
  const refuse = (reason: string): Settled => ({ kind: 'refused', reason, findings: original });
  const applied: Remedy[] = [];
  const useless = new Set<string>();
  let state: State = { files, findings: original };
  for (let pass = 0; ; pass++) {
    const chosen = chooseRemedies(state, choice, useless);
    if (chosen.length === 0) return { kind: 'settled', files: state.files, applied, findings: state.findings };
    if (pass === MAX_PASSES) return refuse(`The edits do not come to rest in ${MAX_PASSES} rounds.`);
    const together = tryRound(state, chosen, lint);
    if (together.kind === 'wrong') return refuse(`${blame(chosen)} ${together.reason}`);
    const { taken, left, next } =
      together.kind === 'better' ? { taken: chosen, left: [], next: together.state } : separate(state, chosen, lint);
    for (const { finding } of left) useless.add(identityOf(finding));
    applied.push(...taken.map(({ remedy }) => remedy));
    state = next;
  }
}

interface State {
  readonly files: readonly StackFile[];
  readonly findings: readonly Finding[];
}

type Round =
  | { readonly kind: 'better'; readonly state: State }
  /** The edits are what they say, and do not help. */
  | { readonly kind: 'useless' }
  | { readonly kind: 'wrong'; readonly reason: string };

function tryRound(state: State, chosen: readonly Choice[], lint: SettleRequest['lint']): Round {
  const files = state.files.map((file) => editFile(file, chosen));
  const undeclared = findUndeclared(state.files, files, chosen);
  if (undeclared !== null) return { kind: 'wrong', reason: undeclared };
  const findings = lint(files);
  return isBetter(state.findings, findings, chosen)
    ? { kind: 'better', state: { files, findings } }
    : { kind: 'useless' };
}

interface Separated {
  readonly taken: readonly Choice[];
  /** What does not help even alone. A remedy that only clashes with a taken one may be tried again after it. */
  readonly left: readonly Choice[];
  readonly next: State;
}

/** Of remedies that do not help together, those that do: the earlier of two that clash. */
function separate(state: State, chosen: readonly Choice[], lint: SettleRequest['lint']): Separated {
  let taken: readonly Choice[] = [];
  let next = state;
  let trials = 0;
  const left: Choice[] = [];
  const split = (choices: readonly Choice[]): void => {
    const middle = Math.ceil(choices.length / 2);
    if (choices.length > 1) for (const half of [choices.slice(0, middle), choices.slice(middle)]) add(half);
    else if (taken.length === 0) left.push(...choices);
  };
  const add = (choices: readonly Choice[]): void => {
    if (trials++ >= MAX_TRIALS) return;
    const round = tryRound(state, [...taken, ...choices], lint);
    if (round.kind !== 'better') {
      split(choices);
      return;
    }
    taken = [...taken, ...choices];
    next = round.state;
  };
  split(chosen);
  return { taken, left, next };
}

/** One remedy for each finding, in order. One that touches an earlier one waits for the next round. */
function chooseRemedies({ findings, files }: State, choice: RemedyChoice, useless: ReadonlySet<string>): Choice[] {
  const taken = new Map<string, TextEdit[]>(files.map(({ name }) => [name, []]));
  const chosen: Choice[] = [];
  for (const finding of findings) {
    const remedy = finding.fix ?? (choice === 'all' ? finding.suggestions[0] : undefined);
    if (!remedy || remedy.edits.length === 0 || useless.has(identityOf(finding))) continue;
    const isFree = remedy.edits.every((edit) => {
      const others = taken.get(edit.file);
      return others && !others.some((other) => edit.start <= other.end && other.start <= edit.end);
    });
    if (!isFree) continue;
    for (const edit of remedy.edits) taken.get(edit.file)?.push(edit);
    chosen.push({ finding, remedy });
  }
  return chosen;
}

function editFile(file: StackFile, chosen: readonly Choice[]): StackFile {
  const edits = chosen.flatMap(({ remedy }) => remedy.edits.filter((edit) => edit.file === file.name));
  return edits.length === 0 ? file : { ...file, text: applyEdits(file.text, edits) };
}

function findUndeclared(
  before: readonly StackFile[],
  after: readonly StackFile[],
  chosen: readonly Choice[],
): string | null {
  const changes = chosen.flatMap(({ remedy }): readonly MeaningChange[] => remedy.changes ?? []);
  for (const [index, file] of before.entries()) {
    const edited = after[index];
    if (!edited || edited === file) continue;
    const problem = findUndeclaredChange(
      file,
      edited,
      changes.filter((change) => change.file === file.name),
    );
    if (problem !== null) return problem;
  }
  return null;
}

/** Whether the findings that were to go are gone, and no new one came. */
function isBetter(before: readonly Finding[], after: readonly Finding[], chosen: readonly Choice[]): boolean {
  const gone = new Set(chosen.map(({ finding }) => finding));
  const left = countByIdentity(before.filter((finding) => !gone.has(finding)));
  for (const [identity, count] of countByIdentity(after)) if (count > (left.get(identity) ?? 0)) return false;
  return true;
}

function countByIdentity(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(identityOf(finding), (counts.get(identityOf(finding)) ?? 0) + 1);
  return counts;
}

/** A finding is the same before and after an edit when its rule and its place in the structure are. */
function identityOf({ ruleId, file, path, messageId }: Finding): string {
  return JSON.stringify([ruleId, file, path ?? messageId]);
}

function blame(chosen: readonly Choice[]): string {
  const rules = [...new Set(chosen.map(({ finding }) => finding.ruleId))].sort();
  return `The edits of ${rules.join(', ')} were not made.`;
}
