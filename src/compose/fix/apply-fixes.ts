/** `--fix` and `--diff` for one stack: settles its files, and writes or shows what changed. */
import type { Finding } from '../../core/finding.js';
import type { StackFile } from '../docker/stack.js';
import type { RemedyChoice } from './settle.js';
import { settle } from './settle.js';
import { unifiedDiff } from './unified-diff.js';
import { writeFile } from './write-file.js';

export interface FixFile extends StackFile {
  /** Where it is on disk; `null` for standard input, which is never written. */
  readonly path: string | null;
}

export interface FixRequest {
  /** The files of one stack, in order. */
  readonly files: readonly FixFile[];
  /** Judges the stack; findings that the user silenced are not in the answer. */
  readonly lint: (files: readonly StackFile[]) => readonly Finding[];
  readonly choice: RemedyChoice;
  /** `write` replaces files on disk; `show` touches nothing. */
  readonly mode: 'write' | 'show';
  /** Symbolic links are followed inside this directory. */
  readonly root: string;
}

export type FileFix = {
  readonly name: string;
  /** The text that now counts: the new one when it was written or is only shown, else the old one. */
  readonly text: string;
} & (
  | { readonly kind: 'unchanged' }
  /** `diff` is what happened, or would: a unified diff with the file's characters as they are. */
  | { readonly kind: 'written' | 'shown'; readonly diff: string; readonly editCount: number }
  /** The file is untouched. `reason` is a sentence. */
  | { readonly kind: 'refused'; readonly reason: string }
);

/**
 * Fixes one stack. Never throws for the sake of a file: each one's outcome says what became of it.
 *
 * @returns in the order of the request
 */
export function applyFixes({ files, lint, choice, mode, root }: FixRequest): FileFix[] {
  const settled = settle({ files, lint, choice });
  if (settled.kind === 'refused') {
    return files.map(({ name, text }) => ({ kind: 'refused', name, text, reason: settled.reason }));
  }
  return files.map((file, index): FileFix => {
    const { name, text: before } = file;
    const after = settled.files[index]?.text;
    if (after === undefined || after === before) return { kind: 'unchanged', name, text: before };
    const edits = settled.applied.flatMap((remedy) => remedy.edits.filter((edit) => edit.file === name));
    const change = { name, text: after, diff: unifiedDiff(name, before, after), editCount: edits.length };
    if (mode === 'show' || file.path === null) return { kind: 'shown', ...change };
    const outcome = writeFile({ path: file.path, before, after, root });
    return outcome.kind === 'written'
      ? { kind: 'written', ...change }
      : { kind: 'refused', name, text: before, reason: outcome.reason };
  });
}
