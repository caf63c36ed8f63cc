/** What the wrong part of a service config was meant to be, and how to write it there. */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { printValue, renameKey, replaceNode, wrap, type Edit, type Writable } from '../edits.js';
import type { PropertyValue, Value } from '../options/value.js';
import { getOwnKey, getOwnValue } from '../remedies.js';
import type { ConfigProblem } from './problem.js';

/** What can only mean one thing is `certain`; what chooses methods (`match-all`) or a number (`write`) is for a person to confirm. */
export type Correction =
  | { readonly kind: 'certain' | 'match-all'; readonly edits: readonly Edit[] }
  | { readonly kind: 'write'; readonly edits: readonly Edit[]; readonly text: string };

/**
 * The correction of a problem.
 *
 * @param property - the one that holds the service config
 * @returns `null` where nothing certain is meant, or the text is not in this file
 */
export function getCorrection(
  sourceCode: Readonly<TSESLint.SourceCode>,
  problem: ConfigProblem,
  property: PropertyValue,
): Correction | null {
  switch (problem.kind) {
    case 'object': {
      const node = getOwnValue(property);
      return node && { kind: 'certain', edits: wrap(node, 'JSON.stringify(', ')') };
    }
    case 'method-config-not-array': {
      const node = getOwnValue(problem.property);
      return node && { kind: 'certain', edits: wrap(node, '[', ']') };
    }
    case 'misspelt': {
      const node = getOwnKey(problem.property);
      return node && { kind: 'certain', edits: [renameKey(sourceCode, node, problem.meant)] };
    }
    case 'no-names': {
      const node = getOwnValue(problem.property);
      return node?.type === 'ArrayExpression'
        ? { kind: 'match-all', edits: [replaceNode(sourceCode, node, [{}])] }
        : null;
    }
    case 'requirement': {
      const meant = getMeant(problem);
      const node = getOwnLiteral(problem.value);
      if (!node || meant === null) return null;
      return { kind: 'write', edits: [replaceNode(sourceCode, node, meant)], text: printValue(sourceCode, meant) };
    }
    default:
      return null;
  }
}

/** The literal that is the value. Inside JSON text there is none: the whole text is one literal. */
function getOwnLiteral(value: Value | null): TSESTree.Literal | null {
  if (value?.kind !== 'literal' || value.origin.file !== null) return null;
  const { node } = value.origin;
  return node.type === 'Literal' && node.value === value.value ? node : null;
}

/** The value in the form that is asked for: `'100ms'` and 0.1 are `'0.1s'`, `'3'` is 3. */
function getMeant({ path, value }: Extract<ConfigProblem, { kind: 'requirement' }>): Writable | null {
  const written = value?.kind === 'literal' ? value.value : null;
  if (/(?:Backoff|hedgingDelay|timeout)$/.test(path)) {
    const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s)?$/.exec(String(written)) ?? [];
    return number === undefined ? null : `${unit === 'ms' ? Number(number) / 1000 : number}s`;
  }
  const isCount = typeof written === 'string' && /^\d+$/.test(written) && Number(written) > 1;
  return isCount && path.endsWith('maxAttempts') ? Number(written) : null;
}
