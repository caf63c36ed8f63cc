/** What a stack depends on outside its files: environment files, the files of secrets and configs, existing networks. */
import path from 'node:path';
import type { FileObject } from './load-file-object.js';
import type { LoadedService } from './load-service.js';
import { parseEnvFile } from './env-file.js';
import type { Environment } from './interpolate.js';
import type { UnsetVariable } from './interpolate-tree.js';
import type { Code, Network, Problem, ProblemAt, Sourced } from './stack.js';

export interface Outside {
  /** The text of a file that a stack file names, `null` when there is none; bytes that are no UTF-8 are lone surrogates. Without it, every file is taken to exist. */
  readonly readFile?: (path: string) => string | null;
  /** What the engine knows of a network. Without it, every external network is taken to exist. */
  readonly findNetwork?: (name: string) => 'swarm' | 'local' | 'missing';
}

/** Paths are relative to the first file, whichever file names them. */
export function resolvePath(firstFile: string, named: string): string {
  return path.isAbsolute(named) ? named : path.join(path.dirname(firstFile), named);
}

/** The variables that a service's `env_file` brings, under its own `environment`; and files that are missing. */
export function addEnvFiles(
  service: LoadedService,
  firstFile: string,
  environment: Environment,
  { readFile }: Outside,
): { readonly service: LoadedService; readonly problems: readonly Problem[] } {
  if (!readFile) return { service, problems: [] };
  const merged = new Map<string, Sourced<string>>();
  const problems: Problem[] = [];
  for (const entry of service.envFiles) {
    if (entry.isUnknown) continue;
    const place = ['services', service.name, 'env_file'];
    if (/^(?:|\.{1,2}|.*\/\.{0,2})$/.test(entry.value)) {
      problems.push(aboutFile('transform', place, entry, 'not-a-file', 'is a directory'));
      continue;
    }
    const text = readFile(resolvePath(firstFile, entry.value));
    const parsed = text === null ? null : parseEnvFile(text);
    if (!parsed?.ok) {
      const docker = parsed ? parsed.error : `open ${entry.value}: no such file or directory`;
      const code = parsed ? 'bad-env-file' : 'missing-file';
      problems.push(aboutFile('transform', place, entry, code, docker));
      continue;
    }
    for (const [name, value] of parsed.variables) {
      // A name alone takes the client's variable, and is nothing without one.
      const known = environment.get(name);
      const text = (value ?? '') === '' ? (known ?? value) : value;
      if (text !== null) merged.set(name, { ...entry, value: text, editable: false });
    }
  }
  for (const [name, value] of service.environment) merged.set(name, value);
  return { service: { ...service, environment: merged }, problems };
}

/** Docker reads the files of all secrets and configs, also of those that no service uses. */
export function findMissingFiles(objects: Iterable<FileObject>, firstFile: string, { readFile }: Outside): Problem[] {
  const problems: Problem[] = [];
  for (const { kind, entry, file, needsFile } of objects) {
    if (!needsFile || file?.isUnknown) continue;
    const place = [`${kind}s`, entry.key];
    if (!file || file.value === '') {
      const data = { kind, name: entry.key };
      const docker = 'is a directory';
      problems.push({ stage: 'deploy', code: 'no-file', span: entry.keySpan, related: [], path: place, data, docker });
    } else if (readFile && readFile(resolvePath(firstFile, file.value)) === null) {
      const docker = `open ${file.value}: no such file or directory`;
      problems.push(aboutFile('deploy', [...place, 'file'], file, 'missing-file', docker));
    }
  }
  return problems;
}

function aboutFile<S extends 'transform' | 'deploy'>(
  stage: S,
  place: readonly string[],
  file: Sourced<string>,
  code: Code<S>,
  docker: string,
): ProblemAt<S> {
  return { stage, code, span: file.span, related: file.via, path: place, data: { file: file.value }, docker };
}

/** Names that the engine has on every node. */
const BUILT_IN_NETWORKS = new Set(['default', 'bridge', 'host', 'none']);

/** Whether the engine looks a network up, and gives its tasks aliases. */
export function isUserDefined(name: string): boolean {
  return !BUILT_IN_NETWORKS.has(name) && !name.startsWith('container:');
}

/** External networks that services use must exist, in the swarm's scope. */
export function findMissingNetworks(networks: Iterable<Network>, { findNetwork }: Outside): Problem[] {
  if (!findNetwork) return [];
  const problems: Problem[] = [];
  for (const { key, name, external, span } of networks) {
    if (!external || name === null || span === null || !isUserDefined(name)) continue;
    const scope = findNetwork(name);
    if (scope === 'swarm') continue;
    const docker =
      scope === 'missing'
        ? `network ${JSON.stringify(name)} is declared as external, but could not be found. You need to create a swarm-scoped network before the stack is deployed`
        : `network ${JSON.stringify(name)} is declared as external, but it is not in the right scope: "local" instead of "swarm"`;
    const code = scope === 'missing' ? 'missing-network' : 'local-network';
    problems.push({ stage: 'deploy', code, span, related: [], path: ['networks', key], data: { name }, docker });
  }
  return problems;
}

/**
 * People keep a `.env` file beside a stack file, since `docker compose` reads it; `docker stack` does not. Only said when
 * that file has a variable which the stack uses and nobody set.
 */
export function findUnreadDotEnv(uses: readonly UnsetVariable[], firstFile: string, { readFile }: Outside): Problem[] {
  const dotEnv = uses.length === 0 ? null : (readFile?.(resolvePath(firstFile, '.env')) ?? null);
  if (dotEnv === null) return [];
  const defined = new Set([...dotEnv.matchAll(/^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=/gm)].map(([, name]) => name));
  const lost = uses.filter(({ name }) => defined.has(name));
  const [use] = lost;
  if (!use) return [];
  const data = { variables: [...new Set(lost.map(({ name }) => name))] };
  return [
    { stage: 'ignored', code: 'dot-env-not-read', span: use.span, related: [], path: use.path, data, docker: null },
  ];
}
