/** The command in this process: the entry of the bundle that `main.ts` loads. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './command.js';
import type { HostProcess, OutputStream } from './io.js';
import { showInPager } from './pager.js';

/** Runs the command line in a process's own environment. */
export function runInProcess(
  words: readonly string[],
  process: HostProcess,
  stdout: OutputStream,
  stderr: OutputStream,
): Promise<number> {
  const { env, platform } = process;
  const io = {
    cwd: process.cwd(),
    env,
    platform,
    stdout,
    stderr,
    readStdin: () => readAll(process.stdin),
    rulePages: findRulePages(import.meta.dirname),
    page: (text: string) => showInPager(text, stdout, env),
    now: () => performance.timeOrigin + performance.now(),
  };
  return runCommand(words, io, () => import('../engine.js'));
}

/** The rules' pages beside the bundle; from the sources, where they are written. */
export function findRulePages(here: string): string {
  const beside = path.join(here, 'rules');
  return existsSync(beside) ? beside : path.join(here, '../../../docs/rules');
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
