/** Options that do nothing, or something else than they say, each reported where it is written. */
import type { TSESTree } from '@typescript-eslint/utils';
import { forEachChannel, getConditions } from '../grpc/channels.js';
import { applyEdits, printValue, renameKey, replaceNode } from '../grpc/edits.js';
import { findOptionProblems, type OptionProblem } from '../grpc/option-problems.js';
import { getOwnConstant, getOwnKey, IDLE_TIMEOUT_MS, PING_TIMEOUT_MS } from '../grpc/remedies.js';
import { createRule, type MessageId, type RuleContext } from './rule.js';
import { describeKey, describeSetting } from './wording.js';

const ID = 'grpc-channel-options';

export const grpcChannelOptions = createRule(ID, (context) => {
  const conditions = getConditions(context);
  const reported = new Set<TSESTree.Node>();
  return forEachChannel(context, (channel) => {
    const { name, reportNode } = channel.site;
    for (const problem of findOptionProblems(channel, conditions)) {
      const { property } = problem;
      // One object may configure several channels, and be one of several possibilities: it is told once.
      if (reported.has(property.keyNode)) continue;
      reported.add(property.keyNode);
      context.report({
        node: property.origin.file === null ? property.keyNode : reportNode,
        ...explain(context, problem, name, conditions.grpcJsVersion),
        ...getEdit(context, problem),
      });
    }
  });
});

type Context = RuleContext<typeof ID>;
type Report = Parameters<Context['report']>[0];

interface Message {
  readonly messageId: MessageId<typeof ID>;
  readonly data: Readonly<Record<string, string>>;
}

function explain(context: Context, problem: OptionProblem, name: string, version: string): Message {
  const key = describeKey(context, problem.key, problem.property);
  switch (problem.kind) {
    case 'misspelt':
      return { messageId: 'misspelt', data: { key, meant: problem.meant } };
    case 'core-only': {
      const { instead } = problem;
      return instead
        ? { messageId: 'coreOnlyInstead', data: { key, instead } }
        : { messageId: 'coreOnly', data: { key } };
    }
    case 'server-only':
      return { messageId: 'serverOnly', data: { key, name } };
    case 'client-only':
      return { messageId: 'clientOnly', data: { key, name } };
    case 'not-in-version':
      return { messageId: 'notInVersion', data: { key, needs: problem.needs, version } };
    case 'wrong-place':
      return { messageId: 'wrongPlace', data: { key, place: problem.place } };
    case 'switch-off':
    case 'switch-on':
    case 'not-a-number':
    case 'more-than-a-timer':
    case 'seconds':
    case 'below-minimum':
      return { messageId: MESSAGES[problem.kind], data: describeSetting(context, problem) };
    default:
      return { messageId: MESSAGES[problem.kind], data: { key } };
  }
}

/** The messages that need no more than the key, and perhaps the value. */
const MESSAGES = {
  nested: 'nested',
  foreign: 'foreign',
  'without-pings': 'withoutPings',
  'interceptors-on-channel': 'interceptorsOnChannel',
  'interceptors-twice': 'interceptorsTwice',
  'beside-override': 'besideOverride',
  'switch-off': 'switchOff',
  'switch-on': 'switchOn',
  'not-a-number': 'notANumber',
  'more-than-a-timer': 'moreThanATimer',
  seconds: 'seconds',
  'below-minimum': 'belowMinimum',
  'timeout-undefined': 'timeoutUndefined',
} as const satisfies Partial<Record<OptionProblem['kind'], MessageId<typeof ID>>>;

/** The right name and the number that a switch was meant to be are fixed; any other number is the user's to choose. */
function getEdit({ sourceCode }: Context, problem: OptionProblem): Pick<Report, 'fix' | 'suggest'> {
  if (problem.kind === 'misspelt') {
    const node = problem.rename ? getOwnKey(problem.property) : null;
    return node ? { fix: (fixer) => applyEdits(fixer, [renameKey(sourceCode, node, problem.meant)]) } : {};
  }
  const number = getNumber(problem);
  const node = getOwnConstant(problem.property);
  if (number === null || !node) return {};
  const edits = [replaceNode(sourceCode, node, number)];
  if (problem.kind === 'switch-off') return { fix: (fixer) => applyEdits(fixer, edits) };
  const data = { text: printValue(sourceCode, number) };
  return { suggest: [{ messageId: 'setNumber', data, fix: (fixer) => applyEdits(fixer, edits) }] };
}

/** The number to write instead, or `null` where none is better than another. */
function getNumber(problem: OptionProblem): number | null {
  switch (problem.kind) {
    case 'switch-off':
    case 'switch-on':
      return problem.wanted;
    case 'seconds':
      return problem.milliseconds * 1000;
    case 'below-minimum':
    case 'more-than-a-timer':
      return IDLE_TIMEOUT_MS;
    case 'timeout-undefined':
      return PING_TIMEOUT_MS;
    default:
      return null;
  }
}
