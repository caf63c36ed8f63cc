/** What the command does before there is work: the shortest answer, and an exit code whatever happens. */
import { packageVersion } from '../../package-version.js';
import type { HostProcess, OutputStream } from './io.js';
import { type StandardDescriptor, StandardOutput } from './output.js';

export interface Host {
  readonly process: HostProcess & {
    readonly argv: readonly string[];
    exitCode?: number | string | null | undefined;
    on(event: 'exit', listener: () => void): unknown;
  };
  readonly stdout: StandardDescriptor;
  readonly stderr: StandardDescriptor;
  readonly loadRest: () => Promise<{
    readonly runInProcess: (
      words: readonly string[],
      process: HostProcess,
      stdout: OutputStream,
      stderr: OutputStream,
    ) => Promise<number>;
  }>;
}

/** Runs the command. The process ends by itself: process.exit() would cut off what a pipe has not taken yet. */
export async function start(host: Host): Promise<void> {
  const { process } = host;
  // Output that could not be written is no success, whatever was found.
  let hasFailed = false;
  const fail = (error: unknown): void => {
    const [reason = ''] = String(error).split('\n');
    stderr.write(`keepalive-lint: It failed (${reason}).\n`);
    hasFailed = true;
  };
  const stdout = new StandardOutput(host.stdout, process.platform, (error) => {
    // A reader that has seen enough (`| head`) is not an error.
    if (error.code !== 'EPIPE') fail(error);
  });
  // Where what went wrong cannot be said, nothing can be said about that.
  const stderr = new StandardOutput(host.stderr, process.platform, () => undefined);
  process.on('exit', () => {
    if (hasFailed) process.exitCode = 2;
  });
  try {
    process.exitCode = await answer(process.argv.slice(2), host, stdout, stderr);
  } catch (error) {
    fail(error);
  }
}

async function answer(
  words: readonly string[],
  { process, loadRest }: Host,
  stdout: OutputStream,
  stderr: OutputStream,
): Promise<number> {
  const [only] = words;
  if (words.length === 1 && (only === '--version' || only === '-V')) {
    stdout.write(`${packageVersion}\n`);
    return 0;
  }
  const { runInProcess } = await loadRest();
  return runInProcess(words, process, stdout, stderr);
}
