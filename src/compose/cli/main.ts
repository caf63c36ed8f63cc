/**
 * The `keepalive-lint` command: a bundle of its own that answers --version and --help by itself. Everything else is in
 * `run.ts`, a second bundle, loaded when there is work; that one loads the stack engine, a third.
 */
import { start } from './start.js';

void start({
  process,
  stdout: { descriptor: 1, getStream: () => process.stdout },
  stderr: { descriptor: 2, getStream: () => process.stderr },
  loadRest: () => import('./run.js'),
});
