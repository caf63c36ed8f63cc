/**
 * Service keys that Docker knows and does not act on (docker/cli 28.2.2 `cli/compose/types/types.go`, `convert/service.go`).
 */

/** Docker stops at these. The value says what a stack file has instead. */
export const FORBIDDEN_PROPERTIES: Readonly<Record<string, string>> = {
  extends: 'give the base file with a -c of its own, or share values with an anchor',
  volume_driver: 'driver under the top-level volumes',
  volumes_from: 'a named volume under the top-level volumes, used by both services',
  cpu_quota: 'deploy.resources.limits.cpus',
  cpu_shares: 'deploy.resources.limits.cpus',
  cpuset: 'deploy.resources.limits.cpus',
  mem_limit: 'deploy.resources.limits.memory',
  memswap_limit: 'deploy.resources.limits.memory',
};

/** Named in "Ignoring unsupported options". */
export const UNSUPPORTED_PROPERTIES: readonly string[] = [
  'build',
  'cgroupns_mode',
  'cgroup_parent',
  'devices',
  'domainname',
  'external_links',
  'ipc',
  'links',
  'mac_address',
  'network_mode',
  'pid',
  'privileged',
  'restart',
  'security_opt',
  'shm_size',
  'userns_mode',
];

/** Named in "Ignoring deprecated options". */
export const DEPRECATED_PROPERTIES: readonly string[] = ['container_name', 'expose'];

/** Accepted without a word, and never sent. */
export const SILENT_PROPERTIES: readonly string[] = ['depends_on', 'tmpfs'];
