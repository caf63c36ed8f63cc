import { existsSync, mkdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { describeFileError, readInputFile } from '../../../../src/compose/cli/input/read-file.js';
import { readEnvironment } from '../../../../src/compose/cli/input/env-file.js';
import { makeWorld, removeWorlds } from '../fake-world.js';

afterAll(removeWorlds);

const STACK = 'services:\n  web:\n    sysctls:\n      - net.ipv4.tcp_keepalive_time=7200\n';
const LATIN1 = Uint8Array.of(0x61, 0xe9, 0x0a);

const filesIn = (stdout: string): string[] =>
  (JSON.parse(stdout) as { filePath: string }[]).map(({ filePath }) => path.basename(filePath));

describe('one stack of several files', () => {
  it('may have standard input among them', async () => {
    const world = makeWorld({ files: { 'a.yml': STACK }, stdin: 'services: {}\n' });
    const { stdout } = await world.run('-c', 'a.yml', '-c', '-', '--stdin-filename', 'b.yml', '--format', 'json');
    expect(filesIn(stdout)).toEqual(['a.yml', 'b.yml']);
  });

  it.each([
    ['gone.yml', 'gone.yml:1:1: error: There is no such file or directory.\n'],
    ['bad.yml', 'bad.yml:1:2: error: This is not UTF-8 text; Docker cannot read it either.\n'],
  ])('is not linted without %s', async (name, line) => {
    const world = makeWorld({ files: { 'a.yml': STACK, 'bad.yml': LATIN1 } });
    expect(await world.run('-c', 'a.yml', '-c', name, '--format', 'concise')).toMatchObject({
      stdout: line,
      exitCode: 2,
    });
  });

  it('is not linted without standard input that is text', async () => {
    const world = makeWorld({ files: { 'a.yml': STACK }, stdin: LATIN1 });
    const line = '<stdin>:1:2: error: This is not UTF-8 text; Docker cannot read it either.\n';
    expect(await world.run('-c', 'a.yml', '-c', '-', '--format', 'concise')).toMatchObject({
      stdout: line,
      exitCode: 2,
    });
    expect(await world.run('-', '--format', 'concise')).toMatchObject({ stdout: line, exitCode: 2 });
  });

  it('is not linted when a file is in it twice: one of them is a slip', async () => {
    const world = makeWorld({ files: { 'a.yml': STACK } });
    expect(await world.run('-c', 'a.yml', '-c', './a.yml', '--format', 'concise')).toMatchObject({
      stdout: './a.yml:1:1: error: This file is twice in one stack.\n',
      exitCode: 2,
    });
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['EACCES', 'It cannot be read: permission denied.'],
    ['EPERM', 'It cannot be read: permission denied.'],
    ['ENAMETOOLONG', 'There is no such file: its name is too long.'],
    ['EIO', 'It cannot be read (EIO).'],
  ])('with %s says: %s', (code, message) => {
    expect(describeFileError(Object.assign(new Error('x'), { code }), 'a.yml')).toBe(message);
  });

  it('is a directory, or too large to be a stack', () => {
    const { cwd, write } = makeWorld();
    mkdirSync(path.join(cwd, 'directory'));
    expect(readInputFile(path.join(cwd, 'directory'))).toEqual({
      ok: false,
      message: 'This is a directory, not a file.',
    });
    const huge = write('huge.yml', '');
    truncateSync(huge, 64 * 1024 * 1024 + 1);
    expect(readInputFile(huge)).toEqual({
      ok: false,
      message: 'This is too large to be a stack file (more than 64 MiB).',
    });
    // Somebody looked, and it has changed since.
    expect(readInputFile(huge, true).ok).toBe(false);
  });
});

describe('a file of a size that is not true', () => {
  const name = '/proc/version';

  it.runIf(existsSync(name))('is read to its end (Linux has such files below /proc)', () => {
    expect(statSync(name).size).toBe(0);
    expect(readInputFile(name)).toMatchObject({ ok: true, bytes: readFileSync(name) });
  });
});

describe('a command with a slip of the finger', () => {
  it.each([
    ['exlain', 'There is no such file or directory. Did you mean the command explain?'],
    ['rule', 'There is no such file or directory. Did you mean the command rules?'],
    ['deploy', 'There is no such file or directory.'],
  ])('%s: %s', async (word, message) => {
    const { stdout, exitCode } = await makeWorld().run(word, '--format', 'concise');
    expect(stdout).toBe(`${word}:1:1: error: ${message}\n`);
    expect(exitCode).toBe(2);
  });

  it('stands in front, and is no file', async () => {
    const world = makeWorld({ files: { resolv: 'services: {}\n' } });
    expect((await world.run('resolv', 'exlain', '--format', 'concise')).stdout).toBe(
      'exlain:1:1: error: There is no such file or directory.\n',
    );
    expect((await world.run('-c', 'exlain', '--format', 'concise')).stdout).toBe(
      'exlain:1:1: error: There is no such file or directory.\n',
    );
  });
});

describe('a file that nobody named', () => {
  it('is passed over when its name says little and it is no text', async () => {
    const files = { 'docker-compose.yml': LATIN1, 'docker-stack.yml': 'services: {}\n' };
    const { stdout, exitCode } = await makeWorld({ files }).run('--format', 'json');
    expect(filesIn(stdout)).toEqual(['docker-stack.yml']);
    expect(exitCode).toBe(0);
  });
});

describe('a file of variables', () => {
  it('has names and values, comments, quotes and `export`', () => {
    const { cwd } = makeWorld({
      files: {
        'a.env': '\uFEFF# ours\n\nA=1\r\nexport B = no\n'.replace(' = no', '=two words') + 'C="x y"\nD=\'\nE=""\n',
      },
    });
    expect([...readEnvironment(['a.env'], cwd, { A: '0', F: 'inherited', G: undefined })]).toEqual([
      ['A', '1'],
      ['F', 'inherited'],
      ['B', 'two words'],
      ['C', 'x y'],
      ['D', "'"],
      ['E', ''],
    ]);
  });
});

describe('a socket', () => {
  it.skipIf(process.platform === 'win32')('is no file (Windows has none in the file system)', async () => {
    const { cwd } = makeWorld();
    const name = path.join(cwd, 'docker-stack.yml');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(name, resolve));
    expect(readInputFile(name)).toEqual({ ok: false, message: 'This is a socket, not a file.' });
    await new Promise((resolve) => server.close(resolve));
  });
});
