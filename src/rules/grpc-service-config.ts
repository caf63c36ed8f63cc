/** Service configs on which the constructor throws, or of which grpc-js silently ignores a part. */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { KEYS } from '../grpc/channel-options.js';
import { forEachChannel, getConditions } from '../grpc/channels.js';
import { applyEdits } from '../grpc/edits.js';
import { evaluatorFor } from '../grpc/options/evaluator.js';
import type { PropertyValue } from '../grpc/options/value.js';
import { readServiceConfigs } from '../grpc/retry-verdict.js';
import { getCorrection } from '../grpc/service-config/correction.js';
import type { ConfigProblem } from '../grpc/service-config/index.js';
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
            ...describePlace(context, problem),
            ...data,
          },
          ...getEdit(context, problem, property),
        });
      }
    }
  });
});

/** The place of the problem, where it is not the place of the report. */
function describePlace(context: Context, { at }: ConfigProblem): Readonly<Record<'on' | 'in' | 'here', string>> {
  if (at.file === null) return { on: '', in: '', here: 'here' };
  const place = evaluatorFor(context).describeOrigin(at);
  return { on: ` on ${place}`, in: ` in ${place}`, here: `in ${place}` };
}

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
      return {
        messageId: 'requirement',
        data: {
          path: problem.path,
          must: problem.must,
          value,
          // The value says where it was written.
          ...(problem.value && { on: '' }),
        },
      };
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
  const correction = getCorrection(context.sourceCode, problem, property);
  if (!correction) return {};
  const fix = (fixer: TSESLint.RuleFixer): TSESLint.RuleFix[] => applyEdits(fixer, correction.edits);
  switch (correction.kind) {
    case 'certain':
      return { fix };
    case 'match-all':
      return { suggest: [{ messageId: 'matchAll', fix }] };
    case 'write':
      return { suggest: [{ messageId: 'write', data: { text: correction.text }, fix }] };
  }
}
