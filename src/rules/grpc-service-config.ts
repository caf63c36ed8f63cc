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
        context.report({
          node: problem.at.file === null ? problem.at.node : channel.site.reportNode,
          ...explain(context, problem, describeKey(context, KEYS.serviceConfig, property), conditions.grpcJsVersion),
          ...getEdit(context, problem, property),
        });
      }
    }
  });
});

interface Message {
  readonly messageId: MessageId<typeof ID>;
  readonly data: Readonly<Record<string, string>>;
}

/** @param key - of the option that holds the service config */
function explain(context: Context, problem: ConfigProblem, key: string, version: string): Message {
  const { on, inside, here } = describePlace(context, problem);
  switch (problem.kind) {
    case 'object':
      return { messageId: 'object', data: { key, value: describeValue(context, problem.value) } };
    case 'invalid-json':
      return { messageId: 'invalidJson', data: { key } };
    case 'list':
      return { messageId: 'list', data: { key } };
    case 'both-policies':
      return { messageId: 'bothPolicies', data: { on } };
    case 'match-all-too-new':
      return { messageId: 'matchAllTooNew', data: { on, version, needs: SINCE.matchAllName } };
    case 'requirement': {
      const { path, must, value } = problem;
      // The value says where it was written.
      const given = value ? { on: '', value: describeValue(context, value) } : { on, value: 'missing' };
      return { messageId: 'requirement', data: { path, must, ...given } };
    }
    case 'duplicate-name':
      return { messageId: 'duplicateName', data: { on, methods: describeMethods(problem) } };
    case 'method-config-not-array':
      return { messageId: 'methodConfigNotArray', data: { here } };
    case 'no-names':
      return { messageId: 'noNames', data: { in: inside } };
    case 'misplaced':
      return { messageId: 'misplaced', data: { name: problem.key, here, place: problem.place } };
    case 'misspelt':
      return { messageId: 'misspelt', data: { name: problem.key, in: inside, meant: problem.meant } };
  }
}

/** The place of the problem, where it is not the place of the report. */
function describePlace(context: Context, { at }: ConfigProblem): Readonly<Record<'on' | 'inside' | 'here', string>> {
  if (at.file === null) return { on: '', inside: '', here: 'here' };
  const place = evaluatorFor(context).describeOrigin(at);
  return { on: ` on ${place}`, inside: ` in ${place}`, here: `in ${place}` };
}

/** The methods that a name stands for. What it leaves out, it leaves open. */
function describeMethods({ service, method }: Readonly<Record<'service' | 'method', string>>): string {
  if (service === '') return 'every method';
  return method === '' ? `every method of \`${service}\`` : `\`${service}/${method}\``;
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
