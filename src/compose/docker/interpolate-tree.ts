/** Applies `${…}` to every text value of a file. Keys and comments are left alone, as Docker leaves them. */
import type { Span } from '../../core/finding.js';
import type { ListNode, MapEntry, MapNode, ScalarNode, TreeNode } from '../read/tree.js';
import { getCast } from './casts.js';
import { hasExpressions, interpolate, type Environment, type InterpolationError } from './interpolate.js';
import { locateText } from './sourced.js';
import type { Code, Problem } from './stack.js';

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
  const problems: Problem[] = [];
  const unset: UnsetVariable[] = [];
  // A mistake in an anchor is one mistake, however often the anchor is used.
  const reported = new Set<number>();

  const path: string[] = [];
  // Docker writes every list index as `[]`.
  const dockerPath: string[] = [];

  const visit = (node: TreeNode, key: string, dockerKey = key): TreeNode => {
    path.push(key);
    dockerPath.push(dockerKey);
    const result = visitNode(node);
    path.pop();
    dockerPath.pop();
    return result;
  };

  const visitNode = (node: TreeNode): TreeNode => {
    if (node.kind === 'scalar') return visitScalar(node);
    if (node.kind === 'list') return visitList(node);
    // Docker does not look into a mapping that has a key which is not text.
    return node.otherKey ? node : visitMap(node);
  };

  const visitMap = (node: MapNode): MapNode => {
    let changed: Map<string, MapEntry> | null = null;
    for (const [key, entry] of node.entries) {
      const value = visit(entry.value, key);
      if (value === entry.value) continue;
      changed ??= new Map(node.entries);
      changed.set(key, { ...entry, value });
    }
    return changed ? { ...node, entries: changed } : node;
  };

  const visitList = (node: ListNode): ListNode => {
    const items = node.items.map((item, index) => visit(item, String(index), '[]'));
    return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
  };

  const visitScalar = (node: ScalarNode): ScalarNode => {
    if (node.value.type !== 'string' || !hasExpressions(node.value.text)) return node;
    const source = node.value.text;
    const place = [...path];
    const interpolation = interpolate(source, environment);
    const value = { type: 'string', text: interpolation.text } as const;
    const result: ScalarNode = { ...node, value, interpolation };
    for (const expression of interpolation.expressions) {
      if (expression.isSet) continue;
      unset.push({ name: expression.name, span: locateText(node, source, expression), path: place });
    }
    const report = (
      code: Code<'interpolation'>,
      data: Problem['data'],
      docker: string | null,
      at: { start: number; end: number },
    ): void => {
      if (reported.has(node.source.start)) return;
      reported.add(node.source.start);
      const written = locateText(node, source, at);
      const isUse = node.via.length > 0;
      const related = isUse ? [{ ...written, label: 'written here' }] : [];
      const span = isUse ? node.span : written;
      problems.push({ stage: 'interpolation', code, span, related, path: place, data, docker });
    };
    if (interpolation.error) {
      const { error } = interpolation;
      const code = error.kind === 'required' ? 'required-variable' : 'malformed-variable';
      const data: Problem['data'] =
        error.kind === 'required'
          ? { expression: source.slice(error.start, error.end), name: error.name, message: error.message }
          : { expression: describeMalformed(source.slice(error.start)) };
      report(code, data, toDockerError(dockerPath.join('.'), error, source), error);
      return { ...result, isUnknown: true };
    }
    const cast = interpolation.text === source ? null : getCast(dockerPath);
    if (!cast) return result;
    const casted = cast(interpolation.text);
    if (casted.type !== 'cast-error') return { ...result, value: casted };
    const docker = `error while interpolating ${dockerPath.join('.')}: failed to cast to expected type: ${casted.docker}`;
    const [first] = interpolation.expressions;
    const at = first ?? { start: 0, end: source.length };
    report('bad-cast', { expected: casted.expected, variable: first?.name ?? '', expression: source }, docker, at);
    return { ...result, isUnknown: true };
  };

  return { root: visitNode(root), problems, unset };
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
