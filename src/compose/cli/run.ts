/** The command in this process: the entry of the bundle that `main.ts` loads. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './command.js';
import type { StackEngine } from './engine-port.js';
import type { Io, OutputStream } from './io.js';

/** Runs the command line in the process's own environment. */
export function runInProcess(words: readonly string[], stdout: OutputStream, stderr: OutputStream): Promise<number> {
  const io: Io = {
    cwd: process.cwd(),
    env: process.env,
    platform: process.platform,
    stdout,
    stderr,
    readStdin,
    rulePages: findRulePages(),
    page: (text) => showInPager(text, stdout),
    now: () => performance.now(),
  };
  return runCommand(words, io, loadEngine);
}

function loadEngine(): Promise<StackEngine> {
  return import('../engine.js');
}

/** Beside the bundle; in the sources, where they are written. */
function findRulePages(): string {
  const beside = path.join(import.meta.dirname, 'rules');
  return existsSync(beside) ? beside : path.join(import.meta.dirname, '../../../docs/rules');
}

/** In $PAGER (else `less`) on a terminal, as git and man do; straight out everywhere else, or when there is no pager. */
async function showInPager(text: string, stdout: OutputStream): Promise<void> {
  const pager = process.env['PAGER'] ?? 'less';
  const isRead = stdout.isTTY && text.split('\n').length >= (process.stdout.rows || Infinity);
  if (!isRead || pager === '' || pager === 'cat') {
    stdout.write(text);
    return;
  }
  // Node's network code comes with it, and most runs do not need either.
  const { spawn } = await import('node:child_process');
  await new Promise<void>((resolve) => {
    const child = spawn(pager, {
      shell: true,
      stdio: ['pipe', 'inherit', 'inherit'],
      env: { LESS: 'FRX', ...process.env },
    });
    // Who leaves the pager before the end has seen enough.
    child.stdin.on('error', () => undefined);
    child.on('close', (code) => {
      // 127: the shell did not find it.
      if (code === 127) stdout.write(text);
      resolve();
    });
    child.stdin.end(text);
  });
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
