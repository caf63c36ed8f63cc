/** Words for a file that cannot be read, for when no rule has words for it. */
import type { Problem, ProblemAt, ReadProblem } from '../docker/stack.js';

const WORDS = {
  'yaml-syntax': 'This is not valid {language}: {reason}.',
  'control-character': 'The control character {character} is not allowed in YAML.',
  'too-deep': 'This nests more than {limit} levels deep, so it is not read.',
  'not-a-mapping': 'A stack file is a mapping with `services:` in it; this is not.',
  'alias-bomb': 'The aliases of this file expand to more than Docker accepts.',
  'unknown-anchor': 'There is no anchor `{anchor}` above this alias.',
  'recursive-anchor': 'The anchor `{anchor}` contains itself.',
  'merge-needs-map': '`<<` needs a mapping, or a list of mappings.',
  'complex-key': 'A key has to be text here, not a list or a mapping.',
  'tag-mismatch': 'This text cannot be read as {tag}.',
  'bad-base64': 'This is `!!binary`, but its text is no base64.',
  'duplicate-key': 'The key `{key}` is here twice.',
  'bad-encoding': 'This is not UTF-8 text; Docker cannot read it either.',
  'more-documents': 'A second document starts here; one is enough.',
  'rest-not-read': 'This is no part of the mapping above: it is indented less, or stands behind its end.',
} as const satisfies Readonly<Record<ReadProblem['code'], string>>;

/** Nothing after this place was understood. A duplicate key is wrong, too, but the rest can be read. */
export function isUnreadable(problem: Problem): problem is ProblemAt<'yaml'> {
  return problem.stage === 'yaml' && problem.code !== 'duplicate-key';
}

/** One sentence. */
export function describeUnreadable({ code, data }: ReadProblem, language = 'YAML'): string {
  return WORDS[code].replace(/\{(\w+)\}/g, (_, name: string) => String({ ...data, language }[name]));
}
