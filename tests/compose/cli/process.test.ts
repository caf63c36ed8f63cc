/** The command as a process: what a pipe gets, whoever reads it. Runs the sources; the bundles are tested in `tests/hosts`. */
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { makeWorld, removeWorlds } from './fake-world.js';

afterAll(removeWorlds);

// Each starts a process that compiles the sources first.
vi.setConfig({ testTimeout: 120_000 });

const MAIN = path.join(import.meta.dirname, '../../../src/compose/cli/main.ts');
const TSX = ['--import', import.meta.resolve('tsx'), MAIN];

/** A stack whose report is large: as many comments that do nothing. */
function largeStack(comments: number): string {
  return `services: {}\n${'# keepalive-disable-line stack-keepalive-time\n'.repeat(comments)}`;
}

const COMMENTS = 60_000;
const LARGE = makeWorld({ files: { 'docker-stack.yml': largeStack(COMMENTS) } });

describe('a pipe', () => {
  it('gets 10 MB of JSON whole', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...TSX, '--format', 'json'], {
      cwd: LARGE.cwd,
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.length).toBeGreaterThan(10_000_000);
    const [result] = JSON.parse(stdout) as [{ messages: unknown[] }];
    expect(result.messages).toHaveLength(COMMENTS);
  });

  it('gets it whole when it is read slowly, too', async () => {
    const child = spawn(process.execPath, [...TSX, '--format', 'json'], { cwd: LARGE.cwd });
    let size = 0;
    let last = '';
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      size += chunk.length;
      last = chunk.subarray(-2).toString();
      if (size % 7 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(size).toBeGreaterThan(10_000_000);
    expect(last.endsWith(']\n')).toBe(true);
  });

  it('may be closed by its reader without a word', () => {
    const command = `"$0" "$@" --format concise | head -n 1; echo "status \${PIPESTATUS[0]}" >&2`;
    const { stdout, stderr } = spawnSync('bash', ['-c', command, process.execPath, ...TSX], {
      cwd: LARGE.cwd,
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^docker-stack.yml:2:\d+: warning: .*\n$/);
    expect(stderr).toBe('status 0\n');
  });
});

describe('a disk that is full', () => {
  it('is one line on standard error, and no success', () => {
    const { status, stderr } = spawnSync('bash', ['-c', '"$0" "$@" --help > /dev/full', process.execPath, ...TSX], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('keepalive-lint: It failed (Error: ENOSPC: no space left on device, write).\n');
    expect(status).toBe(2);
  });
});

describe('standard input', () => {
  it('is linted when it comes through a pipe', () => {
    const { status, stdout } = spawnSync(process.execPath, [...TSX, '-', '--format', 'concise'], {
      input: largeStack(1),
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^<stdin>:2:\d+: warning: /);
    expect(status).toBe(0);
  });
});

describe('the entry', () => {
  it.each([['--version'], ['-V'], ['--help'], ['-h']])('answers %s', (word) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...TSX, word], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^(?:\d+\.\d+\.\d+|keepalive-lint finds)/);
  });
});
