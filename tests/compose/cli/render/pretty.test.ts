import { describe, expect, it } from 'vitest';
import { renderPretty } from '../../../../src/compose/cli/formats/pretty.js';
import type { Style } from '../../../../src/compose/cli/render/style.js';
import { type Diagnostic, failure } from '../../../../src/compose/cli/report/report.js';
import { SourceText } from '../../../../src/compose/cli/report/source-text.js';
import { CONTEXT, PLAIN, SAMPLE } from '../formats/sample.js';

/** Underlines `[[…]]` as the finding and `((label: …))` as other places. */
async function draw(marked: string, style: Partial<Style> = {}, more: Partial<Diagnostic> = {}): Promise<string[]> {
  let text = '';
  let span = { file: 'a.yml', start: 0, end: 0 };
  const related: { file: string; start: number; end: number; label: string }[] = [];
  const pattern = /\[\[(.*?)\]\]|\(\((.*?): (.*?)\)\)/gs;
  let copied = 0;
  for (const match of marked.matchAll(pattern)) {
    text += marked.slice(copied, match.index);
    const [whole, primary, label, other] = match;
    const start = text.length;
    text += primary ?? other ?? '';
    if (primary === undefined) related.push({ file: 'a.yml', start, end: text.length, label: label ?? '' });
    else span = { file: 'a.yml', start, end: text.length };
    copied = match.index + whole.length;
  }
  text += marked.slice(copied);
  const diagnostic: Diagnostic = { ...failure('It is wrong.', span), label: 'here', related, ...more };
  const source = new SourceText('a.yml', text);
  const report = { ...SAMPLE, files: [{ name: 'a.yml', source, diagnostics: [diagnostic], suppressed: [] }] };
  const output = await renderPretty(report, { ...CONTEXT, style: { ...PLAIN, ...style } });
  return output.split('\n').slice(0, -3);
}

/** The lines of the snippet. */
async function snippet(...args: Parameters<typeof draw>): Promise<string[]> {
  return (await draw(...args)).slice(3);
}

describe('columns', () => {
  it('underlines the characters that a finding is about', async () => {
    expect(await snippet('key: [[value]] # comment')).toEqual(['1 | key: value # comment', '  |      ^^^^^ here']);
  });

  it('widens a tab to the next stop of four, and what is below it', async () => {
    expect(await snippet('a:\t[[b]]\tc')).toEqual(['1 | a:  b   c', '  |     ^ here']);
  });

  it('gives CJK two columns', async () => {
    expect(await snippet('名前: [[値段]] ok')).toEqual(['1 | 名前: 値段 ok', '  |       ^^^^ here']);
  });

  it('gives an emoji two columns, however many code points it has', async () => {
    expect(await snippet('a: 👨‍👩‍👧🇩🇪❤️ [[b]]')).toEqual(['1 | a: 👨‍👩‍👧🇩🇪❤️ b', '  |           ^ here']);
  });

  it('gives a combining mark none', async () => {
    expect(await snippet('e\u0301e\u0301: [[b]]')).toEqual(['1 | e\u0301e\u0301: b', '  |     ^ here']);
  });

  it('gives a combining mark that has nothing to combine with none, too', async () => {
    expect(await snippet('\u0301: [[b]]')).toEqual(['1 | \u0301: b', '  |   ^ here']);
  });

  it('gives an escaped control character as many as its escape has', async () => {
    expect(await snippet('a\u001B: [[b]]')).toEqual(['1 | a\\u{1b}: b', '  |          ^ here']);
  });

  it('underlines a place without characters with one caret', async () => {
    expect(await snippet('a: b[[]]')).toEqual(['1 | a: b', '  |     ^ here']);
    expect(await snippet('[[]]')).toEqual(['1 |', '  | ^ here']);
  });

  it('underlines a text of several lines to the end of its first', async () => {
    expect(await snippet('a: [[b\n  c\n  d]]')).toEqual(['1 | a: b', '  |    ^ here']);
  });

  it('does not show the carriage return of a Windows line', async () => {
    expect(await snippet('a: 1\r\nb: [[2]]\r\n')).toEqual(['2 | b: 2', '  |    ^ here']);
  });
});

