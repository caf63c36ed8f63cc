/** The command as a process of its own: some of what a file can do to a linter ends the process, and only another one sees that. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = path.join(import.meta.dirname, '..', '..');

/** A stack with one finding, to see that it is linted whatever lies beside it. */
export const NEIGHBOUR =
  'services:\n  db:\n    image: postgres:17\n    sysctls:\n      net.ipv4.tcp_keepalive_time: 7200\n';

export interface Run {
  readonly status: number | null;
  /** Set when the process was ended: by itself (SIGABRT) or because it did not come to an end (SIGTERM). */
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Command {
  /** A directory for the files of a test. */
  readonly folder: string;
  readonly run: (args: readonly string[], options?: { cwd?: string; uid?: number; input?: string }) => Run;
  readonly write: (name: string, content: string | Uint8Array) => string;
  readonly remove: () => void;
}

/** What no input may take longer than, with a wide margin for a busy machine: this finds hangs, it measures nothing. */
const HANG_MS = 900_000;

/** Bundles the command from its source into a scratch directory. */
export function makeCommand(): Command {
  const home = mkdtempSync(path.join(tmpdir(), 'keepalive-hostile-'));
  const folder = path.join(home, 'files');
  const script = path.join(home, 'keepalive-lint.cjs');
  mkdirSync(folder);
  for (const directory of [home, folder]) chmodSync(directory, 0o755);
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
  buildSync({
    entryPoints: [path.join(ROOT, 'src/compose/cli/main.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['eslint'],
    define: { PACKAGE_VERSION: JSON.stringify(version), 'import.meta.dirname': '__dirname' },
  });
  return {
    folder,
    run: (args, { cwd = folder, uid, input = '' } = {}) => {
      const { status, signal, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
        cwd,
        input,
        encoding: 'utf8',
        timeout: HANG_MS,
        maxBuffer: 1 << 29,
        env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', NO_COLOR: '1' },
        ...(uid === undefined ? {} : { uid }),
      });
      return { status, signal, stdout, stderr };
    },
    write: (name, content) => {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    remove: () => {
      chmodSync(folder, 0o755);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** ESLint's `LintResult`, as far as these tests look. */
export interface Result {
  readonly filePath: string;
  readonly messages: readonly {
    readonly ruleId: string | null;
    readonly fatal?: boolean;
    readonly message: string;
    readonly line: number;
    readonly column: number;
  }[];
}

/** The results of a run with `--format json`, by the name of the file. */
export function resultsOf({ stdout }: Run): Map<string, Result> {
  const results = JSON.parse(stdout) as Result[];
  return new Map(results.map((result) => [path.basename(result.filePath), result]));
}

export const STACK_TRACE = /\n\s+at .*[:(]\d+/;
