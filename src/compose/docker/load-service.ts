/** One service of one file, as Docker's loader reads it. Values of the wrong kind are left out: the schema reports them. */
import type { ListNode, MapEntry, MapNode, ScalarNode, TreeNode } from '../read/tree.js';
import { getEntry } from '../read/tree.js';
import type { Environment } from './interpolate.js';
import { expandPorts, parsePortSpec, type PortRanges, type Range } from './port-spec.js';
import { splitShellWords } from './shell-words.js';
import { parseVolumeSpec } from './volume-spec.js';
import { cutPair, getText, toPart, toParts, toSourced } from './sourced.js';
import type { Port, Service, ServiceNetwork, Sourced, SysctlEntry } from './stack.js';

/** A service with what only the deploy step looks at. */
export interface LoadedService extends Service {
  readonly envFiles: readonly Sourced<string>[];
  readonly secrets: readonly Sourced<FileReference>[];
  readonly configs: readonly Sourced<FileReference>[];
  readonly volumes: readonly Sourced<VolumeReference>[];
  readonly restart: Sourced<string> | null;
  readonly hasRestartPolicy: boolean;
  readonly healthcheckDisabled: Sourced<boolean> | null;
  readonly cpuLimit: Sourced<string> | null;
  readonly cpuReservation: Sourced<string> | null;
  /** By kind: `config`, `file`, `registry`. */
  readonly credentialSpec: ReadonlyMap<string, Sourced<string>>;
  /** The service has `ports`, if only an empty list: merging treats it differently then. */
  readonly hasPorts: boolean;
}

/** A secret or config that a service mounts. */
export interface FileReference {
  /** Its key under the top level. */
  readonly source: string;
  /** Where it is mounted; without one, under its own name. */
  readonly target: string;
}

export interface VolumeReference {
  readonly type: string;
  readonly source: string;
  readonly target: string;
  /** Which of the option groups `bind`, `volume` and `tmpfs` it has. */
  readonly options: readonly string[];
}

export function loadService(entry: MapEntry, node: MapNode, environment: Environment): LoadedService {
  const deploy = getEntry(node, 'deploy')?.value ?? null;
  const { sysctls, sysctlEntries } = loadSysctls(getEntry(node, 'sysctls'));
  const endpointMode = loadText(getEntry(deploy, 'endpoint_mode'));
  return {
    name: entry.key,
    span: node.span,
    keySpan: entry.keySpan,
    image: loadText(getEntry(node, 'image')),
    sysctls,
    sysctlEntries,
    environment: loadEnvironment(getEntry(node, 'environment'), environment),
    command: loadCommand(getEntry(node, 'command')),
    entrypoint: loadCommand(getEntry(node, 'entrypoint')),
    healthcheck: loadHealthcheck(getEntry(getEntry(node, 'healthcheck')?.value ?? null, 'test')),
    labels: loadPairs(getEntry(node, 'labels'), '='),
    deployLabels: loadPairs(getEntry(deploy, 'labels'), '='),
    dependsOn: loadTexts(getEntry(node, 'depends_on')),
    links: loadTexts(getEntry(node, 'links')),
    hostname: loadText(getEntry(node, 'hostname')),
    networkMode: loadText(getEntry(node, 'network_mode')),
    networks: loadNetworks(getEntry(node, 'networks')),
    endpointMode: endpointMode && { ...endpointMode, value: endpointMode.value.toLowerCase() },
    mode: loadText(getEntry(deploy, 'mode')),
    replicas: loadInteger(getEntry(deploy, 'replicas')),
    restartCondition: loadText(getEntry(getEntry(deploy, 'restart_policy')?.value ?? null, 'condition')),
    failureActions: new Map(
      ['update_config', 'rollback_config'].flatMap((key) => {
        const action = loadText(getEntry(getEntry(deploy, key)?.value ?? null, 'failure_action'));
        return action ? [[key, action] as const] : [];
      }),
    ),
    ports: loadPorts(getEntry(node, 'ports')),
    lost: node.lost,
    raw: node.raw ? [node.raw] : [],
    ...loadDeployDetails(node, deploy),
  };
}

