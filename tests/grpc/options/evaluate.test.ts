import * as parser from '@typescript-eslint/parser';
import { expect, it } from 'vitest';
import { askMarked } from './marked.js';
import { print } from './notation.js';
import { promises, typescriptPromises, valueIn } from './promises.js';

promises('literals and operators', [
  [`mark(600_000)`, '600000'],
  [`mark('x')`, `'x'`],
  [`mark(true)`, 'true'],
  [`mark(null)`, 'null'],
  [`mark(undefined)`, 'undefined'],
  [`mark(void 0)`, 'undefined'],
  [`mark(NaN)`, 'NaN'],
  [`mark(Infinity)`, 'Infinity'],
  [`mark(-1)`, '-1'],
  [`mark(10n)`, '10n'],
  [`mark(/x/)`, '?'],
  [`mark(5 * 60 * 1000)`, '300000'],
  [`mark(15 * 60_000 - 1)`, '899999'],
  [`mark(2 ** 31 - 1)`, '2147483647'],
  [`mark('grpc.' + 'keepalive')`, `'grpc.keepalive'`],
  ['mark(`a${1 + 1}b`)', `'a2b'`],
  [`mark(!0)`, 'true'],
  [`mark(1 + {})`, '?'],
  [`mark(1 + x)`, '?'],
  [`mark(1n + 1)`, '?'],
  [`mark((0, 5))`, '5'],
  [`mark(x = 5)`, '5'],
  [`mark(typeof 5)`, `'number'`],
  [`mark(1 < 2)`, 'true'],
  [`mark(1 <= 2)`, 'true'],
  [`mark(1 > 2)`, 'false'],
  [`mark(1 >= 2)`, 'false'],
  [`mark(1 === 1)`, 'true'],
  [`mark(1 !== 1)`, 'false'],
  [`mark(1 == '1')`, 'true'],
  [`mark(1 != 1)`, 'false'],
  [`mark(5 & 4)`, '4'],
  [`mark(1 | 4)`, '5'],
  [`mark(1 ^ 4)`, '5'],
  [`mark(1 << 4)`, '16'],
  [`mark(256 >> 4)`, '16'],
  [`mark(-1 >>> 31)`, '1'],
  [`mark(7 % 4)`, '3'],
  [`mark(~1)`, '-2'],
  [`mark(+'5')`, '5'],
  [`mark(1 in x)`, '?'],
  [`mark(import.meta)`, '?'],
  [`mark(import.meta.env.X)`, '?'],
  [`mark(import.meta.url)`, '?'],
]);

