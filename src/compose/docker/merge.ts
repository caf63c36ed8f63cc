/** Merges `-c a -c b` as docker/cli 28.2.2 does (`cli/compose/loader/merge.go` and mergo below it). */
import { linkSysctls, type LoadedService } from './load-service.js';
import type { Port, ServiceNetwork, Sourced } from './stack.js';

/** The later file's service over the earlier one's. Empty values do not override, lists mostly grow. */
export function mergeServices(base: LoadedService, over: LoadedService): LoadedService {
  return {
    ...base,
    image: mergeText(base.image, over.image),
    ...linkSysctls([...base.sysctlEntries, ...over.sysctlEntries]),
    environment: mergeTexts(base.environment, over.environment),
    command: over.command.length > 0 ? over.command : base.command,
    entrypoint: over.entrypoint.length > 0 ? over.entrypoint : base.entrypoint,
    healthcheck: [...base.healthcheck, ...over.healthcheck],
    labels: new Map([...base.labels, ...over.labels]),
    deployLabels: new Map([...base.deployLabels, ...over.deployLabels]),
    dependsOn: [...base.dependsOn, ...over.dependsOn],
    links: [...base.links, ...over.links],
    hostname: mergeText(base.hostname, over.hostname),
    networkMode: mergeText(base.networkMode, over.networkMode),
    networks: mergeNetworks(base.networks, over.networks),
    endpointMode: mergeText(base.endpointMode, over.endpointMode),
    mode: mergeText(base.mode, over.mode),
    replicas: over.replicas ?? base.replicas,
    restartCondition: mergeText(base.restartCondition, over.restartCondition),
    failureActions: mergeTexts(base.failureActions, over.failureActions),
    ports: base.hasPorts ? mergePorts(base.ports, over.ports) : over.ports,
    hasPorts: base.hasPorts || over.hasPorts,
    lost: [...base.lost, ...over.lost],
    raw: [...base.raw, ...over.raw],
    secrets: mergeBy(base.secrets, over.secrets, ({ source }) => source),
    configs: mergeBy(base.configs, over.configs, ({ source }) => source),
    volumes: mergeBy(base.volumes, over.volumes, ({ target }) => target),
    restart: mergeText(base.restart, over.restart),
    hasRestartPolicy: base.hasRestartPolicy || over.hasRestartPolicy,
    healthcheckDisabled: over.healthcheckDisabled?.value === true ? over.healthcheckDisabled : base.healthcheckDisabled,
    cpuLimit: mergeText(base.cpuLimit, over.cpuLimit),
    cpuReservation: mergeText(base.cpuReservation, over.cpuReservation),
    credentialSpec: new Map([...base.credentialSpec, ...over.credentialSpec]),
  };
}

/** An empty text cannot take a value away. */
function mergeText(base: Sourced<string> | null, over: Sourced<string> | null): Sourced<string> | null {
  return over === null || over.value === '' ? (base ?? over) : over;
}

/** The same holds for texts that have names, such as environment variables, but not for sysctls and labels. */
function mergeTexts(
  base: ReadonlyMap<string, Sourced<string>>,
  over: ReadonlyMap<string, Sourced<string>>,
): ReadonlyMap<string, Sourced<string>> {
  const merged = new Map(base);
  for (const [key, value] of over) {
    if (value.value !== '' || (base.get(key)?.value ?? '') === '') merged.set(key, value);
  }
  return merged;
}

/** Aliases are replaced by those of the later file, unless it only names the network. */
function mergeNetworks(
  base: ReadonlyMap<string, ServiceNetwork>,
  over: ReadonlyMap<string, ServiceNetwork>,
): ReadonlyMap<string, ServiceNetwork> {
  const merged = new Map(base);
  for (const [key, network] of over) {
    if (network.hasOptions || !base.has(key)) merged.set(key, network);
  }
  return merged;
}

/** Keyed by the published port alone: another protocol, or another unpublished port, is lost. */
function mergePorts(base: readonly Sourced<Port>[], over: readonly Sourced<Port>[]): readonly Sourced<Port>[] {
  const merged = mergeBy(base, over, ({ published }) => String(published ?? 0));
  return [...merged].sort((a, b) => (a.value.published ?? 0) - (b.value.published ?? 0));
}

function mergeBy<T>(
  base: readonly Sourced<T>[],
  over: readonly Sourced<T>[],
  getKey: (value: T) => string,
): readonly Sourced<T>[] {
  return [...new Map([...base, ...over].map((entry) => [getKey(entry.value), entry])).values()];
}
