/** A child process of the lab that answers requests, and the other end of it. */
import { fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

interface Request {
  readonly id: number;
  readonly body: unknown;
}

interface Reply {
  readonly id: number;
  readonly body?: unknown;
  readonly error?: string;
}

export interface Child {
  /** Sends a request and resolves with the answer. Rejects with what the child threw, or when the child dies. */
  request(body: unknown): Promise<unknown>;
  stop(): void;
}

/** How children are started. */
export interface Surroundings {
  /** How many seconds pass in the process while one passes outside. */
  readonly timeFactor: number;
  /** The network namespace to start it in; `null` is this process's own. */
  readonly namespace: string | null;
}

/** Sources run through tsx; what was compiled for the virtual machine runs as it is. */
const EXTENSION = path.extname(fileURLToPath(import.meta.url));
const LOADER = EXTENSION === '.ts' ? ['--import', 'tsx'] : [];

/**
 * Starts a module of the lab as a process.
 *
 * @param module - relative to this folder and without extension: `far/far`
 */
export function startChild(module: string, { timeFactor, namespace }: Surroundings): Child {
  const preload = new URL(`./clock/compress${EXTENSION}`, import.meta.url);
  const nodeArguments = [...LOADER, '--import', preload.href];
  const process_ = fork(fileURLToPath(new URL(`./${module}${EXTENSION}`, import.meta.url)), {
    ...(namespace === null
      ? { execArgv: nodeArguments }
      : { execPath: 'ip', execArgv: ['netns', 'exec', namespace, process.execPath, ...nodeArguments] }),
    env: { ...process.env, LAB_TIME_FACTOR: String(timeFactor) },
    // What a gRPC library logs is not the lab's output.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const waiting = new Map<number, { resolve: (body: unknown) => void; reject: (error: Error) => void }>();
  let nextId = 0;
  let ended: Error | null = null;
  process_.on('message', (reply: Reply) => {
    const pending = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.error === undefined) pending?.resolve(reply.body);
    else pending?.reject(new Error(reply.error));
  });
  process_.on('exit', (code) => {
    ended = new Error(`${module} ended with code ${String(code)}`);
    for (const { reject } of waiting.values()) reject(ended);
  });
  return {
    request: (body) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(ended);
          return;
        }
        nextId += 1;
        waiting.set(nextId, { resolve, reject });
        process_.send({ id: nextId, body } satisfies Request);
      }),
    stop: () => process_.kill('SIGKILL'),
  };
}

/** In the child: answers every request with what `handle` resolves to. */
export function answer(handle: (body: unknown) => Promise<unknown>): void {
  process.on('message', (request: Request) => {
    handle(request.body).then(
      (body) => process.send?.({ id: request.id, body } satisfies Reply),
      (error: unknown) => process.send?.({ id: request.id, error: String(error) } satisfies Reply),
    );
  });
  process.on('disconnect', () => process.exit());
}
