/** A client of any library as a session: the row's own code makes the call. */
import { status as statusCodes } from '@grpc/grpc-js';
import type { CallOutcome, Session } from './session.js';
import type { Snippet } from './snippet.js';

/** Errors of nice-grpc, Nest and connect-node have the number of a status code, those of protobuf-ts its name. */
function toOutcome(error: unknown): CallOutcome {
  const { code, details, message } = error as { code?: number | string; details?: unknown; message?: string };
  const status = typeof code === 'number' ? (statusCodes[code] ?? String(code)) : (code ?? 'UNKNOWN');
  return { kind: 'failed', status, details: typeof details === 'string' ? details : (message ?? '') };
}

export function openLibrarySession(client: unknown, snippet: Snippet): Session {
  return {
    unary: async () => {
      try {
        await snippet.call?.(client);
        return { kind: 'ok' };
      } catch (error) {
        return toOutcome(error);
      }
    },
    stream: () => Promise.reject(new Error('the rows of other libraries make unary calls only')),
    // Their channels are closed with the process: every library closes in another way.
    close: () => undefined,
  };
}
