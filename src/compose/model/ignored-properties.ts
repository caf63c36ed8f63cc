/** What to write instead of the service properties that Docker reads and drops. */

const REPLACEMENTS: Readonly<Record<string, string>> = {
  build: 'Swarm runs images only: build and push it first',
  container_name: 'Swarm names the containers itself',
  depends_on: 'Swarm starts services in no order: each program must wait for what it needs',
  devices: 'A service gets no devices of its node',
  domainname: 'Write the whole name into `hostname`',
  expose: 'Services on a common network reach all ports of each other',
  external_links: 'Join the network of the other service',
  links: 'Services on a common network find each other by name',
  network_mode: 'Write `networks`',
  privileged: 'A service cannot be privileged; `cap_add` gives it single capabilities',
  shm_size: 'Mount a tmpfs at /dev/shm: a volume with `type: tmpfs` and `tmpfs.size`',
  tmpfs: 'Write a volume with `type: tmpfs`',
};

/**
 * One sentence without its dot. `restart` is a special case: Docker prints that it ignores it, and takes `on-failure` all the same when there
 * is no `deploy.restart_policy` (docker/cli 28.2.2 convert/service.go convertRestartPolicy).
 */
export function getReplacement(property: string, value: string): string {
  if (property === 'restart') return getRestartReplacement(value);
  return REPLACEMENTS[property] ?? 'Swarm has no such setting';
}

function getRestartReplacement(value: string): string {
  const policy = value.replace(/:.*/, '');
  if (policy === 'no' || policy === 'false') {
    return 'Swarm restarts the task all the same: write `deploy.restart_policy.condition: none`';
  }
  return policy === 'on-failure'
    ? 'Write `deploy.restart_policy.condition: on-failure`'
    : 'Swarm restarts tasks by itself; `deploy.restart_policy` says when';
}
