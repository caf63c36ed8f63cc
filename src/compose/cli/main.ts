/**
 * The `keepalive-lint` command: a bundle of its own that answers --version and --help by itself. Everything else is in
 * `run.ts`, a second bundle, loaded when there is work; that one loads the stack engine, a third.
 */
import { packageVersion } from '../../package-version.js';
import { helpText } from './arguments/help.js';
import { StandardOutput } from './output.js';

async function main(words: readonly string[]): Promise<number> {
  const [only] = words;
  if (words.length === 1 && (only === '--version' || only === '-V')) {
    stdout.write(`${packageVersion}\n`);
    return 0;
  }
  if (words.length === 1 && (only === '--help' || only === '-h')) {
    stdout.write(helpText());
    return 0;
  }
  const { runInProcess } = await import('./run.js');
  return runInProcess(words, stdout, stderr);
}

/** One line about what nobody foresaw, and the exit code that says so. */
function fail(error: unknown): void {
  const [reason = ''] = String(error).split('\n');
  stderr.write(`keepalive-lint: It failed (${reason}).\n`);
  outputFailed = true;
}

/** Output that could not be written is no success, whatever was found. */
let outputFailed = false;

const stdout = new StandardOutput(1, (error) => {
  // A reader that has seen enough (`| head`) is not an error.
  if (error.code !== 'EPIPE') fail(error);
});
// Where what went wrong cannot be said, nothing can be said about that.
const stderr = new StandardOutput(2, () => undefined);
process.on('exit', () => {
  if (outputFailed) process.exitCode = 2;
});

// Never process.exit(): it would cut off what a pipe has not taken yet.
main(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
}, fail);
