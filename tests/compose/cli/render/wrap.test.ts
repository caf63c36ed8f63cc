import { describe, expect, it } from 'vitest';
import { wrapText } from '../../../../src/compose/cli/render/wrap.js';

describe('wrapText', () => {
  it.each<[string, number, string[]]>([
    ['one two three', 8, ['one two', 'three']],
    ['东京 塔 x', 7, ['东京 塔', 'x']],
    ['a-word-that-is-too-long b', 8, ['a-word-that-is-too-long', 'b']],
    ['write `<<: *a` here', 12, ['write', '`<<: *a`', 'here']],
    ['is `a b`, `c d`: so', 10, ['is `a b`,', '`c d`: so']],
    ['run `a b c d e f g h` now', 10, ['run', '`a b c d e', 'f g h` now']],
    ['one ` two three four', 8, ['one', '` two', 'three', 'four']],
  ])('breaks %j at %d columns', (text, width, lines) => {
    expect(wrapText(text, width, width)).toEqual(lines);
  });

  it('has another width for the first line', () => {
    expect(wrapText('one two three four', 4, 10)).toEqual(['one', 'two three', 'four']);
  });

  it('leaves the first line empty when the first word fits into the next one only', () => {
    expect(wrapText('seven77 a', 4, 10)).toEqual(['', 'seven77 a']);
    expect(wrapText('seven77 a', 4, 6)).toEqual(['seven77', 'a']);
  });
});