promises('functions of the language', [
  [`mark(Number('5'))`, '5'],
  [`mark(Number())`, '0'],
  [`mark(parseInt('300000', 10))`, '300000'],
  [`mark(Math.max(1000, 5 * 1000))`, '5000'],
  [`mark(Math.min(...[3, 2]))`, '2'],
  [`mark(Number.MAX_SAFE_INTEGER)`, '9007199254740991'],
  [`mark(String(5))`, `'5'`],
  [`mark((5).toString())`, `'5'`],
  [`mark(' A '.trim().toLowerCase())`, `'a'`],
  [`mark('ms'.toUpperCase())`, `'MS'`],
  [`mark(JSON.stringify({ a: [1] }))`, 'json({a: [1]})'],
  [`mark(JSON.stringify({ a: [1] }, null, 2))`, 'json({a: [1]})'],
  [`mark(JSON.stringify({ a: 1 }, f))`, 'json(?)'],
  [`mark(JSON.stringify(x))`, 'json(?)'],
  [`mark(JSON.stringify(undefined))`, 'undefined'],
  [`mark(JSON.parse('{"a":[1,null]}'))`, '{a: [1, null]}'],
  [`mark(JSON.parse('{'))`, '?'],
  [`mark(JSON.parse(JSON.stringify({ a: 1 })))`, '{a: 1}'],
  [`mark(Object.freeze({ a: 1 }))`, '{a: 1}'],
  [`mark(Object.fromEntries([['a', 1], ['b', 2]]))`, '{a: 1, b: 2}'],
  [`mark(Math.random())`, '?'],
  [`function Number() { return 1 } mark(Number('5'))`, '1'],
  [`mark(BigInt(5))`, '5n'],
  [`mark(BigInt('x'))`, '?'],
  [`mark(Boolean(0))`, 'false'],
  [`mark(String())`, `''`],
  [`mark(isFinite(5))`, 'true'],
  [`mark(isNaN(5))`, 'false'],
  [`mark(parseFloat('1.5s'))`, '1.5'],
  [`mark(Number.isFinite(Infinity))`, 'false'],
  [`mark(Number.isInteger(1.5))`, 'false'],
  [`mark(Number.isNaN('x'))`, 'false'],
  [`mark(Number.isSafeInteger(5))`, 'true'],
  [`mark(Number.parseFloat('1.5'))`, '1.5'],
  [`mark(Number.parseInt('ff', 16))`, '255'],
  [
    `mark(JSON.stringify({ a: Infinity, b: 1n, c: () => 1, d: JSON.stringify(1), e: [undefined] }))`,
    'json({a: null, b: ?, d: ?, e: [null]})',
  ],
  [`mark(Object.fromEntries([[x, 1]]))`, '?'],
  [`mark(Object.assign({ a: 1 }, { b: 2 }))`, '{a: 1, b: 2}'],
  [`mark(Object.assign())`, '?'],
  [`mark(Object.assign({ a: 1 }, ...x))`, '{a: ?, ...}'],
  [`mark(JSON.stringify({ a: x ? 1 : 2 }))`, 'json({a: 1 | 2})'],
  [`mark(Deno.env.get('X'))`, '?'],
  [`mark((5).toString(16))`, '?'],
  [`mark(x.trim())`, '?'],
  [`mark(new Map().get('a'))`, '?'],
  [`mark(Math.max(...x))`, '?'],
  [`mark(x.get('A', 5))`, '5?'],
  [`mark(x.get('A'))`, '?'],
  [`mark(x.get())`, '?'],
  [`mark(({ get: () => 5 }).get('a'))`, '5'],
]);

promises('what is merged, and what is too much', [
  [
    `mark({ b: 1, ...(w ? { a: 1 } : { a: 2 }), ...(x ? { c: 1 } : { c: 2 }), ...(y ? { d: 1 } : { d: 2 }), ...(z ? { e: 1 } : { e: 2 }) })`,
    '{b: 1, a: ?, c: ?, d: ?, e: ?}',
  ],
  ['mark(`${a ? 1 : 2}${b ? 1 : 2}${c ? 1 : 2}${d ? 1 : 2}${e ? 1 : 2}${f ? 1 : 2}${g ? 1 : 2}`)', '?'],
]);

