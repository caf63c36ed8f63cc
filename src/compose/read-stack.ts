/** Reads stack files as `docker stack deploy -c FILE -c FILE…` does. The entrance to everything in `read/` and `docker/`. */
import { findDeployErrors } from './docker/deploy-errors.js';
import type { Environment } from './docker/interpolate.js';
import { getImplicitNetwork } from './docker/load-network.js';
import { getUnreadable, loadFile, type LoadedFile } from './docker/load-file.js';
import type { LoadedService } from './docker/load-service.js';
import { mergeServices } from './docker/merge.js';
import {
  addEnvFiles,
  findMissingFiles,
  findMissingNetworks,
  findUnreadDotEnv,
  type Outside,
} from './docker/outside.js';
import type { Network, Problem, Stack } from './docker/stack.js';
import { decode, withoutByteOrderMark } from './read/decode.js';

export interface StackInput {
  /** Path as the user wrote it. */
  readonly name: string;
  /** The bytes of the file, or its text where a host has decoded it already. */
  readonly content: Uint8Array | string;
}

/** Without `readFile` and `findNetwork` nothing but the files themselves is looked at. */
export interface ReadOptions extends Outside {
  /** The variables that `${…}` sees. Default: none is set. */
  readonly environment?: Environment;
}

/**
 * The effective stack of one or more files, in the order of `-c`. Never throws on bad input: what is wrong is in
 * `problems`, each with its place, in the order in which Docker would come to it.
 */
export function readStack(inputs: readonly StackInput[], options: ReadOptions = {}): Stack {
  const environment = options.environment ?? new Map<string, string>();
  const firstFile = inputs[0]?.name ?? '';
  const problems: Problem[] = [];
  const loaded: LoadedFile[] = [];
  for (const input of inputs) {
    const file = loadInput(input, environment);
    problems.push(...file.problems, ...compareVersions(loaded[0], file));
    loaded.push(file);
  }
  const services = new Map<string, LoadedService>();
  for (const file of loaded) {
    for (const [name, single] of file.services) {
      const { service, problems: missing } = addEnvFiles(single, firstFile, environment, options);
      problems.push(...missing);
      const base = services.get(name);
      services.set(name, base ? mergeServices(base, service) : service);
    }
  }
  // A network that a later file mentions is replaced whole.
  const networks = new Map(loaded.flatMap((file) => [...file.networks]));
  const secrets = new Map(loaded.flatMap((file) => [...file.secrets]));
  const configs = new Map(loaded.flatMap((file) => [...file.configs]));
  addDefaultNetwork(services, networks);
  const declared = {
    networks: new Set(networks.keys()),
    volumes: new Set(loaded.flatMap((file) => [...file.volumes])),
    secrets: new Set(secrets.keys()),
    configs: new Set(configs.keys()),
  };
  const used = new Set([...services.values()].flatMap((service) => [...service.networks.keys()]));
  problems.push(
    ...findMissingNetworks(
      [...networks.values()].filter(({ key }) => used.has(key)),
      options,
    ),
    ...findMissingFiles([...secrets.values(), ...configs.values()], firstFile, options),
    ...[...services.values()].flatMap((service) => findDeployErrors(service, declared)),
    ...findUnreadDotEnv(
      loaded.flatMap(({ unset }) => unset),
      firstFile,
      options,
    ),
  );
  const files = loaded.map(({ file }) => file);
  return { files, services, networks, problems, deployable: problems.every(({ stage }) => stage === 'ignored') };
}

function loadInput({ name, content }: StackInput, environment: Environment): LoadedFile {
  if (typeof content === 'string') return loadFile({ name, text: withoutByteOrderMark(content) }, environment);
  const decoded = decode(content);
  const file = { name, text: decoded.text };
  if (decoded.ok) return loadFile(file, environment);
  const span = { file: name, start: decoded.offset, end: Math.min(decoded.offset + 1, decoded.text.length) };
  const docker = 'yaml: invalid leading UTF-8 octet';
  return getUnreadable(file, [{ stage: 'yaml', code: 'bad-encoding', span, related: [], path: [], data: {}, docker }]);
}

/** Compared after defaulting: a file without `version` is 3.13. */
function compareVersions(first: LoadedFile | undefined, other: LoadedFile): Problem[] {
  if (!first?.version || !other.version) return [];
  const [entry, earlier] = [other.version.entry, first.version.entry].filter((written) => written !== null);
  if (!entry || first.version.name === other.version.name) return [];
  const { span } = entry.value;
  const related = earlier ? [{ ...earlier.value.span, label: 'the other version' }] : [];
  const data = { first: first.version.name, other: other.version.name, file: other.file.name };
  const docker = `version mismatched between two composefiles : ${data.first} and ${data.other}`;
  return [{ stage: 'merge', code: 'version-mismatch', span, related, path: ['version'], data, docker }];
}

/** A service that names no network joins `default`. */
function addDefaultNetwork(services: Map<string, LoadedService>, networks: Map<string, Network>): void {
  for (const [name, service] of services) {
    if (service.networks.size > 0) continue;
    const network = { key: 'default', aliases: [], span: null, hasOptions: false, isUnknown: false };
    services.set(name, { ...service, networks: new Map([['default', network]]) });
    if (!networks.has('default')) networks.set('default', getImplicitNetwork());
  }
}
