/**
 * A temporary project in which the packed tarball is installed, as a user would. Everything comes through npm; nothing of this
 * repository is reachable from there.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..', '..');

let tarball: string | undefined;

/** Builds and packs the package once for all projects of a test file. */
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

/** The binary of another Node release, from the registry's own package of it. */
export function nodeBinary(major: 20 | 22 | 24): string {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const folder = path.join(root, '.tmp', `node-${major}`);
  const binary = path.join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  execFileSync(
    'npm',
    [
      'install',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      '--loglevel=error',
      `node-${process.platform}-${process.arch}@${major}`,
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  return binary;
}
