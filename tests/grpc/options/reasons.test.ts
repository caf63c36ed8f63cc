/** Why a value is not known, as `reportUnknown` says it. */
import { describe, expect, it } from 'vitest';
import { askMarked } from './marked.js';
import type { Value } from '../../../src/grpc/options/value.js';

/** `reason`, and behind it who decides when that is not the code. */
function why(value: Value): string {
  if (value.kind !== 'unknown') throw new Error(`It is known: ${value.kind}`);
  return value.cause === 'code' ? value.reason : `${value.reason} (${value.cause})`;
}

type Row = readonly [code: string, reason: string];

function reasons(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    it.each(rows)('%s → %s', (code, reason) => {
      expect(askMarked(code, (evaluator, node) => why(evaluator.evaluate(node)))).toEqual([reason]);
    });
  });
}

reasons('the environment or a caller decides', [
  [`mark(process.env.X)`, 'the environment (outside)'],
  [`mark(process.env.X ?? { a: 1 })`, 'the environment (outside)'],
  [`mark(Bun.env.X)`, 'the environment (outside)'],
  [`mark(Deno.env.get('X'))`, 'the environment (outside)'],
  [`mark(import.meta.env)`, 'the environment (outside)'],
  [`import process from 'node:process'; mark(process.env)`, 'the environment (outside)'],
  [`import { env } from 'process'; mark(env.X)`, 'the environment (outside)'],
  [`mark(config.get('x'))`, 'configuration (outside)'],
  [`mark(JSON.parse(process.env.X ?? '{}'))`, 'JSON that the environment or a caller gives (outside)'],
  [`mark((process.env.X ?? 0) || {})`, 'the environment or a caller decides (outside)'],
  [`function f(a) { mark(a) }`, '"a" is given by the caller (outside)'],
  [`function f({ a }) { mark(a) }`, '"a" is given by the caller (outside)'],
  [`function f(a) { mark(a.b()) }`, 'the result of a call that is not followed (outside)'],
]);

reasons('it comes from elsewhere', [
  [`mark(nowhere)`, 'the global nowhere'],
  [`mark(process.environment)`, 'the global process.environment'],
  [`mark(a.process.env.X)`, 'the global a.process.env.X'],
  [`import { a } from './nowhere.js'; mark(a)`, 'imported from ./nowhere.js, which is not looked into (import)'],
  [`import { a } from 'elsewhere'; mark(a)`, 'imported from elsewhere, which is not looked into (import)'],
  [`import * as a from 'elsewhere'; mark(a)`, 'imported from elsewhere, which is not looked into (import)'],
  [`import a = require('elsewhere'); mark(a)`, 'imported from elsewhere, which is not looked into (import)'],
  [`mark(require('elsewhere').x)`, 'imported from elsewhere, which is not looked into (import)'],
  [`mark(__importDefault(require('elsewhere')))`, 'a module that is not looked into (import)'],
  [
    `import process from 'node:process'; mark(process.pid)`,
    'imported from node:process, which is not looked into (import)',
  ],
  [`declare const x: number; mark(x)`, '"x" is only declared here'],
]);

reasons('a name that is no value, or more than one', [
  [`var a = 1; var a = 2; mark(a)`, '"a" is declared twice'],
  [`for (const x of y) mark(x)`, '"x" is a loop variable'],
  [`for (const x in y) mark(x)`, '"x" is a loop variable'],
  [`try {} catch (e) { mark(e) }`, 'the error "e"'],
  [`class A {} mark(A)`, 'the class "A"'],
  [`namespace N { export const x = 1 } mark(N)`, 'the namespace "N"'],
  [`const a = a; mark(a)`, 'it refers to itself'],
]);

reasons('it is changed', [
  [`let a = 1; function f() { a = 2 } mark(a)`, 'it is changed elsewhere'],
  [`let a = 1; a += 2; mark(a)`, 'it is changed elsewhere'],
  [`const o = { a: 1 }; _.merge(o, y); mark(o.a)`, 'it is changed in a way that is not followed'],
  [`const o = { a: 1 }; o[x] = 1; mark(o.a)`, 'a key that is not known is assigned'],
  [`const o = new Map(); o.a = 1; mark(o)`, 'a member of an instance is assigned'],
  [`mark(x += 1)`, 'the result of an assignment'],
]);