promises('rare statements and operators', [
  [`class A extends B { constructor() { mark(super()) } }`, '?'],
  [`const f = (load) => { mark(load()) }`, '?'],
  [`function f(x) { switch (x) { case 1: return 5; case 2: return 6; default: return 7 } } mark(f(y))`, '5 | 6 | 7'],
  [`function f(x) { switch (x) { case 1: return 5; case 2: break } } mark(f(y))`, '5 | undefined'],
  [`function f() { for (const x of y) return 5; for (const x in y) return 6; return 7 } mark(f())`, '5 | 6 | 7'],
  [
    `function f() { for (;;) return 5; while (y) return 6; do return 7; while (y); a: return 8 } mark(f())`,
    '5 | 6 | 7 | 8 | undefined',
  ],
  [`function f() { if (x) return; return 5 } mark(f())`, 'undefined | 5'],
  [`function f() { if (process.env.X ?? true) return 5; else return 6 } mark(f())`, '5 | 6'],
  [`mark(delete x.y)`, '?'],
  [`mark(x += 1)`, '?'],
  [`mark(6 / 2)`, '3'],
  [`mark(!(x ? 1 : 0))`, 'true | false'],
  [`mark((process.env.X ?? 0) || 5)`, '5?'],
  [`mark((process.env.X ?? 0) ? 5 : 6)`, '6?'],
  [`mark(process.env.X ? 600 : process.env.Y)`, '600?'],
  [`mark({ ...(true && { a: 1 }) })`, '{a: 1}'],
  [`mark([JSON.parse(x), JSON.parse({})])`, '[?, ?]'],
  [`let a = 1; function f() { a = 2; function g() { mark(a) } }`, '2'],
  [`let a = 1; const f = () => (a = 2, mark(a))`, '2'],
  [`const o = x ? { a: 1 } : { a: 2 }; o.b = 3; mark(o)`, '{a: 1, b: 3} | {a: 2, b: 3}'],
  [`const o = x; function f() { o.a = 1 } mark(o)`, '?'],
  [`const o = { a: 1 }; delete o[k]; mark(o)`, '{a: ?, ...}'],
  [`const o = { ...x, a: 1 }; delete o.a; mark(o)`, '{a: undefined, ...}'],
  [`const o = x ? { a: 1 } : { b: 2 }; _.merge(o, y); mark(o)`, '{a: ?, ...} | {b: ?, ...}'],
  [`const o = new Map(); const f = () => 1; _.merge(o, y); _.merge(f, y); mark([o, f])`, '[new, fn]'],
  [`const { a = 1 } = load(); mark(a)`, '?'],
  [`const l = [1]; l.push(...x); mark(l)`, '[...]'],
  [`let a = 1; a = 2; throw mark(a)`, '2'],
  [`class A { x = 1; m() { this.x = 2; const g = () => { const h = () => mark(this.x) } } }`, '2'],
  [`const n = 5; delete n.a; mark(n)`, '5'],
  [`const n = 5; _.merge(n, y); mark(n)`, '?'],
  [`let a = 1; a = 2; if (x) { mark(a) } else { mark(a) }`, '2 ; 2'],
  [`let a = 1; a = 2; switch (x) { case 1: mark(a) }`, '2'],
  [`let a = 1; a = 2; while (mark(a)) a = 3`, '?'],
  [`let a = 1; while (mark(a)) a = 3`, '?'],
  [`let a = 1; for (;;) { mark(a); a = 2 }`, '?'],
  [`let a = 1; for (const x of a) f(); mark(a)`, '1'],
  [`const l = [1]; let m = l; m.push(2); mark(l)`, '[...]'],
  [`let a = 1; if (process.env.X ?? true) a = 2; mark(a)`, '2 | 1'],
  ['const \\u0061 = 5; mark(a)', '5'],
]);

it('an expression that nests deeper than is followed is not known', () => {
  expect(valueIn(`mark(${'1 + '.repeat(100)}1)`, 'typescript')).toBe('101');
  expect(valueIn(`mark(${'1 + '.repeat(200)}1)`, 'typescript')).toBe('?');
});

it('functions that call each other deeper than is followed are not known', () => {
  const chain = (length: number) =>
    Array.from({ length }, (_, index) => `const f${index} = (ms) => f${index + 1}(ms);`).join('\n') +
    `const f${length} = (ms) => ms; mark(f0(5))`;
  expect(valueIn(chain(7), 'typescript')).toBe('5');
  expect(valueIn(chain(8), 'typescript')).toBe('?');
});

promises('variables', [
  [`const a = 5; const b = a; mark(b * 1000)`, '5000'],
  [`let a = 5; mark(a)`, '5'],
  [`let a = 5; a = 6; mark(a)`, '6'],
  [`let a = 5; mark(a); a = 6;`, '5'],
  [`let a; if (x) a = 1; else a = 2; mark(a)`, '1 | 2'],
  [`let a = 1; if (x) a = 2; mark(a)`, '2 | 1'],
  [`let a = 1; if (x) { a = 2; throw 0 } mark(a)`, '1'],
  [`let a = 1; if (true) a = 2; mark(a)`, '2'],
  [`let a; switch (x) { case 1: a = 1; break; case 2: a = 2; break; default: a = 3 } mark(a)`, '3 | 1 | 2'],
  [`let a; try { a = f() } catch { a = 1 } mark(a)`, '?'],
  [`let a = 0; for (const x of y) a = 1; mark(a)`, '?'],
  [`let a = 1; a++; mark(a)`, '?'],
  [`let a = 1; a += 1; mark(a)`, '?'],
  [`let a = 1; function f() { a = 2 } mark(a)`, '?'],
  [`let a = 1; function f() { a = 2; mark(a) }`, '2'],
  [`let a = 1; function f() { mark(a) } a = 2`, '2'],
  [`for (const a of [1]) mark(a)`, '?'],
  [`for (let i = 0; i < 2; i++) mark(i)`, '?'],
  [`const a = a; mark(a)`, '?'],
  [`const a = b, b = a; mark(a)`, '?'],
  [`var a = 1; var a = 2; mark(a)`, '?'],
  [`mark(nowhere)`, '?'],
  [`const a = 1; { const a = 2; mark(a) }`, '2'],
  [`const a = 1; function f(a) { mark(a) }`, '?'],
  [`const a = 1; try {} catch (a) { mark(a) }`, '?'],
  [`x &&= 1; let a = null; a ??= 5; mark(a)`, '5'],
  [`let a = 1; x && (a = 2); mark(a)`, '1 | 2'],
  [`let a; [a] = [1]; mark(a)`, '?'],
]);

