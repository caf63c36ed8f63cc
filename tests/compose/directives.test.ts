import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../src/core/catalog/index.js';
import { applyDirectives, readDirectives } from '../../src/compose/directives.js';

const RAN = new Set<RuleId>(['stack-keepalive-time', 'stack-sysctl-value']);

/** Finds `T` (stack-keepalive-time) and `V` (stack-sysctl-value); answers the lines kept, suppressed and unused. */
function apply(text: string): { kept: string[]; suppressed: string[]; unused: string[] } {
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  const items = Array.from(text.matchAll(/(?<=: )[TV](?=\s|$)/g), ([letter, ...rest], index) => {
    const start = [...text.matchAll(/(?<=: )[TV](?=\s|$)/g)][index]?.index ?? rest.length;
    const ruleId: RuleId = letter === 'T' ? 'stack-keepalive-time' : 'stack-sysctl-value';
    return { letter, ruleId, span: { start } };
  });
  const { kept, suppressed, unused } = applyDirectives(text, items, readDirectives(text), RAN);
  return {
    kept: kept.map(({ letter, span }) => `${letter}${lineOf(span.start)}`),
    suppressed: suppressed.map(({ item, directive }) =>
      `${item.letter}${lineOf(item.span.start)} ${directive.reason ?? ''}`.trim(),
    ),
    unused: unused.map(({ directive, rule }) => `${directive.line} ${rule?.name ?? ''}`.trim()),
  };
}

it('a comment for the next line is unused at the end of the file', () => {
  expect(apply('a: T\n# keepalive-disable-next-line')).toEqual({ kept: ['T1'], suppressed: [], unused: ['2'] });
});

it('what is no finding of a rule, or has no place, is not switched off', () => {
  const text = '# keepalive-disable-file\na: T\n';
  const items = [
    { ruleId: null, span: { start: 0 } },
    { ruleId: 'stack-schema', span: null },
  ] as const;
  expect(applyDirectives(text, items, readDirectives(text), RAN).kept).toEqual(items);
});

describe('a disable comment', () => {
  it.each([
    ['switches off the rule on its line', 'a: T # keepalive-disable-line stack-keepalive-time', { suppressed: ['T1'] }],
    ['switches off all rules where it names none', 'a: T # keepalive-disable-line', { suppressed: ['T1'] }],
    [
      'switches off the next line',
      '# keepalive-disable-next-line stack-keepalive-time\na: T\nb: T',
      { kept: ['T3'], suppressed: ['T2'] },
    ],
    [
      'passes over comments and blank lines to the next one',
      '# keepalive-disable-next-line stack-keepalive-time\n\n# a note\n  a: T',
      { suppressed: ['T4'] },
    ],
    [
      'leaves other rules on',
      '# keepalive-disable-next-line stack-sysctl-value\na: T',
      { kept: ['T2'], unused: ['1 stack-sysctl-value'] },
    ],
    [
      'takes a list and a reason',
      '# keepalive-disable-next-line stack-keepalive-time, stack-sysctl-value -- legacy, see #12\na: T\nb: V',
      { kept: ['V3'], suppressed: ['T2 legacy, see #12'], unused: ['1 stack-sysctl-value'] },
    ],
    [
      'takes the name that the rule has in ESLint',
      'a: T # keepalive-disable-line keepalive/stack-keepalive-time',
      { suppressed: ['T1'] },
    ],
    [
      'opens a block',
      'z: T\n# keepalive-disable stack-keepalive-time\na: T\nb: V\n# keepalive-enable\nc: T',
      { kept: ['T1', 'V4', 'T6'], suppressed: ['T3'] },
    ],
    [
      'opens a block that ends rule by rule',
      '# keepalive-disable\na: T\nb: V\n# keepalive-enable stack-sysctl-value\nc: T\nd: V',
      { kept: ['V6'], suppressed: ['T2', 'V3', 'T5'] },
    ],
    [
      'holds for the file',
      'a: T\n# keepalive-disable-file stack-keepalive-time -- generated\nb: T\nc: V',
      { kept: ['V4'], suppressed: ['T1 generated', 'T3 generated'] },
    ],
    ['works after ; in sysctl.conf', '; keepalive-disable-file\na: T', { suppressed: ['T2'] }],
    [
      'works on Windows lines',
      '# keepalive-disable-next-line\r\na: T\r\nb: T\r\n',
      { kept: ['T3'], suppressed: ['T2'] },
    ],
    ['is unused when there is nothing', '# keepalive-disable-next-line\na: b', { unused: ['1'] }],
    [
      'is unused when the rule does not exist',
      'a: T # keepalive-disable-line stack-time',
      { kept: ['T1'], unused: ['1 stack-time'] },
    ],
    ['is not unused when the rule is off', 'a: b # keepalive-disable-line stack-schema', {}],
    ['is no comment after a letter', 'a: T#keepalive-disable-line', {}],
    ['is no comment of ours with another name', 'a: T # keepalive-disable-lines', { kept: ['T1'] }],
  ])('%s', (_, text, expected) => {
    expect(apply(text)).toEqual({ kept: [], suppressed: [], unused: [], ...expected });
  });
});

describe("ESLint's own comment", () => {
  it.each([
    [
      'counts for our rules',
      '# eslint-disable-next-line keepalive/stack-keepalive-time -- why\na: T',
      { suppressed: ['T2 why'] },
    ],
    ['counts without a list', 'a: T # eslint-disable-line', { suppressed: ['T1'] }],
    ['says nothing about ours when it names others', 'a: T # eslint-disable-line yml/quotes', { kept: ['T1'] }],
    ['is never unused: ESLint says that', '# eslint-disable-next-line keepalive/stack-keepalive-time\na: b', {}],
  ])('%s', (_, text, expected) => {
    expect(apply(text)).toEqual({ kept: [], suppressed: [], unused: [], ...expected });
  });
});

describe('readDirectives', () => {
  it('places the comment and each rule in it', () => {
    const text = 'a: b # keepalive-disable-line one,two -- three';
    const [directive] = readDirectives(text);
    expect(text.slice(directive?.start, directive?.end)).toBe('keepalive-disable-line one,two -- three');
    expect(directive?.rules?.map(({ start, end }) => text.slice(start, end))).toEqual(['one', 'two']);
  });
});
