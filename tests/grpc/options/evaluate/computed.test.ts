import { promises } from '../promises.js';

promises('functions of the language', [
  [`mark(Object.seal({ a: 1 }))`, '{a: 1}'],
  [`mark(Object.preventExtensions({ a: 1 }))`, '{a: 1}'],
  [`mark(Object.keys({ a: 1 }))`, '?'],
  [`mark(JSON.stringify({ a: 1 }, undefined))`, 'json({a: 1})'],
  [`mark(JSON.stringify({ a: 1 }, ['a']))`, 'json(?)'],
  [`mark(JSON.stringify())`, '?'],
  [`mark(JSON.stringify(x ? { a: 1 } : undefined))`, 'json({a: 1}) | undefined'],
  [`mark(JSON.stringify({ a: f, b: x ? 1 : 2, c: new Map(), d: null }))`, 'json({a: ?, b: 1 | 2, c: ?, d: null})'],
  [`mark(JSON.stringify([() => 1, NaN]))`, 'json([null, null])'],
  [`mark(Object.fromEntries([['a']]))`, '?'],
  [`mark(Object.fromEntries([...x]))`, '?'],
  [`mark(Object.fromEntries([[1, 2]]))`, '{1: 2}'],
  [`mark(Object.fromEntries({}))`, '?'],
  [`mark(JSON.parse(5))`, '?'],
  [`mark(JSON.parse(JSON.stringify(x ? 1 : 2)))`, '?'],
  [`mark(isNaN('x'))`, 'true'],
  [`mark(isFinite(Infinity))`, 'false'],
  [
    `mark([Math.abs(-1), Math.ceil(1.2), Math.floor(1.8), Math.pow(2, 3), Math.round(1.5), Math.sign(-5), Math.sqrt(9), Math.trunc(-1.5), Math.E, Math.PI])`,
    '[1, 2, 1, 8, 2, -1, 3, -1, 2.718281828459045, 3.141592653589793]',
  ],
  [
    `mark([Number.EPSILON, Number.MAX_VALUE, Number.MIN_SAFE_INTEGER, Number.MIN_VALUE, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NaN])`,
    '[2.220446049250313e-16, 1.7976931348623157e+308, -9007199254740991, 5e-324, -Infinity, Infinity, NaN]',
  ],
  [`mark(String(null))`, `'null'`],
  [`mark(Number(null))`, '0'],
  [`mark(parseInt('0x1f'))`, '31'],
]);

promises('operators', [
  [
    `mark([2 <= 1, 1 >= 2, 1 < 1, 2 > 2, 1 <= 1, 1 >= 1, 1 == 2, 1 === 2, 1 !== 2, 1 != 2])`,
    '[false, false, false, false, true, true, false, false, true, true]',
  ],
  [`mark(-(x ? 1 : 2))`, '-1 | -2'],
  [`mark((x ? 1 : 2) + (y ? 10 : 20))`, '11 | 21 | 12 | 22'],
  [`mark(-(process.env.X ?? 5))`, '-5?'],
  [`mark(!process.env.X)`, '?'],
  [`mark(!(process.env.X ?? true))`, 'false?'],
  [`mark(![])`, 'false'],
  [`mark(!f)`, '?'],
  [`mark({} ? 1 : 2)`, '1'],
  [`mark((x ? 1 : {}) + 1)`, '?'],
  [`mark((x ? null : 5) ?? 6)`, '6 | 5'],
  [`mark((x ? undefined : 5) ?? 6)`, '6 | 5'],
  [`mark([] ?? 6)`, '[]'],
  [`mark([] || 6)`, '[]'],
  [`mark([] && 6)`, '6'],
  [`mark((process.env.X ?? null) ?? 6)`, '6?'],
  [`mark((process.env.X ?? true) && { a: 1 })`, '?'],
  [`mark((process.env.X ?? 1) ? 2 : 3)`, '2?'],
  [`mark((process.env.X ?? 1) ? {} : 3)`, '{} | 3'],
  [`mark(process.env.X ? { a: 1 } : process.env.Y)`, '?'],
  [`mark(process.env.X ? process.env.X : 5)`, '5?'],
  [`mark(process.env.X ? process.env.X : { a: 1 })`, '?'],
  [`mark(x ? process.env.X : 5)`, '?'],
  [`mark(process.env.X ?? (y ? 1 : 2))`, '1? | 2?'],
  [`mark(process.env.X ?? f())`, '?'],
]);

