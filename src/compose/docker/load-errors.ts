/**
 * What the schema lets pass and Docker's loader then refuses (docker/cli 28.2.2 `cli/compose/loader/loader.go` and the
 * decoder below it): numbers that do not fit, texts that do not parse, options that exclude each other.
 */
import { forEachScalar, getEntry, getNode, type MapEntry, type MapNode, type TreeNode } from '../read/tree.js';
import { scalarText } from '../read/scalar.js';
import { isDuration } from '../schema/formats.js';
import { getSchemaAt } from '../schema/lookup.js';
import { isExternal } from './external.js';
import { aboutItem, aboutValue, type ProblemText } from './problem.js';
import { findByteSizeError } from './quantities.js';
import { splitShellWords } from './shell-words.js';
import type { Code, Problem } from './stack.js';
import { parseVolumeSpec } from './volume-spec.js';

/** @param minor - the minor version of the file's format */
export function findLoadErrors(root: TreeNode, minor: number): Problem[] {
  const problems: Problem[] = [];
  const services = getEntry(root, 'services')?.value;
  if (services?.kind === 'map') {
    for (const { key, value } of services.entries.values()) {
      if (value.kind === 'map') checkService(['services', key], value, minor, problems);
    }
  }
  for (const section of ['networks', 'volumes', 'secrets', 'configs'] as const) {
    const map = getEntry(root, section)?.value;
    if (map?.kind !== 'map') continue;
    for (const entry of map.entries.values()) checkResource(section, entry, problems);
  }
  checkDates(root, problems);
  return problems;
}

/** Places that hold a number Docker keeps without a sign. */
const UNSIGNED: readonly (readonly string[])[] = [
  ['deploy', 'replicas'],
  ['deploy', 'update_config', 'parallelism'],
  ['deploy', 'rollback_config', 'parallelism'],
  ['deploy', 'restart_policy', 'max_attempts'],
  ['deploy', 'placement', 'max_replicas_per_node'],
  ['healthcheck', 'retries'],
];

const BYTE_SIZES: readonly (readonly string[])[] = [
  ['deploy', 'resources', 'limits', 'memory'],
  ['deploy', 'resources', 'reservations', 'memory'],
];

const HEALTH_DURATIONS = ['interval', 'timeout', 'start_period', 'start_interval'];

function checkService(path: readonly string[], service: MapNode, minor: number, problems: Problem[]): void {
  const report = (
    place: readonly string[],
    entry: MapEntry,
    code: Code<'transform'>,
    docker: string,
    data = {},
  ): void => {
    problems.push(
      aboutValue('transform', [...path, ...place], entry, {
        code,
        docker,
        data: { value: getValue(entry.value), ...data },
      }),
    );
  };
  for (const place of UNSIGNED) {
    const entry = find(service, place);
    if (entry && isNegative(entry.value)) report(place, entry, 'negative-number', overflows(place, entry.value));
  }
  for (const place of BYTE_SIZES) {
    const entry = find(service, place);
    const error = entry && isText(entry.value) ? findByteSizeError(getValue(entry.value)) : null;
    if (entry && error !== null) report(place, entry, 'bad-byte-size', `error decoding '${toField(place)}': ${error}`);
  }
  for (const key of ['command', 'entrypoint']) {
    const entry = find(service, [key]);
    const split = entry && isText(entry.value) ? splitShellWords(getValue(entry.value)) : null;
    if (entry && split?.ok === false)
      report([key], entry, 'open-quote', `error decoding '${toField([key])}': ${split.error}`);
  }
  for (const key of minor < 4 ? HEALTH_DURATIONS : []) {
    const entry = find(service, ['healthcheck', key]);
    if (!entry || !isText(entry.value) || isDuration(getValue(entry.value))) continue;
    const docker = `error decoding 'HealthCheck.${toField([key])}': time: invalid duration`;
    report(['healthcheck', key], entry, 'bad-duration', docker);
  }
  const shmSize = find(service, ['shm_size']);
  const type = shmSize && getGoType(shmSize.value);
  if (shmSize && type) {
    const docker = `'shm_size' expected type 'string', got unconvertible type '${type}', value: '${getValue(shmSize.value)}'`;
    report(['shm_size'], shmSize, 'wrong-type', docker, { expected: ['text'], actual: 'a number' });
  }
  checkUlimits(path, find(service, ['ulimits']), problems);
  checkPorts(path, find(service, ['ports']), problems);
  checkVolumes(path, find(service, ['volumes']), problems);
  for (const key of ['secrets', 'configs']) checkFileModes(path, key, find(service, [key]), problems);
}

