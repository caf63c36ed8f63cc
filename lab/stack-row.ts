/** An evidence row about a stack file: applied to namespaces as a Swarm would apply it, with programs that hold a connection. */
import type { RuleId } from '../src/core/catalog/index.js';

/** What came of a connection on which nobody spoke for longer than IPVS remembers. */
export type ConnectionOutcome =
  | 'survives'
  /** The next byte meets a reset, or the socket was dead before. */
  | 'cut'
  /** Timers of the kernel decide; either may be first. */
  | 'race'
  /** The name stands for several addresses, and what becomes of the connection depends on which one was taken. */
  | 'depends on the address'
  /** The kernel refuses a sysctl: the container is never started. */
  | 'no start';

export interface StackRow {
  readonly id: string;
  readonly what: string;
  /** The stack files, in the order of `-c`. A service `web` connects to a service `db`. */
  readonly files: readonly string[];
  /** The name that `web` connects to. */
  readonly host: 'db' | 'tasks.db';
  /** Which side's program sets SO_KEEPALIVE. Neither sets an interval of its own. */
  readonly keepalive: readonly ('web' | 'db')[];
  /** Sysctls of the machine, outside all containers. */
  readonly machineSysctls?: Readonly<Record<string, string>>;
  /** The rules that must report something about the files; all others must be silent. */
  readonly reportedBy: readonly RuleId[];
  readonly outcome: ConnectionOutcome;
  /** Where the run differs from what the file shows, and why. */
  readonly unseen?: string;
}
