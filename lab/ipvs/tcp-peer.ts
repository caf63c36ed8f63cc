/** A program in a container: it sets what `docker` was told, listens, connects, and talks. Knows nothing of gRPC. */
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { answer } from '../child.js';

export type PeerRequest =
  /** Writes a sysctl as runc does: these bytes, at once. Answers with what is stored then, or with the error's code. */
  | { readonly kind: 'sysctl'; readonly key: string; readonly value: string }
  /** Echoes what it is sent. Answers with the port. `keepalive`: its sockets have SO_KEEPALIVE, and no interval of their own. */
  | { readonly kind: 'listen'; readonly keepalive: boolean }
  /** Connects and says something. Answers with a number for the connection. */
  | { readonly kind: 'connect'; readonly host: string; readonly port: number; readonly keepalive: boolean }
  /** Says something on the connection. Answers with `ok`, an error's code, or `silence`. */
  | { readonly kind: 'talk'; readonly connection: number };

export type SysctlResult =
  { readonly kind: 'stored'; readonly value: string } | { readonly kind: 'refused'; readonly code: string };

const ANSWER_WITHIN_MS = 5000;

const connections: { readonly socket: Socket; error: string | null }[] = [];

/** `net.ipv4.tcp_keepalive_time` or `net/ipv4/tcp_keepalive_time`: the first separator decides, as in runc. */
function sysctlPath(key: string): string {
  const slashes = (/[./]/.exec(key)?.[0] ?? '.') === '/' ? key : key.replaceAll('.', '/');
  return `/proc/sys/${slashes}`;
}

function writeSysctl(key: string, value: string): SysctlResult {
  const file = sysctlPath(key);
  try {
    writeFileSync(file, value);
    return { kind: 'stored', value: readFileSync(file, 'utf8').trim() };
  } catch (error) {
    return { kind: 'refused', code: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
}

async function listen(keepAlive: boolean): Promise<number> {
  const server = createServer({ keepAlive }, (socket) => {
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  return (server.address() as AddressInfo).port;
}

async function open(host: string, port: number, keepAlive: boolean): Promise<number> {
  const socket = connect({ host, port, keepAlive });
  const connection: (typeof connections)[number] = { socket, error: null };
  socket.on('error', (error: NodeJS.ErrnoException) => {
    connection.error = error.code ?? error.message;
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  connections.push(connection);
  const index = connections.length - 1;
  const said = await talk(index);
  if (said !== 'ok') throw new Error(`the new connection: ${said}`);
  return index;
}

function talk(index: number): Promise<string> {
  const connection = connections[index];
  if (!connection) throw new Error(`no connection ${index}`);
  const { socket } = connection;
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve('silence');
    }, ANSWER_WITHIN_MS);
    const done = (): void => {
      clearTimeout(timer);
      socket.off('data', done);
      socket.off('close', done);
      resolve(socket.destroyed ? (connection.error ?? 'closed') : 'ok');
    };
    if (socket.destroyed) {
      done();
      return;
    }
    socket.on('data', done);
    socket.on('close', done);
    socket.write('x');
  });
}

answer((body) => {
  const request = body as PeerRequest;
  switch (request.kind) {
    case 'sysctl':
      return Promise.resolve(writeSysctl(request.key, request.value));
    case 'listen':
      return listen(request.keepalive);
    case 'connect':
      return open(request.host, request.port, request.keepalive);
    case 'talk':
      return talk(request.connection);
  }
});