function loadDeployDetails(node: MapNode, deploy: TreeNode | null): Omit<LoadedService, keyof Service> {
  const resources = getEntry(deploy, 'resources')?.value ?? null;
  const disable = getEntry(getEntry(node, 'healthcheck')?.value ?? null, 'disable');
  const credentials = getEntry(node, 'credential_spec')?.value ?? null;
  return {
    envFiles: loadTexts(getEntry(node, 'env_file')),
    secrets: loadFileReferences(getEntry(node, 'secrets')),
    configs: loadFileReferences(getEntry(node, 'configs')),
    volumes: loadVolumes(getEntry(node, 'volumes')),
    restart: loadText(getEntry(node, 'restart')),
    hasRestartPolicy: getEntry(deploy, 'restart_policy')?.value.kind === 'map',
    healthcheckDisabled:
      disable?.value.kind === 'scalar' && disable.value.value.type === 'bool'
        ? toSourced(disable.value, disable.keySpan, disable.value.value.value)
        : null,
    cpuLimit: loadText(getEntry(getEntry(resources, 'limits')?.value ?? null, 'cpus')),
    cpuReservation: loadText(getEntry(getEntry(resources, 'reservations')?.value ?? null, 'cpus')),
    credentialSpec: new Map(
      ['config', 'file', 'registry'].flatMap((kind) => {
        const text = loadText(getEntry(credentials, kind));
        return text && text.value !== '' ? [[kind, text] as const] : [];
      }),
    ),
    hasPorts: getEntry(node, 'ports')?.value.kind === 'list',
  };
}

function loadFileReferences(entry: MapEntry | null): readonly Sourced<FileReference>[] {
  if (entry?.value.kind !== 'list') return [];
  return entry.value.items.flatMap((item) => {
    if (isText(item)) return [toSourced(item, item.span, { source: getText(item), target: '' })];
    if (item.kind !== 'map') return [];
    const source = loadText(getEntry(item, 'source'));
    const target = loadText(getEntry(item, 'target'))?.value ?? '';
    // Without a source the name is empty, and no secret has that.
    return [source ? { ...source, value: { source: source.value, target } } : toPlace(item, { source: '', target })];
  });
}

function loadVolumes(entry: MapEntry | null): readonly Sourced<VolumeReference>[] {
  if (entry?.value.kind !== 'list') return [];
  return entry.value.items.flatMap((item) => {
    if (isText(item)) {
      const parsed = parseVolumeSpec(getText(item));
      if (!parsed.ok) return [];
      return [toSourced(item, item.span, { ...parsed.volume, options: parsed.hasBindOptions ? ['bind'] : [] })];
    }
    if (item.kind !== 'map') return [];
    const text = (key: string): string => loadText(getEntry(item, key))?.value ?? '';
    const options = ['bind', 'volume', 'tmpfs'].filter((key) => getEntry(item, key)?.value.kind === 'map');
    return [toPlace(item, { type: text('type'), source: text('source'), target: text('target'), options })];
  });
}

/** A value that a whole mapping holds. */
function toPlace<T>(node: MapNode, value: T): Sourced<T> {
  return {
    value,
    span: node.span,
    keySpan: node.span,
    editable: false,
    isUnknown: false,
    variables: [],
    via: node.via,
  };
}

/** The text of a scalar that Docker takes as text. A number or a date is no text here: the schema or the loader refuses it. */
export function loadText(entry: MapEntry | null): Sourced<string> | null {
  if (!entry || !isText(entry.value)) return null;
  return toSourced(entry.value, entry.keySpan, getText(entry.value));
}

function loadInteger(entry: MapEntry | null): Sourced<number> | null {
  if (entry?.value.kind !== 'scalar') return null;
  const { value } = entry.value;
  if (value.type !== 'int' && value.type !== 'float') return null;
  return toSourced(entry.value, entry.keySpan, Math.trunc(Number(value.value)));
}

/** A text or a list of texts. */
export function loadTexts(entry: MapEntry | null): readonly Sourced<string>[] {
  const node = entry?.value;
  if (node?.kind === 'list')
    return node.items.flatMap((item) => (isText(item) ? [toSourced(item, item.span, getText(item))] : []));
  const text = loadText(entry);
  return text ? [text] : [];
}

/** A command line, or its words. */
function loadCommand(entry: MapEntry | null): readonly Sourced<string>[] {
  const node = entry?.value;
  if (!entry || !isText(node)) return loadTexts(entry);
  const split = splitShellWords(getText(node));
  return split.ok ? toParts(node, entry.keySpan, split.words) : [];
}

/** A text is run by a shell. */
function loadHealthcheck(entry: MapEntry | null): readonly Sourced<string>[] {
  const node = entry?.value;
  if (!entry || !isText(node)) return loadTexts(entry);
  return [toPart(node, entry.keySpan, 'CMD-SHELL'), toSourced(node, entry.keySpan, getText(node))];
}

interface LoadedPair {
  readonly key: string;
  readonly value: Sourced<string>;
  readonly form: 'list' | 'map';
}

/** `KEY: VALUE`, or a list of `KEY=VALUE`; an entry without a value is empty. */
function readPairs(entry: MapEntry | null, separator: string): readonly LoadedPair[] {
  const node = entry?.value;
  if (node?.kind === 'map') return readMapPairs(node);
  return node?.kind === 'list' ? readListPairs(node, separator) : [];
}

function readMapPairs(node: MapNode): readonly LoadedPair[] {
  return [...node.entries.values()].flatMap(({ key, keySpan, value }) =>
    value.kind === 'scalar' ? [{ key, value: toSourced(value, keySpan, getText(value)), form: 'map' as const }] : [],
  );
}

