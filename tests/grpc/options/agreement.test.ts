/** The evaluator against JavaScript itself, on random programs and on large real files. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TSESTree } from '@typescript-eslint/utils';
import { childrenOf } from '../../../src/grpc/options/scope.js';
import type { Value } from '../../../src/grpc/options/value.js';
import { askMarked } from './marked.js';

/** Is everything that the value claims to know true of the result? */
function agrees(value: Value, actual: unknown): boolean {
  switch (value.kind) {
    case 'unknown':
      return true;
    case 'oneOf':
      return value.values.some((one) => agrees(one, actual));
    case 'literal':
      return Object.is(value.value, actual);
    case 'object': {
      if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return false;
      const fields = actual as Record<string, unknown>;
      const isWhole = !value.complete || Object.keys(fields).every((key) => value.properties.has(key));
      return isWhole && [...value.properties].every(([key, property]) => agrees(property.value, fields[key]));
    }
    case 'array':
      return (
        Array.isArray(actual) &&
        (!value.complete ||
          (actual.length === value.elements.length &&
            value.elements.every((element, index) => agrees(element, actual[index]))))
      );
    case 'json':
      return typeof actual === 'string' && agrees(value.value, JSON.parse(actual));
    default:
      return typeof actual === 'function' || typeof actual === 'object';
  }
}

function evaluateMarked(code: string): Value {
  const [value] = askMarked(code, (evaluator, node) => evaluator.evaluate(node), { parser: 'espree' });
  if (!value) throw new Error('nothing marked');
  return value;
}

const key = fc.constantFrom('a', 'b', 'grpc.x');
const name = fc.constantFrom('p', 'q', 'r');

/** Expressions without names: every part is known, so the whole must be. */
const { closed } = fc.letrec<{ closed: string; primitive: string; object: string }>((tie) => ({
  primitive: fc.oneof(
    { maxDepth: 3 },
    fc.integer({ min: -1000, max: 1_000_000 }).map((number) => `(${number})`),
    fc.constantFrom(`'x'`, `'5'`, 'true', 'false', 'null', 'undefined', 'NaN', 'Infinity', '600_000', '`t`'),
    fc
      .tuple(
        tie('primitive'),
        fc.constantFrom('+', '-', '*', '/', '%', '<', '>=', '===', '!=', '&', '??', '&&', '||'),
        tie('primitive'),
      )
      .map(([a, operator, b]) => `((${a}) ${operator} (${b}))`),
    fc
      .tuple(fc.constantFrom('-', '!', '+', 'typeof ', '~', 'void '), tie('primitive'))
      .map(([operator, a]) => `(${operator}(${a}))`),
    fc.tuple(tie('closed'), tie('primitive'), tie('primitive')).map(([a, b, c]) => `((${a}) ? (${b}) : (${c}))`),
    fc
      .tuple(fc.constantFrom('Number', 'String', 'Boolean', 'parseInt', 'Math.max', 'Math.abs'), tie('primitive'))
      .map(([f, a]) => `${f}(${a})`),
    fc.tuple(tie('primitive'), tie('primitive')).map(([a, b]) => `\`\${${a}}-\${${b}}\``),
    fc.tuple(tie('object'), key).map(([object, member]) => `(${object})['${member}']`),
  ),
  object: fc.oneof(
    { maxDepth: 2 },
    fc
      .array(fc.tuple(key, tie('closed')), { maxLength: 3 })
      .map((pairs) => `({ ${pairs.map(([k, v]) => `'${k}': ${v}`).join(', ')} })`),
    fc
      .tuple(tie('object'), key, tie('closed'), tie('object'))
      .map(([a, k, v, b]) => `({ ...${a}, '${k}': ${v}, ...${b} })`),
    fc.tuple(tie('object'), tie('object')).map(([a, b]) => `Object.assign({}, ${a}, ${b})`),
    fc.tuple(tie('object'), tie('primitive')).map(([a, b]) => `({ ...((${b}) && (${a})) })`),
    tie('object').map((a) => `((o) => ({ ...o, f: 1 }))(${a})`),
  ),
  closed: fc.oneof(
    { maxDepth: 3 },
    tie('primitive'),
    tie('object'),
    fc.array(tie('primitive'), { maxLength: 3 }).map((elements) => `[${elements.join(', ')}]`),
  ),
}));

const { arithmetic } = fc.letrec<{ arithmetic: string }>((tie) => ({
  arithmetic: fc.oneof(
    { maxDepth: 4 },
    fc.integer({ min: 0, max: 100_000 }).map(String),
    fc.constantFrom('60_000', '1e3', '0x10', "Number('5')", 'Math.min(1, 2)', 'NaN', 'Infinity'),
    fc
      .tuple(tie('arithmetic'), fc.constantFrom('+', '-', '*', '/', '%'), tie('arithmetic'))
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    tie('arithmetic').map((a) => `-(${a})`),
  ),
}));

