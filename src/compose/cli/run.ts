/** The command in this process: the entry of the bundle that `main.ts` loads. */
import { runCommand } from './command.js';
import type { StackEngine } from './engine-port.js';
import type { Io, OutputStream } from './io.js';

/** Runs the command line on the process's own streams and environment. */
export function runInProcess(words: readonly string[]): Promise<number> {
  const io: Io = {
    cwd: process.cwd(),
    env: process.env,
    platform: process.platform,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    readStdin,
    now: () => performance.now(),
  };
  return runCommand(words, io, loadEngine);
}

function loadEngine(): Promise<StackEngine> {
  return import('../engine.js');
}

function outputOf(stream: NodeJS.WriteStream): OutputStream {
  return {
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY,
    columns: stream.isTTY ? stream.columns : null,
  };
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
