/**
 * The libraries that build gRPC channels on top of grpc-js, or instead of it, for the rows about them. They are installed in a
 * folder of their own, which git ignores: the project itself does not need them.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Exact versions: a row must not change because somebody else published something. */
const LIBRARIES = {
  '@bufbuild/protobuf': '2.17.0',
  '@connectrpc/connect': '2.2.0',
  '@connectrpc/connect-node': '2.2.0',
  '@grpc/grpc-js': '1.14.7',
  '@grpc/proto-loader': '0.8.1',
  '@nestjs/common': '12.5.1',
  '@nestjs/core': '12.5.1',
  '@nestjs/microservices': '12.1.1',
  '@protobuf-ts/grpc-transport': '2.11.1',
  '@protobuf-ts/runtime': '2.11.1',
  '@protobuf-ts/runtime-rpc': '2.11.1',
  'nice-grpc': '2.1.18',
  'nice-grpc-client-middleware-retry': '3.1.16',
  'reflect-metadata': '0.2.2',
  rxjs: '7.8.2',
} as const;

/**
 * Installs the libraries below a folder, unless they are there.
 *
 * @throws when npm cannot
 */
export function installLibraries(directory: string): void {
  const manifest = `${JSON.stringify({ private: true, dependencies: LIBRARIES }, null, 2)}\n`;
  const file = path.join(directory, 'package.json');
  if (existsSync(path.join(directory, 'node_modules')) && readFileSync(file, 'utf8') === manifest) return;
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, manifest);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--legacy-peer-deps'], {
    cwd: directory,
    stdio: 'ignore',
  });
}
