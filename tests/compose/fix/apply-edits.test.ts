import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/compose/fix/apply-edits.js';

const edit = (
  start: number,
  end: number,
  text: string,
): { file: string; start: number; end: number; text: string } => ({
  file: 'a.yml',
  start,
  end,
  text,
});

describe('edits', () => {
  it('are made in the order of the text, and nothing else changes', () => {
    expect(applyEdits('one two three', [edit(8, 13, '3'), edit(0, 3, '1'), edit(3, 3, '.')])).toBe('1. two 3');
  });

  it('that overlap are a mistake', () => {
    expect(() => applyEdits('one two', [edit(0, 4, 'x'), edit(3, 7, 'y')])).toThrow(new RangeError('edits overlap'));
  });
});