function checkUlimits(path: readonly string[], ulimits: MapEntry | null, problems: Problem[]): void {
  if (ulimits?.value.kind !== 'map') return;
  for (const entry of ulimits.value.entries.values()) {
    const at = [...path, 'ulimits', entry.key];
    const docker = `error decoding 'Ulimits[${entry.key}]': invalid type float64 for ulimits`;
    const text: ProblemText<'transform'> = {
      code: 'whole-number-needed',
      docker,
      data: { value: getValue(entry.value) },
    };
    if (isWholeFloat(entry.value)) problems.push(aboutValue('transform', at, entry, text));
    for (const limit of ['soft', 'hard']) {
      const part = find(entry.value, [limit]);
      // Docker's client crashes here, with a stack trace of its own.
      if (part && isWholeFloat(part.value)) {
        const data = { value: getValue(part.value) };
        problems.push(
          aboutValue('transform', [...at, limit], part, { code: 'whole-number-needed', docker: 'panic', data }),
        );
      }
    }
  }
}

function checkPorts(path: readonly string[], ports: MapEntry | null, problems: Problem[]): void {
  if (ports?.value.kind !== 'list') return;
  ports.value.items.forEach((item, index) => {
    const at = [...path, 'ports', String(index)];
    if (isFloat(item)) {
      const docker = "error decoding 'Ports': invalid type float64 for port";
      problems.push(
        aboutItem('transform', at, item, { code: 'whole-number-needed', docker, data: { value: getValue(item) } }),
      );
    }
    for (const key of ['target', 'published']) {
      const entry = find(item, [key]);
      if (!entry || !isNegative(entry.value)) continue;
      const docker = `cannot parse 'Ports[${index}].${toField([key])}', ${getValue(entry.value)} overflows uint`;
      const text: ProblemText<'transform'> = {
        code: 'negative-number',
        docker,
        data: { value: getValue(entry.value) },
      };
      problems.push(aboutValue('transform', [...at, key], entry, text));
    }
  });
}

function checkVolumes(path: readonly string[], volumes: MapEntry | null, problems: Problem[]): void {
  if (volumes?.value.kind !== 'list') return;
  volumes.value.items.forEach((item, index) => {
    const at = [...path, 'volumes', String(index)];
    if (isText(item)) {
      const value = getValue(item);
      const parsed = parseVolumeSpec(value);
      if (parsed.ok) return;
      const docker = `error decoding 'Volumes[${index}]': ${parsed.error}`;
      problems.push(
        aboutItem('transform', at, item, { code: 'bad-volume', docker, data: { value, reason: parsed.error } }),
      );
      return;
    }
    const source = find(item, ['source']);
    if (
      getValue(find(item, ['type'])?.value) !== 'bind' ||
      getValue(source?.value) !== '' ||
      source?.value.kind === 'map'
    )
      return;
    const docker = 'invalid mount config for type "bind": field Source must not be empty';
    problems.push(aboutItem('transform', at, item, { code: 'bind-without-source', docker }));
  });
}

function checkFileModes(path: readonly string[], key: string, references: MapEntry | null, problems: Problem[]): void {
  if (references?.value.kind !== 'list') return;
  references.value.items.forEach((item, index) => {
    const mode = find(item, ['mode']);
    if (!mode || !isNegative(mode.value)) return;
    const value = getValue(mode.value);
    const docker = `cannot parse '${toField([key])}[${index}].Mode', ${value} overflows uint`;
    const text: ProblemText<'transform'> = { code: 'negative-number', docker, data: { value } };
    problems.push(aboutValue('transform', [...path, key, String(index), 'mode'], mode, text));
  });
}

