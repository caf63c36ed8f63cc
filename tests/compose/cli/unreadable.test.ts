import { describe, expect, it } from 'vitest';
import { describeUnreadable } from '../../../src/compose/cli/unreadable.js';
import { parseFile } from '../../../src/compose/read/parse.js';

describe('a text that cannot be read is told in words', () => {
  it.each([
    ['a: \u0007\n', 'The control character U+0007 is not allowed in YAML.'],
    ['['.repeat(201), 'This nests more than 200 levels deep, so it is not read.'],
    ['a: *b\n', 'There is no anchor `b` above this alias.'],
    ['a: &a [*a]\n', 'The anchor `a` contains itself.'],
    ['<<: 1\n', '`<<` needs a mapping, or a list of mappings.'],
    ['? [a]\n: b\n', 'A key has to be text here, not a list or a mapping.'],
    ['a: !!int x\n', 'This text cannot be read as !!int.'],
    ['a: !!binary "?"\n', 'This is `!!binary`, but its text is no base64.'],
    ['a: 1\na: 1\n', 'The key `a` is here twice.'],
    ['a: 1\n---\nb: 1\n', 'A second document starts here; one is enough.'],
    ['  a: 1\nb: 1\n', 'This is no part of the mapping above: it is indented less, or stands behind its end.'],
  ])('%j: %s', (text, words) => {
    expect(parseFile({ name: 'a.yml', text }).problems.map((problem) => describeUnreadable(problem))).toContain(words);
  });
});
