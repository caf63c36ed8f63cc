import path from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { BELIEVED_MS } from '../../../src/grpc/options/project/file-cache.js';
import { createLoader } from '../../../src/grpc/options/project/loader.js';
import { isExportOf } from '../../../src/grpc/options/reference.js';
import { createSourceModule } from '../../../src/grpc/options/source-module.js';
import { type ParserName, askMarked } from './marked.js';
import { print } from './notation.js';
import { type Files, createProject, writeFiles } from './project.js';

interface Row {
  readonly title: string;
  readonly files: Files;
  /** The linted file; `main.ts` or `main.js` unless named. */
  readonly main?: string;
  readonly code: string;
  readonly value: string;
}

function valueIn(root: string, main: string, code: string, parser: ParserName): string {
  const filename = path.join(root, main);
  return askMarked(code, (evaluator, node) => print(evaluator.evaluate(node)), { parser, filename, cwd: root }).join(
    ' ; ',
  );
}

const options = { 'options.js': `export const options = { 'grpc.x': 1 };` };

const rows: readonly Row[] = [
  {
    title: 'a named import',
    files: options,
    code: `import { options } from './options.js'; mark(options)`,
    value: '{grpc.x: 1}',
  },
  {
    title: 'a renamed import',
    files: options,
    code: `import { options as o } from './options.js'; mark({ ...o, y: 2 })`,
    value: '{grpc.x: 1, y: 2}',
  },
  {
    title: 'a path without extension',
    files: options,
    code: `import { options } from './options'; mark(options)`,
    value: '{grpc.x: 1}',
  },
  {
    title: 'a namespace import',
    files: options,
    code: `import * as all from './options.js'; mark(all.options)`,
    value: '{grpc.x: 1}',
  },
  {
    title: 'a namespace as an object',
    files: options,
    code: `import * as all from './options.js'; mark({ ...all })`,
    value: '{options: {grpc.x: 1}}',
  },
  {
    title: 'a dynamic import',
    files: options,
    code: `const { options } = await import('./options.js'); mark(options)`,
    value: '{grpc.x: 1}',
  },
  {
    title: 'a default export',
    files: { 'o.js': `export default { a: 1 }` },
    code: `import o from './o.js'; mark(o)`,
    value: '{a: 1}',
  },
  {
    title: 'a default export of a name',
    files: { 'o.js': `const o = { a: 1 }; export default o; o.b = 2` },
    code: `import o from './o.js'; mark(o)`,
    value: '{a: 1, b: 2}',
  },
  {
    title: 'default as a name',
    files: { 'o.js': `const o = 1; export { o as default }` },
    code: `import o from './o.js'; mark(o)`,
    value: '1',
  },
  {
    title: 'an index file',
    files: { 'config/index.js': `export const a = 5` },
    code: `import { a } from './config'; mark(a)`,
    value: '5',
  },
  {
    title: 'a re-export',
    files: { ...options, 'index.js': `export { options as o } from './options.js'` },
    code: `import { o } from './index.js'; mark(o)`,
    value: '{grpc.x: 1}',
  },
  {
    title: 'a re-export of everything',
    files: {
      ...options,
      'a.js': `export const a = 1`,
      'index.js': `export * from './a.js'; export * from './options.js'`,
    },
    code: `import { options } from './index.js'; mark(options)`,
    value: '{grpc.x: 1}',
  },
  {
    title: 'a re-export as a namespace',
    files: { ...options, 'index.js': `export * as all from './options.js'` },
    code: `import { all } from './index.js'; mark(all.options)`,
    value: '{grpc.x: 1}',
  },
  {
    title: 'a re-export of everything but the default, of a package and of a file',
    files: {
      'o.js': `export default 4; export const a = 5`,
      'index.js': `export * from 'lib'; export * from './o.js'`,
    },
    code: `import d, { a, b } from './index.js'; mark([d, a, b])`,
    value: '[?, 5, ?]',
  },
  {
    title: 'a name that the file keeps to itself, beside others and a namespace that it exports',
    files: { ...options, 'o.js': `export * as all from './options.js'; export const a = 1; const own = 2` },
    code: `import { a, own } from './o.js'; mark([a, own])`,
    value: '[1, ?]',
  },
  {
    title: 'an import that is exported again',
    files: { ...options, 'index.js': `import { options } from './options.js'; export { options }` },
    code: `import { options } from './index.js'; mark(options)`,
    value: '{grpc.x: 1}',
  },
  {
    title: 'constants of two files',
    files: {
      'ms.js': `export const MINUTE = 60 * 1000`,
      'o.js': `import { MINUTE } from './ms.js'; export const o = { a: 5 * MINUTE }`,
    },
    code: `import { o } from './o.js'; mark(o)`,
    value: '{a: 300000}',
  },
  {
    title: 'an imported function',
    files: { 'f.js': `export function make(ms) { return { a: ms } }` },
    code: `import { make } from './f.js'; mark(make(5))`,
    value: '{a: 5}',
  },
  {
    title: 'an imported arrow function',
    files: { 'f.js': `export const make = (o = {}) => ({ a: 1, ...o })` },
    code: `import { make } from './f.js'; mark(make())`,
    value: '{a: 1}',
  },
  {
    title: 'a static field of an imported class',
    files: { 'c.js': `export class C { static O = { a: 1 } }` },
    code: `import { C } from './c.js'; mark(C.O)`,
    value: '{a: 1}',
  },
  {
    title: 'a field of an imported base class',
    files: { 'c.js': `export class C { o = { a: 1 } }` },
    code: `import { C } from './c.js'; class D extends C { m() { mark(this.o) } }`,
    value: '{a: 1}',
  },
  {
    title: 'an environment default',
    files: { 'c.js': `export const config = { ms: Number(process.env.MS ?? 5) }` },
    code: `import { config } from './c.js'; mark(config.ms)`,
    value: '5?',
  },
  {
    title: 'CommonJS: a name',
    files: { 'o.cjs': `exports.o = { a: 1 }` },
    code: `const { o } = require('./o.cjs'); mark(o)`,
    value: '{a: 1}',
  },
  {
    title: 'CommonJS: a member',
    files: { 'o.cjs': `const o = { a: 1 }; module.exports = { o }` },
    code: `const all = require('./o.cjs'); mark(all.o)`,
    value: '{a: 1}',
  },
  {
    title: 'CommonJS: the whole module',
    files: { 'o.cjs': `module.exports = { a: 1 }` },
    code: `mark(require('./o.cjs'))`,
    value: '{a: 1}',
  },
  {
    title: 'CommonJS: spread',
    files: { 'o.cjs': `module.exports = { a: 1 }` },
    code: `mark({ ...require('./o.cjs'), b: 2 })`,
    value: '{a: 1, b: 2}',
  },
  {
    title: 'CommonJS: the default import',
    files: { 'o.cjs': `module.exports = { a: 1 }` },
    code: `import o from './o.cjs'; mark(o.a)`,
    value: '1',
  },
  {
    title: 'CommonJS: re-export',
    files: { 'o.cjs': `exports.o = 1`, 'index.cjs': `module.exports = { ...require('./o.cjs') }` },
    code: `const { o } = require('./index.cjs'); mark(o)`,
    value: '1',
  },
  {
    title: 'compiled TypeScript',
    files: {
      'o.js': `"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); exports.o = void 0; exports.o = { a: 1 };`,
    },
    code: `const o_1 = require('./o.js'); mark(o_1.o)`,
    value: '{a: 1}',
  },
  {
    title: 'compiled re-exports',
    files: {
      'o.js': `exports.o = 1`,
      'index.js': `var o_1 = require("./o.js"); Object.defineProperty(exports, "o", { enumerable: true, get: function () { return o_1.o; } }); `,
    },
    code: `const i = require('./index.js'); mark(i.o)`,
    value: '1',
  },
  {
    title: 'a JSON module',
    files: { 'o.json': `{ "a": { "b": 1 } }` },
    code: `import o from './o.json'; mark(o.a)`,
    value: '{b: 1}',
  },
  {
    title: 'a required JSON file',
    files: { 'o.json': `{ "a": 1 }` },
    code: `const { a } = require('./o.json'); mark(a)`,
    value: '1',
  },
  {
    title: 'an export list under another name',
    files: { 'o.js': `const a = 1; const b = 2; export { b as a2, a as b2 }` },
    code: `import { b2 } from './o.js'; mark(b2)`,
    value: '1',
  },
  {
    title: 'an export list that names nothing declared',
    files: { 'o.js': `export { b }` },
    code: `import { b } from './o.js'; mark(b)`,
    value: '?',
  },
  {
    title: 'a default export beside the name',
    files: { 'o.js': `export default { a: 1 }; export const a = 2` },
    code: `import { a } from './o.js'; mark(a)`,
    value: '2',
  },
  {
    title: 'CommonJS: one file hands on another',
    files: { 'o.cjs': `exports.a = 1`, 'index.cjs': `module.exports = require('./o.cjs')` },
    code: `const { a } = require('./index.cjs'); mark(a)`,
    value: '1',
  },
  {
    title: 'CommonJS: one file hands on another that hands on everything of a third',
    files: {
      'o.cjs': `exports.a = 1`,
      'all.cjs': `__exportStar(require('./o.cjs'), exports)`,
      'index.cjs': `module.exports = require('./all.cjs')`,
    },
    code: `import { a } from './index.cjs'; mark([a, require('./index.cjs').a])`,
    value: '[1, 1]',
  },
  {
    title: "CommonJS: a file handed on in a compiler's wrapper",
    files: {
      'o.cjs': `exports.a = 1`,
      'index.cjs': `module.exports = __importDefault(require('./o.cjs'))`,
      'star.cjs': `module.exports = __importStar(require('./o.cjs'))`,
    },
    code: `import { a } from './index.cjs'; import { a as b } from './star.cjs'; mark([a, b])`,
    value: '[?, 1]',
  },
  {
    title: 'CommonJS: a package handed on',
    files: { 'index.cjs': `module.exports = require('lib')` },
    code: `const { a } = require('./index.cjs'); mark(a)`,
    value: '?',
  },
  {
    title: 'CommonJS: a variable handed on',
    files: { 'index.cjs': `const o = { a: 1 }; o.b = 2; module.exports = o` },
    code: `import { a, b } from './index.cjs'; mark([a, b])`,
    value: '[1, 2]',
  },
  {
    title: 'CommonJS: a value by defineProperty',
    files: { 'o.cjs': `Object.defineProperty(exports, 'a', { ...x, enumerable: true, value: 5 })` },
    code: `const { a } = require('./o.cjs'); mark(a)`,
    value: '5',
  },
  {
    title: 'CommonJS: a getter that is an arrow function',
    files: { 'o.cjs': `Object.defineProperty(exports, 'a', { get: () => 5 })` },
    code: `const { a } = require('./o.cjs'); mark(a)`,
    value: '5',
  },
  {
    title: 'CommonJS: a getter that does more',
    files: { 'o.cjs': `Object.defineProperty(exports, 'a', { get: function () { f(); return 5 } })` },
    code: `const { a } = require('./o.cjs'); mark(a)`,
    value: '?',
  },
  {
    title: 'CommonJS: a getter that returns nothing, one that is a name, and a setter before one',
    files: {
      'o.cjs': `Object.defineProperty(exports, 'a', { get() {} }); Object.defineProperty(exports, 'b', { get: f });
        Object.defineProperty(exports, 'c', { set() { return 6 }, get() { return 5 } })`,
    },
    code: `const { a, b, c } = require('./o.cjs'); mark([a, b, c])`,
    value: '[?, ?, 5]',
  },
  {
    title: 'CommonJS: calls that export nothing',
    files: { 'o.cjs': `exports.a = 5; f(require('./p.cjs')); x.y(); (() => 0)()`, 'p.cjs': `exports.b = 6` },
    code: `const o = require('./o.cjs'); mark([o.a, o.b])`,
    value: '[5, undefined]',
  },
  {
    title: 'CommonJS: assignments that export nothing',
    files: {
      'o.cjs': `module.exports = { a: 5 }; x.exports = { a: 6 }; module.id = { a: 7 }; module.exports ??= { a: 8 }`,
    },
    code: `const { a } = require('./o.cjs'); mark(a)`,
    value: '5',
  },
  {
    title: 'CommonJS: a default next to names is a name, too',
    files: { 'o.cjs': `exports.default = 5; exports.a = 6` },
    code: `import d, { a } from './o.cjs'; mark([d, a])`,
    value: '[5, 6]',
  },
  {
    title: 'CommonJS: files that hand on each other',
    files: { 'a.cjs': `module.exports = require('./b.cjs')`, 'b.cjs': `module.exports = require('./a.cjs')` },
    code: `const all = require('./a.cjs'); mark([all, all.x])`,
    value: '[?, ?]',
  },
  {
    title: 'CommonJS: a missing name among calls',
    files: { 'o.cjs': `f(); x.y(); (() => 0)(); __exportStar()` },
    code: `const { a } = require('./o.cjs'); mark(a)`,
    value: 'undefined',
  },
  {
    title: 'compiled export of everything, of a package and of a file',
    files: {
      'o.cjs': `exports.a = 5`,
      'index.cjs': `__exportStar(require('lib'), exports); tslib_1.__exportStar(require('./o.cjs'), exports)`,
    },
    code: `mark(require('./index.cjs').a)`,
    value: '5',
  },
  {
    title: 'compiled export of everything of one file',
    files: {
      'o.cjs': `exports.a = 5`,
      'empty.cjs': ``,
      'index.cjs': `__exportStar(require('./empty.cjs'), exports); tslib_1.__exportStar(require('./o.cjs'), exports)`,
    },
    code: `mark(require('./index.cjs').a)`,
    value: '5',
  },
  {
    title: 'compiled export of everything, as an object',
    files: { 'o.cjs': `exports.a = 5`, 'index.cjs': `__exportStar(require('./o.cjs'), exports)` },
    code: `mark({ ...require('./index.cjs') })`,
    value: '{...}',
  },
  {
    title: 'CommonJS: names that another function may add',
    files: { 'o.cjs': `exports.a = 5; Object.assign(exports, x)` },
    code: `mark({ ...require('./o.cjs') })`,
    value: '{...}',
  },
  {
    title: 'CommonJS: a name that is computed',
    files: { 'o.cjs': `exports.a = 5; Object.defineProperty(exports, k, { value: 6 })` },
    code: `mark({ ...require('./o.cjs') })`,
    value: '{...}',
  },
  {
    title: 'CommonJS: the mark of a compiled module',
    files: { 'o.cjs': `Object.defineProperty(exports, '__esModule', { value: true }); exports.a = 5` },
    code: `mark({ ...require('./o.cjs') })`,
    value: '{a: 5}',
  },
  {
    title: 'CommonJS: a namespace as an object',
    files: { 'o.cjs': `exports.a = 5; x.b = 6; y = 7; f()` },
    code: `mark({ ...require('./o.cjs') })`,
    value: '{a: 5}',
  },
  {
    title: 'a namespace with a default and a list',
    files: {
      'o.js': `export default 1; const a = 2; export { a as b }; export * as c from './c.js'`,
      'c.js': `export const d = 3`,
    },
    code: `import * as all from './o.js'; mark({ ...all })`,
    value: '{default: 1, b: 2, c: {d: 3}}',
  },
  {
    title: 'a namespace that hands on another file',
    files: { 'o.js': `export * from './c.js'`, 'c.js': `export const d = 3` },
    code: `import * as all from './o.js'; mark({ ...all })`,
    value: '{...}',
  },
  {
    title: 'a member of a loaded module',
    files: { 'o.js': `export const a = 5` },
    code: `mark((await import('./o.js')).a)`,
    value: '5',
  },
  {
    title: 'a member of a required module',
    files: { 'o.cjs': `exports.a = 5` },
    code: `mark(require('./o.cjs').a)`,
    value: '5',
  },
  {
    title: "a member of a module behind a compiler's wrapper",
    files: { 'o.cjs': `module.exports = { a: 5 }` },
    code: `const one = __importDefault(require('./o.cjs')), two = _interopRequireDefault(require('./o.cjs')), all = __importStar(require('./o.cjs')); mark([one.default, two.default, all.a])`,
    value: '[?, ?, 5]',
  },
  {
    title: 'a module whose name is a template',
    files: { 'o.cjs': `exports.a = 5` },
    code: 'mark(require(`./o.cjs`).a)',
    value: '5',
  },
  {
    title: 'a module whose name is computed',
    files: { 'o.cjs': `exports.a = 5` },
    code: `mark([require(x).a, require(5).a, require(), (await import(x)).a])`,
    value: '[?, ?, ?, ?]',
  },
  {
    title: 'files that import each other',
    files: {
      'a.js': `import { b } from './b.js'; export const a = b`,
      'b.js': `import { a } from './a.js'; export const b = a`,
    },
    code: `import { a } from './a.js'; mark(a)`,
    value: '?',
  },
  {
    title: 're-exports in a circle',
    files: { 'a.js': `export * from './b.js'`, 'b.js': `export * from './a.js'` },
    code: `import { a } from './a.js'; mark(a)`,
    value: '?',
  },
  {
    title: 'names that files import from each other and export again',
    files: {
      'a.js': `import { a } from './b.js'; export { a }`,
      'b.js': `import { a } from './a.js'; export { a }`,
    },
    code: `import { a } from './a.js'; import * as all from './b.js'; mark([a, all.a])`,
    value: '[?, ?]',
  },
  {
    title: 'a file that exports itself, and two that export each other',
    files: {
      'o.js': `export * as self from './o.js'; export const a = 5`,
      'a.js': `import * as b from './b.js'; export { b }`,
      'b.js': `import * as a from './a.js'; export { a }`,
    },
    code: `import * as all from './o.js'; import * as a from './a.js'; mark([all.self.a, { ...all }, { ...a }])`,
    value: '[5, {self: ?, a: 5}, {b: {a: ?}}]',
  },
  { title: 'a missing file', files: {}, code: `import { a } from './missing.js'; mark(a)`, value: '?' },
  { title: 'a missing export', files: options, code: `import { a } from './options.js'; mark(a)`, value: '?' },
  {
    title: 'a file that does not parse',
    files: { 'a.js': `export const a = = 1` },
    code: `import { a } from './a.js'; mark(a)`,
    value: '?',
  },
  {
    title: 'a value that its file may change later',
    files: { 'a.js': `export let a = 1; export function set(x) { a = x }` },
    code: `import { a } from './a.js'; mark(a)`,
    value: '?',
  },
  {
    title: 'an imported object that this file changes',
    files: { 'o.js': `export const o = { a: 1 }` },
    code: `import { o } from './o.js'; import * as all from './o.js'; o.b = 2; all.o.a = 3; mark([o, all.o.a])`,
    value: '[{a: 1, b: 2}, 3]',
  },
  {
    title: 'tsconfig paths',
    files: {
      'tsconfig.json': `{ /* own */ "extends": "./base.json", "compilerOptions": { "strict": true, }, }`,
      'base.json': `{ "compilerOptions": { "baseUrl": ".", "paths": { "@app/*": ["src/*"], "conf": ["src/config.js"] } } }`,
      'src/config.js': `export const a = 5`,
    },
    main: 'src/deep/main',
    code: `import { a } from '@app/config'; import { a as b } from 'conf'; import { a as c } from 'src/config'; mark([a, b, c])`,
    value: '[5, 5, 5]',
  },
  {
    title: 'paths of a referenced tsconfig',
    files: {
      'tsconfig.json': `{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }`,
      'tsconfig.app.json': `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`,
      'src/config.js': `export const a = 5`,
    },
    code: `import { a } from '@/config'; mark(a)`,
    value: '5',
  },
  {
    title: 'an installed workspace package',
    files: {
      'packages/config/package.json': `{ "name": "@app/config", "exports": { ".": { "types": "./dist/index.d.ts", "import": "./dist/index.js" }, "./*": "./dist/*.js" } }`,
      'packages/config/src/index.js': `export const a = 5`,
      'packages/config/src/more.js': `export const b = 6`,
      'node_modules/@app/config': '-> packages/config',
    },
    main: 'packages/app/main',
    code: `import { a } from '@app/config'; import { b } from '@app/config/more'; mark([a, b])`,
    value: '[5, 6]',
  },
  {
    title: 'a workspace package that is not installed',
    files: {
      'package.json': `{ "workspaces": ["packages/*"] }`,
      'packages/config/package.json': `{ "name": "config", "main": "dist/index.js" }`,
      'packages/config/src/index.js': `export const a = 5`,
    },
    main: 'packages/app/main',
    code: `import { a } from 'config'; mark(a)`,
    value: '5',
  },
  {
    title: 'a pnpm workspace',
    files: {
      'pnpm-workspace.yaml': `packages:\n  # all\n  - "libs/**"\n`,
      'libs/a/config/package.json': `{ "name": "config" }`,
      'libs/a/config/src/index.js': `export const a = 5`,
    },
    code: `import { a } from 'config'; mark(a)`,
    value: '5',
  },
  {
    title: 'a private import',
    files: { 'package.json': `{ "imports": { "#config": "./src/config.js" } }`, 'src/config.js': `export const a = 5` },
    code: `import { a } from '#config'; mark(a)`,
    value: '5',
  },
  {
    title: 'CommonJS: a name of the object that is the module',
    files: { 'o.js': `module.exports = { a: 5 }` },
    code: `import { a } from './o.js'; mark(a)`,
    value: '5',
  },
  {
    title: 'CommonJS: a name of the variable that is the module',
    files: { 'o.js': `const all = { a: 5 }; module.exports = all` },
    code: `import { a } from './o.js'; mark(a)`,
    value: '5',
  },
  {
    title: 'CommonJS: a name of the file that is the module',
    files: { 'o.js': `module.exports = require('./p.js')`, 'p.js': `exports.a = 5` },
    code: `import { a } from './o.js'; mark(a)`,
    value: '5',
  },
  {
    title: 'CommonJS: a name of the package that is the module',
    files: { 'o.js': `module.exports = require('@grpc/grpc-js')` },
    code: `import { status } from './o.js'; mark(status.UNAVAILABLE)`,
    value: '14',
  },
  {
    title: 'CommonJS: a property that is defined on something else',
    files: {
      'o.js': `exports.a = 5; Object.defineProperty(x, 'a', { value: 1 }); Object.defineProperty(exports, k, { value: 1 });
        Object.defineProperty(exports); Object.defineProperty(exports, 'a'); Object.defineProperty(exports, 'a', x);
        defineProperty(exports, 'a', { value: 1 }); x.other(exports, 'a', { value: 1 })`,
    },
    code: `import { a, k } from './o.js'; mark([a, k])`,
    value: '[5, ?]',
  },
  {
    title: 'compiled export of everything by a library of helpers',
    files: {
      'o.js': `tslib_1.__exportStar(require('./p.js'), exports); __exportStar(x, exports)`,
      'p.js': `exports.a = 5`,
    },
    code: `import { a, b } from './o.js'; mark([a, b])`,
    value: '[5, ?]',
  },
  {
    title: 'an import that its file does not have, exported again',
    files: { 'o.js': `import { missing } from './p.js'; export { missing }`, 'p.js': `` },
    code: `import { missing } from './o.js'; mark(missing)`,
    value: '?',
  },
  {
    title: 'the folder of a package by its main field, which may be missing',
    files: {
      'lib/package.json': `{ "main": "./main.js" }`,
      'lib/main.js': `export const a = 5`,
      'other/package.json': `{ "main": "./missing.js" }`,
      'other/index.js': `export const b = 6`,
    },
    code: `import { a } from './lib'; import { b } from './other'; mark([a, b])`,
    value: '[5, 6]',
  },
  {
    title: 'tsconfig paths: the exact name, the longest text before the star, the first target that is there',
    files: {
      'tsconfig.json': `{ "compilerOptions": { "paths": {
        "*": ["./missing/*"], "@x/*": ["./x/*"], "@x/deep/*": ["./missing/*", "./deep/*"], "@x/one": "./one.js", "@x/odd": [5]
      } } }`,
      'x/a.js': `export const a = 1`,
      'deep/a.js': `export const a = 2`,
      'one.js': `export const a = 3`,
    },
    code: `import { a } from '@x/a'; import { a as b } from '@x/deep/a'; import { a as c } from '@x/one'; import { a as d } from '@x/odd'; mark([a, b, c, d])`,
    value: '[1, 2, 3, ?]',
  },
  {
    title: 'tsconfig: of several that are extended the last one wins, and packages hold some',
    files: {
      'tsconfig.json': `{ "extends": ["./base.json", "@acme/config", "./none", 5], "compilerOptions": {} }`,
      'base.json': `{ "compilerOptions": { "baseUrl": "./base", "paths": { "@a": ["./a.js"] } } }`,
      'node_modules/@acme/config/tsconfig.json': `{ "compilerOptions": { "paths": { "@b": ["\${configDir}/b.js"] } } }`,
      'base/c.js': `export const c = 3`,
      'b.js': `export const b = 2`,
    },
    code: `import { a } from '@a'; import { b } from '@b'; import { c } from 'c'; mark([a, b, c])`,
    value: '[?, 2, 3]',
  },
  {
    title: 'tsconfig: one of JavaScript, without the end of a name, and paths that the next one leaves alone',
    files: {
      'jsconfig.json': `{ "extends": ["./paths", "./strict.json"] }`,
      'paths.json': `{ "compilerOptions": { "paths": { "@a": ["./a.js"] } } }`,
      'strict.json': `{ "compilerOptions": { "strict": true } }`,
      'a.js': `export const a = 1`,
    },
    code: `import { a } from '@a'; mark(a)`,
    value: '1',
  },
  {
    title: 'tsconfig: one that extends itself, and one that has no paths after all',
    files: {
      'tsconfig.json': `{ "extends": "./tsconfig.json", "compilerOptions": { "paths": { "@a": ["./a.js"] } } }`,
      'a.js': `export const a = 1`,
    },
    code: `import { a } from '@a'; mark(a)`,
    value: '1',
  },
  {
    title: 'tsconfig: one that does not parse',
    files: { 'tsconfig.json': `{ "compilerOptions": `, 'a.js': `export const a = 1` },
    code: `import { a } from '@a'; mark(a)`,
    value: '?',
  },
  {
    title: 'tsconfig: references to a folder, to a file without the path, and to nothing',
    files: {
      'tsconfig.json': `{ "references": [5, { "path": 5 }, { "path": "./tsconfig.test.json" }, { "path": "./app" }] }`,
      'tsconfig.test.json': `{ "compilerOptions": { "paths": { "@b": ["./b.js"] } } }`,
      'app/tsconfig.json': `{ "compilerOptions": { "paths": { "@a": ["./a.js"] } } }`,
      'app/a.js': `export const a = 1`,
    },
    code: `import { a } from '@a'; mark(a)`,
    value: '1',
  },
  {
    title: 'the package itself, by its name',
    files: {
      'package.json': `{ "name": "@acme/shop", "exports": { "./*.js": "./lib/*.js", "./internal/*": null } }`,
      'src/a.js': `export const a = 1`,
      'src/internal/b.js': `export const b = 2`,
    },
    code: `import { a } from '@acme/shop/a.js'; import { b } from '@acme/shop/internal/b'; mark([a, b])`,
    value: '[1, ?]',
  },
  {
    title: 'workspace packages: one target for all, a list of targets, files without exports, none',
    files: {
      'package.json': `{ "workspaces": { "packages": ["./none/here", "./packages/**", 5] } }`,
      'packages/one/package.json': `{ "name": "one", "exports": "./main.js" }`,
      'packages/one/main.js': `export const a = 1`,
      'packages/two/package.json': `{ "name": "two", "exports": { ".": [{ "types": "./t.d.ts", "source": "./s.js" }] } }`,
      'packages/two/s.js': `export const a = 2`,
      'packages/three/package.json': `{ "name": "three" }`,
      'packages/three/deep/a.js': `export const a = 3`,
      'packages/three/index.js': `export const a = 4`,
    },
    code: `import { a } from 'one'; import { a as b } from 'two'; import { a as c } from 'three/deep/a.js'; import { a as d } from 'three'; import { a as e } from 'one/main.js'; import { a as f } from 'four'; mark([a, b, c, d, e, f])`,
    value: '[1, 2, 3, 4, ?, ?]',
  },
  {
    title: 'a workspace package without a manifest, and a built one whose source is beside its output',
    files: {
      'node_modules/bare': '-> packages/bare',
      'packages/bare/index.js': `export const a = 1`,
      'node_modules/built': '-> packages/built',
      'packages/built/package.json': `{ "main": "./dist/main.js" }`,
      'packages/built/main.js': `export const b = 2`,
    },
    code: `import { a } from 'bare'; import { b } from 'built'; mark([a, b])`,
    value: '[1, 2]',
  },
  {
    title: 'a pnpm workspace: items with and without quotes, up to the next key, however it is indented',
    files: {
      'pnpm-workspace.yaml': `catalogs:\n  packages:\n    - wrong/a\npackages: # ours\n- one\n  # - wrong/b\n-  'two/*' # second\n-\t"three"\ncatalog:\n  - wrong/c\n`,
      'one/package.json': `{ "name": "one" }`,
      'one/index.js': `export const a = 1`,
      'two/two/package.json': `{ "name": "two" }`,
      'two/two/index.js': `export const a = 2`,
      'two/two/deep/package.json': `{ "name": "wrong-d" }`,
      'two/two/deep/index.js': `export const a = 6`,
      'three/package.json': `{ "name": "three" }`,
      'three/index.js': `export const a = 3`,
      'wrong/a/package.json': `{ "name": "wrong-a" }`,
      'wrong/a/index.js': `export const a = 4`,
      'wrong/b/package.json': `{ "name": "wrong-b" }`,
      'wrong/b/index.js': `export const a = 5`,
      'wrong/c/package.json': `{ "name": "wrong-c" }`,
      'wrong/c/index.js': `export const a = 6`,
    },
    code: `import { a } from 'one'; import { a as b } from 'two'; import { a as c } from 'three';
      import { a as d } from 'wrong-a'; import { a as e } from 'wrong-b'; import { a as f } from 'wrong-c'; import { a as g } from 'wrong-d'; mark([a, b, c, d, e, f, g])`,
    value: '[1, 2, 3, ?, ?, ?, ?]',
  },
  {
    title: 'a workspace with stars: two folders deep, none that is hidden or installed, none of another name',
    files: {
      'package.json': `{ "workspaces": ["deep/**", "some/*/app-*"] }`,
      'deep/a/b/package.json': `{ "name": "b" }`,
      'deep/a/b/index.js': `export const a = 1`,
      'deep/a/b/c/package.json': `{ "name": "c" }`,
      'deep/a/b/c/index.js': `export const a = 2`,
      'deep/.hidden/package.json': `{ "name": "hidden" }`,
      'deep/.hidden/index.js': `export const a = 3`,
      'deep/a/node_modules/package.json': `{ "name": "installed" }`,
      'deep/a/node_modules/index.js': `export const a = 4`,
      'some/x/app-d/package.json': `{ "name": "d" }`,
      'some/x/app-d/index.js': `export const a = 5`,
      'some/x/lib-e/package.json': `{ "name": "e" }`,
      'some/x/lib-e/index.js': `export const a = 6`,
      'some/x/app-d/app-f/package.json': `{ "name": "f" }`,
      'some/x/app-d/app-f/index.js': `export const a = 7`,
    },
    code: `import { a } from 'b'; import { a as b } from 'c'; import { a as c } from 'hidden'; import { a as d } from 'installed';
      import { a as e } from 'd'; import { a as f } from 'e'; import { a as g } from 'f'; mark([a, b, c, d, e, f, g])`,
    value: '[1, ?, ?, ?, 5, ?, ?]',
  },
  {
    title: 'workspace packages: the source before what is built, declarations last, conditions without a name',
    files: {
      'package.json': `{ "workspaces": ["*"] }`,
      'one/package.json': `{ "name": "one", "exports": { ".": { "types": "./t.d.ts", "import": "./i.js", "source": "./s.js" } } }`,
      'one/t.d.ts': `export const a = 1`,
      'one/i.js': `export const a = 2`,
      'one/s.js': `export const a = 3`,
      'two/package.json': `{ "name": "two", "exports": { "types": "./t.d.ts", "import": "./i.js" } }`,
      'two/t.d.ts': `export const a = 4`,
      'two/i.js': `export const a = 5`,
      'three/package.json': `{ "name": "three", "main": "./m.js", "module": "./e.js" }`,
      'three/m.js': `export const a = 6`,
      'three/e.js': `export const a = 7`,
      'four/package.json': `{ "name": "four", "module": "./e.js", "source": "./s.js" }`,
      'four/e.js': `export const a = 8`,
      'four/s.js': `export const a = 9`,
    },
    code: `import { a } from 'one'; import { a as b } from 'two'; import { a as c } from 'three'; import { a as d } from 'four'; mark([a, b, c, d])`,
    value: '[3, 5, 7, 9]',
  },
  {
    title: 'workspace packages: the sources of declarations, and of an output that keeps the name of their folder',
    files: {
      'package.json': `{ "workspaces": ["*"] }`,
      'one/package.json': `{ "name": "one", "exports": { "types": "./dist/main.d.ts" } }`,
      'one/src/main.js': `export const a = 1`,
      'two/package.json': `{ "name": "two", "exports": { "types": "./dist/cjs/src/main.d.mts" } }`,
      'two/src/main.mjs': `export const a = 2`,
      'three/package.json': `{ "name": "three", "exports": { "types": "./dist/a.d.ts.js" } }`,
      'three/src/a.d.ts.js': `export const a = 3`,
      'three/src/a.js.js': `export const a = 4`,
      'four/package.json': `{ "name": "four", "main": "./main.js" }`,
      'four/main.js': `export const a = 5`,
      'four/src/main.js': `export const a = 6`,
      'five/package.json': `{ "name": "five", "main": "./src/lib/main.js" }`,
      'five/src/lib/main.js': `export const a = 7`,
      'five/src/main.js': `export const a = 8`,
    },
    code: `import { a } from 'one'; import { a as b } from 'two'; import { a as c } from 'three'; import { a as d } from 'four'; import { a as e } from 'five'; mark([a, b, c, d, e])`,
    value: '[1, 2, 3, 5, 7]',
  },
  {
    title: 'a pnpm workspace that lists no packages',
    files: { 'pnpm-workspace.yaml': `onlyBuiltDependencies:\n  - esbuild\n`, 'esbuild/index.js': `export const a = 1` },
    code: `import { a } from 'esbuild'; mark(a)`,
    value: '?',
  },
  {
    title: 'a private import of another package, of itself, and of nothing',
    files: {
      'package.json': `{ "name": "shop", "main": "./o.js", "imports": { "#shop": "shop", "#loop": "#loop" } }`,
      'o.js': `export const a = 1`,
    },
    code: `import { a } from '#shop'; import { a as b } from '#loop'; import { a as c } from '#none'; mark([a, b, c])`,
    value: '[1, ?, ?]',
  },
  {
    title: 'a private import below a folder without a manifest, and above every manifest',
    main: 'src/deep/main',
    files: { 'src/package.json': `{ "imports": { "#a": "./a.js" } }`, 'src/a.js': `export const a = 1` },
    code: `import { a } from '#a'; mark(a)`,
    value: '1',
  },
  {
    title: 'a private import without any manifest',
    files: {},
    code: `import { a } from '#a'; mark(a)`,
    value: '?',
  },
  {
    title: 'a module of Node, though a package has its name',
    files: {
      'package.json': `{ "workspaces": ["*"] }`,
      'events/package.json': `{ "name": "events" }`,
      'events/index.js': `export const a = 1`,
    },
    code: `import { constants } from 'node:fs'; import { a } from 'events'; mark([constants, a])`,
    value: '[?, ?]',
  },
  {
    title: 'a package from elsewhere',
    files: { 'node_modules/lib/package.json': `{ "main": "index.js" }`, 'node_modules/lib/index.js': `exports.a = 5` },
    code: `import { a } from 'lib'; mark(a)`,
    value: '?',
  },
];

