/**
 * The far side: servers, and a middlebox for every probe. It is a process of its own, so that the client's event loop and the
 * server's are as independent of each other as in production.
 */
import { answer } from '../child.js';
import { longestStallMs, stallMark } from '../clock/stalls.js';
import { startMiddlebox, type Middlebox, type PathRecord, type PathSpec } from '../path/middlebox.js';
import type { ServerSpec } from '../row.js';
import { startEnforcingServer } from './enforcing-server.js';
import { startForeignServer } from './foreign-server.js';
import { startGrpcJsServer } from './grpc-js-server.js';
import type { RunningServer } from './server.js';

export type FarRequest =
  /** Starts a server ahead of the probes that need it: that takes long enough to make them late. */
  | { readonly kind: 'prepare'; readonly server: ServerSpec; readonly serverFile: string | null }
  /** A server and a middlebox in front of it. */
  | {
      readonly kind: 'open';
      readonly server: ServerSpec;
      /** Where the source of a grpc-js server was written. */
      readonly serverFile: string | null;
      readonly path: PathSpec;
    }
  /** The end of a probe: what the middlebox saw. It is closed. */
  | { readonly kind: 'close'; readonly port: number };

export interface FarReport extends PathRecord {
  /** The longest time, in real milliseconds, that this process was late during the probe. */
  readonly stallMs: number;
}

const servers = new Map<string, Promise<RunningServer>>();
const probes = new Map<number, { readonly middlebox: Middlebox; readonly mark: number }>();

function startServer(spec: ServerSpec, serverFile: string | null): Promise<RunningServer> {
  switch (spec.kind) {
    case 'grpc-js':
      return startGrpcJsServer(serverFile);
    case 'enforcing':
      return startEnforcingServer(spec.permitsIdlePings);
    case 'go':
    case 'c-core':
      return startForeignServer(spec.kind, spec.mode);
  }
}

/** One server for all probes that want the same. */
function getServer(spec: ServerSpec, serverFile: string | null): Promise<RunningServer> {
  const key = JSON.stringify(spec);
  const running = servers.get(key) ?? startServer(spec, serverFile);
  servers.set(key, running);
  return running;
}

answer(async (body) => {
  const request = body as FarRequest;
  if (request.kind === 'prepare') {
    await getServer(request.server, request.serverFile);
    return null;
  }
  if (request.kind === 'open') {
    const middlebox = await startMiddlebox(request.path, (await getServer(request.server, request.serverFile)).port);
    probes.set(middlebox.port, { middlebox, mark: stallMark() });
    return middlebox.port;
  }
  const probe = probes.get(request.port);
  if (!probe) throw new Error(`no probe on port ${request.port}`);
  probes.delete(request.port);
  const report: FarReport = { ...probe.middlebox.record, stallMs: longestStallMs(probe.mark) };
  probe.middlebox.close();
  return report;
});
