/**
 * A stand-in for servers that enforce a ping policy: a Node HTTP/2 server that speaks enough gRPC for the lab and does what
 * grpc-go does with its default settings. The real ones measure pings in real time and cannot be compressed.
 *
 * Policy: a ping less than 5 min after the one before (2 h when no stream is open and idle pings are not permitted) is a
 * strike; the third is answered by GOAWAY ENHANCE_YOUR_CALM "too_many_pings". Sending headers or data forgives all
 * (grpc-go 1.33.3 internal/transport/http2_server.go handlePing).
 */
import { constants, createServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { decodeSilenceMs, SERVICE } from './protocol.js';
import type { RunningServer } from './server.js';

const MIN_INTERVAL_MS = 5 * 60 * 1000;
const MIN_IDLE_INTERVAL_MS = 2 * 60 * 60 * 1000;
const STRIKES_ALLOWED = 2;
const GRPC_FRAME_HEADER_BYTES = 5;

/** @param permitsIdlePings - Go's `PermitWithoutStream`, Java's `permitKeepAliveWithoutCalls`, C-core's own permit */
export async function startEnforcingServer(permitsIdlePings: boolean): Promise<RunningServer> {
  const sessions = new Set<ServerHttp2Session>();
  const server = createServer();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('error', () => undefined);
    session.on('close', () => sessions.delete(session));
    enforce(session, permitsIdlePings);
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
  return {
    port,
    close() {
      for (const session of sessions) session.destroy();
      server.close();
    },
  };
}

function enforce(session: ServerHttp2Session, permitsIdlePings: boolean): void {
  let lastPingMs = -Infinity;
  let strikes = 0;
  let openStreams = 0;
  session.on('ping', () => {
    const nowMs = Date.now();
    const minIntervalMs = openStreams > 0 || permitsIdlePings ? MIN_INTERVAL_MS : MIN_IDLE_INTERVAL_MS;
    const intervalMs = nowMs - lastPingMs;
    lastPingMs = nowMs;
    if (intervalMs >= minIntervalMs) return;
    strikes += 1;
    if (strikes <= STRIKES_ALLOWED) return;
    session.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM, 0, Buffer.from('too_many_pings'));
    session.close();
    setTimeout(() => {
      session.destroy();
    }, 1000);
  });
  const forgive = (): void => {
    strikes = 0;
    lastPingMs = -Infinity;
  };
  session.on('stream', (stream, headers) => {
    openStreams += 1;
    stream.on('close', () => {
      openStreams -= 1;
    });
    stream.on('error', () => undefined);
    serve(stream, headers[':path'] === SERVICE.feed.path, forgive);
  });
}

function serve(stream: ServerHttp2Stream, isFeed: boolean, onSend: () => void): void {
  const chunks: Buffer[] = [];
  const send = (message: Buffer): void => {
    const header = Buffer.alloc(GRPC_FRAME_HEADER_BYTES);
    header.writeUInt32BE(message.length, 1);
    onSend();
    stream.write(Buffer.concat([header, message]));
  };
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('wantTrailers', () => {
    stream.sendTrailers({ 'grpc-status': '0' });
  });
  stream.on('end', () => {
    const request = Buffer.concat(chunks).subarray(GRPC_FRAME_HEADER_BYTES);
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    if (isFeed) send(request);
    setTimeout(() => {
      send(request);
      stream.end();
    }, decodeSilenceMs(request));
  });
}
