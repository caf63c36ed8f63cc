/**
 * Keys of the Compose Specification (`docker compose`) that stack files do not have, and what a stack file has instead.
 * Source: compose-spec `schema/compose-spec.json`; docker/cli 28.2.2 rejects each of them.
 */
export const COMPOSE_ONLY: Readonly<Record<string, string>> = {
  name: 'the stack is named on the command line: docker stack deploy -c FILE NAME',
  include: 'give each file with its own -c',
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
  group_add: 'user: "UID:GID"',
  dns_opt: 'a resolv.conf that is mounted as a config',
  content: 'a file of its own, named by file',
  annotations: 'deploy.labels',
  label_file: 'labels',
  enable_ipv6: 'a network that is created by hand, used with external: true',
};
