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
  [`import { x } from './no-such-file.js'; export default x; mark(this)`, 'nothing'],
];

const typescriptOnly: typeof both = [
  [`import grpc = require('@grpc/grpc-js'); mark(grpc.Client)`, '@grpc/grpc-js Client'],
  [`import grpc = require('@grpc/grpc-js'); import Client = grpc.Client; mark(Client)`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; mark((grpc as any).Client)`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; mark(grpc!.Client)`, '@grpc/grpc-js Client'],
  [`enum E { A } mark(E)`, 'node TSEnumDeclaration'],
];

it('a default import is the module itself, for whoever asks for an export', () => {
  const isClient = (code: string) =>
    askMarked(code, (evaluator, node) => isExportOf(evaluator.referenceOf(node), ['@grpc/grpc-js'], 'Client'));
  expect(isClient(`import grpc from '@grpc/grpc-js'; mark(grpc.Client)`)).toEqual([true]);
  expect(isClient(`import { Client } from '@grpc/grpc-js'; mark(Client)`)).toEqual([true]);
  expect(isClient(`import grpc from '@grpc/grpc-js'; mark(grpc.Server)`)).toEqual([false]);
});

it('a tree that nobody has registered refers to nothing', () => {
  const [foreign] = parse('Client;').body;
  if (!foreign) throw new Error('the code is empty');
  expect(askMarked('mark(1)', (evaluator) => evaluator.referenceOf(foreign))).toEqual([null]);
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