reasons('another key or spread may hide it', [
  [`const o = { ...x }; mark(o.a)`, '"a" may come from a spread or key that is not known'],
  [`mark({ a: 1, [k]: 2 }.a)`, 'a key that is not known may replace it'],
  [`mark({ a: 1, ...'x' }.a)`, 'spread of a string'],
  [`mark({ a: 1, ...[1] }.a)`, 'it may be replaced by a spread that is not known'],
  [`mark({ a: 1, ...{ ...x } }.a)`, 'it may be replaced by a spread that is not known in full'],
  [`mark({ a: 1, ...x }.a)`, 'the global x'],
  [`mark(Object.assign({ a: 1 }, ...x).a)`, 'sources that are not known'],
  [`const o = [...x]; mark(o[0])`, 'an element of an array that is not known in full'],
  [`mark({ a: 1 }[k])`, 'a key that is not known'],
  [`const { [k]: a } = { b: 1 }; mark(a)`, 'a key that is not known'],
  [`const [...a] = [1]; mark(a)`, 'the rest of an array'],
  [`const { ...a } = 5; mark(a)`, 'the rest of an object'],
]);

reasons('a member of something that is not looked into', [
  [`mark('a'.b)`, 'a property of "a"'],
  [`mark((() => 1).b)`, 'a property of something that is not a plain object'],
  [`const o = new Map(); mark(o.size)`, 'a member of an instance'],
  [`mark({ set a(x) {} }.a)`, 'a setter'],
  [`function f() { mark(this.x) }`, '`this` of a function'],
  [`class A { @Inject() x; m() { mark(this.x) } }`, '"x" is set by a decorator'],
  [`class A { x; m() { mark(this.x) } }`, '"x" is set elsewhere'],
  [`class A { m() { mark(this.x) } }`, '"x" is set elsewhere'],
  [`class A { m() { mark(this[k]) } }`, 'a field that is not known'],
]);

reasons('a call', [
  [`mark(load())`, 'the result of a call that is not followed'],
  [`const f = async () => 5; mark([f()][0])`, 'a promise'],
  [`function* f() {} mark(f())`, 'the result of a generator'],
  [`function f() { return f() } mark(f())`, 'it calls itself'],
  [`function f() { throw 1 } mark(f())`, 'no value'],
  [`const f = (a) => a; mark(f(...x))`, 'an argument that is not known'],
  [`class A extends B { constructor() { mark(super()) } }`, 'the result of a call that is not followed'],
  [`mark(Object.fromEntries(x))`, 'entries that are not known'],
  [`mark(Object.fromEntries([[x, 1]]))`, 'entries that are not known'],
  [`mark(JSON.parse(JSON.stringify({ a: 1 }, f)))`, 'a replacer function decides'],
  [`mark(JSON.parse(JSON.stringify({ a: 1n })).a)`, 'JSON of a bigint'],
  [`mark(JSON.parse(JSON.stringify({ a: JSON.stringify(1) })).a)`, 'JSON in JSON'],
  [`mark(JSON.parse(JSON.stringify({ a: new X() })).a)`, 'JSON of an instance'],
  [`mark(JSON.parse({}))`, 'JSON that is not known'],
  [`mark(JSON.parse('{'))`, 'JSON that does not parse'],
]);

reasons('an operator', [
  [`mark(1 + {})`, 'an operand that is not a literal'],
  [`mark(1n + 1)`, 'the expression throws'],
  [`mark(1 in x)`, 'the result of in'],
  [`mark(delete x.y)`, 'the result of delete'],
  [`mark(/x/)`, 'a regular expression'],
  [`mark(x++)`, 'an expression that is not followed'],
  ['mark(`${a ? 1 : 2}${b ? 1 : 2}${c ? 1 : 2}${d ? 1 : 2}${e ? 1 : 2}`)', 'too many possible values'],
  [
    'mark(`${a ? 1 : 2}${b ? 1 : 2}${c ? 1 : 2}${d ? 1 : 2}${e ? 1 : 2}${f ? 1 : 2}${g ? 1 : 2}`)',
    'too many possible values',
  ],
  [
    `mark({ ...(w ? { a: 1 } : { a: 2 }), ...(x ? { c: 1 } : { c: 2 }), ...(y ? { d: 1 } : { d: 2 }), ...(z ? { e: 1 } : {}) }.a)`,
    'too many possible values',
  ],
]);
