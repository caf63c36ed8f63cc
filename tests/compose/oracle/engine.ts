/**
 * A stand-in for the Docker engine: answers what `docker stack deploy --detach --resolve-image never` asks and keeps what
 * is posted. Networks named `ext…` exist in the swarm, `localnet…` on one node only; every secret and config exists.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Posted {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Engine {
  readonly socket: string;
  /** What was posted since the last call. */
  takePosted(): Posted[];
  close(): void;
}

const HEADERS = {
  'Api-Version': '1.50',
  Ostype: 'linux',
  Swarm: 'active/manager',
  'Content-Type': 'application/json',
};

/** @param find - what the engine knows of a network */
export async function startEngine(socket: string, find: typeof findNetwork = findNetwork): Promise<Engine> {
  let posted: Posted[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, find, (entry) => posted.push(entry));
  });
  await listen(server, socket);
  return {
    socket,
    takePosted: () => {
      const taken = posted;
      posted = [];
      return taken;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listen(server: Server, socket: string): Promise<void> {
  return new Promise((resolve) => {
    server.listen(socket, resolve);
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  find: typeof findNetwork,
  keep: (entry: Posted) => void,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://engine');
  const path = url.pathname.replace(/^\/v[\d.]+/, '');
  const reply = (status: number, body: unknown): void => {
    response.writeHead(status, HEADERS).end(request.method === 'HEAD' ? undefined : JSON.stringify(body));
  };
  if (request.method === 'POST') {
    keep({ path, body: JSON.parse((await text(request)) || '{}') as Posted['body'] });
    reply(201, { ID: 'x'.repeat(25), Id: 'x'.repeat(25), Warnings: null });
    return;
  }
  const network = /^\/networks\/([^/]+)$/.exec(path)?.[1];
  if (path === '/_ping') reply(200, 'OK');
  else if (path === '/info')
    reply(200, { Swarm: { ControlAvailable: true, LocalNodeState: 'active' }, OSType: 'linux' });
  else if (network !== undefined) replyNetwork(network, find(network), reply);
  else if (path === '/secrets' || path === '/configs') reply(200, listNames(url));
  else if (['/networks', '/services', '/tasks', '/nodes'].includes(path)) reply(200, []);
  else reply(404, { message: `no ${path}` });
}

/** What the engine of the probes knows of a network. */
export function findNetwork(name: string): 'swarm' | 'local' | 'missing' {
  return name.startsWith('ext') ? 'swarm' : name.startsWith('localnet') ? 'local' : 'missing';
}

function replyNetwork(
  name: string,
  scope: ReturnType<typeof findNetwork>,
  reply: (status: number, body: unknown) => void,
): void {
  if (scope === 'missing') reply(404, { message: `network ${name} not found` });
  else reply(200, { Name: name, Id: `id${name}`, Scope: scope, Driver: 'overlay' });
}

/** The client asks by name, and wants each name back with an id. */
function listNames(url: URL): object[] {
  const filters = JSON.parse(url.searchParams.get('filters') ?? '{}') as { name?: Record<string, boolean> };
  return Object.keys(filters.name ?? {}).map((Name) => ({ ID: `id${Name}`, Spec: { Name } }));
}
