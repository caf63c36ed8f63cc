import fc from 'fast-check';
import type { GeneratorValue } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { applyEdits } from '../../../src/compose/fix/apply-edits.js';
import { findUndeclaredChange } from '../../../src/compose/fix/meaning.js';
import { appendItems, removeKey, renameKey, replaceScalar, setKeys } from '../../../src/compose/fix/operations.js';
import type { EditResult, KeyPath, YamlValue } from '../../../src/compose/fix/operations.js';
import type { StackFile } from '../../../src/compose/docker/stack.js';
import { countChangedLines } from './changed-lines.js';
import { choose, randomStack } from './random-stack.js';

const RUNS = Number(process.env['FIX_RUNS'] ?? 2000);

const KINDS = ['set', 'set many', 'replace', 'append', 'remove', 'rename'] as const;

/** One operation: what it does to the text, and to the values that `yaml` reads from it. */
interface Operation {
  readonly name: string;
  readonly edit: (file: StackFile) => EditResult;
  readonly intend: (root: unknown) => void;
  readonly maxChangedLines: number;
  /** The same operation answers with no edits the second time; otherwise it refuses. */
  readonly isRepeatable: boolean;
}

function randomOperation(g: GeneratorValue, values: unknown): Operation {
  const all = collectPaths(values, []);
  const kind = choose(g, ...KINDS);
  const takes = (value: unknown): boolean => {
    if (kind === 'set' || kind === 'set many') return value === null || value instanceof Map;
    if (kind === 'append') return value === null || Array.isArray(value);
    return kind !== 'replace' || typeof value !== 'object' || value === null;
  };
  // Mostly places that the operation is made for; sometimes any, for the refusals.
  const fitting = all.filter((candidate) => takes(getAt(values, candidate)));
  const paths = fitting.length > 0 && g(fc.integer, { min: 0, max: 9 }) > 0 ? fitting : all;
  const inner = paths.filter((candidate) => candidate.length > 0);
  const path = choose(g, ...(inner.length > 0 ? inner : all.slice(1)));
  const parent = path.slice(0, -1);
  const last = path.at(-1) ?? '';
  const value = choose<string | number | boolean>(
    g,
    600,
    'text',
    '600',
    'a: b',
    'true',
    1.5,
    false,
    '{x}',
    'it\'s "so"',
  );
  switch (kind) {
    case 'set': {
      const mapping = choose(g, ...paths);
      const key = choose(g, 'sysctls', 'new', 'net.ipv4.tcp_keepalive_time', 'a: b');
      return {
        name: `set ${mapping.join('.')} ${key} ${String(value)}`,
        edit: (file) => setKeys(file, mapping, { [key]: value }, { quotes: 'drop' }),
        intend: (root) => {
          setAt(root, [...mapping, key], value);
        },
        maxChangedLines: 3,
        isRepeatable: true,
      };
    }
    case 'set many': {
      const block: YamlValue = {
        'net.ipv4.tcp_keepalive_time': 600,
        'net.ipv4.tcp_keepalive_intvl': 30,
        'net.x': 'on',
      };
      const target = choose(g, ...paths);
      return {
        name: `set many ${target.join('.')}`,
        edit: (file) => setKeys(file, target, { extra: block }),
        intend: (root) => {
          setAt(root, [...target, 'extra'], { ...block });
        },
        maxChangedLines: 6,
        isRepeatable: true,
      };
    }
    case 'replace':
      return {
        name: `replace ${path.join('.')} ${String(value)}`,
        edit: (file) => replaceScalar(file, path, value, { quotes: 'drop' }),
        intend: (root) => {
          setAt(root, path, value);
        },
        maxChangedLines: 2,
        isRepeatable: true,
      };
    case 'append':
      return {
        name: `append ${path.join('.')} ${String(value)}`,
        edit: (file) => appendItems(file, path, [value]),
        intend: (root) => {
          const list = getAt(root, path);
          if (Array.isArray(list)) list.push(value);
          else setAt(root, path, [value]);
        },
        maxChangedLines: 3,
        isRepeatable: false,
      };
    case 'remove':
      return {
        name: `remove ${path.join('.')}`,
        edit: (file) => removeKey(file, path),
        intend: (root) => {
          const container = getAt(root, parent);
          if (Array.isArray(container)) container.splice(Number(last), 1);
          else if (container instanceof Map) container.delete(last);
        },
        maxChangedLines: Infinity,
        isRepeatable: false,
      };
    case 'rename':
      return {
        name: `rename ${path.join('.')}`,
        edit: (file) => renameKey(file, path, 'renamed'),
        intend: (root) => {
          const container = getAt(root, parent) as Map<unknown, unknown>;
          const entries = [...container].map(([key, entry]) => [key === last ? 'renamed' : key, entry] as const);
          container.clear();
          for (const [key, entry] of entries) container.set(key, entry);
        },
        maxChangedLines: 2,
        isRepeatable: false,
      };
  }
}

