import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getExpectedVersion, getInstalledVersion } from '../../../../src/grpc/options/project/package-version.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'keepalive-versions-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

function install(folder: string, manifest: string): void {
  write(path.join(folder, 'node_modules/@grpc/grpc-js/package.json'), manifest);
}

const fileIn = (folder: string): string => path.join(root, folder, 'src/client.ts');

describe('getInstalledVersion', () => {
  it('takes the nearest node_modules that has the package', () => {
    install('', '{ "version": "1.8.22" }');
    install('packages/a', '{ "version": "1.12.0" }');
    expect(getInstalledVersion('@grpc/grpc-js', fileIn('packages/a'))).toBe('1.12.0');
    expect(getInstalledVersion('@grpc/grpc-js', fileIn('packages/b'))).toBe('1.8.22');
    expect(getInstalledVersion('grpc', fileIn('packages/a'))).toBeNull();
  });

  it('finds nothing for a file that is not on disk', () => {
    expect(getInstalledVersion('@grpc/grpc-js', '<input>')).toBeNull();
  });

  it.each(['{', '[]', '{ "version": 1 }', '{}'])('takes the manifest %s for none', (manifest) => {
    install('', '{ "version": "1.14.0" }');
    install('broken', manifest);
    expect(getInstalledVersion('@grpc/grpc-js', fileIn('broken'))).toBe('1.14.0');
  });
});

describe('getExpectedVersion', () => {
  it('is the installed release, whatever the manifest asks for', () => {
    write('package.json', '{ "dependencies": { "@grpc/grpc-js": "^1.10.0" } }');
    install('', '{ "version": "1.14.0" }');
    expect(getExpectedVersion('@grpc/grpc-js', fileIn(''))).toBe('1.14.0');
  });

  it.each([
    ['{ "dependencies": { "@grpc/grpc-js": "^1.10.0" } }', '1.10.0'],
    ['{ "devDependencies": { "@grpc/grpc-js": ">= 1.9.3" } }', '1.9.3'],
    ['{ "peerDependencies": { "@grpc/grpc-js": "1.8.1 || 1.9.0" } }', '1.8.1'],
    [
      '{ "devDependencies": { "@grpc/grpc-js": "*" }, "peerDependencies": { "@grpc/grpc-js": "~10.20.30" } }',
      '10.20.30',
    ],
    ['{ "dependencies": { "@grpc/grpc-js": "npm:other@1.9.0" } }', '1.0.0'],
    ['{ "dependencies": { "@grpc/grpc-js": "workspace:*" } }', '1.0.0'],
    ['{ "dependencies": { "@grpc/grpc-js": 7 } }', '1.0.0'],
    ['{ "dependencies": [] }', '1.0.0'],
  ])('%s asks for %s at least, where a manifest above says 1.0.0', (manifest, version) => {
    write('package.json', '{ "dependencies": { "@grpc/grpc-js": "1.0.0" } }');
    write('app/package.json', manifest);
    expect(getExpectedVersion('@grpc/grpc-js', fileIn('app'))).toBe(version);
  });

  it('knows nothing where nobody asks for the package, and of a file that is not on disk', () => {
    expect(getExpectedVersion('some-unheard-of-package', fileIn(''))).toBeNull();
    expect(getExpectedVersion('@grpc/grpc-js', '<input>')).toBeNull();
  });
});
