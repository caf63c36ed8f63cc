import { parse } from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import { type Reference, isExportOf } from '../../../src/grpc/options/reference.js';
import { type ParserName, askMarked } from './marked.js';

function referenceIn(code: string, parser: ParserName): Reference | null {
  const [reference] = askMarked(code, (evaluator, node) => evaluator.referenceOf(node), { parser });
  return reference ?? null;
}

function describeReference(reference: Reference | null): string {
  if (!reference) return 'nothing';
  const imports = reference.imports.map(({ module, path }) => `${module} ${path.join('.') || '*'}`);
  switch (reference.kind) {
    case 'package':
      return imports.join(' < ');
    case 'global':
      return `global ${reference.path.join('.')}`;
    case 'node':
      return `node ${reference.node.type}`;
    case 'binding':
      return `binding ${reference.binding.kind}`;
    case 'module':
      return 'module';
  }
}

const both: readonly (readonly [code: string, reference: string])[] = [
  [`import { Client } from '@grpc/grpc-js'; mark(Client)`, '@grpc/grpc-js Client'],
  [`import { Client as C } from '@grpc/grpc-js'; mark(C)`, '@grpc/grpc-js Client'],
  [`import { 'Client' as C } from '@grpc/grpc-js'; mark(C)`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; mark(grpc)`, '@grpc/grpc-js *'],
  [
    `import * as grpc from '@grpc/grpc-js'; mark(grpc.credentials.createInsecure)`,
    '@grpc/grpc-js credentials.createInsecure',
  ],
  [`import * as grpc from '@grpc/grpc-js'; mark(grpc['Client'])`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; mark(grpc?.Client)`, '@grpc/grpc-js Client'],
  [`import grpc from '@grpc/grpc-js'; mark(grpc.Client)`, '@grpc/grpc-js default.Client'],
  [`const grpc = require('@grpc/grpc-js'); mark(grpc.Client)`, '@grpc/grpc-js Client'],
  [`const { Client } = require('@grpc/grpc-js'); mark(Client)`, '@grpc/grpc-js Client'],
  [`const { Client: C } = require('@grpc/grpc-js'); mark(C)`, '@grpc/grpc-js Client'],
  [
    `const { credentials: { createInsecure } } = require('@grpc/grpc-js'); mark(createInsecure)`,
    '@grpc/grpc-js credentials.createInsecure',
  ],
  [`mark(require('@grpc/grpc-js').Client)`, '@grpc/grpc-js Client'],
  [`var grpc; grpc = require('@grpc/grpc-js'); mark(grpc.Client)`, '@grpc/grpc-js Client'],
  [`const grpc = await import('@grpc/grpc-js'); mark(grpc.Client)`, '@grpc/grpc-js Client'],
  [`const { Client } = await import('@grpc/grpc-js'); mark(Client)`, '@grpc/grpc-js Client'],
  [`const m = await import('nice-grpc'); const { a } = 'default' in m ? m.default : m; mark(a)`, 'nice-grpc a'],
  [`const m = require('nice-grpc'); const g = m.default ?? m; mark(g.a)`, 'nice-grpc a'],
  [`const m = require('nice-grpc'); mark((m.other ?? m).a)`, 'nothing'],
  [`const g = require('grpc') || require('@grpc/grpc-js'); mark(g)`, 'node LogicalExpression'],
  [`const g = x ? require('grpc') : local; mark(g)`, 'node ConditionalExpression'],
  [`import * as grpc from '@grpc/grpc-js'; const g = grpc; mark(g.Client)`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; const { Client } = grpc; mark(Client)`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; let g = grpc; mark(g.Client)`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; let g = grpc; g = fake; mark(g.Client)`, 'nothing'],
  [`import * as grpc from '@grpc/grpc-js'; function f(grpc) { mark(grpc.Client) }`, 'nothing'],
  [
    `import * as grpc from '@grpc/grpc-js'; class A { constructor() { this.grpc = grpc } m() { mark(this.grpc.Client) } }`,
    '@grpc/grpc-js Client',
  ],
  [
    `import * as grpc from '@grpc/grpc-js'; class A { grpc = grpc; m() { mark(this.grpc.Client) } }`,
    '@grpc/grpc-js Client',
  ],
  [
    `import * as grpc from '@grpc/grpc-js'; class A { grpc = grpc; m(g) { this.grpc = g; mark(this.grpc.Client) } }`,
    'nothing',
  ],
  [`import * as grpc from '@grpc/grpc-js'; class A { static g = grpc } mark(A.g.Client)`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; const lib = { grpc }; mark(lib.grpc.Client)`, '@grpc/grpc-js Client'],
  [`const grpc_js_1 = __importStar(require('@grpc/grpc-js')); mark(grpc_js_1.Client)`, '@grpc/grpc-js Client'],
  [`import { Client } from './no-such-file.js'; mark(Client)`, './no-such-file.js Client'],
  [`class A {} mark(A)`, 'node ClassDeclaration'],
  [`const A = class {}; mark(A)`, 'node ClassExpression'],
  [`const f = () => 1; mark(f)`, 'node ArrowFunctionExpression'],
  [`function f(x) { mark(x) }`, 'binding parameter'],
  [`mark(Object.assign)`, 'global Object.assign'],
  [`mark(f())`, 'nothing'],
  [`const a = b, b = a; mark(a)`, 'binding const'],
  [`var a = require('a'); var a = require('b'); mark(a)`, 'binding var'],
  [`let a = require('a'); ({ a } = x); mark(a)`, 'binding let'],
  [`let a = require('a'); ({ a: 1 })[a]; mark(a)`, 'a *'],
  [`const { a, ...rest } = require('lib'); mark([a, rest][0])`, 'nothing'],
  [`const { a, ...rest } = require('lib'); mark(rest)`, 'binding const'],
  [`const { [k]: a } = require('lib'); mark(a)`, 'binding const'],
  [`class A { static x; } mark(A.x)`, 'nothing'],
  [`class A {} const { x } = A; mark(x)`, 'binding const'],
  [`function f() { mark(this.x) }`, 'nothing'],
  [`let a = require('a'); a += 1; mark(a)`, 'binding let'],
  [`let a = require('a'); a++; mark(a)`, 'binding let'],
  [`let a = require('a'); [a] = x; mark(a)`, 'binding let'],
  [`let a = require('a'); [...a] = x; mark(a)`, 'binding let'],
  [`let a = require('a'); [a = 1] = x; mark(a)`, 'binding let'],
  [`let a = require('a'); for (a of x); mark(a)`, 'binding let'],
  [`let a = require('a'); for (a in x); mark(a)`, 'binding let'],
  [`let a = require('a'); x = a; mark(a)`, 'a *'],
  [`let a; a ||= require('a'); mark(a)`, 'binding let'],
  [`let a = require('a'); for (const x of a); mark(a)`, 'a *'],
  [`let a = require('a'); ({ b: a } = x); mark(a)`, 'binding let'],
  [`let a = require('a'); ({ [a]: b } = x); mark(a)`, 'a *'],
  [`let a = require('a'); f({ a }); mark(a)`, 'a *'],
  [`const a = f().b; mark(a)`, 'binding const'],
  [`const { a } = { a: require('a') }; mark(a)`, 'a *'],
  [`const g = f() ?? require('grpc'); mark(g)`, 'node LogicalExpression'],
  [`const g = x ? require('grpc') : f(); mark(g)`, 'node ConditionalExpression'],
  [`mark(class {})`, 'node ClassExpression'],
  [`(function f() { mark(f) })()`, 'node FunctionExpression'],
  [`mark(require(5))`, 'nothing'],
  [`mark(require(x))`, 'nothing'],
  [`mark(await import(x))`, 'nothing'],
  [`mark(module.require('grpc'))`, 'grpc *'],
  [`mark(_interopRequireWildcard(require('grpc')).Client)`, 'grpc Client'],
  [`mark(__toESM(require('grpc')).Client)`, 'grpc Client'],
  [`mark(other(require('grpc')))`, 'nothing'],
  [`import * as grpc from '@grpc/grpc-js'; mark(grpc[x])`, 'nothing'],
  [`import * as grpc from '@grpc/grpc-js'; const lib = { grpc, ...x }; mark(lib.grpc.Client)`, 'nothing'],
  [
    `import * as grpc from '@grpc/grpc-js'; const lib = { ...x, grpc, y }; mark(lib.grpc.Client)`,
    '@grpc/grpc-js Client',
  ],
  [`const lib = { get f() { return 1 } }; mark(lib.f)`, 'nothing'],
  [`class A { g = 1; static { f() } static h = 2; static g = require('grpc') } mark(A.g)`, 'grpc *'],
  [`class A { static get g() { return require('grpc') } } mark(A.g)`, 'nothing'],
  [
    `class A { g = require('grpc'); h = 1; m() { return [this.h, f(this), this.g === 5, this.h = 2] } n() { mark(this.g) } }`,
    'grpc *',
  ],
  [
    `function F() { this.g = 1 } class A { m() { this.g = 2 } } class B { g = require('grpc'); m() { mark(this.g) } }`,
    'grpc *',
  ],
  [`class A { g; constructor() { this.g = require('grpc') } m() { mark(this.g) } }`, 'grpc *'],
  [`class A { g() {} m() { mark(this.g) } }`, 'nothing'],
  [`class A { #g = require('grpc'); #h = 1; g = 2; m() { mark(this.#g) } }`, 'grpc *'],
  [`const lib = { a: 1 }; mark(lib.b)`, 'nothing'],
  [`class A { g = require('grpc'); h = mark(this.g) }`, 'grpc *'],
  [`class A { g = require('grpc'); m() { x[this.g] = this.g; x = this.g; mark(this.g) } }`, 'grpc *'],
];

