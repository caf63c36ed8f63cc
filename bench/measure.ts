/**
 * CPU time of whole processes, as ratios. Machines are shared and noisy: seconds mean nothing, and a ratio means something only
 * when both sides ran in the same minute. So every command runs alternately with `node -e 0`, and the medians are divided.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Command {
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A linter with findings exits with 1; it did its work. */
const DONE: readonly (number | null)[] = [0, 1];

/** User plus system time of the process and its children. @throws Error when the command did not do its work */
function cpuSeconds({ argv, cwd, env }: Command): number {
  const script = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1';
  const { status, stderr, error } = spawnSync('bash', ['-c', script, 'bash', ...argv], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', ...env },
  });
  if (error) throw error;
  if (!DONE.includes(status)) throw new Error(`${argv.join(' ')} exited with ${String(status)}`);
  const [user, system] = stderr.trim().split(' ').map(Number);
  return (user ?? Number.NaN) + (system ?? Number.NaN);
}

/** Peak resident memory of a Node process, in MiB. */
export function peakMiB({ argv, cwd, env }: Command): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'keepalive-bench-'));
  const file = path.join(folder, 'peak');
  const hook = path.join(import.meta.dirname, 'peak-memory.cjs');
  spawnSync(argv[0], ['--require', hook, ...argv.slice(1)], {
    cwd,
    stdio: 'ignore',
    env: { ...process.env, ...env, PEAK_MEMORY_FILE: file },
  });
  const kib = Number(readFileSync(file, 'utf8'));
  rmSync(folder, { recursive: true });
  return kib / 1024;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** How many times the CPU of `node -e 0` the command takes: medians of alternating runs, after one run to warm the disk cache. */
export function ratioToBareNode(command: Command, rounds: number): number {
  return ratioTo({ argv: [process.execPath, '-e', '0'], cwd: command.cwd }, command, rounds);
}

/** How many times the CPU of `base` the command takes, measured alternately. */
export function ratioTo(base: Command, command: Command, rounds: number): number {
  cpuSeconds(command);
  const baseSeconds: number[] = [];
  const ownSeconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    baseSeconds.push(cpuSeconds(base));
    ownSeconds.push(cpuSeconds(command));
  }
  return median(ownSeconds) / median(baseSeconds);
}
