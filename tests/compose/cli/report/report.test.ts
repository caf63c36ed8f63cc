import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../../src/compose/cli/report/identity.js';
import { byPlace, failure } from '../../../../src/compose/cli/report/report.js';
import { SourceText } from '../../../../src/compose/cli/report/source-text.js';

const span = (start: number, end: number): { file: string; start: number; end: number } => ({
  file: 'a.yml',
  start,
  end,
});

describe('the order of a report', () => {
  it('is that of the text: by where a place begins, then by where it ends; what has no place is first', () => {
    const spans = [span(4, 6), span(0, 9), null, span(4, 5), span(0, 0)];
    expect(
      spans
        .map((place) => ({ span: place }))
        .sort(byPlace)
        .map((one) => one.span),
    ).toEqual([null, span(0, 0), span(0, 9), span(4, 5), span(4, 6)]);
    expect(byPlace({ span: null }, { span: null })).toBe(0);
  });
});

describe('the place of a finding that has no path', () => {
  const place = (text: string): readonly string[] =>
    placeOf(failure('It is wrong.', span(text.indexOf('x'), text.indexOf('x') + 1)), new SourceText('a.yml', text));

  it('is its line, wherever that moves', () => {
    expect(place('a: 1\nkey: x\n')).toEqual(place('# more\na: 1\n  key: x\n'));
    expect(place('key: x\n')).not.toEqual(place('key: x2\n'));
  });

  it('tells nothing of a secret in the line', () => {
    expect(place('x: { password: hunter2 }\n')).toEqual(place('x: { password: another one }\n'));
  });
});
