import type { ForeignServerMode } from '../row.js';
import type { RunningServer } from './server.js';

/** Servers of other implementations. */
export function startForeignServer(kind: 'go' | 'c-core', mode: ForeignServerMode): Promise<RunningServer> {
  return Promise.reject(new Error(`no ${kind} server (${mode})`));
}
