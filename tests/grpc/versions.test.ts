import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getInstalledGrpcJs, isAtLeast } from '../../src/grpc/versions.js';

describe('isAtLeast', () => {
  it.each([
    ['1.9.0', '1.9.0', true],
    ['1.10.2', '1.9.1', true],
    ['1.8.22', '1.9.0', false],
    ['1.12.3', '1.12.4', false],
    ['2.0.0', '1.12.4', true],
    ['1.9.0-pre1', '1.9.0', true],
    ['^1.9.0', '1.9.0', true],
  ])('%s against %s: %s', (version, minimum, expected) => {
    expect(isAtLeast(version, minimum)).toBe(expected);
  });
});

describe('getInstalledGrpcJs', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'keepalive-versions-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function install(version: string, ...folders: readonly string[]): void {
    const folder = path.join(root, ...folders, 'node_modules/@grpc/grpc-js');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ version }));
  }

  it('takes the nearest node_modules that has the package', () => {
    install('1.8.22');
    install('1.12.0', 'packages/a');
    expect(getInstalledGrpcJs(path.join(root, 'packages/a/src/client.ts'))).toBe('1.12.0');
    expect(getInstalledGrpcJs(path.join(root, 'packages/b/src/client.ts'))).toBe('1.8.22');
  });

  it('finds nothing for a file that is not on disk', () => {
    expect(getInstalledGrpcJs('<input>')).toBeNull();
  });

  it('takes a broken package.json for none', () => {
    const folder = path.join(root, 'broken/node_modules/@grpc/grpc-js');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{');
    install('1.14.0');
    expect(getInstalledGrpcJs(path.join(root, 'broken/a.ts'))).toBe('1.14.0');
  });
});