promises('objects', [
  [`mark({ a: 1, 'b.c': 2, [3]: 3, ['d']: 4 })`, '{a: 1, b.c: 2, 3: 3, d: 4}'],
  [`const KEY = 'grpc.x'; mark({ [KEY]: 1 })`, '{grpc.x: 1}'],
  ['const n = "x"; mark({ [`grpc.${n}`]: 1 })', '{grpc.x: 1}'],
  [`mark({ a: 1, [f()]: 2, b: 3 })`, '{a: ?, b: 3, ...}'],
  [`mark({ a: 1, a: 2 })`, '{a: 2}'],
  [`const a = 1; mark({ a })`, '{a: 1}'],
  [`mark({ get a() { return 5 }, f() {}, g: () => 1 })`, '{a: 5, f: fn, g: fn}'],
  [`mark({ a: new X() })`, '{a: new}'],
  [`const base = { a: 1, b: 1 }; mark({ ...base, b: 2 })`, '{a: 1, b: 2}'],
  [`const base = { b: 1 }; mark({ a: 1, b: 2, ...base })`, '{a: 1, b: 1}'],
  [`mark({ a: 1, ...x, b: 2 })`, '{a: ?, b: 2, ...}'],
  [`function f(o) { mark({ ...o, a: 1 }) }`, '{a: 1, ...}'],
  [`mark({ a: 1, ...null, ...undefined, ...false })`, '{a: 1}'],
  [`mark({ a: 1, ...(x && { b: 2 }) })`, '{a: 1} | {a: 1, b: 2}'],
  [`mark({ a: 1, ...(x ? { b: 2 } : {}) })`, '{a: 1, b: 2} | {a: 1}'],
  [`mark({ a: 1, ...(x ? { a: 2 } : f()) })`, '{a: ?, ...}'],
  [`mark(Object.assign({}, { a: 1 }, { a: 2, b: 3 }))`, '{a: 2, b: 3}'],
  [`mark(Object.assign({ a: 1 }, x, { b: 3 }))`, '{a: ?, b: 3, ...}'],
  [`mark({ __proto__: x, a: 1 })`, '{a: 1, ...}'],
  [`mark([1, , ...[2, 3]])`, '[1, undefined, 2, 3]'],
  [`mark([1, ...x, 2])`, '[1, ?, 2, ...]'],
  [`mark({ set a(x) {} })`, '{a: ?}'],
  [`mark({ ...'ab' })`, '{...}'],
  [`mark({ ...[1, 2] })`, '{...}'],
  [`mark({ a: 1, ...(() => 5) })`, '{a: 1}'],
  [`mark({ a: 1, ...5 })`, '{a: 1}'],
  [`mark({ ...JSON.stringify(x) })`, '{...}'],
  [`mark([...5])`, '[?, ...]'],
  [`mark([, 1])`, '[undefined, 1]'],
]);

promises('members', [
  [`const c = { a: { b: [1, 2] } }; mark(c.a.b[1])`, '2'],
  [`const c = { a: 1 }; mark(c['a'])`, '1'],
  [`const c = { a: 1 }; mark(c.b)`, 'undefined'],
  [`const c = { ...x, a: 1 }; mark(c.b)`, '?'],
  [`const c = { a: 1 }; mark(c[x])`, '?'],
  [`const c = { a: 1 }; mark(c?.a)`, '1'],
  [`mark('abc'.length)`, '3'],
  [`mark([1, 2].length)`, '2'],
  [`const { a, b: { c }, d = 4, ...rest } = { a: 1, b: { c: 2 }, e: 5 }; mark([a, c, d, rest])`, '[1, 2, 4, {e: 5}]'],
  [`const [a, b = 2] = [1]; mark([a, b])`, '[1, 2]'],
  [`const { options } = { options: { a: 1 } }; mark(options)`, '{a: 1}'],
]);