describe('several places', () => {
  it('hangs the labels of one line under their underlines', async () => {
    expect(await snippet('((first: a)): ((second: b)) [[c]] d')).toEqual([
      '1 | a: b c d',
      '  | -  - ^ here',
      '  | |  |',
      '  | |  second',
      '  | first',
    ]);
  });

  it('hangs the label of the finding, too, when something is right of it', async () => {
    expect(await snippet('[[a]]: ((second: b))')).toEqual(['1 | a: b', '  | ^  - second', '  | |', '  | here']);
  });

  it('lets the carets win where places overlap', async () => {
    const related = [{ file: 'a.yml', start: 0, end: 6, label: 'whole' }];
    expect(await snippet('a: [[b]] c', {}, { related })).toEqual([
      '1 | a: b c',
      '  | ---^--',
      '  | |  |',
      '  | |  here',
      '  | whole',
    ]);
  });

  it('shows the keys around the line, and dots for what it leaves out', async () => {
    const text = 'services:\n  web:\n    image: x\n    ports: []\n    sysctls:\n      # note\n      - a=[[1]]\n';
    expect(await snippet(text)).toEqual([
      '1 | services:',
      '2 |   web:',
      '..',
      '5 |     sysctls:',
      '6 |       # note',
      '7 |       - a=1',
      '  |           ^ here',
    ]);
  });

  it('finds the key of a list at the same indent', async () => {
    expect(await snippet('web:\n  sysctls:\n  - b=2\n  - a=[[1]]\n')).toEqual([
      '1 | web:',
      '2 |   sysctls:',
      '3 |   - b=2',
      '4 |   - a=1',
      '  |       ^ here',
    ]);
  });

  it('shows a place in another file after the finding', async () => {
    const other = { file: 'b.yml', start: 0, end: 1, label: 'merged from here' };
    const source = new SourceText('b.yml', 'b: 1\n');
    const diagnostic: Diagnostic = {
      ...failure('It is wrong.', { file: 'a.yml', start: 0, end: 1 }),
      related: [other],
    };
    const files = [
      { name: 'b.yml', source, diagnostics: [], suppressed: [] },
      { name: 'a.yml', source: new SourceText('a.yml', 'a: 1\n'), diagnostics: [diagnostic], suppressed: [] },
    ];
    expect((await renderPretty({ ...SAMPLE, files }, CONTEXT)).split('\n').slice(0, 9)).toEqual([
      'error: It is wrong.',
      ' --> a.yml:1:1',
      '  |',
      '1 | a: 1',
      '  | ^',
      ' ::: b.yml:1:1',
      '  |',
      '1 | b: 1',
      '  | - merged from here',
    ]);
  });
});

