/**
 * The `keepalive-lint` command: a bundle of its own that answers --version and --help by itself. Everything else is in
 * `run.ts`, a second bundle, loaded when there is work; that one loads the stack engine, a third.
 */
import { packageVersion } from '../../package-version.js';
import { helpText } from './arguments/help.js';

async function main(words: readonly string[]): Promise<number> {
  const [only] = words;
  if (words.length === 1 && (only === '--version' || only === '-V')) {
    process.stdout.write(`${packageVersion}\n`);
    return 0;
  }
  if (words.length === 1 && (only === '--help' || only === '-h')) {
    process.stdout.write(helpText());
    return 0;
  }
  const { runInProcess } = await import('./run.js');
  return runInProcess(words);
}

/** One line about what nobody foresaw, and the exit code that says so. */
function fail(error: unknown): void {
  const [reason = ''] = String(error).split('\n');
  process.stderr.write(`keepalive-lint: It failed (${reason}).\n`);
  outputFailed = true;
}

/** Output that could not be written is no success, whatever was found. */
let outputFailed = false;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough (`| head`) is not an error.
  if (error.code !== 'EPIPE') fail(error);
});
process.on('exit', () => {
  if (outputFailed) process.exitCode = 2;
});

// Never process.exit(): it would cut off what a pipe has not taken yet.
main(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
}, fail);