describe('values of other files', () => {
  it.each(rows)('$title: $value', ({ files, main = 'main', code, value }) => {
    const root = createProject(files);
    expect(valueIn(root, `${main}.js`, code, 'espree')).toBe(value);
    expect(valueIn(root, `${main}.ts`, code, 'typescript')).toBe(value);
  });

  it('TypeScript: an import of a .js file finds its .ts source, an enum, `export =` and `import = require`', () => {
    const root = createProject({
      'o.ts': `export enum E { A = 5 } export const o: Options = { a: E.A } as const;`,
      'e.ts': `const x = { b: 6 }; export = x;`,
    });
    const code = `import { o, E } from './o.js'; import e = require('./e'); mark([o, E.A, e.b])`;
    expect(valueIn(root, 'main.ts', code, 'typescript')).toBe('[{a: 5}, 5, 6]');
  });

  it.each([
    [
      'an exported namespace',
      `export namespace N { export const a = 5 }`,
      `import { N } from './o.js'; mark(N.a)`,
      '?',
    ],
    ['an exported enum', `export enum E { A = 5 }`, `import { E } from './o.js'; mark(E.A)`, '5'],
    [
      'an exported type',
      `export interface I {} export const a = 5`,
      `import { a, I } from './o.js'; mark([a, I])`,
      '[5, ?]',
    ],
    [
      'a namespace with a dotted name',
      `export namespace A.B { export const c = 1 } export const a = 5`,
      `import { A, a } from './o.js'; mark([A, a])`,
      '[?, 5]',
    ],
    [
      'an alias of a member',
      `import x = y.z; export { x }; export const a = x`,
      `import { a, x } from './o.js'; mark([a, x])`,
      '[?, ?]',
    ],
    [
      'a namespace with types and a dotted name',
      `export interface I {} export type { J } from './p.js'; export namespace A.B {} export declare const D: 1; export const a = 5`,
      `import * as all from './o.js'; mark({ ...all })`,
      '{a: 5}',
    ],
    [
      'files that hand on each other',
      `import x = require('./circle.js'); export = x;`,
      `import { a } from './o.js'; import * as all from './o.js'; mark([a, all, all.a])`,
      '[?, ?, ?]',
    ],
    ['a computed module', `import x = require('./p.js'); export { x }`, `import { x } from './o.js'; mark(x)`, '{}'],
  ])('TypeScript: %s', (_, source, code, value) => {
    const root = createProject({
      'o.ts': source,
      'p.ts': ``,
      'circle.ts': `import x = require('./o.js'); export = x;`,
    });
    expect(valueIn(root, 'main.ts', code, 'typescript')).toBe(value);
  });

  it('a JavaScript parser that cannot read an imported TypeScript file leaves its values unknown', () => {
    const root = createProject({ 'o.ts': `export const o: number = 5` });
    const code = `import { o } from './o.js'; mark(o)`;
    expect(valueIn(root, 'main.js', code, 'espree')).toBe('?');
    expect(valueIn(root, 'main.ts', code, 'typescript')).toBe('5');
  });

  it.each([
    ['a module, from CommonJS', `export const a = 5`, 'main.cjs'],
    ['CommonJS, from a module', `exports.a = 5; if (x) return;`, 'main.mjs'],
    ['with the options of its parser', `exports.a = 5; exports.b = <b />;`, 'main.js'],
  ])('a file is read as what it is: %s', (_, source, main) => {
    const root = createProject({ 'o.js': source });
    const [value] = askMarked(`mark(require('./o.js').a)`, (evaluator, node) => print(evaluator.evaluate(node)), {
      filename: path.join(root, main),
      parser: 'espree',
      parserOptions: { ecmaFeatures: { jsx: true } },
    });
    expect(value).toBe('5');
  });

  it('a parser that knows only scripts reads the other file, too', () => {
    const root = createProject({ 'o.js': `exports.a = 5` });
    const main = createSourceModule(
      typescriptParser.parse('x;', { range: true }),
      'x;',
      null,
      path.join(root, 'main.js'),
    );
    const parse = (text: string, given: typescriptParser.ParserOptions) => {
      if (given.sourceType !== 'script') throw new TypeError(`unknown source type ${String(given.sourceType)}`);
      return typescriptParser.parse(text, given);
    };
    expect(createLoader(main, { parser: { parse } }).load('./o.js', main)?.text).toBe('exports.a = 5');
  });

  it('a parser that makes its tree for ESLint alone reads the other file, too', () => {
    const root = createProject({ 'o.ts': `export const o: number = 5` });
    const parser = { parseForESLint: typescriptParser.parseForESLint };
    const ask = askMarked(`import { o } from './o.js'; mark(o)`, (evaluator, node) => print(evaluator.evaluate(node)), {
      filename: path.join(root, 'main.ts'),
      parser,
    });
    expect(ask).toEqual(['5']);
  });

  it('a host without a parser looks into no other file', () => {
    const root = createProject(options);
    const file = path.join(root, 'main.js');
    const main = createSourceModule(typescriptParser.parse('x;', { range: true, loc: true }), 'x;', null, file);
    expect(createLoader(main, {}).load('./options.js', main)).toBeNull();
    expect(createLoader(main, { parser: typescriptParser }).load('./options.js', main)?.file).toBe(
      path.join(root, 'options.js'),
    );
  });

  it('a path from the root of the disk is one to a file', () => {
    const root = createProject(options);
    const code = `import { options } from '${root.replaceAll('\\', '/')}/options.js'; mark(options)`;
    expect(valueIn(root, 'main.js', code, 'espree')).toBe('{grpc.x: 1}');
  });

  it('the lint of one file looks into 60 others', () => {
    const files = Array.from({ length: 61 }, (_, index) => `o${index}.js`);
    const root = createProject(Object.fromEntries(files.map((name, index) => [name, `export const a = ${index}`])));
    const imports = files.map((name, index) => `import { a as a${index} } from './${name}';`).join('\n');
    const code = `${imports}\nmark([${files.map((_, index) => `a${index}`).join()}])`;
    const known = Array.from({ length: 60 }, (_, index) => index);
    expect(valueIn(root, 'main.js', code, 'espree')).toBe(`[${known.join(', ')}, ?]`);
  });

  it('text without a file has no imports to follow', () => {
    expect(
      askMarked(`import { a } from './a.js'; mark(a)`, (evaluator, node) => print(evaluator.evaluate(node)), {
        filename: '<input>',
      }),
    ).toEqual(['?']);
  });

  it('an import that leads back to the linted file finds its text, not the file on disk', () => {
    const root = createProject({
      'a.js': `import { X } from './main.js'; export const a = X`,
      'main.js': `export const X = 1`,
    });
    const code = `import { a } from './a.js'; export const X = 5; mark(a)`;
    expect(valueIn(root, 'main.js', code, 'espree')).toBe('5');
  });

  it('an origin names the other file and line', () => {
    const root = createProject({ 'src/config.js': `\nexport const a = 5` });
    const code = `import { a } from './config.js';\nconst b = 6; mark(a); mark(b)`;
    const origins = askMarked(code, (evaluator, node) => evaluator.describeOrigin(evaluator.evaluate(node).origin), {
      filename: path.join(root, 'src/main.js'),
      cwd: root,
      parser: 'espree',
    });
    expect(origins).toEqual(['src/config.js:2', 'line 2']);
  });

  it('what a file takes back from the linted one is found anew for each text of it', () => {
    const root = createProject({ 'o.js': `import { t } from './main.js'; export const o = { a: t };`, 'main.js': '' });
    const code = (t: number) => `import { o } from './o.js'; export const t = ${t}; mark(o)`;
    expect(valueIn(root, 'main.js', code(5), 'espree')).toBe('{a: 5}');
    expect(valueIn(root, 'main.js', code(6), 'espree')).toBe('{a: 6}');
  });

  it('a file that changed is read again', () => {
    const root = createProject({ 'o.js': `export const a = 5` });
    const code = `import { a } from './o.js'; mark(a)`;
    expect(valueIn(root, 'main.js', code, 'espree')).toBe('5');
    writeFiles(root, { 'o.js': `export const a = 600` });
    vi.setSystemTime(Date.now() + BELIEVED_MS + 1);
    onTestFinished(() => void vi.useRealTimers());
    expect(valueIn(root, 'main.js', code, 'espree')).toBe('600');
  });

  it('a file that many files import is parsed once', () => {
    const root = createProject({ 'o.ts': `export const a = 5` });
    let parsed = 0;
    const parser = {
      parse: (text: string, given: typescriptParser.ParserOptions) => {
        if (text.startsWith('export')) parsed++;
        return typescriptParser.parse(text, given);
      },
    };
    for (let index = 0; index < 20; index++) {
      const filename = path.join(root, `main${index}.ts`);
      expect(
        askMarked(`import { a } from './o'; mark(a)`, (evaluator, node) => print(evaluator.evaluate(node)), {
          parser,
          filename,
          cwd: root,
        }),
      ).toEqual(['5']);
    }
    expect(parsed).toBe(1);
  });
});

