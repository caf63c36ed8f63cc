/** Splices edits into a text. */
import type { TextEdit } from '../../core/finding.js';

/** The text with the edits made. They must not overlap; every other character stays as it is. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let copied = 0;
  for (const edit of [...edits].sort((left, right) => left.start - right.start)) {
    if (edit.start < copied) throw new RangeError('edits overlap');
    result += text.slice(copied, edit.start) + edit.text;
    copied = edit.end;
  }
  return result + text.slice(copied);
}
