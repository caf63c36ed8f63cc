/** From a place back to its file. */
import type { Span } from '../../core/finding.js';
import type { Stack, StackFile } from './stack.js';

/** The file that a place is in. Throws for a place of another stack. */
export function getFile(stack: Stack, { file }: Span): StackFile {
  const found = stack.files.find(({ name }) => name === file);
  if (!found) throw new Error(`${file} is no file of this stack`);
  return found;
}

/** What is written at a place. */
export function textAt(stack: Stack, place: Span): string {
  return getFile(stack, place).text.slice(place.start, place.end);
}
