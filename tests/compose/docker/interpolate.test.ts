import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpolate } from '../../../src/compose/docker/interpolate.js';

const set = new Map([
  ['KA', '600'],
  ['EMPTY', ''],
  ['HOST', 'pg'],
]);

describe('an expression yields what docker 28.2.2 makes of it', () => {
  test.each([
    ['${KA}', '600'],
    ['$KA', '600'],
    ['$KAxyz', ''],
    ['${UNSET}', ''],
    ['${UNSET:-7}', '7'],
    ['${EMPTY:-7}', '7'],
    ['${EMPTY-7}', ''],
    ['${UNSET-7}', '7'],
    ['${EMPTY?no}', ''],
    ['$$KA', '$KA'],
    ['$${KA}', '${KA}'],
    ['${UNSET:-${KB:-7}}', '${KB:-7}'],
    ['${KA:-${KB:-7}}', '600}'],
    ['${KA:?must-be-set}', 'be-set'],
    ['${KA-b:-c}', 'c'],
    ['$UNSET-600 x', '600 x'],
    ['http://$HOST-db:5432/x', 'http://pg'],
    ['postgres://u:${PW:?set PW}@${H:-db}/x', 'postgres://u:@db/x'],
  ])('%s is %s', (source, expected) => {
    expect(interpolate(source, set)).toMatchObject({ text: expected, error: null });
  });

  test.each(['${', '${}', '$1', '$', '${KA.B}', '${ KA }', '${KA:=5}', '${KA:+x}', '${KÄ}'])(
    '%s is malformed',
    (source) => {
      expect(interpolate(source, set).error?.kind).toBe('malformed');
    },
  );

  test('of many braces that nobody closes, the last one is said to be malformed', () => {
    const closed = '${KA}';
    const source = '${V:-'.repeat(200_000);
    expect(interpolate(`${closed}${source}`, set)).toMatchObject({
      expressions: [{ text: closed }],
      error: { kind: 'malformed', start: closed.length + source.length - 5 },
    });
  });

  test('a required variable fails with its own message', () => {
    expect(interpolate('a ${UNSET:?set it}', set).error).toMatchObject({ name: 'UNSET', message: 'set it', start: 2 });
    expect(interpolate('${EMPTY:?set it}', set).error).toMatchObject({ name: 'EMPTY' });
  });

  test('a later expression hides the error, and the hidden error is kept apart', () => {
    const { error, forgottenErrors } = interpolate('${PW:?set PW}@${H:-db}', set);
    expect(error).toBeNull();
    expect(forgottenErrors).toMatchObject([{ kind: 'required', name: 'PW' }]);
  });
});

describe('an expression remembers', () => {
  test.each([
    ['${V}', null, '', ''],
    ['${V:-d}', ':-', 'd', 'd'],
    ['${V-d}', '-', 'd', ''],
    ['${V:?e}', ':?', null, null],
    ['${V?e}', '?', null, ''],
  ])('%s: its operator, and what it yields when unset or empty', (source, operator, whenUnset, whenEmpty) => {
    const [expression] = interpolate(source, new Map()).expressions;
    expect(expression).toMatchObject({ name: 'V', operator, text: source, whenUnset, whenEmpty, isSet: false });
  });
});

describe('for any text', () => {
  const tricky = fc
    .array(fc.constantFrom('$', '{', '}', 'A', 'b', ':', '-', '?', ' ', '$$', '${A}', '${B:-x}'), { maxLength: 30 })
    .map((parts) => parts.join(''));

  test('the segments cover the source without gaps, and literal ones are the source', () => {
    fc.assert(
      fc.property(tricky, (source) => {
        const { segments, text } = interpolate(source, set);
        expect(segments.map(({ start, end }) => source.slice(start, end)).join('')).toBe(source);
        expect(segments.map((segment) => segment.text).join('')).toBe(text);
        for (const { literal, text: part, start, end } of segments)
          if (literal) expect(part).toBe(source.slice(start, end));
      }),
    );
  });

  test('a text without a dollar sign is left alone', () => {
    fc.assert(
      fc.property(fc.string(), (source) => {
        fc.pre(!source.includes('$'));
        expect(interpolate(source, set)).toMatchObject({ text: source, expressions: [], error: null });
      }),
    );
  });
});
