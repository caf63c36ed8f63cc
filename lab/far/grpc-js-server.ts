/** The lab's server on grpc-js. */
import { pathToFileURL } from 'node:url';
import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { decodeSilenceMs, SERVICE } from './protocol.js';
import type { RunningServer } from './server.js';

/** @param file - an ES module that exports `createServer`, a function that returns a `Server`; `null`: one without options */
export async function startGrpcJsServer(file: string | null, host = '127.0.0.1'): Promise<RunningServer> {
  const server = file === null ? new Server() : await createServer(file);
  server.addService(SERVICE, {
    unary(call: ServerUnaryCall<Buffer, Buffer>, callback: sendUnaryData<Buffer>) {
      const silenceMs = decodeSilenceMs(call.request);
      if (silenceMs === 0) callback(null, call.request);
      else
        setTimeout(() => {
          callback(null, call.request);
        }, silenceMs);
    },
    feed(call: ServerWritableStream<Buffer, Buffer>) {
      call.write(call.request);
      setTimeout(() => {
        call.write(call.request);
        call.end();
      }, decodeSilenceMs(call.request));
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${host}:0`, ServerCredentials.createInsecure(), (error, boundPort) => {
      if (error) reject(error);
      else resolve(boundPort);
    });
  });
  return {
    port,
    close: () => {
      server.forceShutdown();
    },
  };
}

async function createServer(file: string): Promise<Server> {
  const exports = (await import(pathToFileURL(file).href)) as { createServer?: () => Server };
  if (!exports.createServer) throw new TypeError('the module of the server exports no createServer');
  return exports.createServer();
}
