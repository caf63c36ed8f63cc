/** What a stack row needs on the ground: made where the linter is, carried out where IPVS is. */
import { readStack } from '../../src/compose/engine.js';
import type { StackRow } from '../stack-row.js';

export interface TaskPlan {
  /** In the order in which they are written to the container. */
  readonly sysctls: readonly (readonly [key: string, value: string])[];
  /** Whether the program sets SO_KEEPALIVE. */
  readonly keepalive: boolean;
}

export interface StackPlan {
  readonly id: string;
  readonly web: TaskPlan;
  readonly db: TaskPlan;
  /** Whether the name that `web` connects to is a virtual IP. */
  readonly throughVirtualIp: boolean;
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
  const endpointMode = stack.services.get('db')?.endpointMode?.value ?? 'vip';
  return {
    id: row.id,
    web: taskOf('web'),
    db: taskOf('db'),
    throughVirtualIp: row.host === 'db' && endpointMode !== 'dnsrr',
    machineSysctls: Object.entries(row.machineSysctls ?? {}),
  };
}