const typescriptOnly: typeof both = [
  [`import grpc = require('@grpc/grpc-js'); mark(grpc.Client)`, '@grpc/grpc-js Client'],
  [`import grpc = require('@grpc/grpc-js'); import Client = grpc.Client; mark(Client)`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; mark((grpc as any).Client)`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; mark(grpc!.Client)`, '@grpc/grpc-js Client'],
  [`enum E { A } mark(E)`, 'node TSEnumDeclaration'],
  [`import * as grpc from '@grpc/grpc-js'; mark(grpc.Client<Foo>)`, '@grpc/grpc-js Client'],
  [`class A { g = require('grpc'); accessor h = mark(this.g) }`, 'grpc *'],
  [`class A { static [key: string]: unknown; g = require('grpc'); m() { mark(this.g) } }`, 'grpc *'],
];

it.each([
  [`import grpc from '@grpc/grpc-js'; mark(grpc.credentials.createSsl)`, true],
  [`import { credentials } from '@grpc/grpc-js'; mark(credentials.createSsl)`, true],
  [`import grpc from '@grpc/grpc-js'; mark(grpc.createSsl)`, false],
  [`import * as grpc from '@grpc/grpc-js'; mark(grpc.other.credentials.createSsl)`, false],
  [`import grpc from 'grpc'; mark(grpc.credentials.createSsl)`, false],
  [`mark(f())`, false],
])('a default import is the module itself, for whoever asks for an export: %s %s', (code, expected) => {
  const answers = askMarked(code, (evaluator, node) =>
    isExportOf(evaluator.referenceOf(node), ['@grpc/grpc-js'], 'credentials.createSsl'),
  );
  expect(answers).toEqual([expected]);
});

it('a tree that nobody has registered refers to nothing', () => {
  const [foreign] = parse('Client;').body;
  if (foreign?.type !== 'ExpressionStatement') throw new Error('the code is another');
  expect(askMarked('mark(1)', (evaluator) => evaluator.referenceOf(foreign.expression))).toEqual([null]);
});

describe('a reference names the module and the export', () => {
  it.each(both)('%s → %s', (code, reference) => {
    expect(describeReference(referenceIn(code, 'espree'))).toBe(reference);
    expect(describeReference(referenceIn(code, 'typescript'))).toBe(reference);
  });

  it.each(typescriptOnly)('%s → %s', (code, reference) => {
    expect(describeReference(referenceIn(code, 'typescript'))).toBe(reference);
  });
});
