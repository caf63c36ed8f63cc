/**
 * What `docker stack config` lets pass and `docker stack deploy` refuses before it talks to the engine about services
 * (docker/cli 28.2.2 `command/stack/loader`, `command/stack/swarm`, `compose/convert`).
 */
import type { LabelledSpan, Span } from '../../core/finding.js';
import { suggest } from '../schema/suggest.js';
import { findImageError } from './image-reference.js';
import type { FileReference, LoadedService } from './load-service.js';
import { findCpuError } from './quantities.js';
import type { Code, Problem, Sourced } from './stack.js';

/** The names under the top level that services may refer to. */
export interface Declared {
  readonly networks: ReadonlySet<string>;
  readonly volumes: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
  readonly configs: ReadonlySet<string>;
}

/** Of a long list of declared names, the first ones must do. */
const MAX_NAMES = 100;

const MODES = ['replicated', 'global', 'replicated-job', 'global-job'];
const RESTART_POLICIES = ['no', 'always', 'unless-stopped', 'on-failure'];

export function findDeployErrors(service: LoadedService, declared: Declared): Problem[] {
  return [
    ...checkImage(service),
    ...checkMode(service),
    ...checkNetworks(service, declared),
    ...checkReferences(service, 'secret', service.secrets, declared.secrets),
    ...checkReferences(service, 'config', service.configs, declared.configs),
    ...checkVolumes(service, declared),
    ...checkCpus(service),
    ...checkRestart(service),
    ...checkHealthcheck(service),
    ...checkCredentialSpec(service, declared),
  ];
}

interface Where {
  readonly span: Span;
  readonly via?: readonly LabelledSpan[];
}

function toProblem(
  service: LoadedService,
  path: readonly string[],
  where: Where,
  code: Code<'deploy'>,
  docker: string,
  data: Problem['data'] = {},
  related: readonly LabelledSpan[] = [],
): Problem {
  return {
    stage: 'deploy',
    code,
    span: where.span,
    related: [...(where.via ?? []), ...related],
    path: ['services', service.name, ...path],
    data: { service: service.name, ...data },
    docker,
  };
}

function checkImage(service: LoadedService): Problem[] {
  const { image, name } = service;
  if (image?.isUnknown) return [];
  const error = findImageError(image?.value ?? '');
  if (error === null) return [];
  const docker = `invalid image reference for service ${name}: ${error}`;
  const code = image === null ? 'no-image' : 'bad-image';
  const where = image ?? { span: service.keySpan };
  return [toProblem(service, ['image'], where, code, docker, { image: image?.value ?? '', reason: error })];
}

function checkMode(service: LoadedService): Problem[] {
  const { mode, replicas, name } = service;
  if (!mode || mode.isUnknown) return [];
  if (mode.value !== '' && !MODES.includes(mode.value)) {
    const data = { mode: mode.value, allowed: MODES, suggestions: suggest(mode.value, MODES) };
    return [
      toProblem(
        service,
        ['deploy', 'mode'],
        mode,
        'unknown-mode',
        `service ${name}: Unknown mode: ${mode.value}`,
        data,
      ),
    ];
  }
  if (!mode.value.startsWith('global') || !replicas) return [];
  const docker = `service ${name}: replicas can only be used with replicated or replicated-job mode`;
  const related = [{ ...mode.span, label: `the mode is ${mode.value}` }];
  return [
    toProblem(service, ['deploy', 'replicas'], replicas, 'replicas-with-global', docker, { mode: mode.value }, related),
  ];
}

function checkNetworks(service: LoadedService, { networks }: Declared): Problem[] {
  return [...service.networks.values()].flatMap(({ key, span, isUnknown }) => {
    if (span === null || networks.has(key) || key === 'default' || isUnknown) return [];
    return [undefinedName(service, 'network', key, { span }, networks)];
  });
}

function checkReferences(
  service: LoadedService,
  kind: 'secret' | 'config',
  references: readonly Sourced<FileReference>[],
  declared: ReadonlySet<string>,
): Problem[] {
  const targets = new Map<string, Sourced<FileReference>>();
  return references.flatMap((reference) => {
    const { source } = reference.value;
    if (reference.isUnknown) return [];
    if (!declared.has(source)) return [undefinedName(service, kind, source, reference, declared)];
    const target = reference.value.target === '' ? source : reference.value.target;
    const earlier = targets.get(target);
    targets.set(target, earlier ?? reference);
    if (!earlier) return [];
    const docker = `duplicate ${kind} target for ${source} not allowed`;
    const related = [{ ...earlier.span, label: 'the first' }];
    return [
      toProblem(service, [`${kind}s`], reference, 'duplicate-target', docker, { kind, name: source, target }, related),
    ];
  });
}

function undefinedName(
  service: LoadedService,
  kind: 'network' | 'volume' | 'secret' | 'config',
  name: string,
  where: Where,
  declared: ReadonlySet<string>,
): Problem {
  const docker = `service ${service.name}: undefined ${kind} ${JSON.stringify(name)}`;
  const allowed = [...declared].slice(0, MAX_NAMES);
  const data = { kind, name, allowed, suggestions: suggest(name, allowed) };
  return toProblem(service, [`${kind}s`], where, `undefined-${kind}`, docker, data);
}

