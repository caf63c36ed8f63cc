/**
 * A flow table on loopback: passes bytes between a client and a server, forgets a connection on which nothing was sent for
 * its idle timeout, and tells neither end. Whoever speaks next on a forgotten connection is answered by a reset, as by the
 * load balancer of a Swarm network, or not at all, as by a firewall that drops.
 *
 * It counts data, not packets: TCP keepalive is invisible to it. For the kernel there is `npm run lab:ipvs`.
 */
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

export interface PathSpec {
  readonly idleTimeoutSeconds: number;
  /** How a packet of a forgotten connection is answered. */
  readonly signal: 'reset' | 'silent';
  /** Half of it is added in each direction. Real milliseconds of the path, like everything else here. */
  readonly roundTripMs: number;
}

/** What the middlebox saw. */
export interface PathRecord {
  connections: number;
  forgotten: number;
  /** Resets sent to clients. */
  resets: number;
  /** Connections that the server closed while they were still known. */
  closedByServer: number;
}

export interface Middlebox {
  readonly port: number;
  readonly record: PathRecord;
  close(): void;
}

/** Starts a middlebox in front of `serverPort`. Rejects when loopback has no free port. */
export async function startMiddlebox(path: PathSpec, serverPort: number): Promise<Middlebox> {
  const record: PathRecord = { connections: 0, forgotten: 0, resets: 0, closedByServer: 0 };
  const sockets = new Set<Socket>();

  const listener = createServer((client) => {
    const server = connect(serverPort, '127.0.0.1');
    for (const socket of [client, server]) {
      sockets.add(socket);
      // The other end's reset is what this lab is about: `close` follows and is what counts.
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    record.connections += 1;
    let forgotten = false;
    let timer: NodeJS.Timeout | undefined;
    /** Who said goodbye first: a side may close the connection because the other one is about to. */
    let leaving: Socket | null = null;
    const seen = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        forgotten = true;
        record.forgotten += 1;
      }, path.idleTimeoutSeconds * 1000);
    };
    const carry = (from: Socket, to: Socket): void => {
      from.on('data', (bytes) => {
        if (forgotten) {
          if (path.signal === 'silent') return;
          if (from === client) record.resets += 1;
          from.resetAndDestroy();
          return;
        }
        seen();
        if (hasGoaway(bytes)) leaving ??= from;
        if (path.roundTripMs === 0) to.write(bytes);
        else setTimeout(() => to.write(bytes), path.roundTripMs / 2);
      });
      from.on('end', () => {
        if (!forgotten) to.end();
      });
      from.on('close', () => {
        clearTimeout(timer);
        if (!forgotten) to.destroy();
      });
    };
    seen();
    carry(client, server);
    carry(server, client);
    server.on('end', () => {
      if (!forgotten && leaving !== client && !client.readableEnded) record.closedByServer += 1;
    });
  });

  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (listener.address() as AddressInfo).port,
    record,
    close() {
      listener.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
const FRAME_HEADER_BYTES = 9;
const GOAWAY = 7;

/** Whether a GOAWAY frame (RFC 9113, 6.8) begins in these bytes. What a frame needs is sent at once, so they begin with a frame. */
function hasGoaway(bytes: Buffer): boolean {
  let start = bytes.toString('latin1', 0, PREFACE.length) === PREFACE ? PREFACE.length : 0;
  while (start + FRAME_HEADER_BYTES <= bytes.length) {
    if (bytes[start + 3] === GOAWAY) return true;
    start += FRAME_HEADER_BYTES + bytes.readUIntBE(start, 3);
  }
  return false;
}
