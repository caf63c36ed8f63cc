/** One stack file through Docker's stages: YAML, version, forbidden keys, interpolation, schema, loader. */
import { parseFile } from '../read/parse.js';
import { getEntry, type MapNode, type TreeNode } from '../read/tree.js';
import { checkSchema, describeActual } from '../schema/check.js';
import type { Environment } from './interpolate.js';
import { interpolateTree, type UnsetVariable } from './interpolate-tree.js';
import { findLoadErrors } from './load-errors.js';
import { loadFileObject, type FileObject } from './load-file-object.js';
import { loadNetwork } from './load-network.js';
import { loadService, type LoadedService } from './load-service.js';
import { findForbidden, findIgnored } from './property-problems.js';
import type { Network, Problem, StackFile } from './stack.js';
import { checkVersion, readVersion, type FileVersion } from './version.js';

export interface LoadedFile {
  readonly file: StackFile;
  /** `null` when there is no mapping to read. */
  readonly version: FileVersion | null;
  readonly services: ReadonlyMap<string, LoadedService>;
  readonly networks: ReadonlyMap<string, Network>;
  readonly volumes: ReadonlySet<string>;
  readonly secrets: ReadonlyMap<string, FileObject>;
  readonly configs: ReadonlyMap<string, FileObject>;
  readonly unset: readonly UnsetVariable[];
  readonly problems: readonly Problem[];
}

/** Docker stops at the first stage that fails. All of them run here, so that one look shows every mistake. */
export function loadFile(file: StackFile, environment: Environment): LoadedFile {
  const parsed = parseFile(file);
  if (parsed.root?.kind !== 'map') {
    const isBroken = parsed.problems.some(({ stage }) => stage === 'yaml');
    return getUnreadable(file, [...parsed.problems, ...(isBroken ? [] : [notAMapping(file, parsed.root)])]);
  }
  const version = readVersion(parsed.root);
  const interpolated = interpolateTree(parsed.root, environment);
  const { root } = interpolated;
  const versionProblems = checkVersion(version);
  const schemaProblems = checkSchema(root, version.minor).filter(
    ({ path }) => versionProblems.length === 0 || path[0] !== 'version',
  );
  const problems = [
    ...parsed.problems,
    ...findForbidden(parsed.root),
    ...interpolated.problems,
    ...versionProblems,
    ...withoutRepeats([...schemaProblems, ...findLoadErrors(root, version.minor)]),
    ...findIgnored(root),
  ];
  return { file, version, ...loadSections(root, environment), unset: interpolated.unset, problems };
}

/** A mistake in an anchor is one mistake, however often the anchor is used. */
function withoutRepeats(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, path, related: [written] }) => {
    if (!written) return true;
    const key = [code, written.file, written.start, ...path.slice(-1)].join(' ');
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst;
  });
}

/** A file of which nothing could be read. */
export function getUnreadable(file: StackFile, problems: readonly Problem[]): LoadedFile {
  const sections = {
    services: new Map<string, never>(),
    networks: new Map<string, never>(),
    volumes: new Set<string>(),
  };
  const objects = { secrets: new Map<string, never>(), configs: new Map<string, never>() };
  return { file, version: null, ...sections, ...objects, unset: [], problems };
}

function loadSections(
  root: TreeNode,
  environment: Environment,
): Pick<LoadedFile, 'services' | 'networks' | 'volumes' | 'secrets' | 'configs'> {
  const section = (key: string): MapNode['entries'] => {
    const node = getEntry(root, key)?.value;
    return node?.kind === 'map' ? node.entries : new Map<string, never>();
  };
  const services = new Map<string, LoadedService>();
  for (const entry of section('services').values()) {
    if (entry.value.kind === 'map') services.set(entry.key, loadService(entry, entry.value, environment));
  }
  return {
    services,
    networks: new Map([...section('networks')].map(([key, entry]) => [key, loadNetwork(entry)])),
    volumes: new Set(section('volumes').keys()),
    secrets: new Map([...section('secrets')].map(([key, entry]) => [key, loadFileObject('secret', entry)])),
    configs: new Map([...section('configs')].map(([key, entry]) => [key, loadFileObject('config', entry)])),
  };
}

function notAMapping(file: StackFile, root: TreeNode | null): Problem {
  return {
    stage: 'yaml',
    code: 'not-a-mapping',
    span: root?.span ?? { file: file.name, start: 0, end: Math.min(1, file.text.length) },
    related: root?.via ?? [],
    path: [],
    data: { actual: root === null ? 'nothing' : describeActual(root) },
    docker: 'top-level object must be a mapping',
  };
}
