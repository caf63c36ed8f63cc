/**
 * Servers of other implementations, as their makers ship them: grpc-go and C-core (through Python). Both come from Debian's
 * packages, because those are built once and for all: `golang-go golang-google-grpc-dev python3-grpcio`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { timeFactor } from '../clock/factor.js';
import type { ForeignServerMode } from '../row.js';
import type { RunningServer } from './server.js';

export type ForeignServerKind = 'go' | 'c-core';

/** Where Debian puts the sources of Go libraries. */
const DEBIAN_GOPATH = '/usr/share/gocode';
const GO_SOURCE = fileURLToPath(new URL('./go/main.go', import.meta.url));
const GO_BINARY = '.tmp/lab/go-server';
/** Debian's own interpreter: the one that its packages are for. */
const PYTHON = '/usr/bin/python3';
const C_CORE_SERVER = fileURLToPath(new URL('./c_core_server.py', import.meta.url));

/** Why there is no such server on this machine, or `null` when there is. */
export function findObstacle(kind: ForeignServerKind): string | null {
  try {
    if (kind === 'c-core') {
      execFileSync(PYTHON, ['-c', 'import grpc'], { stdio: 'ignore' });
      return null;
    }
    if (!existsSync(`${DEBIAN_GOPATH}/src/google.golang.org/grpc`)) return 'needs the package golang-google-grpc-dev';
    execFileSync('go', ['version'], { stdio: 'ignore' });
    return null;
  } catch {
    return kind === 'go' ? 'needs the package golang-go' : 'needs the package python3-grpcio';
  }
}

/** Builds what has to be built. Call it once, before anything is timed. */
export function prepareForeignServer(kind: ForeignServerKind): void {
  if (kind === 'c-core') return;
  mkdirSync('.tmp/lab', { recursive: true });
  const env = { ...process.env, GOPATH: DEBIAN_GOPATH, GO111MODULE: 'off', GOFLAGS: '' };
  execFileSync('go', ['build', '-o', GO_BINARY, GO_SOURCE], { env, stdio: 'ignore' });
}

/** Starts one. Rejects when it ends before it listens. */
export async function startForeignServer(kind: ForeignServerKind, mode: ForeignServerMode): Promise<RunningServer> {
  const [command, ...prefix] = kind === 'go' ? [GO_BINARY] : [PYTHON, C_CORE_SERVER];
  const server = spawn(command, [...prefix, mode, String(timeFactor)], { stdio: ['pipe', 'pipe', 'ignore'] });
  const port = await new Promise<number>((resolve, reject) => {
    let output = '';
    server.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const announced = /^PORT (?<port>\d+)/m.exec(output)?.groups?.['port'];
      if (announced !== undefined) resolve(Number(announced));
    });
    server.on('error', reject);
    server.on('exit', (code) => {
      reject(new Error(`the ${kind} server ended with code ${String(code)}`));
    });
  });
  return { port, close: () => server.stdin.end() };
}
