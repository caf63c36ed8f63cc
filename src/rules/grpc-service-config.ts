/** Service configs on which the constructor throws, or of which grpc-js silently ignores a part. */
import type { TSESTree } from '@typescript-eslint/utils';
import { KEYS } from '../grpc/channel-options.js';
import { forEachChannel, getConditions } from '../grpc/channels.js';
import { applyEdits, printValue, renameKey, replaceNode, wrap, type Edit, type Writable } from '../grpc/edits.js';
import type { PropertyValue, Value } from '../grpc/options/value.js';
import { getOwnKey, getOwnValue } from '../grpc/remedies.js';
import type { ConfigProblem } from '../grpc/service-config.js';
import { readServiceConfigs } from '../grpc/retry-verdict.js';
import { SINCE } from '../grpc/versions.js';
import { createRule, type MessageId, type RuleContext } from './rule.js';
import { describeKey, describeValue } from './wording.js';

const ID = 'grpc-service-config';
type Context = RuleContext<typeof ID>;
type Report = Parameters<Context['report']>[0];

export const grpcServiceConfig = createRule(ID, (context) => {
  const conditions = getConditions(context);
  const reported = new Set<TSESTree.Node>();
  return forEachChannel(context, (channel) => {
    for (const { property, reading } of readServiceConfigs(channel, conditions)) {
      for (const problem of reading.problems) {
        // One config may serve several channels; a place that is wrong in two ways is told once.
        if (reported.has(problem.at.node)) continue;
        reported.add(problem.at.node);
        const { messageId, data } = explain(context, problem);
        context.report({
          node: problem.at.file === null ? problem.at.node : channel.site.reportNode,
          messageId,
          data: {
            key: describeKey(context, KEYS.serviceConfig, property),
            value: describeValue(context, property.value),
            version: conditions.grpcJsVersion,
            ...data,
          },
          ...getEdit(context, problem, property),
        });
      }
    }
  });
});

interface Message {
  readonly messageId: MessageId<typeof ID>;
  readonly data?: Readonly<Record<string, string>>;
}

function explain(context: Context, problem: ConfigProblem): Message {
  switch (problem.kind) {
    case 'object':
    case 'list':
      return { messageId: problem.kind };
    case 'invalid-json':
      return { messageId: 'invalidJson' };
    case 'both-policies':
      return { messageId: 'bothPolicies' };
    case 'match-all-too-new':
      return { messageId: 'matchAllTooNew', data: { needs: SINCE.matchAllName } };
    case 'requirement': {
      const value = problem.value ? describeValue(context, problem.value) : 'missing';
      return { messageId: 'requirement', data: { path: problem.path, must: problem.must, value } };
    }
    case 'duplicate-name':
      return { messageId: 'duplicateName', data: { name: problem.name } };
    case 'method-config-not-array':
      return { messageId: 'methodConfigNotArray' };
    case 'no-names':
      return { messageId: 'noNames' };
    case 'misplaced':
      return { messageId: 'misplaced', data: { name: problem.key, place: problem.place } };
    case 'misspelt':
      return { messageId: 'misspelt', data: { name: problem.key, meant: problem.meant } };
  }
}

/** What can only mean one thing is fixed; what chooses methods or a number is suggested. */
function getEdit(context: Context, problem: ConfigProblem, property: PropertyValue): Pick<Report, 'fix' | 'suggest'> {
  const { sourceCode } = context;
  const fixBy = (edits: readonly Edit[]): Pick<Report, 'fix'> => ({ fix: (fixer) => applyEdits(fixer, edits) });
  switch (problem.kind) {
    case 'object': {
      const node = getOwnValue(property);
      return node ? fixBy(wrap(node, 'JSON.stringify(', ')')) : {};
    }
    case 'method-config-not-array': {
      const node = getOwnValue(problem.property);
      return node ? fixBy(wrap(node, '[', ']')) : {};
    }
    case 'misspelt': {
      const node = getOwnKey(problem.property);
      return node ? fixBy([renameKey(sourceCode, node, problem.meant)]) : {};
    }
    case 'no-names': {
      const node = getOwnValue(problem.property);
      if (node?.type !== 'ArrayExpression') return {};
      return { suggest: [{ messageId: 'matchAll', fix: (fixer) => fixer.replaceText(node, '[{}]') }] };
    }
    case 'requirement': {
      const text = getMeant(problem);
      const node = getOwnLiteral(problem.value);
      if (!node || text === null) return {};
      const edits = [replaceNode(sourceCode, node, text)];
      const data = { text: printValue(sourceCode, text) };
      return { suggest: [{ messageId: 'write', data, fix: (fixer) => applyEdits(fixer, edits) }] };
    }
    default:
      return {};
  }
}

/** The literal that is the value. Inside JSON text there is none: the whole text is one literal. */
function getOwnLiteral(value: Value | null): TSESTree.Literal | null {
  if (value?.kind !== 'literal' || value.origin.file !== null) return null;
  const { node } = value.origin;
  return node.type === 'Literal' && node.value === value.value ? node : null;
}

/** The value in the form that is asked for: `'100ms'` and 0.1 are `'0.1s'`, `'3'` is 3. */
function getMeant(problem: Extract<ConfigProblem, { kind: 'requirement' }>): Writable | null {
  const value = problem.value?.kind === 'literal' ? problem.value.value : null;
  if (/(?:Backoff|hedgingDelay|timeout)$/.test(problem.path)) {
    const [, number = '', unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s)?$/.exec(String(value)) ?? [];
    return number === '' ? null : `${unit === 'ms' ? Number(number) / 1000 : number}s`;
  }
  const isCount = typeof value === 'string' && /^\d+$/.test(value) && Number(value) > 1;
  return isCount && problem.path.endsWith('maxAttempts') ? Number(value) : null;
}
