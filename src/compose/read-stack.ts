/** Reads stack files as `docker stack deploy -c FILE -c FILE…` does. The entrance to everything in `read/` and `docker/`. */
import { getImplicitNetwork, loadNetwork } from './docker/load-network.js';
import { loadService } from './docker/load-service.js';
import { interpolateTree } from './docker/interpolate-tree.js';
import type { Environment } from './docker/interpolate.js';
import type { Network, Problem, Service, Stack, StackFile } from './docker/stack.js';
import { decode, withoutByteOrderMark } from './read/decode.js';
import { parseFile } from './read/parse.js';
import { getEntry } from './read/tree.js';

export interface StackInput {
  /** Path as the user wrote it. */
  readonly name: string;
  /** The bytes of the file, or its text where a host has decoded it already. */
  readonly content: Uint8Array | string;
}

export interface ReadOptions {
  /** The variables that `${…}` sees. Default: none is set. */
  readonly environment?: Environment;
}

/**
 * The effective stack of one or more files, in the order of `-c`. Never throws on bad input: what is wrong is in
 * `problems`, each with its place.
 */
export function readStack(inputs: readonly StackInput[], options: ReadOptions = {}): Stack {
  const environment = options.environment ?? new Map<string, string>();
  const files: StackFile[] = [];
  const problems: Problem[] = [];
  const services = new Map<string, Service>();
  const networks = new Map<string, Network>();
  for (const input of inputs) {
    const file = toFile(input);
    files.push(file);
    const parsed = parseFile(file);
    problems.push(...parsed.problems);
    if (!parsed.root) continue;
    const { root, problems: interpolationProblems } = interpolateTree(parsed.root, environment);
    problems.push(...interpolationProblems);
    const serviceMap = getEntry(root, 'services')?.value;
    if (serviceMap?.kind === 'map') {
      for (const entry of serviceMap.entries.values()) {
        if (entry.value.kind === 'map') services.set(entry.key, loadService(entry, entry.value, environment));
      }
    }
    const networkMap = getEntry(root, 'networks')?.value;
    if (networkMap?.kind === 'map') {
      for (const entry of networkMap.entries.values()) networks.set(entry.key, loadNetwork(entry));
    }
  }
  return finish(files, services, networks, problems);
}

function toFile({ name, content }: StackInput): StackFile {
  if (typeof content === 'string') return { name, text: withoutByteOrderMark(content) };
  return { name, text: decode(content).text };
}

/** A service that names no network joins `default`. */
function finish(
  files: readonly StackFile[],
  services: Map<string, Service>,
  networks: Map<string, Network>,
  problems: readonly Problem[],
): Stack {
  for (const [name, service] of services) {
    if (service.networks.size > 0) continue;
    const network = { key: 'default', aliases: [], span: null };
    services.set(name, { ...service, networks: new Map([['default', network]]) });
    if (!networks.has('default')) networks.set('default', getImplicitNetwork());
  }
  return { files, services, networks, problems, deployable: problems.every(({ stage }) => stage === 'ignored') };
}