promises('conditions', [
  [`mark(x ? 1 : 2)`, '1 | 2'],
  [`mark(x ? 1 : 1)`, '1'],
  [`mark(x ? 1 : y)`, '?'],
  [`mark(true ? 1 : y)`, '1'],
  [`const ON = false; mark(ON ? 10_000 : 0)`, '0'],
  [`mark(null ?? 5)`, '5'],
  [`mark(0 ?? 5)`, '0'],
  [`mark(0 || 5)`, '5'],
  [`mark((x ? 0 : 3) || 5)`, '5 | 3'],
  [`mark(1 && 2)`, '2'],
  [`mark(f() ?? 5)`, '?'],
  [`mark(x && 5)`, '?'],
]);

promises('defaults that the environment or a caller may replace', [
  [`mark(process.env.X)`, '?'],
  [`mark(process.env.X ?? 600_000)`, '600000?'],
  [`mark(process.env['X'] || 600_000)`, '600000?'],
  [`mark(Number(process.env.X))`, '?'],
  [`mark(Number(process.env.X) || 600_000)`, '600000?'],
  [`mark(Number(process.env.X || 600_000))`, '600000?'],
  [`mark(Number(process.env.X ?? '600000') * 2)`, '1200000?'],
  [`mark(parseInt(process.env.X ?? '300000', 10))`, '300000?'],
  [`mark(process.env.X ? Number(process.env.X) : 5)`, '5?'],
  [`mark(process.env.X !== undefined ? parseInt(process.env.X, 10) : 5)`, '5?'],
  [`mark(process.env.NODE_ENV === 'production' ? 1 : 2)`, '1 | 2'],
  [`const { X = '5' } = process.env; mark(Number(X))`, '5?'],
  [`const { env } = process; mark(env.X ?? 5)`, '5?'],
  [`import { env } from 'node:process'; mark(env.X ?? 5)`, '5?'],
  [`const env = process.env; mark(env.X ?? 5)`, '5?'],
  [`mark(process.env.X ?? { a: 1 })`, '?'],
  [`mark(config.get('x') ?? 5)`, '5?'],
  [`mark(config.get('x', 5))`, '5?'],
  [`function f(ms = 600_000) { mark(ms) }`, '600000?'],
  [`function f({ ms = 600_000 } = {}) { mark(ms) }`, '600000?'],
  [`function f(o) { mark(o.ms ?? 600_000) }`, '600000?'],
  [`function f(o = { a: 1 }) { mark(o) }`, '?'],
  [`function f(on = true) { mark(on ? 1 : 0) }`, '1?'],
  [`function f(on = true) { mark(on ? { a: 1 } : {}) }`, '{a: 1} | {}'],
  [`function f(o) { o = o || {}; mark(o.a ?? 5) }`, '5?'],
]);

promises('functions', [
  [`function f() { return { a: 1 } } mark(f())`, '{a: 1}'],
  [`const f = () => ({ a: 1 }); mark({ ...f(), b: 2 })`, '{a: 1, b: 2}'],
  [`const f = (ms) => ({ a: ms * 1000 }); mark(f(5))`, '{a: 5000}'],
  [`const f = (ms = 2) => ms; mark([f(), f(3)])`, '[2, 3]'],
  [`function f({ a, b = 2 }) { return [a, b] } mark(f({ a: 1 }))`, '[1, 2]'],
  [`function f(...all) { return all } mark(f(1, 2))`, '[1, 2]'],
  [`function f(x) { if (x) return 1; return 2 } mark([f(true), f(false), f(y)])`, '[1, 2, 1 | 2]'],
  [`function f() { if (y) return 1 } mark(f())`, '1 | undefined'],
  [`function f() { throw 1 } mark(f())`, '?'],
  [`function f() { return f() } mark(f())`, '?'],
  [`function f() { const o = {}; o.a = 1; return o } mark(f())`, '{a: 1}'],
  [`function f(o) { return { a: 1, ...o } } mark(f({ b: 2 }))`, '{a: 1, b: 2}'],
  [`function f(o) { return { a: 1, ...o } } mark(f(x))`, '{a: ?, ...}'],
  [`mark((() => ({ a: 1 }))())`, '{a: 1}'],
  [`mark((function () { return 5 })())`, '5'],
  [`const lib = { make() { return 5 } }; mark(lib.make())`, '5'],
  [`const f = async () => 5; const v = await f(); mark(v)`, '5'],
  [`const f = async () => 5; const v = f(); mark(v)`, '?'],
  [`function* f() { return 5 } mark(f())`, '?'],
  [`const add = (a) => (b) => a + b; mark(add(1)(2))`, '?'],
  [`mark(await Promise.resolve(5))`, '5'],
  [`const f = (a) => a; mark(f(...x))`, '?'],
  [`const f = ([a, , ...b]) => b; mark(f([1, 2, 3]))`, '?'],
  [`const f = ([, a]) => a; mark(f([1, 2]))`, '2'],
  [`const f = ({ ...rest }) => rest; mark(f(5))`, '?'],
  [`const f = () => { try { return 1 } finally { g() } }; mark(f())`, '1'],
  [`const f = () => { try { g() } catch { return 1 } return 2 }; mark(f())`, '1 | 2'],
  [`const f = () => { try { g() } catch { return 1 } }; mark(f())`, '1 | undefined'],
  [`const f = () => { try { g() } finally { return 1 } }; mark(f())`, '1'],
  [`const f = ({ a: { b } }) => b; mark(f({ a: { b: 5 } }))`, '5'],
]);

