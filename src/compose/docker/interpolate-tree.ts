/** Applies `${…}` to every text value of a file. Keys and comments are left alone, as Docker leaves them. */
import type { Span } from '../../core/finding.js';
import type { ListNode, MapEntry, MapNode, ScalarNode, TreeNode } from '../read/tree.js';
import { getCast } from './casts.js';
import { hasExpressions, interpolate, type Environment, type InterpolationError } from './interpolate.js';
import type { ProblemText } from './problem.js';
import { locateText } from './sourced.js';
import type { Problem } from './stack.js';

export interface InterpolatedTree {
  readonly root: TreeNode;
  readonly problems: readonly Problem[];
  /** Variables that are used and not set. */
  readonly unset: readonly UnsetVariable[];
}

export interface UnsetVariable {
  readonly name: string;
  readonly span: Span;
  readonly path: readonly string[];
}

export function interpolateTree(root: TreeNode, environment: Environment): InterpolatedTree {
  const interpolator = new TreeInterpolator(environment);
  return { root: interpolator.visit(root), problems: interpolator.problems, unset: interpolator.unset };
}

class TreeInterpolator {
  readonly problems: Problem[] = [];
  readonly unset: UnsetVariable[] = [];
  readonly #environment: Environment;
  /** A mistake in an anchor is one mistake, however often the anchor is used. */
  readonly #reported = new Set<number>();
  readonly #path: string[] = [];
  /** Docker writes every list index as `[]`. */
  readonly #dockerPath: string[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** The same node where nothing in it changes. */
  visit(node: TreeNode): TreeNode {
    if (node.kind === 'scalar') return this.#visitScalar(node);
    if (node.kind === 'list') return this.#visitList(node);
    // Docker does not look into a mapping that has a key which is not text.
    return node.otherKey ? node : this.#visitMap(node);
  }

  #visitChild(node: TreeNode, key: string, dockerKey = key): TreeNode {
    this.#path.push(key);
    this.#dockerPath.push(dockerKey);
    const result = this.visit(node);
    this.#path.pop();
    this.#dockerPath.pop();
    return result;
  }

  #visitMap(node: MapNode): MapNode {
    let changed: Map<string, MapEntry> | null = null;
    for (const [key, entry] of node.entries) {
      const value = this.#visitChild(entry.value, key);
      if (value === entry.value) continue;
      changed ??= new Map(node.entries);
      changed.set(key, { ...entry, value });
    }
    return changed ? { ...node, entries: changed } : node;
  }

  #visitList(node: ListNode): ListNode {
    const items = node.items.map((item, index) => this.#visitChild(item, String(index), '[]'));
    return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
  }

  #visitScalar(node: ScalarNode): ScalarNode {
    if (node.value.type !== 'string' || !hasExpressions(node.value.text)) return node;
    const source = node.value.text;
    const interpolation = interpolate(source, this.#environment);
    const { text, error, expressions } = interpolation;
    const result: ScalarNode = { ...node, value: { type: 'string', text }, interpolation };
    const path = [...this.#path];
    for (const expression of expressions) {
      if (expression.isSet) continue;
      this.unset.push({ name: expression.name, span: locateText(node, expression), path });
    }
    if (error) {
      this.#report(node, error, describeError(error, source, this.#dockerPath));
      return { ...result, isUnknown: true };
    }
    const cast = text === source ? null : getCast(this.#dockerPath);
    if (!cast) return result;
    const value = cast(text);
    if (value.type !== 'cast-error') return { ...result, value };
    const [first] = expressions;
    this.#report(node, first ?? { start: 0, end: source.length }, {
      code: 'bad-cast',
      data: { expected: value.expected, variable: first?.name ?? '', expression: source },
      docker: `error while interpolating ${this.#dockerPath.join('.')}: failed to cast to expected type: ${value.docker}`,
    });
    return { ...result, isUnknown: true };
  }

  /** @param at - a part of the text before interpolation */
  #report(
    node: ScalarNode,
    at: { start: number; end: number },
    { code, data, docker }: Required<ProblemText<'interpolation'>>,
  ): void {
    if (this.#reported.has(node.source.start)) return;
    this.#reported.add(node.source.start);
    const written = locateText(node, at);
    const isUse = node.via.length > 0;
    const related = isUse ? [{ ...written, label: 'written here' }] : [];
    const span = isUse ? node.span : written;
    this.problems.push({ stage: 'interpolation', code, span, related, path: [...this.#path], data, docker });
  }
}

function describeError(
  error: InterpolationError,
  source: string,
  dockerPath: readonly string[],
): Required<ProblemText<'interpolation'>> {
  const docker = toDockerError(dockerPath.join('.'), error, source);
  if (error.kind === 'malformed') {
    return { code: 'malformed-variable', data: { expression: describeMalformed(source.slice(error.start)) }, docker };
  }
  const { start, end, name, message } = error;
  return { code: 'required-variable', data: { expression: source.slice(start, end), name, message }, docker };
}

/** Docker stumbles over the dollar sign; a reader wants to see what follows it. */
function describeMalformed(rest: string): string {
  return rest.replace(/^(\$(?:\{[^}\r\n]*\}?|[^\s"']?)).*/s, '$1');
}

function toDockerError(path: string, error: InterpolationError, source: string): string {
  const template =
    error.kind === 'required' ? `required variable ${error.name} is missing a value: ${error.message}` : source;
  return `invalid interpolation format for ${path}: ${JSON.stringify(template)}; you may need to escape any $ with another $`;
}