/** Small programs over three variables and a condition that the evaluator does not know. */
const expression = fc.oneof(
  // A copy: an object under two reassigned names is beyond what is followed.
  name.map((a) => `copy(${a})`),
  fc.integer({ min: 0, max: 9 }).map(String),
  fc.tuple(name, name).map(([a, b]) => `({ a: copy(${a}), b: copy(${b}) })`),
  fc.tuple(name, key).map(([a, k]) => `copy(${a}?.['${k}'])`),
  fc.tuple(name, fc.integer({ min: 0, max: 9 })).map(([a, n]) => `({ ...${a}, a: ${n} })`),
  fc.tuple(name, name).map(([a, b]) => `(unknown() ? copy(${a}) : copy(${b}))`),
  fc.tuple(name, name).map(([a, b]) => `copy(${a} ?? ${b})`),
);
const { statement } = fc.letrec<{ statement: string; block: string }>((tie) => ({
  block: fc.array(tie('statement'), { maxLength: 3 }).map((statements) => `{ ${statements.join(' ')} }`),
  statement: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.tuple(name, expression).map(([a, e]) => `${a} = ${e};`),
    fc.tuple(name, key, expression).map(([a, k, e]) => `if (isObject(${a})) ${a}['${k}'] = ${e};`),
    fc.tuple(name, expression).map(([a, e]) => `if (isObject(${a})) Object.assign(${a}, ${e});`),
    fc.tuple(name, key).map(([a, k]) => `if (isObject(${a})) delete ${a}['${k}'];`),
    fc.tuple(tie('block'), tie('block')).map(([a, b]) => `if (unknown()) ${a} else ${b}`),
    tie('block').map((a) => `if (unknown()) ${a}`),
    tie('block').map((a) => `for (const i of [1, 2]) ${a}`),
    fc.tuple(tie('block'), tie('block')).map(([a, b]) => `try ${a} catch ${b}`),
    fc
      .tuple(tie('block'), tie('block'))
      .map(([a, b]) => `switch (unknown()) { case true: ${a} break; case 1: ${b} default: ${a} }`),
    tie('block').map((a) => `(() => ${a})();`),
    tie('block').map((a) => `[1].forEach(() => ${a});`),
  ),
}));

describe('agreement with JavaScript', () => {
  it('an expression without names evaluates to exactly what JavaScript makes of it', () => {
    fc.assert(
      fc.property(closed, (code) => {
        let actual: unknown;
        try {
          actual = vm.runInNewContext(`(${code})`);
        } catch {
          return; // It throws: nobody asks for its value.
        }
        // With an object as an operand or a condition it may stay unknown; what is known is right.
        expect(agrees(evaluateMarked(`mark(${code})`), actual)).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  it('arithmetic of literals is known, always', () => {
    fc.assert(
      fc.property(arithmetic, (code) => {
        expect(evaluateMarked(`mark(${code})`)).toMatchObject({
          kind: 'literal',
          value: vm.runInNewContext(code) as unknown,
        });
      }),
      { numRuns: 200 },
    );
  });

  it('what is known of a variable after branches, loops and calls holds in every run', () => {
    fc.assert(
      fc.property(
        fc.array(statement, { minLength: 1, maxLength: 5 }),
        name,
        fc.infiniteStream(fc.boolean()),
        (statements, used, coins) => {
          const body = `function copy(x) { return JSON.parse(JSON.stringify(x) ?? null) } let p = { a: 1 }, q = 2, r = { 'grpc.x': 3 }; ${statements.join(' ')}`;
          const value = evaluateMarked(`${body} mark(${used})`);
          const isObject = (candidate: unknown) => typeof candidate === 'object' && candidate !== null;
          const actual: unknown = vm.runInNewContext(`${body} ${used}`, {
            unknown: () => coins.next().value as unknown,
            isObject,
          });
          expect(agrees(value, actual)).toBe(true);
        },
      ),
      { numRuns: 600 },
    );
  });
});

function programOf(node: TSESTree.Node): TSESTree.Node {
  let current = node;
  while (current.parent) current = current.parent;
  return current;
}

const require = createRequire(import.meta.url);

/** The files of a package's folder whose names end like this. */
function filesOf(name: string, folder: string, ending: string): string[] {
  const directory = path.join(path.dirname(require.resolve(`${name}/package.json`)), folder);
  return fs
    .readdirSync(directory)
    .filter((file) => file.endsWith(ending))
    .map((file) => path.join(directory, file));
}

describe('real files', () => {
  const files = [
    ...filesOf('@grpc/grpc-js', 'src', 'er.ts'),
    ...filesOf('typescript', 'lib', 'lib.es5.d.ts'),
    ...filesOf('eslint', 'lib/linter', 'r.js'),
  ];

  it('every node of a large file evaluates without an error', () => {
    let nodes = 0;
    for (const filename of files) {
      const code = `${fs.readFileSync(filename, 'utf8').replace(/^#!.*/, '')}\nmark(0);`;
      askMarked(
        code,
        (evaluator, node) => {
          const pending: TSESTree.Node[] = [programOf(node)];
          for (let next = pending.pop(); next; next = pending.pop()) {
            nodes++;
            expect(evaluator.evaluate(next)).toHaveProperty('origin');
            evaluator.referenceOf(next);
            pending.push(...childrenOf(next));
          }
        },
        { filename },
      );
    }
    expect(nodes).toBeGreaterThan(15_000);
  }, 120_000);
});
