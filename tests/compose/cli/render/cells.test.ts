import { describe, expect, it } from 'vitest';
import { columnsOf, layOutLine } from '../../../../src/compose/cli/render/cells.js';

describe('the columns of a range', () => {
  const line = 'a: "字" # x';

  it.each([
    ['a word', 0, 1, { from: 0, to: 1 }],
    ['a wide character', 4, 5, { from: 4, to: 6 }],
    ['what follows it', 8, 9, { from: 9, to: 10 }],
    ['nothing, in the middle', 3, 3, { from: 3, to: 4 }],
    ['nothing, at the end', 9, 9, { from: 10, to: 11 }],
    ['all of the line', 0, 9, { from: 0, to: 10 }],
  ])('%s', (_, start, end, columns) => {
    expect(columnsOf(layOutLine(line, [], true), { start, end })).toEqual(columns);
  });

  it('are those of the mask for any part of what is masked', () => {
    const cells = layOutLine('key: hunter2', [{ start: 5, end: 12 }], true);
    expect(columnsOf(cells, { start: 7, end: 8 })).toEqual({ from: 5, to: 8 });
  });
});

describe('a part of a line', () => {
  const show = (start: number, end: number): unknown[] => {
    const masked = [
      { start: 1, end: 3 },
      { start: 5, end: 8 },
    ];
    return layOutLine('abbcdeeefg', masked, true, { start, end }).map((cell) => [cell.text, cell.start, cell.end]);
  };

  it('has a cell without a text before and behind it', () => {
    expect(show(3, 5)).toEqual([
      ['', 0, 3],
      ['c', 3, 4],
      ['d', 4, 5],
      ['', 5, 10],
    ]);
  });

  it('shows nothing of a secret that goes beyond it', () => {
    expect(show(4, 6)).toEqual([
      ['', 0, 4],
      ['d', 4, 5],
      ['***', 5, 8],
      ['', 8, 10],
    ]);
    expect(show(7, 9)).toEqual([
      ['', 0, 5],
      ['***', 5, 8],
      ['f', 8, 9],
      ['', 9, 10],
    ]);
  });
});
