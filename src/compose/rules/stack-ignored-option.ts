/** What Docker reads without an error and does not act on. */
import { stackIgnoredOption } from '../../core/catalog/stack-ignored-option.js';
import { formatDuration } from '../../core/duration.js';
import type { Finding } from '../../core/finding.js';
import { listNames } from '../../core/message.js';
import type { Code, Problem, Service, Sourced, VariableUse } from '../docker/stack.js';
import { isPortMode } from '../model/port-mode.js';
import { getReplacement } from '../model/ignored-properties.js';
import { getTexts } from '../model/service-texts.js';
import { isForgottenCheck, isLostCheck, isUnbracedDefault } from '../model/variables.js';
import { detailsOf, listOf, textOf } from './problem.js';
import { getNames, wordingOf } from './rule.js';
import type { StackContext, StackRule } from './rule.js';

const { say } = wordingOf(stackIgnoredOption);

export const rule: StackRule = {
  entry: stackIgnoredOption,
  *check(context) {
    const allowed = getNames(context, 'allow');
    const ignored = context.stack.problems
      .filter((problem) => problem.stage === 'ignored')
      .filter((problem) => !allowed.has(textOf(problem, 'property')));
    yield* reportProperties(
      context,
      ignored.filter(({ code }) => isProperty(code)),
    );
    for (const problem of ignored) if (!isProperty(problem.code)) yield reportProblem(problem, problem.code);
    for (const service of context.stack.services.values()) {
      yield* reportPortModes(service);
      yield* reportVariables(service);
    }
  },
};

type PropertyCode = 'unsupported-property' | 'deprecated-property' | 'dropped-property';

function isProperty(code: Code<'ignored'>): code is PropertyCode {
  return code === 'unsupported-property' || code === 'deprecated-property' || code === 'dropped-property';
}

/** Docker names an ignored property once per file, and so does this: at the first service that has it. */
function* reportProperties(context: StackContext, problems: readonly Problem[]): Iterable<Finding> {
  const groups = new Map<string, { readonly first: Problem; readonly others: Problem[] }>();
  for (const problem of problems) {
    const value = textOf(problem, 'value');
    const property = textOf(problem, 'property');
    if (property === 'network_mode' && value === 'host') {
      yield reportHostNetwork(context, problem);
      continue;
    }
    const key = [problem.span.file, property, getReplacement(property, value)].join('\n');
    const group = groups.get(key);
    if (group) group.others.push(problem);
    else groups.set(key, { first: problem, others: [] });
  }
  for (const { first, others } of groups.values()) {
    const property = textOf(first, 'property');
    const where =
      others.length === 0 ? '' : `, here and in ${others.length} more ${others.length === 1 ? 'service' : 'services'}`;
    const data = { property, where, instead: getReplacement(property, textOf(first, 'value')) };
    const related = others.map((problem) => ({ ...problem.span, label: `service ${serviceOf(problem)}` }));
    yield say(first.span, 'ignored', data, { ...detailsOf(first), related: [...first.related, ...related] });
  }
}

function serviceOf({ path: [, name = ''] }: Problem): string {
  return name;
}

function reportHostNetwork({ path }: StackContext, problem: Problem): Finding {
  const data = {
    service: serviceOf(problem),
    path: path.name,
    timeout: formatDuration(path.idleTimeoutSeconds),
  };
  const help = 'For the network of the node, declare a network with `external: true` and `name: host` and join it.';
  return say(problem.span, 'hostNetwork', data, { ...detailsOf(problem), help });
}

function reportProblem(problem: Problem, code: Exclude<Code<'ignored'>, PropertyCode>): Finding {
  const details = detailsOf(problem);
  switch (code) {
    case 'dropped-address':
      return say(problem.span, 'droppedAddress', { property: textOf(problem, 'property') }, details);
    case 'host-address':
      return say(problem.span, 'hostAddress', { address: textOf(problem, 'address') }, details);
    case 'external-name':
      return say(problem.span, 'externalName', { kind: textOf(problem, 'kind') }, details);
    case 'more-documents':
      return say(problem.span, 'moreDocuments', {}, details);
    case 'rest-not-read':
      return say(problem.span, 'restNotRead', {}, details);
    case 'dot-env-not-read': {
      const variables = listOf(problem, 'variables');
      const data = { variables: listNames(variables), verb: variables.length === 1 ? 'is' : 'are' };
      return say(problem.span, 'dotEnv', data, details);
    }
  }
}

function* reportPortModes(service: Service): Iterable<Finding> {
  for (const port of service.ports) {
    const { mode, published, target } = port.value;
    if (isPortMode(mode)) continue;
    yield say(
      port.span,
      'portMode',
      { mode, port: String(published ?? target), service: service.name },
      { related: port.via, help: 'Write `host` or `ingress`.', path: ['services', service.name, 'ports'] },
    );
  }
}

/** Once for each place in the file: a command line is many words that share its variables, and an anchor has many uses. */
function* reportVariables(service: Service): Iterable<Finding> {
  const seen = new Set<string>();
  const looked = new Set<readonly VariableUse[]>();
  for (const { entry, path } of getTexts(service)) {
    if (looked.has(entry.variables)) continue;
    looked.add(entry.variables);
    for (const use of entry.variables) {
      const finding = judgeVariable(entry, use, path);
      const place = `${use.span.file}:${use.span.start}`;
      if (!finding || seen.has(place)) continue;
      seen.add(place);
      yield finding;
    }
  }
}

function judgeVariable(entry: Sourced<unknown>, use: VariableUse, path: readonly string[]): Finding | null {
  const details = { related: entry.via, path };
  const { text: expression, name, span } = use;
  if (isLostCheck(use)) {
    return say(span, 'lostCheck', { expression }, { ...details, help: 'Write the message without a hyphen.' });
  }
  if (isForgottenCheck(use, entry)) {
    const help = 'Put the required variable last, or into a value of its own.';
    return say(span, 'forgottenCheck', { expression }, { ...details, help });
  }
  if (isUnbracedDefault(use)) return say(span, 'unbraced', { expression, name, braced: `\${${name}}` }, details);
  return null;
}
