import { Linter } from 'eslint';
import * as typescriptParser from '@typescript-eslint/parser';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { describe, expect, it } from 'vitest';
import { evaluatorFor } from '../../../src/grpc/options/evaluator.js';
import type { Reference } from '../../../src/grpc/options/reference.js';

type ParserName = 'espree' | 'typescript';

/** The reference of the argument of `ref(…)` in the code. */
function referenceIn(code: string, parser: ParserName): Reference | null {
  let found: Reference | null | undefined;
  const linter = new Linter();
  const messages = linter.verify(code, {
    files: ['**'],
    languageOptions: parser === 'typescript' ? { parser: typescriptParser } : {},
    plugins: {
      test: {
        rules: {
          find: {
            create: (context) => ({
              CallExpression(node) {
                const call = node as unknown as TSESTree.CallExpression;
                if (call.callee.type !== 'Identifier' || call.callee.name !== 'ref' || !call.arguments[0]) return;
                found = evaluatorFor(context as unknown as TSESLint.RuleContext<never, never>).referenceOf(
                  call.arguments[0],
                );
              },
            }),
          },
        },
      },
    },
    rules: { 'test/find': 'error' },
  });
  expect(messages).toEqual([]);
  if (found === undefined) throw new Error('the code has no ref(…)');
  return found;
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
  [`import { Client } from '@grpc/grpc-js'; ref(Client)`, '@grpc/grpc-js Client'],
  [`import { Client as C } from '@grpc/grpc-js'; ref(C)`, '@grpc/grpc-js Client'],
  [`import { 'Client' as C } from '@grpc/grpc-js'; ref(C)`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; ref(grpc)`, '@grpc/grpc-js *'],
  [
    `import * as grpc from '@grpc/grpc-js'; ref(grpc.credentials.createInsecure)`,
    '@grpc/grpc-js credentials.createInsecure',
  ],
  [`import * as grpc from '@grpc/grpc-js'; ref(grpc['Client'])`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; ref(grpc?.Client)`, '@grpc/grpc-js Client'],
  [`import grpc from '@grpc/grpc-js'; ref(grpc.Client)`, '@grpc/grpc-js default.Client'],
  [`const grpc = require('@grpc/grpc-js'); ref(grpc.Client)`, '@grpc/grpc-js Client'],
  [`const { Client } = require('@grpc/grpc-js'); ref(Client)`, '@grpc/grpc-js Client'],
  [`const { Client: C } = require('@grpc/grpc-js'); ref(C)`, '@grpc/grpc-js Client'],
  [
    `const { credentials: { createInsecure } } = require('@grpc/grpc-js'); ref(createInsecure)`,
    '@grpc/grpc-js credentials.createInsecure',
  ],
  [`ref(require('@grpc/grpc-js').Client)`, '@grpc/grpc-js Client'],
  [`var grpc; grpc = require('@grpc/grpc-js'); ref(grpc.Client)`, '@grpc/grpc-js Client'],
  [`const grpc = await import('@grpc/grpc-js'); ref(grpc.Client)`, '@grpc/grpc-js Client'],
  [`const { Client } = await import('@grpc/grpc-js'); ref(Client)`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; const g = grpc; ref(g.Client)`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; const { Client } = grpc; ref(Client)`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; let g = grpc; ref(g.Client)`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; let g = grpc; g = fake; ref(g.Client)`, 'nothing'],
  [`import * as grpc from '@grpc/grpc-js'; function f(grpc) { ref(grpc.Client) }`, 'nothing'],
  [
    `import * as grpc from '@grpc/grpc-js'; class A { constructor() { this.grpc = grpc } m() { ref(this.grpc.Client) } }`,
    '@grpc/grpc-js Client',
  ],
  [
    `import * as grpc from '@grpc/grpc-js'; class A { grpc = grpc; m() { ref(this.grpc.Client) } }`,
    '@grpc/grpc-js Client',
  ],
  [
    `import * as grpc from '@grpc/grpc-js'; class A { grpc = grpc; m(g) { this.grpc = g; ref(this.grpc.Client) } }`,
    'nothing',
  ],
  [`import * as grpc from '@grpc/grpc-js'; class A { static g = grpc } ref(A.g.Client)`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; const lib = { grpc }; ref(lib.grpc.Client)`, '@grpc/grpc-js Client'],
  [`const grpc_js_1 = __importStar(require('@grpc/grpc-js')); ref(grpc_js_1.Client)`, '@grpc/grpc-js Client'],
  [`import { Client } from './no-such-file.js'; ref(Client)`, './no-such-file.js Client'],
  [`class A {} ref(A)`, 'node ClassDeclaration'],
  [`const A = class {}; ref(A)`, 'node ClassExpression'],
  [`const f = () => 1; ref(f)`, 'node ArrowFunctionExpression'],
  [`function f(x) { ref(x) }`, 'binding parameter'],
  [`ref(Object.assign)`, 'global Object.assign'],
  [`ref(f())`, 'nothing'],
  [`const a = b, b = a; ref(a)`, 'binding const'],
];

const typescriptOnly: typeof both = [
  [`import grpc = require('@grpc/grpc-js'); ref(grpc.Client)`, '@grpc/grpc-js Client'],
  [`import grpc = require('@grpc/grpc-js'); import Client = grpc.Client; ref(Client)`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; ref((grpc as any).Client)`, '@grpc/grpc-js Client'],
  [`import * as grpc from '@grpc/grpc-js'; ref(grpc!.Client)`, '@grpc/grpc-js Client'],
  [`enum E { A } ref(E)`, 'node TSEnumDeclaration'],
];

describe('a reference names the module and the export', () => {
  it.each(both)('%s → %s', (code, reference) => {
    expect(describeReference(referenceIn(code, 'espree'))).toBe(reference);
    expect(describeReference(referenceIn(code, 'typescript'))).toBe(reference);
  });

  it.each(typescriptOnly)('%s → %s', (code, reference) => {
    expect(describeReference(referenceIn(code, 'typescript'))).toBe(reference);
  });
});
