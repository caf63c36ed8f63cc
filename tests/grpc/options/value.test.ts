import { describe, expect, it } from 'vitest';
import { getProperty, join, literal, possibleValues, unknown } from '../../../src/grpc/options/value.js';
import { askMarked } from './marked.js';
import { print } from './notation.js';

/** What `keys` lead to in the value of an expression; `absent` when they certainly lead nowhere. */
function propertyOf(expression: string, ...keys: string[]): string {
  const [printed] = askMarked(`mark(${expression})`, (evaluator, node) => {
    const property = getProperty(evaluator.evaluate(node), keys);
    return property.kind === 'absent' ? 'absent' : print(property);
  });
  return printed ?? 'nothing';
}

describe('getProperty', () => {
  it.each([
    ['a key that is there', `{ a: 1 }`, ['a'], '1'],
    ['a path', `{ a: { b: [5] } }`, ['a', 'b', '0'], '5'],
    ['no keys', `{ a: 1 }`, [], '{a: 1}'],
    ['a key that is not there', `{ a: 1 }`, ['b'], 'absent'],
    ['a key with the value undefined is there', `{ a: undefined }`, ['a'], 'undefined'],
    ['behind a missing key', `{ a: 1 }`, ['b', 'c'], 'absent'],
    ['a key that an unknown spread may bring', `{ ...x, a: 1 }`, ['b'], '?'],
    ['a key that follows an unknown spread', `{ ...x, a: 1 }`, ['a'], '1'],
    ['one alternative has the key', `x ? { a: 1 } : {}`, ['a'], '1 | undefined'],
    ['no alternative has the key', `x ? { a: 1 } : {}`, ['b'], 'absent'],
    ['a property of undefined', `undefined`, ['a'], 'absent'],
    ['a property of an unknown value', `x`, ['a'], '?'],
    ['an element before an unknown spread', `[1, ...x]`, ['0'], '1'],
    ['an element behind an unknown spread', `[...x, 1]`, ['1'], '?'],
  ])('%s', (_, expression, keys, expected) => {
    expect(propertyOf(expression, ...keys)).toBe(expected);
  });
});

describe('join and possibleValues', () => {
  const [node] = askMarked('mark(0)', (_, marked) => marked);
  if (!node) throw new Error('nothing marked');
  const origin = { file: null, node };
  const five = literal(5, origin);

  it('equal literals are one value, and a default stays one', () => {
    expect(join([five, literal(5, origin)], origin)).toBe(five);
    expect(join([five, literal(5, origin, true)], origin)).toMatchObject({ value: 5, overridable: true });
  });

  it('NaN equals itself, and 0 is not -0', () => {
    expect(print(join([literal(NaN, origin), literal(NaN, origin)], origin))).toBe('NaN');
    expect(print(join([literal(0, origin), literal(-0, origin)], origin))).toBe('0 | -0');
  });

  it('one unknown makes the whole unknown, for its reason', () => {
    const caller = unknown('given by the caller', origin, 'outside');
    expect(join([five, caller], origin)).toBe(caller);
    expect(possibleValues(caller)).toBeNull();
  });

  it('a known value is the only one, alternatives are all of them', () => {
    const two = join([five, literal(6, origin)], origin);
    expect(possibleValues(five)).toEqual([five]);
    expect(possibleValues(two)?.map(print)).toEqual(['5', '6']);
    expect(possibleValues(join([two, five], origin))?.map(print)).toEqual(['5', '6']);
  });

  it('more than 16 alternatives are as good as unknown', () => {
    const literals = Array.from({ length: 17 }, (_, index) => literal(index, origin));
    expect(join(literals.slice(0, 16), origin).kind).toBe('oneOf');
    expect(join(literals, origin).kind).toBe('unknown');
  });
});

describe('origins', () => {
  it.each([
    ['a literal behind a constant', 'const a = 5; const b = a; mark(b)', '5'],
    ['a computed value', 'const a = 5 * 1000; mark(a)', '5 * 1000'],
    ['a default', 'mark(Number(process.env.X ?? 600_000))', 'Number(process.env.X ?? 600_000)'],
    ['an object', 'const o = { a: 1 }; o.b = 2; mark(o)', '{ a: 1 }'],
    ['an unknown parameter', 'function f(x) { mark(x) }', 'x'],
  ])('%s is where it was written', (_, code, text) => {
    const texts = askMarked(code, (evaluator, marked) => {
      const { range } = evaluator.evaluate(marked).origin.node;
      return code.slice(...range);
    });
    expect(texts).toEqual([text]);
  });

  it('a property knows the assignment and the key that wrote it', () => {
    const code = `const o = {}; o['grpc.x'] = 1; mark(o)`;
    const texts = askMarked(code, (evaluator, marked) => {
      const value = evaluator.evaluate(marked);
      const property = value.kind === 'object' ? value.properties.get('grpc.x') : undefined;
      return property && [property.origin.node, property.keyNode].map(({ range }) => code.slice(...range));
    });
    expect(texts).toEqual([[`o['grpc.x'] = 1`, `'grpc.x'`]]);
  });
});