promises('given by the environment or a caller', [
  [`mark(process.env.X && 5)`, '?'],
  [`function f(a) { mark(a && 5) }`, '?'],
  [`function f(a) { mark(a || 5) }`, '5?'],
  [`function f(a) { a ||= 5; mark(a) }`, '5?'],
  [`function f(a) { a &&= 5; mark(a) }`, '?'],
]);

promises('one value, not two', [
  [`const o = { a: 1 }; mark(x ? o : o)`, '{a: 1}'],
  [`mark(x ? NaN : NaN)`, 'NaN'],
  [`mark(x ? 0 : -0)`, '0 | -0'],
]);

promises('patterns', [
  [`const { a: { b = 5 } = {} } = {}; mark(b)`, '5'],
  [`const { a = 1, ...rest } = { a: 2, b: 3 }; mark([a, rest])`, '[2, {b: 3}]'],
  [`const { ['a']: x } = { a: 1 }; mark(x)`, '1'],
  [`const { [k]: x, ...rest } = { a: 1 }; mark(rest)`, '?'],
  [`const [, b, ...c] = [1, 2, 3]; mark([b, c])`, '[2, ?]'],
  [`const [[a]] = [[1]]; mark(a)`, '1'],
  [`const { a } = 5; mark(a)`, '?'],
  [`const { length } = 'abc'; mark(length)`, '?'],
  [`function f({ a: { b = 5 } = {} } = {}) { mark(b) }`, '5?'],
  [`function f([a = 5] = []) { mark(a) }`, '5?'],
  [`const { a = 5 } = { a: null }; mark(a)`, 'null'],
  [`const { a = 5 } = { a: undefined }; mark(a)`, '5'],
  [`const { a = f() } = {}; mark(a)`, '?'],
  [`const { a = 5 } = x ? { a: 1 } : {}; mark(a)`, '1 | 5'],
  [`function f({ a = { b: 1 } }) { mark(a) }`, '?'],
  [`const { ...r } = { a: 1 }; mark(r)`, '{a: 1}'],
  [`const { a, ...r } = { ...x, b: 1 }; mark(r)`, '{b: 1, ...}'],
]);

promises('members', [
  [`import { env } from 'elsewhere'; mark(env.X ?? 5)`, '?'],
  [`mark(import.meta.url ?? 5)`, '?'],
  [`mark({ a: 1, ...'' })`, '{a: 1}'],
  [`const s = process.env.X ?? 'abc'; mark(s.length)`, '3?'],
  [`const s = 'abc'; mark(s.size)`, '?'],
  [`const n = 5; mark(n.length)`, '?'],
  [`const a = [1, 2]; mark(a.length)`, '2'],
  [`import a from 'elsewhere'; a.x = 5; mark(a.x)`, '5'],
  [`import { a } from 'elsewhere'; a.x = 5; mark(a.x)`, '5'],
  [`import { a } from 'elsewhere'; a.x = 5; mark(a.y)`, '?'],
  [`import { status } from '@grpc/grpc-js'; status.OK = 5; mark(status.OK)`, '5'],
  [`Math.PI = 3; mark(Math.PI)`, '3.141592653589793'],
  [`const Math = { PI: 3 }; mark(Math.PI)`, '3'],
  [`mark(Math['PI'])`, '3.141592653589793'],
  [`mark(globalThis.Math.PI)`, '?'],
]);