describe('width', () => {
  it('crops a long line around the finding', async () => {
    const lines = await snippet(`key: ${'x'.repeat(200)} [[value]] ${'y'.repeat(200)}`);
    expect(lines).toEqual([
      '1 | …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx value yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…',
      '  |                                    ^^^^^ here',
    ]);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('shows the same of a line that is too long to look at as a whole', async () => {
    const [line = '', marks] = await snippet(`key: ${'字'.repeat(100_000)} [[value]] ${'字'.repeat(100_000)}`);
    expect(line).toBe(`1 | …${'字'.repeat(16)} value ${'字'.repeat(17)}…`);
    expect(marks).toBe(`  | ${' '.repeat(34)}^^^^^ here`);
  });

  it('shows the beginning of what does not fit', async () => {
    expect(await snippet(`[[${'x'.repeat(200)}]]`, { width: 40 })).toEqual([
      `1 | ${'x'.repeat(34)}…`,
      `  | ${'^'.repeat(35)}`,
      '  | |',
      '  | here',
    ]);
  });

  it('leaves nothing but dots of a character that is wider than the line', async () => {
    const marks = `a${'\u0301'.repeat(20)}`;
    expect(await snippet(`key: [[${marks}]]`, { width: 60, unicode: false })).toEqual([
      '1 | ......',
      '  |    ^^^ here',
    ]);
  });

  it('breaks a long message between words, and none inside a word', async () => {
    const message = `The quick brown fox ${'jumps'.repeat(20)} over the lazy dog.`;
    expect((await draw('[[a]]', { width: 40 }, { message })).slice(0, 3)).toEqual([
      'error: The quick brown fox',
      `  ${'jumps'.repeat(20)}`,
      '  over the lazy dog.',
    ]);
  });
});

describe('what is shown of a file', () => {
  it('masks values of the environment and keeps the columns of what follows', async () => {
    expect(await snippet('environment: { A: hunter2 }\nb: [[c]]\n', {}, {})).toEqual(['2 | b: c', '  |    ^ here']);
    expect(await snippet('environment:\n  [[PASSWORD]]: hunter2 and more\n')).toEqual([
      '1 | environment:',
      '2 |   PASSWORD: ***',
      '  |   ^^^^^^^^ here',
    ]);
    expect(await snippet('environment:\n  PASSWORD: [[hunter2]]\n')).toEqual([
      '1 | environment:',
      '2 |   PASSWORD: ***',
      '  |             ^^^ here',
    ]);
  });

  it('escapes what is not ASCII where the output can only show ASCII', async () => {
    expect(await snippet('ü: [[b]] 値', { unicode: false })).toEqual([
      '1 | \\u{fc}: b \\u{5024}',
      '  |         ^ here',
    ]);
    expect(await snippet(`a: ${'x'.repeat(100)}[[b]]`, { unicode: false, width: 40 })).toEqual([
      `1 | ...${'x'.repeat(29)}b`,
      `  | ${' '.repeat(32)}^`,
      `  | ${' '.repeat(32)}|`,
      `  | ${' '.repeat(32)}here`,
    ]);
  });

  it('draws the timeline without a character outside ASCII, when asked', async () => {
    const window = { fromSeconds: 900, toSeconds: 1810 };
    const lines = await draw('[[a]]', { unicode: false }, { window });
    expect(lines.at(-1)).toBe('  = when: 0 o------------ 15m ############ 30m --   o last packet  # calls fail');
  });
});

describe('colour', () => {
  it('colours by severity and never anything that came from the file', async () => {
    const [head, , , line, carets] = await draw('[[a\u001B[31m]]', { colour: true });
    expect(head).toBe('\u001B[1;31merror\u001B[0m\u001B[1m: It is wrong.\u001B[0m');
    expect(line).toBe('\u001B[34m1 |\u001B[0m a\\u{1b}[31m');
    expect(carets).toBe('\u001B[34m  |\u001B[0m \u001B[1;31m^^^^^^^^^^^\u001B[0m \u001B[1;31mhere\u001B[0m');
  });
});

describe('the summary', () => {
  const lines = async (style: Partial<Style>, ...diagnostics: Diagnostic[]): Promise<string[]> => {
    const source = new SourceText('a.yml', 'a');
    const report = { ...SAMPLE, files: [{ name: 'a.yml', source, diagnostics, suppressed: [] }] };
    const output = await renderPretty(report, { ...CONTEXT, style: { ...PLAIN, ...style } });
    return output.trimEnd().split('\n\n').at(-1)?.split('\n') ?? [];
  };
  const summary = async (...diagnostics: Diagnostic[]): Promise<string> =>
    (await lines({ width: 100 }, ...diagnostics)).join('\n');
  const error = failure('x');
  const warning: Diagnostic = { ...error, severity: 'warn' };
  const remedy = { messageId: 'x', data: {}, message: 'X.', edits: [] };

  it('counts', async () => {
    expect(await summary()).toBe('No findings in 1 file, 12 ms.');
    expect(await summary(error)).toBe('1 finding (1 error) in 1 file, 12 ms.');
    expect(await summary(warning, warning)).toBe('2 findings (2 warnings) in 1 file, 12 ms.');
    expect(await summary({ ...error, fix: remedy }, { ...warning, suggestions: [remedy] })).toBe(
      '2 findings (1 error, 1 warning) in 1 file, 1 fixable with --fix, 1 more with --fix=all, 12 ms.',
    );
  });

  it('breaks between its clauses on a narrow terminal, inside of one only where it is too long', async () => {
    expect(await lines({ width: 40 }, { ...error, fix: remedy }, { ...warning, suggestions: [remedy] })).toEqual([
      '2 findings (1 error, 1 warning) in 1',
      'file, 1 fixable with --fix,',
      '1 more with --fix=all, 12 ms.',
    ]);
    expect(await lines({ width: 60 }, { ...error, fix: remedy }, { ...warning, suggestions: [remedy] })).toEqual([
      '2 findings (1 error, 1 warning) in 1 file,',
      '1 fixable with --fix, 1 more with --fix=all, 12 ms.',
    ]);
  });

  it('has its counts in the colour of what they count', async () => {
    expect(await lines({ colour: true }, error, warning)).toEqual([
      '2 findings (\u001B[1;31m1 error\u001B[0m, \u001B[1;33m1 warning\u001B[0m) in 1 file, 12 ms.',
    ]);
    expect(await lines({ colour: true })).toEqual(['\u001B[32mNo findings\u001B[0m in 1 file, 12 ms.']);
  });
});