/** Which option groups go with which type of mount; and whether it must, may or must not have a source. */
const MOUNT_TYPES: Readonly<Record<string, { options: readonly string[]; source: 'required' | 'optional' | 'none' }>> =
  {
    volume: { options: ['volume'], source: 'optional' },
    bind: { options: ['bind'], source: 'required' },
    tmpfs: { options: ['tmpfs'], source: 'none' },
    npipe: { options: ['bind'], source: 'required' },
    image: { options: [], source: 'required' },
    cluster: { options: ['bind'], source: 'required' },
  };

function checkVolumes(service: LoadedService, declared: Declared): Problem[] {
  return service.volumes.flatMap((volume) => {
    const { source, options } = volume.value;
    const type = volume.value.type === '' ? 'volume' : volume.value.type;
    const rules = Object.hasOwn(MOUNT_TYPES, type) ? MOUNT_TYPES[type] : undefined;
    const refuse = (code: Code<'deploy'>, why: string): Problem[] => [
      toProblem(service, ['volumes'], volume, code, `service ${service.name}: ${why}`, { type, reason: why }),
    ];
    if (volume.isUnknown) return [];
    if (!rules) return refuse('unknown-mount-type', 'volume type must be volume, bind, tmpfs, npipe, or cluster');
    if (rules.source === 'none' && source !== '')
      return refuse('mount-source', 'invalid tmpfs source, source must be empty');
    if (rules.source === 'required' && source === '') {
      return refuse('mount-source', `invalid ${type} source, source cannot be empty`);
    }
    const wrong = options.find((option) => !rules.options.includes(option));
    if (wrong !== undefined) return refuse('mount-options', `${wrong} options are incompatible with type ${type}`);
    const isNamed = type === 'volume' || (type === 'cluster' && !source.startsWith('group:'));
    if (!isNamed || source === '' || declared.volumes.has(source)) return [];
    return [undefinedName(service, 'volume', source, volume, declared.volumes)];
  });
}

function checkCpus(service: LoadedService): Problem[] {
  return [['limits', service.cpuLimit] as const, ['reservations', service.cpuReservation] as const].flatMap(
    ([group, cpus]) => {
      if (!cpus || cpus.value === '' || cpus.isUnknown) return [];
      const error = findCpuError(cpus.value);
      if (error === null) return [];
      const path = ['deploy', 'resources', group, 'cpus'];
      return [toProblem(service, path, cpus, 'bad-cpus', `service ${service.name}: ${error}`, { value: cpus.value })];
    },
  );
}

/** Docker prints that it ignores `restart`, and uses it all the same where the service has no `restart_policy`. */
function checkRestart(service: LoadedService): Problem[] {
  const { restart } = service;
  if (!restart || service.hasRestartPolicy || restart.value === '' || restart.isUnknown) return [];
  const [policy = '', ...afterColon] = restart.value.split(':');
  const count = afterColon.join(':');
  const refuse = (why: string): Problem[] => {
    const data = { value: restart.value, allowed: RESTART_POLICIES, suggestions: suggest(policy, RESTART_POLICIES) };
    return [toProblem(service, ['restart'], restart, 'bad-restart', `service ${service.name}: ${why}`, data)];
  };
  if (policy === '') return refuse('invalid restart policy format: no policy provided before colon');
  if (count !== '' && !/^[-+]?\d+$/.test(count)) {
    return refuse('invalid restart policy format: maximum retry count must be an integer');
  }
  return RESTART_POLICIES.includes(policy) ? [] : refuse(`unknown restart policy: ${restart.value}`);
}

function checkHealthcheck(service: LoadedService): Problem[] {
  const [test] = service.healthcheck;
  if (service.healthcheckDisabled?.value !== true || !test) return [];
  const docker = `service ${service.name}: test and disable can't be set at the same time`;
  const related = [{ ...test.span, label: 'the test' }];
  return [
    toProblem(
      service,
      ['healthcheck', 'disable'],
      service.healthcheckDisabled,
      'test-and-disable',
      docker,
      {},
      related,
    ),
  ];
}

function checkCredentialSpec(service: LoadedService, { configs }: Declared): Problem[] {
  const [first, second] = [...service.credentialSpec.values()];
  const config = service.credentialSpec.get('config');
  if (config && !configs.has(config.value)) return [undefinedName(service, 'config', config.value, config, configs)];
  if (!first || !second) return [];
  const kinds = [...service.credentialSpec.keys()].sort();
  const names = kinds.map((kind) => `"${kind.charAt(0).toUpperCase()}${kind.slice(1)}"`);
  const listed = new Intl.ListFormat('en').format(names);
  const docker = `service ${service.name}: invalid credential spec: cannot specify both ${listed}`;
  const related = [{ ...first.span, label: 'and this one' }];
  return [toProblem(service, ['credential_spec'], second, 'credential-conflict', docker, {}, related)];
}