promises('constants of packages', [
  [`import * as grpc from '@grpc/grpc-js'; mark(grpc.status.UNAVAILABLE)`, '14'],
  [`import { status } from '@grpc/grpc-js'; mark([status.UNAVAILABLE])`, '[14]'],
  [`import { Status } from 'nice-grpc'; mark(Status.UNAVAILABLE)`, '14'],
  [`import { status } from 'elsewhere'; mark(status.UNAVAILABLE)`, '?'],
]);

typescriptPromises('TypeScript', [
  [`mark(5 as const)`, '5'],
  [`mark(<number>5)`, '5'],
  [`mark({ a: 1 } satisfies object)`, '{a: 1}'],
  [`const a = 5!; mark(a!)`, '5'],
  [`const o: ChannelOptions = { a: 1 }; mark(o as any)`, '{a: 1}'],
  [`const o: any = {}; (o as any).a = 1; o!.b = 2; mark(o)`, '{a: 1, b: 2}'],
  [`enum E { A = 5, B, C = A * 2, D = 'x' } mark([E.A, E.B, E.C, E.D])`, `[5, 6, 10, 'x']`],
  [`const enum E { A = 1000 } mark(E['A'])`, '1000'],
  [`declare const x: number; mark(x)`, '?'],
  [`class A { private readonly o = 5; m() { mark(this.o) } }`, '5'],
  [`class A { private o: object; constructor() { this.o = { a: 1 } } m() { mark(this.o) } }`, '{a: 1}'],
  [`class A { constructor(private readonly ms = 5) {} m() { mark(this.ms) } }`, '5?'],
  [`class A { constructor(private readonly o: object) {} m() { mark(this.o) } }`, '?'],
  [`class A { @Inject() o; m() { mark(this.o) } }`, '?'],
  [`function f(): number; function f() { return 5 } mark(f())`, '5'],
  [`const f = <T,>(x: T): T => x; mark(f<number>(5))`, '5'],
]);

promises('how people write an option that may come from elsewhere', [
  [`mark(Number(process.env.X || 600000))`, '600000?'],
  [`mark(Number(process.env.X) || 600000)`, '600000?'],
  [`function f(x) { mark(parseInt(x ?? '300000', 10)) }`, '300000?'],
  [`const { X = '300000' } = process.env; mark(Number(X))`, '300000?'],
  [`function f({ t = 5 } = {}) { mark(t) }`, '5?'],
  [`function f({ t = 5 } = {}) { return { t }; } mark(f()); mark(f({ t: 6 }))`, '{t: 5} ; {t: 6}'],
  [`mark(process.env.X === 'true' ? 1 : 0)`, '1 | 0'],
  [`mark(x?.a ?? 5)`, '?'],
  [`mark(JSON.parse(process.env.X ?? '{}'))`, '?'],
  [`mark({ a: 1, ...JSON.parse(process.env.X || '{}') })`, '{a: ?, ...}'],
  [`mark(JSON.parse('{"a":1}'))`, '{a: 1}'],
]);

