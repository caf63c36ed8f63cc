/** What `docker stack config` accepts and the deployment fails on: in the client's last steps, or in the engine. */
import { stackDeployRefusal } from '../../core/catalog/stack-deploy-refusal.js';
import type { Finding, Span } from '../../core/finding.js';
import { listNames } from '../../core/message.js';
import { getFile } from '../docker/place.js';
import type { Code, Problem, ProblemAt } from '../docker/stack.js';
import { replaceScalar } from '../fix/operations.js';
import { findEngineRefusals } from '../model/engine-refusals.js';
import type { EngineRefusal } from '../model/engine-refusals.js';
import { choiceOf, detailsOf, isUpToEnvironment, listOf, textOf } from './problem.js';
import { changesOf, wordingOf } from './rule.js';
import type { Change, StackContext, StackRule } from './rule.js';

const { say, sayWith, offer } = wordingOf(stackDeployRefusal);

export const rule: StackRule = {
  entry: stackDeployRefusal,
  *check(context) {
    const { problems } = context.stack;
    for (const problem of problems) {
      if (problem.stage !== 'deploy' || isConsequence(problem, problems)) continue;
      if (!isUpToEnvironment(context, problem)) yield reportProblem(context, problem);
    }
    for (const refusal of findEngineRefusals(context.stack)) yield reportRefusal(context, refusal);
  },
};

/** Something is missing because what stands there instead is rejected. */
function isConsequence({ path }: Problem, problems: readonly Problem[]): boolean {
  return problems.some(
    (other) =>
      other.stage === 'schema' && other.path.length > path.length && path.every((key, at) => other.path[at] === key),
  );
}

const BY_CODE = {
  'no-image': 'noImage',
  'bad-image': 'badImage',
  'unknown-mode': 'unknownMode',
  'replicas-with-global': 'replicasWithGlobal',
  'undefined-network': 'undefinedName',
  'undefined-volume': 'undefinedName',
  'undefined-secret': 'undefinedName',
  'undefined-config': 'undefinedName',
  'unknown-mount-type': 'badMount',
  'mount-source': 'badMount',
  'mount-options': 'badMount',
  'duplicate-target': 'duplicateTarget',
  'bad-cpus': 'badCpus',
  'bad-restart': 'badRestart',
  'test-and-disable': 'testAndDisable',
  'credential-conflict': 'credentialConflict',
  'no-file': 'noFile',
  'missing-file': 'missingFile',
  'missing-network': 'missingNetwork',
  'local-network': 'localNetwork',
} as const satisfies Readonly<Record<Code<'deploy'>, keyof typeof stackDeployRefusal.messages>>;

function reportProblem(context: StackContext, problem: ProblemAt<'deploy'>): Finding {
  const { code, span } = problem;
  const suggestions = listOf(problem, 'suggestions');
  const remedies = suggestions.flatMap((name) =>
    replaceBy(context, span, name).map((change) => offer(change, 'setName', { name })),
  );
  const getValue = (name: string): string => {
    if (name === 'section') return `${textOf(problem, 'kind')}s`;
    return name === 'allowed' ? choiceOf(listOf(problem, name)) : textOf(problem, name);
  };
  const help = getHelp(problem, suggestions);
  const details = { ...detailsOf(problem), suggestions: remedies, ...(help !== null && { help }) };
  return sayWith(span, BY_CODE[code], getValue, details);
}

function getHelp({ code }: Problem, suggestions: readonly string[]): string | null {
  if (suggestions.length > 0) return `Did you mean ${choiceOf(suggestions)}?`;
  const mayBeElsewhere = code === 'no-image' || code.startsWith('undefined-');
  return mayBeElsewhere ? 'When this file only adds to another one, lint them together: -c FIRST -c THIS.' : null;
}

function reportRefusal(context: StackContext, refusal: EngineRefusal): Finding {
  switch (refusal.kind) {
    case 'endpoint-mode': {
      const { service, mode, meant } = refusal;
      const suggestions = (mode.editable ? meant : []).flatMap((name) =>
        replaceBy(context, mode.span, name).map((change) => offer(change, 'setEndpointMode', { mode: name })),
      );
      const path = ['services', service.name, 'deploy', 'endpoint_mode'];
      const data = { mode: mode.value, service: service.name };
      return say(mode.span, 'endpointMode', data, { related: mode.via, path, suggestions });
    }
    case 'unknown-word': {
      const { service, property, word, allowed, meant } = refusal;
      const data = { value: word.value, property, service: service.name, allowed: listNames(allowed) };
      const suggestions = (word.editable ? meant : []).flatMap((name) =>
        replaceBy(context, word.span, name).map((change) => offer(change, 'setName', { name })),
      );
      const path = ['services', service.name, 'deploy', ...property.split('.')];
      return say(word.span, 'unknownWord', data, { related: word.via, path, suggestions });
    }
    case 'ingress-port': {
      const { service, port, related } = refusal;
      return say(
        port.span,
        'ingressPort',
        { port: String(port.value.published ?? port.value.target), service: service.name },
        {
          related: [...port.via, related],
          path: ['services', service.name, 'ports'],
          help: 'Publish it on the nodes themselves (long form, `mode: host`), or keep `vip` and set the TCP keepalive sysctls.',
        },
      );
    }
    case 'local-network': {
      const { services, network, span } = refusal;
      const data = {
        network: network.key,
        driver: network.driver,
        services: listNames(services.map(({ name }) => name)),
      };
      const related = services.map(({ keySpan }) => ({ ...keySpan, label: 'is on this network' }));
      const help = 'Leave the driver out, or write `overlay`.';
      return say(span, 'localDriver', data, { related, help, path: ['networks', network.key] });
    }
    case 'predefined-network': {
      const { network, name, span } = refusal;
      const data = { name, network: network.key };
      return say(span, 'predefinedNetwork', data, { path: ['networks', network.key, 'name'] });
    }
  }
}

function replaceBy({ stack }: StackContext, place: Span, text: string): readonly Change[] {
  return changesOf(replaceScalar(getFile(stack, place), place, text));
}
