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

// A reader that has seen enough (`| head`) is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// Never process.exit(): it would cut off what a pipe has not taken yet.
void main(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