function collectPaths(value: unknown, path: KeyPath): KeyPath[] {
  if (value instanceof Map) {
    const inner = [...value].filter(([key]) => typeof key === 'string' && key !== '<<');
    return [path, ...inner.flatMap(([key, nested]) => collectPaths(nested, [...path, key as string]))];
  }
  if (Array.isArray(value)) return [path, ...value.flatMap((item, index) => collectPaths(item, [...path, index]))];
  return [path];
}

function getAt(root: unknown, path: KeyPath): unknown {
  let value = root;
  for (const key of path) value = value instanceof Map ? value.get(key) : (value as unknown[])[Number(key)];
  return value;
}

function setAt(root: unknown, path: KeyPath, value: unknown): void {
  let container = root;
  for (const key of path.slice(0, -1)) {
    let next = getAt(container, [key]);
    if (next === null || next === undefined) {
      next = new Map();
      setAt(container, [key], next);
    }
    container = next;
  }
  const last = path.at(-1) ?? '';
  const plain = typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map);
  const entry = plain ? new Map(Object.entries(value)) : value;
  if (container instanceof Map) container.set(last, entry);
  else if (Array.isArray(container)) container[Number(last)] = entry;
}

/** What the library reads, aliases and merge keys left as they are. */
function read(text: string): unknown {
  const document = parseDocument(text, { uniqueKeys: false });
  if (document.errors.length > 0) throw new Error(document.errors[0]?.message);
  return document.toJS({ mapAsMap: true }) as unknown;
}

const commentsOf = (text: string): string[] => text.match(/# (?:comment \d+|head)/g) ?? [];

interface Figures {
  edited: number;
  unchanged: number;
  readonly refused: Map<string, number>;
}

describe('random stack files and random edits', () => {
  it(`make the intended change, keep every comment, and do nothing the second time (${RUNS} files)`, () => {
    const figures: Figures = { edited: 0, unchanged: 0, refused: new Map() };
    fc.assert(
      fc.property(fc.gen(), (g) => {
        const text = randomStack(g);
        const values = read(text);
        const operation = randomOperation(g, values);
        const file = { name: 'stack.yml', text };
        const result = operation.edit(file);
        if (result.kind === 'refused') {
          figures.refused.set(result.code, (figures.refused.get(result.code) ?? 0) + 1);
          return;
        }
        if (result.edits.length === 0) {
          figures.unchanged++;
          return;
        }
        figures.edited++;
        const output = applyEdits(text, result.edits);
        const context = `${operation.name}\n${text}\n=====>\n${output}`;
        const edited = { name: 'stack.yml', text: output };
        expect(findUndeclaredChange(file, edited, result.changes), context).toBeNull();
        operation.intend(values);
        expect(read(output), context).toEqual(values);
        expect(commentsOf(output), context).toEqual(commentsOf(text));
        expect(countChangedLines(text, output), context).toBeLessThanOrEqual(operation.maxChangedLines);
        const again = operation.edit(edited);
        if (operation.isRepeatable) expect(again, context).toMatchObject({ kind: 'edited', edits: [] });
      }),
      { numRuns: RUNS },
    );
    if (process.env['FIX_RUNS']) console.log(figures);
    expect(figures.edited).toBeGreaterThan(RUNS / 4);
  }, 600_000);
});
