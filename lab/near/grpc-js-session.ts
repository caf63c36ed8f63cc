/** A `Client` of grpc-js as a session. Of whatever version: only its methods are used. */
import { status as statusCodes, type Client, type ServiceError } from '@grpc/grpc-js';
import { encodeSilence, SERVICE } from '../far/protocol.js';
import type { CallOutcome, Session } from './session.js';
import type { Snippet } from './snippet.js';

const { unary, feed } = SERVICE;
const MESSAGES_IN_A_FEED = 2;

function toOutcome(error: ServiceError | null): CallOutcome {
  if (error === null) return { kind: 'ok' };
  return { kind: 'failed', status: statusCodes[error.code], details: error.details };
}

export function openGrpcJsSession(client: Client, snippet: Snippet): Session {
  return {
    unary: (silenceSeconds) =>
      new Promise((resolve) => {
        const request = encodeSilence(silenceSeconds);
        const callback = (error: ServiceError | null): void => {
          resolve(toOutcome(error));
        };
        if (snippet.unary) snippet.unary(client, request, callback as (error: Error | null) => void);
        else client.makeUnaryRequest(unary.path, unary.requestSerialize, unary.responseDeserialize, request, callback);
      }),
    stream: (silenceSeconds) =>
      new Promise((resolve) => {
        const request = encodeSilence(silenceSeconds);
        const call = client.makeServerStreamRequest(
          feed.path,
          feed.requestSerialize,
          feed.responseDeserialize,
          request,
        );
        let messages = 0;
        call.on('data', () => {
          messages += 1;
        });
        call.on('error', (error) => {
          resolve(toOutcome(error as ServiceError));
        });
        call.on('end', () => {
          if (messages === MESSAGES_IN_A_FEED) resolve({ kind: 'ok' });
        });
      }),
    close: () => {
      client.close();
    },
  };
}