promises('calls', [
  [`mark(({ toString: () => 5 }).toString())`, '5'],
  [`const f = () => { if (false) return 1; return 2 }; mark(f())`, '2'],
  [`const f = () => { switch (x) { case 1: break; default: return 2 } return 3 }; mark(f())`, '2 | 3'],
  [`mark('abc'.toUpperCase('x'))`, '?'],
  [`mark((process.env.X ?? ' a ').trim())`, `'a'?`],
  [`mark((x ? 'A' : 'b').toLowerCase())`, `'a' | 'b'`],
  [`mark({}.toString())`, '?'],
  [`mark(config.get('a', ...x))`, '?'],
  [`mark(config.get(k, 5))`, '?'],
  [`mark(config.get(...x))`, '?'],
  [`mark(config.getOrThrow('a'))`, '?'],
  [`mark(config.getOrThrow('a', 5))`, '5?'],
  [`mark(config.get('a', { b: 1 }))`, '?'],
  [`const config = { get: (k) => 7 }; mark(config.get('a', 5))`, '7'],
  [`mark(Object.assign(...x))`, '?'],
  [`mark(Object.assign({}, { a: 1 }, ...[{ b: 2 }]))`, '{a: ?, ...}'],
  [`const f = (x ? () => 1 : () => 2); mark(f())`, '1 | 2'],
  [`const f = (x ? () => 1 : 2); mark(f())`, '?'],
  [`function f(a, b = a * 2) { return b } mark([f(1), f(1, 5)])`, '[2, 5]'],
  [`const f = (...r) => r; mark(f(1, ...[2, 3]))`, '[1, 2, 3]'],
  [`const f = (a) => a; mark(f())`, 'undefined'],
  [`const f = (a) => ({ a }); mark([f(1), f(2)])`, '[{a: 1}, {a: 2}]'],
  [`const f = (o) => { o.a = 2; return o }; mark(f({ a: 1 }))`, '{a: 2}'],
  [`const f = (o) => { const p = { ...o }; p.a = 2; return p }; mark(f({ a: 1, b: 1 }))`, '{a: 2, b: 1}'],
  [`const f = () => { if (x) throw 0; return 5 }; mark(f())`, '5'],
  [`const f = () => { switch (x) { case 1: return 1; default: break } return 2 }; mark(f())`, '1 | 2'],
  [`const f = () => { switch (x) { default: return 1 } }; mark(f())`, '1'],
  [`const f = () => { if (false) { return 1 } else { return 2 } }; mark(f())`, '2'],
  [`const f = () => { if (true) { return 1 } return 2 }; mark(f())`, '1'],
  [`const f = () => { if (x) return 1; else g() }; mark(f())`, '1 | undefined'],
  [`const f = () => { try { return 1 } catch { } return 2 }; mark(f())`, '1 | 2'],
  [`const f = () => { try { return 1 } catch { return 3 } return 2 }; mark(f())`, '1 | 3'],
  [`const f = () => { { return 1 } return 2 }; mark(f())`, '1'],
  [`const f = () => { throw 0; return 2 }; mark(f())`, '?'],
  [`const f = () => { return; }; mark(f())`, 'undefined'],
]);

promises('promises', [
  [`const f = async () => 5; async function g() { return f() } mark(await g())`, '5'],
  [`const f = async () => 5; const g = async () => f(); mark(await g())`, '5'],
  [`const f = async () => 5; mark(await f())`, '5'],
  [`const f = async () => 5; const g = async () => { const v = f(); return v }; mark(await g())`, '?'],
]);

promises('constants of packages', [
  [
    `import grpc from '@grpc/grpc-js'; mark([grpc.status.UNAVAILABLE, grpc.status.UNAVAILABLE.x, grpc.UNAVAILABLE])`,
    '[14, ?, ?]',
  ],
  [`import { status } from 'grpc'; mark([status.OK, status.NOPE])`, '[0, ?]'],
  [`import { Status } from '@grpc/grpc-js'; mark([Status.OK])`, '[?]'],
  [`import * as grpc from '@grpc/grpc-js'; mark([grpc.default.status.OK])`, '[0]'],
]);

promises('durations of the package ms', [
  [
    `import ms from 'ms'; mark([ms('1.25h'), ms('-1 s'), ms('.5m'), ms('2d'), ms('10 secs'), ms('1 Minute'), ms('7msecs'), ms('2 hrs')])`,
    '[4500000, -1000, 30000, 172800000, 10000, 60000, 7, 7200000]',
  ],
  [`import ms from 'ms'; mark(ms('in 5m'))`, '?'],
  [`import ms from 'ms'; mark(ms('5m ago'))`, '?'],
  [`import ms from 'ms'; mark(ms('5 fortnights'))`, '?'],
  [`import { format } from 'ms'; mark(format('5m'))`, '?'],
  [`import * as ms from 'ms'; mark(ms.default('5m'))`, '300000'],
  [`import ms from 'ms'; mark(ms(...['5m']))`, '?'],
  [`import ms from 'ms'; mark(ms())`, '?'],
]);
