/**
 * A temporary project in which the packed tarball is installed, as a user would. Everything comes through npm; nothing of this
 * repository is reachable from there.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..', '..');

let tarball: string | undefined;

/** Packs what is built, once for all projects of a test file. */
export function packTarball(): string {
  if (tarball) return tarball;
  const folder = mkdtempSync(path.join(tmpdir(), 'keepalive-pack-'));
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [name] = readdirSync(folder);
  if (!name) throw new Error('npm pack wrote no tarball');
  tarball = path.join(folder, name);
  return tarball;
}

export interface Output {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Project {
  readonly folder: string;
  /** Runs a command of `node_modules/.bin` with a Node binary (default: the one that runs the tests). */
  bin(name: string, args: readonly string[], options?: { node?: string; input?: string }): Output;
  /** Runs a script file or `-e` code. */
  node(args: readonly string[], options?: { node?: string }): Output;
  /** The version of a package that is installed here. */
  versionOf(name: string): string;
  write(files: Readonly<Record<string, string>>): void;
  remove(): void;
}

/** @throws Error with npm's own words when an install fails */
export function createProject(packages: readonly string[], files: Readonly<Record<string, string>> = {}): Project {
  const folder = mkdtempSync(path.join(tmpdir(), 'keepalive-host-'));
  const write = (contents: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(contents)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  };
  write({ 'package.json': '{ "name": "host", "private": true, "type": "module" }\n', ...files });
  const install = spawnSync(
    'npm',
    [
      'install',
      '--no-audit',
      '--no-fund',
      '--no-package-lock',
      '--prefer-offline',
      '--loglevel=error',
      packTarball(),
      ...packages,
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  if (install.status !== 0) throw new Error(`npm install ${packages.join(' ')} failed:\n${install.stderr}`);

  const run = (node: string, args: readonly string[], input?: string): Output => {
    const { status, stdout, stderr } = spawnSync(node, args, {
      cwd: folder,
      encoding: 'utf8',
      input: input ?? '',
      maxBuffer: 1 << 28,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, NODE_OPTIONS: '' },
    });
    return { status, stdout, stderr };
  };
  return {
    folder,
    bin: (name, args, { node = process.execPath, input } = {}) =>
      run(node, [path.join(folder, 'node_modules', '.bin', name), ...args], input),
    node: (args, { node = process.execPath } = {}) => run(node, args),
    versionOf: (name) => readVersion(path.join(folder, 'node_modules', name)),
    write,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The findings of an ESLint JSON report, `file:line:column rule`, sorted. Fatal errors are `file:line:column fatal: message`. */
export function findingsOf(json: string, folder: string): string[] {
  const results = JSON.parse(json) as {
    filePath: string;
    messages: { ruleId: string | null; fatal?: boolean; message: string; line: number; column: number }[];
  }[];
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, message, line, column }) => {
        const file = path.relative(folder, filePath).replaceAll('\\', '/');
        return `${file}:${line}:${column} ${ruleId ?? `fatal: ${message}`}`;
      }),
    )
    .sort();
}

function readVersion(folder: string): string {
  return (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

/** The binary of a Node release (`22`, `20.19.0`), from the registry's own package of it. */
export function nodeBinary(range: string): { readonly path: string; readonly version: string } {
  if (`${process.versions.node}.`.startsWith(`${range}.`)) {
    return { path: process.execPath, version: process.versions.node };
  }
  const folder = path.join(root, '.tmp', `node-${range}`);
  const name = `node-${process.platform}-${process.arch}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  execFileSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error', `${name}@${range}`],
    { cwd: folder, stdio: 'ignore' },
  );
  const installed = path.join(folder, 'node_modules', name);
  return { path: path.join(installed, 'bin', 'node'), version: readVersion(installed) };
}
