/**
 * The `keepalive-lint` command: a bundle of its own that answers --version by itself. Everything else is in `run.ts`, a second
 * bundle; that one loads the stack engine, a third, when there is something to lint.
 */
import { start } from './start.js';

void start({
  process,
  stdout: { descriptor: 1, getStream: () => process.stdout },
  stderr: { descriptor: 2, getStream: () => process.stderr },
  loadRest: () => import('./run.js'),
});