/** Networks, volumes, secrets and configs under the top level. */
function checkResource(
  section: 'networks' | 'volumes' | 'secrets' | 'configs',
  entry: MapEntry,
  problems: Problem[],
): void {
  const kind = section.slice(0, -1);
  const { key: name, value } = entry;
  const external = find(value, ['external']);
  const report = (place: MapEntry, code: Code<'transform'>, docker: string, data: Problem['data'] = {}): void => {
    problems.push(
      aboutValue('transform', [section, name, place.key], place, { code, docker, data: { kind, name, ...data } }),
    );
  };
  if (external && isExternal(external.value)) {
    for (const key of section === 'volumes' ? ['driver', 'driver_opts', 'labels'] : []) {
      const other = find(value, [key]);
      if (!other || isEmpty(other.value)) continue;
      const docker = `conflicting parameters "external" and "${key}" specified for volume "${name}"`;
      report(other, 'external-conflict', docker, { property: key });
      return;
    }
    const externalName = find(external.value, ['name']);
    const ownName = find(value, ['name']);
    if (externalName && ownName && getValue(externalName.value) !== '' && getValue(ownName.value) !== '') {
      const docker = `${kind} ${name}: ${kind}.external.name and ${kind}.name conflict; only use ${kind}.name`;
      report(externalName, 'external-name-conflict', docker);
    }
    return;
  }
  const driver = section === 'secrets' ? find(value, ['driver']) : null;
  const file = find(value, ['file']);
  if (driver && file && getValue(driver.value) !== '' && getValue(file.value) !== '') {
    const docker = `secret ${name}: secret.driver and secret.file conflict; only use secret.driver`;
    report(file, 'driver-and-file', docker);
  }
}

/** A plain date is a time to YAML, and Docker takes no time where it wants a text. */
function checkDates(root: TreeNode, problems: Problem[]): void {
  forEachScalar(root, (node, path) => {
    if (node.value.type !== 'time' || !wantsText(root, path)) return;
    const docker = `expected type 'string', got unconvertible type 'time.Time', value: '${node.value.text}'`;
    const text: ProblemText<'transform'> = { code: 'date-as-text', docker, data: { value: node.value.text } };
    problems.push(aboutItem('transform', [...path], node, text));
  });
}

/** The values of free mappings are printed, whatever they are; so are exposed ports. */
function wantsText(root: TreeNode, path: readonly string[]): boolean {
  if (![getSchemaAt(root, path)?.type].flat().includes('string')) return false;
  const owner = path.slice(0, -1);
  if (getNode(root, owner)?.kind === 'list') return path.at(-2) !== 'expose';
  return !Object.keys(getSchemaAt(root, owner)?.patternProperties ?? {}).some((pattern) => pattern.includes('.+'));
}

function find(node: TreeNode, path: readonly string[]): MapEntry | null {
  let entry: MapEntry | null = null;
  let at: TreeNode | null = node;
  for (const key of path) {
    entry = getEntry(at, key);
    at = entry?.value ?? null;
  }
  return entry;
}

function overflows(place: readonly string[], node: TreeNode): string {
  return `cannot parse '${toField(place)}', ${getValue(node)} overflows uint`;
}

/** Docker names the fields of its own structures: `Deploy.Replicas`, but `max_replicas_per_node`. */
function toField(place: readonly string[]): string {
  return place
    .map((key) =>
      key === 'healthcheck'
        ? 'HealthCheck'
        : /_|^(cpus|memory)$/.test(key)
          ? key
          : key.charAt(0).toUpperCase() + key.slice(1),
    )
    .join('.');
}

function getValue(node: TreeNode | undefined): string {
  return node?.kind === 'scalar' ? scalarText(node.value) : '';
}

function isText(node: TreeNode): boolean {
  return node.kind === 'scalar' && node.value.type === 'string' && !node.isUnknown;
}

function isFloat(node: TreeNode): boolean {
  return node.kind === 'scalar' && node.value.type === 'float';
}

/** `5.0`: whole to the schema, which refuses `5.5`, and no integer to what comes after it. */
function isWholeFloat(node: TreeNode): boolean {
  return node.kind === 'scalar' && node.value.type === 'float' && Number.isInteger(node.value.value);
}

/** What Docker's decoder calls a number; `null` for what is none. */
function getGoType(node: TreeNode): 'int' | 'float64' | null {
  if (isFloat(node)) return 'float64';
  return node.kind === 'scalar' && node.value.type === 'int' ? 'int' : null;
}

function isNegative(node: TreeNode): boolean {
  return node.kind === 'scalar' && (node.value.type === 'int' || node.value.type === 'float') && node.value.value < 0;
}

function isEmpty(node: TreeNode): boolean {
  if (node.kind === 'map') return node.entries.size === 0;
  if (node.kind === 'list') return node.items.length === 0;
  return getValue(node) === '';
}
