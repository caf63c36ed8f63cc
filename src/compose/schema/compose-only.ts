/**
 * Keys of the Compose Specification (`docker compose`) that stack files do not have, and what a stack file has instead.
 * Source: compose-spec `schema/compose-spec.json`; docker/cli 28.2.2 rejects each of them.
 */

/** The stack file's way, for a key that `docker compose` knows at this place; `null` when there is none. */
export function getInstead(path: readonly string[], property: string): string | null {
  const [section = ''] = path;
  const table = path.length === 0 ? ROOT : path.length === 2 ? SECTIONS.get(section) : undefined;
  return table?.get(property) ?? null;
}

type Table = ReadonlyMap<string, string>;

const ROOT = toTable({
  name: 'the stack is named on the command line: docker stack deploy -c FILE NAME',
  include: 'give each file with its own -c',
});

const SECTIONS: ReadonlyMap<string, Table> = new Map([
  [
    'services',
    toTable({
      profiles: 'put the optional services into a second file and add it with -c',
      scale: 'deploy.replicas',
      cpus: 'deploy.resources.limits.cpus',
      cpu_count: 'deploy.resources.limits.cpus',
      cpu_percent: 'deploy.resources.limits.cpus',
      mem_reservation: 'deploy.resources.reservations.memory',
      pids_limit: 'deploy.resources.limits.pids',
      gpus: 'deploy.resources.reservations.generic_resources',
      platform: 'deploy.placement.constraints, as node.platform.arch',
      pull_policy: 'docker stack deploy --resolve-image',
      runtime: 'the default runtime of the node, in its daemon.json',
      dns_opt: 'a resolv.conf that is mounted as a config',
      annotations: 'deploy.labels',
      label_file: 'labels',
    }),
  ],
  ['networks', toTable({ enable_ipv6: 'a network that is created by hand, used with external: true' })],
  [
    'configs',
    toTable({ content: 'a file of its own, named by file', environment: 'a file of its own, named by file' }),
  ],
  [
    'secrets',
    toTable({ content: 'a file of its own, named by file', environment: 'a file of its own, named by file' }),
  ],
]);

function toTable(instead: Readonly<Record<string, string>>): Table {
  return new Map(Object.entries(instead));
}