describe('references through other files', () => {
  it.each([
    [{ 'grpc.js': `export * as grpc from '@grpc/grpc-js'` }, `import { grpc } from './grpc.js'; mark(grpc.Client)`],
    [
      { 'grpc.js': `import * as grpc from '@grpc/grpc-js'; export { grpc }` },
      `import { grpc } from './grpc.js'; mark(grpc.Client)`,
    ],
    [
      { 'grpc.js': `import * as grpc from '@grpc/grpc-js'; export const Client = grpc.Client` },
      `import { Client } from './grpc.js'; mark(Client)`,
    ],
    [{ 'grpc.js': `export * from '@grpc/grpc-js'` }, `import { Client } from './grpc.js'; mark(Client)`],
    [
      { 'grpc.js': `export * from '@grpc/grpc-js'; export * from './own.js'`, 'own.js': `export const own = 1` },
      `import { Client } from './grpc.js'; mark(Client)`,
    ],
    [{ 'grpc.js': `export * from '@grpc/grpc-js'` }, `import * as g from './grpc.js'; mark(g.Client)`],
    [
      { 'grpc.js': `module.exports = require('@grpc/grpc-js')` },
      `const { Client } = require('./grpc.js'); mark(Client)`,
    ],
    [
      { 'grpc.js': `const grpc = require('@grpc/grpc-js'); module.exports = { grpc }` },
      `const { grpc } = require('./grpc.js'); mark(grpc.Client)`,
    ],
  ])('%j → %s', (files, code) => {
    const root = createProject(files);
    const [reference = null] = askMarked(code, (evaluator, node) => evaluator.referenceOf(node), {
      filename: path.join(root, 'main.js'),
    });
    expect(reference?.imports.at(-1)).toEqual({ module: '@grpc/grpc-js', path: ['Client'] });
    expect(isExportOf(reference, ['@grpc/grpc-js'], 'Client')).toBe(true);
  });

  it('a name that two packages may have is of neither', () => {
    const root = createProject({ 'grpc.js': `export * from '@grpc/grpc-js'; export * from 'nice-grpc'` });
    const code = `import { Client } from './grpc.js'; mark(Client)`;
    const references = askMarked(code, (evaluator, node) => evaluator.referenceOf(node), {
      filename: path.join(root, 'main.js'),
    });
    expect(references).toEqual([null]);
  });

  it('the nearest import comes first', () => {
    const root = createProject({ 'grpc.js': `export * as grpc from '@grpc/grpc-js'` });
    const code = `import { grpc } from './grpc.js'; import * as all from './grpc.js'; mark(grpc.Client); mark(all); mark(all.none)`;
    const imports = askMarked(code, (evaluator, node) => evaluator.referenceOf(node)?.imports, {
      filename: path.join(root, 'main.js'),
    });
    expect(imports).toEqual([
      [
        { module: './grpc.js', path: ['grpc', 'Client'] },
        { module: '@grpc/grpc-js', path: ['Client'] },
      ],
      [{ module: './grpc.js', path: [] }],
      undefined,
    ]);
  });
});