promises('a spread that is not known hides only what it may replace', [
  [`function f(x) { mark({ a: 1, ...x }) }`, '{a: ?, ...}'],
  [`function f(x) { mark({ ...x, a: 1 }) }`, '{a: 1, ...}'],
  [`function f(x) { mark({ ...x, a: 1 }.b) }`, '?'],
  [`mark({ a: 1, ...(c && { b: 2 }) }.a)`, '1'],
  [`mark({ a: 1, ...(c ? { a: 2 } : {}) })`, '{a: 2} | {a: 1}'],
]);

promises('copies, frozen objects and members', [
  [`const base = { a: 1 }; const o = structuredClone(base); o.a = 2; mark(base); mark(o)`, '{a: 1} ; {a: 2}'],
  [`mark(Object.freeze({ a: Object.freeze({ b: 1 }) }))`, '{a: {b: 1}}'],
  [`mark(Object.fromEntries(new Map([['a', 1]])))`, '?'],
  [`mark(Object.fromEntries(Object.entries({ a: 1 })))`, '?'],
  [`const o = { a: { b: 5 } }; mark(o?.a?.b)`, '5'],
  [`const o = c ? { a: 1 } : undefined; mark(o?.a)`, '1 | undefined'],
  [`class A { static t = 5; } mark(A.t)`, '5'],
  [`class A { static t = 5; } A.t = 6; mark(A.t)`, '?'],
  [`class A { #o = { a: 1 }; f() { mark(this.#o) } }`, '{a: 1}'],
  [`class A { get o() { return { a: 1 }; } f() { mark(this.o) } }`, '{a: 1}'],
  [`const o = { get t() { return 5; } }; mark(o.t)`, '5'],
]);

promises('durations of the package ms', [
  [`import ms from 'ms'; mark(ms('10m'))`, '600000'],
  [`const ms = require('ms'); mark(ms('1.5 hrs'))`, '5400000'],
  [`import ms from 'ms'; mark(ms('300000'))`, '300000'],
  [`import ms from 'ms'; mark(ms(process.env.X ?? '5 minutes'))`, '300000?'],
  [
    `import ms from 'ms'; mark(ms('soon')); mark(ms('2 weeks')); mark(ms(5000)); mark(ms('5m', { long: true }))`,
    '? ; ? ; ? ; ?',
  ],
  [`import ms from './ms'; mark(ms('10m'))`, '?'],
]);

typescriptPromises('TypeScript declares without making a value, or in a place of its own', [
  [`const x = 5; enum E { a = x, b } mark([E.a, E.b])`, '[5, 6]'],
  [`let x = 1; x = 2; enum E { x = 3, b = x } mark([x, E.b])`, '[2, 3]'],
  [`{ enum E { a = 1 } } mark(E.a)`, '?'],
  [`enum E { a, b } mark([E.a, E.b])`, '[0, 1]'],
  [`enum E { 'a-b' = 5, c } mark([E['a-b'], E.c])`, '[5, 6]'],
  [`declare module 'x' {} declare global {} const a = 5; mark(a)`, '5'],
  [`const a = { b: 1 }; import c = a.b; mark(a)`, '{b: 1}'],
  [`let a = 1; declare function f(b = mark(a)): void; a = 2`, '2'],
]);

it('an enum with the members on itself, and parentheses that are nodes, mean the same: Babel 7', () => {
  const code = `enum E { a = 5, b = (a + 1) } mark(E.b)`;
  const parse = (text: string, options: object) =>
    asBabel(parser.parseForESLint(text, options as parser.ParserOptions).ast);
  expect(askMarked(code, (evaluator, node) => print(evaluator.evaluate(node)), { parser: { parse } })).toEqual(['6']);
});

type Tree = Readonly<Record<string, unknown>> & { readonly type?: string };

function asBabel(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(asBabel);
  if (typeof tree !== 'object' || tree === null) return tree;
  const entries = Object.entries(tree as Tree).filter(([key]) => key !== 'parent');
  const node: Tree = Object.fromEntries(entries.map(([key, value]) => [key, asBabel(value)]));
  if (node.type === 'BinaryExpression') {
    return { type: 'ParenthesizedExpression', expression: node, range: node['range'], loc: node['loc'] };
  }
  if (node.type !== 'TSEnumDeclaration') return node;
  const { body, ...rest } = node;
  return { ...rest, members: (body as { members: unknown }).members };
}
