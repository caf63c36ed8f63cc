/** A child process of the lab that answers requests, and the other end of it. */
import { fork } from 'node:child_process';
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

/** Starts a module of the lab in a process whose time runs `timeFactor` times as fast. */
export function startChild(module: URL, timeFactor: number): Child {
  const preload = new URL('./clock/compress.ts', import.meta.url);
  const process_ = fork(fileURLToPath(module), {
    execArgv: ['--import', 'tsx', '--import', preload.href],
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
    ended = new Error(`${fileURLToPath(module)} ended with code ${String(code)}`);
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
