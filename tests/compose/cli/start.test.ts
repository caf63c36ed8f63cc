/** The command from the first word to the exit code, in this process: `main.ts` only hands it the process. */
import { spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { helpText } from '../../../src/compose/cli/arguments/help.js';
import { findRulePages, runInProcess } from '../../../src/compose/cli/run.js';
import { type Host, start } from '../../../src/compose/cli/start.js';

const scratch = fs.mkdtempSync(path.join(tmpdir(), 'keepalive-start-'));

afterAll(() => {
  fs.rmSync(scratch, { recursive: true });
});

interface Ended {
  readonly exitCode: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command until its process would end. */
async function run(
  words: readonly string[],
  {
    stdin = '',
    descriptor = null,
    errors = null,
    loadRest = () => Promise.resolve({ runInProcess }),
  }: { stdin?: string; descriptor?: number | null; errors?: number | null; loadRest?: Host['loadRest'] } = {},
): Promise<Ended> {
  const cwd = fs.mkdtempSync(path.join(scratch, 'run-'));
  const open = (name: string): number => fs.openSync(path.join(cwd, name), 'w');
  const getStream = (): never => expect.unreachable('a file needs no stream');
  const process = Object.assign(new EventEmitter(), {
    argv: ['node', 'keepalive-lint', ...words],
    env: { LANG: 'C.UTF-8' },
    platform: 'linux',
    stdin: Readable.from([Buffer.from(stdin)]),
    cwd: () => cwd,
    exitCode: undefined,
  });
  const stdout = { descriptor: descriptor ?? open('stdout'), getStream };
  const stderr = { descriptor: errors ?? open('stderr'), getStream };
  await start({ process, stdout, stderr, loadRest });
  process.emit('exit');
  fs.closeSync(stdout.descriptor);
  fs.closeSync(stderr.descriptor);
  const read = (name: string): string => fs.readFileSync(path.join(cwd, name), 'utf8');
  return {
    exitCode: process.exitCode,
    stdout: descriptor === null ? read('stdout') : '',
    stderr: errors === null ? read('stderr') : '',
  };
}

describe('the shortest answers', () => {
  it.each([['--version'], ['-V']])('%s alone says the version, and loads nothing else', async (word) => {
    const loadRest = (): never => expect.unreachable('nothing else is loaded');
    expect(await run([word], { loadRest })).toEqual({ exitCode: 0, stdout: '0.0.0-source\n', stderr: '' });
  });

  it.each([['--help'], ['-h']])('%s alone says what there is', async (word) => {
    expect(await run([word])).toEqual({ exitCode: 0, stdout: helpText(), stderr: '' });
  });
});

describe('a run', () => {
  it('lints standard input with the real engine and says what it found in its exit code', async () => {
    const stdin = 'services:\n  web:\n    image: nginx\n    sysctls:\n      net.ipv4.tcp_keepalive_time: 7200\n';
    const { exitCode, stdout, stderr } = await run(['-', '--format', 'concise'], { stdin });
    expect(stdout).toMatch(/^<stdin>:5:36: error: .* \[stack-keepalive-time\]\n$/);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
  });

  it('explains a rule from its page', async () => {
    const { exitCode, stdout, stderr } = await run(['explain', 'stack-keepalive-time']);
    expect(stdout).toMatch(/^stack-keepalive-time\n\n[^]*\nWhy\n/);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });
});

describe('what nobody foresaw', () => {
  it('is one line on standard error, and no success', async () => {
    const error = new Error('a file of the package is missing\n    at its trace');
    expect(await run(['docker-stack.yml'], { loadRest: () => Promise.reject(error) })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'keepalive-lint: It failed (Error: a file of the package is missing).\n',
    });
  });

  it('is output that cannot be written, whatever was found', async () => {
    const descriptor = fs.openSync(path.join(scratch, 'read-only'), fs.constants.O_RDONLY | fs.constants.O_CREAT);
    expect(await run(['--help'], { descriptor })).toMatchObject({
      exitCode: 2,
      stderr: 'keepalive-lint: It failed (Error: EBADF: bad file descriptor, write).\n',
    });
  });

  it('is no success where it cannot even be said', async () => {
    const errors = fs.openSync(path.join(scratch, 'read-only'), fs.constants.O_RDONLY | fs.constants.O_CREAT);
    const loadRest = (): Promise<never> => Promise.reject(new Error('it is missing'));
    expect(await run(['docker-stack.yml'], { errors, loadRest })).toMatchObject({ exitCode: 2, stdout: '' });
  });

  it('is not a reader that has seen enough', async () => {
    const fifo = path.join(scratch, 'fifo');
    spawnSync('mkfifo', [fifo]);
    const { O_RDONLY, O_WRONLY, O_NONBLOCK } = fs.constants;
    const reader = fs.openSync(fifo, O_RDONLY | O_NONBLOCK);
    const descriptor = fs.openSync(fifo, O_WRONLY | O_NONBLOCK);
    fs.closeSync(reader);
    expect(await run(['--help'], { descriptor })).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

describe('the rules’ pages', () => {
  it('are beside the bundle, or where they are written', () => {
    const dist = path.join(scratch, 'dist');
    expect(findRulePages(dist)).toBe(path.join(scratch, '../../docs/rules'));
    fs.mkdirSync(path.join(dist, 'rules'), { recursive: true });
    expect(findRulePages(dist)).toBe(path.join(dist, 'rules'));
  });
});
