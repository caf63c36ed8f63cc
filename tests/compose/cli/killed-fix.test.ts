/**
 * `keepalive-lint --fix` as a process that dies: at every call of the file system from the first write on, after any
 * time, and on a full disk.
 * Whatever happens, each file is the old one or the new one, whole, and the next run is not disturbed by what was left.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 120_000 });

const ROOT = path.join(import.meta.dirname, '../../..');
const FAULT = path.join(import.meta.dirname, 'fixtures/fault.cjs');

const stackWith = (entry: string, padding = ''): string =>
  `${padding}services:\n  db:\n    image: postgres:17\n    sysctls:\n      - ${entry}\n`;
const OLD = 'net.ipv4.tcp_keepalive_time = 600';
const NEW = 'net.ipv4.tcp_keepalive_time=600';

/** Three files: a small one, one with a byte order mark and CRLF, and one that is not written in a single step. */
const FILES: Readonly<Record<string, (entry: string) => string>> = {
  'docker-stack.yml': (entry) => stackWith(entry),
  'docker-stack.crlf.yml': (entry) => `\uFEFF${stackWith(entry).replaceAll('\n', '\r\n')}`,
  'large/docker-stack.yml': (entry) => stackWith(entry, '# a line of padding\n'.repeat(500)),
};

let scratch = '';
let command = '';

beforeAll(() => {
  scratch = fs.mkdtempSync(path.join(tmpdir(), 'keepalive-killed-'));
  command = path.join(scratch, 'keepalive-lint.cjs');
  buildSync({
    entryPoints: [path.join(ROOT, 'src/compose/cli/main.ts')],
    outfile: command,
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['eslint'],
    supported: { 'dynamic-import': false },
    define: { 'import.meta.dirname': '__dirname', PACKAGE_VERSION: '"0.0.0"' },
  });
});

afterAll(() => {
  fs.rmSync(scratch, { recursive: true });
});

interface Outcome {
  /** Of each file, in the order of {@link FILES}. */
  readonly states: readonly ('old' | 'new' | 'torn')[];
  /** What is there besides the files. */
  readonly leftovers: readonly string[];
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  /** How many calls of the file system were counted; NaN for a run that did not end by itself. */
  readonly calls: number;
  readonly directory: string;
}

let runs = 0;

function makeProject(): string {
  const directory = path.join(scratch, `project-${runs++}`);
  for (const [name, text] of Object.entries(FILES)) {
    const file = path.join(directory, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text(OLD), { mode: 0o640 });
  }
  return directory;
}

/** Runs `--fix` on a project, with a fault or with an end after some milliseconds. */
async function fix(
  directory: string,
  { fault = 'none', at = 0, killAfterMs = null }: { fault?: string; at?: number; killAfterMs?: number | null } = {},
): Promise<Outcome> {
  const words = ['--require', FAULT, command, '--fix', '--format', 'concise'];
  const child = spawn(process.execPath, words, {
    cwd: directory,
    env: { ...process.env, FAULT: fault, FAULT_AT: String(at), FAULT_COUNT: '3' },
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  const timer = killAfterMs === null ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  let stdout = '';
  let calls = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stdio[3]?.on('data', (chunk: Buffer) => (calls += chunk.toString()));
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.on('close', (...end) => {
      resolve(end);
    });
  });
  clearTimeout(timer);
  const states = Object.entries(FILES).map(([name, text]) => {
    const found = fs.readFileSync(path.join(directory, name), 'utf8');
    return found === text(OLD) ? 'old' : found === text(NEW) ? 'new' : 'torn';
  });
  const leftovers = fs
    .readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((name) => !Object.hasOwn(FILES, name));
  return { states, leftovers, code, signal, stdout, calls: calls === '' ? NaN : Number(calls), directory };
}

const DONE = { states: ['new', 'new', 'new'], code: 0, signal: null, stdout: '' };

/** All of the numbers, two at a time. */
async function forEachOf(count: number, run: (index: number) => Promise<void>): Promise<void> {
  let next = 1;
  const work = async (): Promise<void> => {
    while (next <= count) await run(next++);
  };
  await Promise.all([work(), work()]);
}

describe('a run of --fix', () => {
  it('mends all files, keeps their modes and leaves nothing behind', async () => {
    const outcome = await fix(makeProject());
    expect(outcome).toMatchObject({ ...DONE, leftovers: [] });
    const modes = Object.keys(FILES).map((name) => fs.statSync(path.join(outcome.directory, name)).mode & 0o777);
    if (process.platform !== 'win32') expect(modes).toEqual([0o640, 0o640, 0o640]);
  });

  it('that is killed at any call of the file system leaves every file whole, and the next run ends the work', async () => {
    const { calls } = await fix(makeProject(), { fault: 'count' });
    expect(calls).toBeGreaterThan(30);
    const seen = new Set<string>();
    const interrupted = new Map<string, Outcome>();
    await forEachOf(calls, async (at) => {
      const outcome = await fix(makeProject(), { fault: 'kill', at });
      expect(outcome.signal, `call ${at}`).toBe('SIGKILL');
      expect(outcome.states, `call ${at}`).not.toContain('torn');
      seen.add(outcome.states.join(' '));
      if (outcome.leftovers.length === 0) return;
      // What was being written has a name that no run looks for.
      expect(outcome.leftovers, `call ${at}`).toEqual([
        expect.stringMatching(/^(?:large\/)?\.docker-stack(?:\.crlf)?\.yml\.[\da-f-]{36}\.tmp$/),
      ]);
      interrupted.set(outcome.states.join(' '), outcome);
    });
    // Once for each file that was being written. What was left is not looked at.
    expect(interrupted.size).toBe(3);
    for (const { directory, leftovers } of interrupted.values()) {
      expect(await fix(directory)).toMatchObject({ ...DONE, leftovers });
    }
    // One file after the other.
    expect([...seen].sort()).toEqual(['new new new', 'new new old', 'old new old', 'old old old'].sort());
  });

  it('that is killed after any time leaves every file whole', async () => {
    const started = performance.now();
    await fix(makeProject());
    const lengthMs = performance.now() - started;
    await forEachOf(12, async (index) => {
      const killAfterMs = (lengthMs * (index + 2)) / 13;
      const { states } = await fix(makeProject(), { killAfterMs });
      expect(states, `after ${killAfterMs} ms`).not.toContain('torn');
    });
  });

  it('on a disk that is full leaves every file whole and nothing behind, and says so', async () => {
    const { calls } = await fix(makeProject(), { fault: 'full' });
    let refused = 0;
    await forEachOf(calls, async (at) => {
      const { states, leftovers, code, stdout } = await fix(makeProject(), { fault: 'full', at });
      expect(states, `call ${at}`).not.toContain('torn');
      expect(leftovers, `call ${at}`).toEqual([]);
      if (!states.includes('old')) return;
      expect(code, `call ${at}`).toBe(2);
      if (/: error: Nothing was written to this file: it cannot be written: there is no space left\.$/m.test(stdout))
        refused++;
    });
    // Of each of the three files: the new text's file, its bytes, their way to the disk, and the new name.
    expect(refused).toBeGreaterThanOrEqual(12);
  });
});
