/** The lab's server on grpc-js. */
import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { decodeSilenceMs, SERVICE } from './protocol.js';
import type { RunningServer } from './server.js';

/** @param options - channel options of the server, `grpc.keepalive_time_ms` and the like */
export async function startGrpcJsServer(options: Readonly<Record<string, number>>): Promise<RunningServer> {
  const server = new Server(options);
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
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, boundPort) => {
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
