/** The far side behind IPVS: a server for every probe, in the namespace of a task. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { answer } from '../child.js';
import { longestStallMs, stallMark } from '../clock/stalls.js';
import type { FarReport, FarRequest } from '../far/far.js';
import { startGrpcJsServer } from '../far/grpc-js-server.js';
import type { RunningServer } from '../far/server.js';

const runCommand = promisify(execFile);

/** Where the clients are: their kernel counts the resets that reach them. */
const clientNamespace = process.env['LAB_CLIENT_NAMESPACE'] ?? '';

const probes = new Map<number, { readonly server: RunningServer; readonly mark: number }>();

async function iptables(...args: readonly string[]): Promise<string> {
  const command = ['netns', 'exec', clientNamespace, 'iptables-legacy', '-w', ...args];
  return (await runCommand('ip', command)).stdout;
}

/** The rule that counts resets from this port. */
const resetsFrom = (port: number): readonly string[] => [
  ...['-p', 'tcp', '--sport', String(port), '--tcp-flags', 'RST', 'RST'],
];

async function countResets(port: number): Promise<number> {
  const rules = await iptables('-nvxL', 'INPUT');
  const rule = rules.split('\n').find((line) => line.includes(`spt:${port} `));
  await iptables('-D', 'INPUT', ...resetsFrom(port));
  return Number(rule?.trim().split(/\s+/)[0] ?? '0');
}

answer(async (body) => {
  const request = body as FarRequest;
  if (request.kind === 'prepare') return null;
  if (request.kind === 'open') {
    const server = await startGrpcJsServer(request.serverFile, '0.0.0.0');
    await iptables('-A', 'INPUT', ...resetsFrom(server.port));
    probes.set(server.port, { server, mark: stallMark() });
    return server.port;
  }
  const probe = probes.get(request.port);
  if (!probe) throw new Error(`no probe on port ${request.port}`);
  probes.delete(request.port);
  const resets = await countResets(request.port);
  const stallMs = longestStallMs(probe.mark);
  probe.server.close();
  return { connections: 0, forgotten: 0, resets, closedByServer: 0, stallMs } satisfies FarReport;
});