function readListPairs(node: ListNode, separator: string): readonly LoadedPair[] {
  return node.items.flatMap((item) => {
    if (!isText(item)) return [];
    const { key, value } = cutPair(item, separator);
    return [{ key, value: value ?? toPart(item, item.span, ''), form: 'list' as const }];
  });
}

/** `KEY: VALUE` or a list of `KEY=VALUE`, the last entry of a key. */
export function loadPairs(entry: MapEntry | null, separator: string): ReadonlyMap<string, Sourced<string>> {
  return new Map(readPairs(entry, separator).map(({ key, value }) => [key, value]));
}

/** An entry without a value, or with an empty one, takes the client's own variable of that name. */
function loadEnvironment(entry: MapEntry | null, environment: Environment): ReadonlyMap<string, Sourced<string>> {
  const pairs = readPairs(entry, '=').map(({ key, value }) => {
    const inherited = value.value === '' ? environment.get(key) : undefined;
    return [key, inherited === undefined ? value : { ...value, value: inherited, editable: false }] as const;
  });
  return new Map(pairs);
}

function loadSysctls(entry: MapEntry | null): Pick<Service, 'sysctls' | 'sysctlEntries'> {
  const entries = readPairs(entry, '=').map(({ key, value, form }) => ({ key, entry: value, form, replacedBy: null }));
  return linkSysctls(entries);
}

/** The last entry of a key is what Docker sends; the earlier ones say which. */
export function linkSysctls(entries: readonly SysctlEntry[]): Pick<Service, 'sysctls' | 'sysctlEntries'> {
  const last = new Map<string, SysctlEntry>();
  const linked: SysctlEntry[] = [];
  for (const entry of [...entries].reverse()) {
    const winner = last.get(entry.key) ?? null;
    const link = { ...entry, replacedBy: winner };
    if (!winner) last.set(entry.key, link);
    linked.push(link);
  }
  return { sysctls: new Map(entries.map(({ key, entry }) => [key, entry])), sysctlEntries: linked.reverse() };
}

function loadNetworks(entry: MapEntry | null): ReadonlyMap<string, ServiceNetwork> {
  const node = entry?.value;
  const networks = new Map<string, ServiceNetwork>();
  if (node?.kind === 'list') {
    for (const item of node.items) {
      if (isText(item)) {
        const key = getText(item);
        networks.set(key, { key, aliases: [], span: item.span, hasOptions: false, isUnknown: item.isUnknown });
      }
    }
  } else if (node?.kind === 'map') {
    for (const { key, keySpan, value } of node.entries.values()) {
      const aliases = loadTexts(getEntry(value, 'aliases'));
      networks.set(key, { key, aliases, span: keySpan, hasOptions: value.kind === 'map', isUnknown: false });
    }
  }
  return networks;
}

/** More ports than a host has are a mistake, or an attack: of each further range only the first port is kept. */
const MAX_PORTS = 65_536;

function loadPorts(entry: MapEntry | null): readonly Sourced<Port>[] {
  if (entry?.value.kind !== 'list') return [];
  const ports: Sourced<Port>[] = [];
  for (const item of entry.value.items) {
    for (const port of loadPort(item, ports.length < MAX_PORTS)) ports.push(port);
  }
  return ports;
}

function getFirstPort({ targets, published, protocol }: PortRanges): PortRanges {
  const start = ({ start: first }: Range): Range => ({ start: first, end: first });
  return { targets: start(targets), published: published && start(published), protocol };
}

function loadPort(node: TreeNode, isComplete: boolean): readonly Sourced<Port>[] {
  if (node.kind === 'scalar') {
    if (node.value.type !== 'string' && node.value.type !== 'int') return [];
    const spec = parsePortSpec(getText(node));
    if (!spec.ok) return [];
    return toParts(node, node.span, expandPorts(isComplete ? spec.ranges : getFirstPort(spec.ranges)));
  }
  if (node.kind === 'list') return [];
  const target = loadInteger(getEntry(node, 'target'));
  const published = loadInteger(getEntry(node, 'published'));
  const port: Port = {
    target: toUint32(target?.value ?? 0),
    published: toUint32(published?.value ?? 0) || null,
    protocol: loadText(getEntry(node, 'protocol'))?.value ?? '',
    mode: loadText(getEntry(node, 'mode'))?.value ?? '',
  };
  const variables = [...(target?.variables ?? []), ...(published?.variables ?? [])];
  return [{ ...toPlace(node, port), variables }];
}

/** Docker keeps the lower 32 bits of a larger number, without a word. */
function toUint32(value: number): number {
  return Number(BigInt.asUintN(32, BigInt(value)));
}

function isText(node: TreeNode | undefined): node is ScalarNode {
  return node?.kind === 'scalar' && node.value.type === 'string';
}
