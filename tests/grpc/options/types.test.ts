import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { typeServicesOf } from '../../../src/grpc/options/types.js';
import { askMarked } from './marked.js';
import { print } from './notation.js';
import { type Files, createProject } from './project.js';

interface Row {
  readonly title: string;
  readonly files?: Files;
  readonly code: string;
  readonly without: string;
  readonly with: string;
}

const TSCONFIG = JSON.stringify({
  compilerOptions: {
    strict: true,
    module: 'nodenext',
    target: 'es2022',
    types: [],
    noLib: false,
    customConditions: [],
    rootDirs: ['.', './generated'],
  },
  include: ['*.ts', 'generated/*.ts'],
});

const library: Files = {
  'node_modules/lib/package.json': `{ "name": "lib", "types": "index.d.ts" }`,
  'node_modules/lib/index.d.ts': `
    export declare const MS: 5000;
    export declare const N: number;
    export declare const OPTIONS: { readonly a: 1; readonly b: number };
    export declare enum Mode { Off = 0, On = 1 }
    export declare function mode(): 'x';`,
};

const rows: readonly Row[] = [
  {
    title: 'a constant with a literal type',
    files: library,
    code: `import { MS } from 'lib'; mark(MS * 2);`,
    without: '?',
    with: '10000',
  },
  {
    title: 'a constant of a wide type',
    files: library,
    code: `import { N } from 'lib'; mark(N);`,
    without: '?',
    with: '?',
  },
  {
    title: 'an object with literal types',
    files: library,
    code: `import { OPTIONS } from 'lib'; mark({ ...OPTIONS, c: 2 });`,
    without: '{c: 2, ...}',
    with: '{a: 1, b: ?, c: 2, ...}',
  },
  {
    title: 'a member of a declared enum',
    files: library,
    code: `import { Mode } from 'lib'; mark(Mode.On);`,
    without: '?',
    with: '1',
  },
  {
    title: 'a call with a literal type',
    files: library,
    code: `import { mode } from 'lib'; mark(mode());`,
    without: '?',
    with: `'x'`,
  },
  {
    title: 'a parameter with a union of literals',
    code: `export function f(x: 0 | 1) { mark(x); }`,
    without: '?',
    with: '0 | 1',
  },
  {
    title: 'a parameter that is true, false, null or undefined',
    code: `export function f(a: true, b: false, c: null, d: undefined) { mark([a, b, c, d]); }`,
    without: '[?, ?, ?, ?]',
    with: '[true, false, null, undefined]',
  },
  {
    title: 'an expression without a name',
    code: `export function f(x: 5) { mark([-x, new Map()]); }`,
    without: '[?, new]',
    with: '[-5, new]',
  },
  {
    title: 'a union with a wide type',
    code: `export function f(x: 5 | { a: 1 }) { mark(x); }`,
    without: '?',
    with: '?',
  },
  {
    title: 'a union of more literals than are followed',
    code: `export function f(x: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17) { mark(x); }`,
    without: '?',
    with: '?',
  },
  { title: 'a parameter of a wide type', code: `export function f(x: number) { mark(x); }`, without: '?', with: '?' },
  {
    title: 'a narrowed parameter',
    code: `export function f(x: number) { if (x === 5) mark(x); }`,
    without: '?',
    with: '5',
  },
  {
    title: 'a parameter that is an object, of which no file says more',
    code: `export function f(x: { a: 1 }) { mark(x); }`,
    without: '?',
    with: '?',
  },
  { title: 'a known value keeps what syntax says', code: `const x: number = 5; mark(x);`, without: '5', with: '5' },
  {
    title: 'a sum with a parameter',
    code: `export function f(x: number) { mark(x + 1); }`,
    without: '?',
    with: '?',
  },
  {
    title: 'a value that another file cannot tell either',
    files: { 'o.ts': `export const o = load(); declare function load(): 5;` },
    code: `import { o } from './o.js'; mark({ a: o });`,
    without: '{a: ?}',
    with: '{a: 5}',
  },
  {
    title: 'the value of a constant in a folder that only the checker puts together with this one',
    files: { 'generated/o.ts': `export const MS = 5 * 1000; export const load = () => 1;` },
    code: `import { MS, load } from './o.js'; import * as all from './o.js'; mark([MS, load, all]);`,
    without: '[?, ?, ?]',
    with: '[5000, fn, ?]',
  },
  {
    title: 'a constant behind a path that only the checker resolves',
    files: {
      'src/deep/o.ts': `export const o = 5 * 1000;`,
      'package.json': `{ "type": "module", "imports": { "#x/*": { "odd": "./nowhere/*.js", "default": "./src/deep/*.ts" } } }`,
    },
    code: `import { o } from '#x/o'; mark(o);`,
    without: '5000',
    with: '5000',
  },
];

it.each([{}, { parserServices: null }, { parserServices: {} }, { parserServices: { program: {} } }])(
  'a host that leaves %j on the source code knows no types',
  (sourceCode) => {
    expect(typeServicesOf(sourceCode)).toBeNull();
  },
);

describe('types turn unknown values into known ones', () => {
  it.each(rows)('$title: $without → $with', ({ files = {}, code, without, with: withTypes }) => {
    const text = `declare function mark(value: unknown): void;\n${code}`;
    const root = createProject({
      'tsconfig.json': TSCONFIG,
      'package.json': `{ "type": "module" }`,
      'main.ts': text,
      ...files,
    });
    const filename = path.join(root, 'main.ts');
    const valueWith = (parserOptions: Record<string, unknown>, settings = {}) =>
      askMarked(text, (evaluator, node) => print(evaluator.evaluate(node)), {
        filename,
        cwd: root,
        parserOptions,
        settings,
      });
    const typed = { projectService: true, tsconfigRootDir: root };
    expect(valueWith({})).toEqual([without]);
    expect(valueWith(typed)).toEqual([withTypes]);
    expect(valueWith(typed, { types: 'off' })).toEqual([without]);
  });

  it('the origin of a declared constant is its declaration', () => {
    const text = `declare function mark(value: unknown): void;\nimport { MS } from 'lib'; mark(MS);`;
    const root = createProject({
      'tsconfig.json': TSCONFIG,
      'package.json': `{ "type": "module" }`,
      'main.ts': text,
      ...library,
    });
    const origins = askMarked(text, (evaluator, node) => evaluator.describeOrigin(evaluator.evaluate(node).origin), {
      filename: path.join(root, 'main.ts'),
      cwd: root,
      parserOptions: { projectService: true, tsconfigRootDir: root },
    });
    expect(origins).toEqual(['node_modules/lib/index.d.ts:2']);
  });
});
