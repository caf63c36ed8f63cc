/** Service keys that Docker stops at, or accepts and drops. */
import { getEntry, type MapEntry, type MapNode, type TreeNode } from '../read/tree.js';
import { aboutItem, aboutKey, aboutValue } from './problem.js';
import {
  DEPRECATED_PROPERTIES,
  FORBIDDEN_PROPERTIES,
  SILENT_PROPERTIES,
  UNSUPPORTED_PROPERTIES,
} from './properties.js';
import { getText } from './sourced.js';
import type { Code, Problem } from './stack.js';

/** Before interpolation, as Docker looks. */
export function findForbidden(root: TreeNode): Problem[] {
  return forEachService(root, (path, service) =>
    Object.entries(FORBIDDEN_PROPERTIES).flatMap(([property, instead]) =>
      entriesOf(service, [property]).map((entry) =>
        aboutKey('forbidden', [...path, property], entry, {
          code: 'forbidden-property',
          data: { property, instead },
          docker: 'Configuration contains forbidden properties',
        }),
      ),
    ),
  );
}

export function findIgnored(root: TreeNode): Problem[] {
  const properties = forEachService(root, (path, service) => {
    const toProblems = (
      names: readonly string[],
      code: Code<'ignored'>,
      docker: ((name: string) => string) | null,
    ): Problem[] =>
      entriesOf(service, names).map((entry) => {
        const data = { property: entry.key, ...describeValue(entry.value) };
        return aboutKey('ignored', [...path, entry.key], entry, { code, data, docker: docker?.(entry.key) ?? null });
      });
    return [
      ...toProblems(UNSUPPORTED_PROPERTIES, 'unsupported-property', (name) => `Ignoring unsupported options: ${name}`),
      ...toProblems(DEPRECATED_PROPERTIES, 'deprecated-property', () => 'Ignoring deprecated options:'),
      ...toProblems(SILENT_PROPERTIES, 'dropped-property', null),
      ...findDroppedAddresses(path, getEntry(service, 'networks')?.value),
      ...findHostAddresses(path, getEntry(service, 'ports')?.value),
    ];
  });
  return [...properties, ...findExternalNames(root)];
}

/** The text of a simple value helps to say what to write instead: `network_mode: host`, `restart: always`. */
function describeValue(node: TreeNode): { value?: string } {
  return node.kind === 'scalar' ? { value: getText(node) } : {};
}

/** The address of a service in a network is read and never sent (`convert/service.go convertServiceNetworks`). */
function findDroppedAddresses(path: readonly string[], networks: TreeNode | undefined): Problem[] {
  if (networks?.kind !== 'map') return [];
  return [...networks.entries.values()].flatMap(({ key, value }) =>
    value.kind === 'map'
      ? entriesOf(value, ['ipv4_address', 'ipv6_address']).map((entry) => {
          const data = { property: entry.key, ...describeValue(entry.value) };
          return aboutKey('ignored', [...path, 'networks', key, entry.key], entry, {
            code: 'dropped-address',
            data,
            docker: null,
          });
        })
      : [],
  );
}

/** Swarm listens on every address of every node. */
function findHostAddresses(path: readonly string[], ports: TreeNode | undefined): Problem[] {
  if (ports?.kind !== 'list') return [];
  return ports.items.flatMap((item, index) => {
    if (item.kind !== 'scalar' || item.value.type !== 'string') return [];
    const parts = getText(item).split(':');
    const address = parts
      .slice(0, -2)
      .join(':')
      .replace(/^\[|\]$/g, '');
    if (address === '' || address === '0.0.0.0' || address === '::') return [];
    const docker = 'ignoring IP-address';
    return [
      aboutItem('ignored', [...path, 'ports', String(index)], item, {
        code: 'host-address',
        data: { address },
        docker,
      }),
    ];
  });
}

function findExternalNames(root: TreeNode): Problem[] {
  return ['networks', 'volumes', 'secrets', 'configs'].flatMap((section) => {
    const map = getEntry(root, section)?.value;
    if (map?.kind !== 'map') return [];
    return [...map.entries.values()].flatMap(({ key, value }) => {
      const name = getEntry(getEntry(value, 'external')?.value ?? null, 'name');
      if (!name) return [];
      const kind = section.slice(0, -1);
      const docker = `${kind} ${key}: ${kind}.external.name is deprecated in favor of ${kind}.name`;
      return [
        aboutValue('ignored', [section, key, 'external', 'name'], name, {
          code: 'external-name',
          data: { kind },
          docker,
        }),
      ];
    });
  });
}

function entriesOf(node: MapNode, names: readonly string[]): MapEntry[] {
  return names.flatMap((name) => node.entries.get(name) ?? []);
}

function forEachService(root: TreeNode, look: (path: readonly string[], service: MapNode) => Problem[]): Problem[] {
  const services = getEntry(root, 'services')?.value;
  if (services?.kind !== 'map') return [];
  return [...services.entries.values()].flatMap(({ key, value }) =>
    value.kind === 'map' ? look(['services', key], value) : [],
  );
}
