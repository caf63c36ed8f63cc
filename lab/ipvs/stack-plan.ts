/** What a stack row needs on the ground: made where the linter is, carried out where IPVS is. */
import { readStack } from '../../src/compose/engine.js';
import type { Stack } from '../../src/compose/docker/stack.js';
import type { StackRow } from '../stack-row.js';

export interface TaskPlan {
  /** In the order in which they are written to the container. */
  readonly sysctls: readonly (readonly [key: string, value: string])[];
  /** Whether the program sets SO_KEEPALIVE. */
  readonly keepalive: boolean;
}

/** What an address of a service leads to. */
export type AddressKind = 'virtual IP' | 'task';

export interface StackPlan {
  readonly id: string;
  readonly web: TaskPlan;
  readonly db: TaskPlan;
  /** What the engine's DNS answers for the name that `web` connects to. */
  readonly addresses: readonly AddressKind[];
  readonly machineSysctls: readonly (readonly [key: string, value: string])[];
}

/**
 * Reads the row's files as `docker stack deploy` does.
 *
 * @throws when a service is missing: the row is wrong
 */
export function planStack(row: StackRow): StackPlan {
  const stack = readStack(row.files.map((content, index) => ({ name: `stack-${index + 1}.yml`, content })));
  const taskOf = (name: 'web' | 'db'): TaskPlan => {
    const service = stack.services.get(name);
    if (!service) throw new Error(`${row.id}: no service ${name}`);
    const sysctls = [...service.sysctls].map(([key, { value }]) => [key, value] as const);
    return { sysctls, keepalive: row.keepalive.includes(name) };
  };
  return {
    id: row.id,
    web: taskOf('web'),
    db: taskOf('db'),
    addresses: resolveHost(row.host, stack),
    machineSysctls: Object.entries(row.machineSysctls ?? {}),
  };
}

/**
 * The engine's DNS, since 20.10: a service's name is its virtual IP, or its tasks where it has none; `tasks.` asks for those; and a
 * task's hostname is a name of its address, besides what the name stands for otherwise (moby daemon/container_operations.go:689-691,
 * daemon/libnetwork/network.go ResolveName).
 */
function resolveHost(host: StackRow['host'], stack: Stack): readonly AddressKind[] {
  const db = stack.services.get('db');
  if (host === 'tasks.db' || db?.endpointMode?.value === 'dnsrr') return ['task'];
  return db?.hostname?.value === host ? ['virtual IP', 'task'] : ['virtual IP'];
}
