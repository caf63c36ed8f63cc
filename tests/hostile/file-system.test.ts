import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, removeWorlds } from '../compose/cli/fake-world.js';
import { makeCommand, NEIGHBOUR, resultsOf } from './command.js';
import type { Command, Run } from './command.js';

let command: Command;

beforeAll(() => {
  command = makeCommand();
});

beforeEach(() => {
  command.write('neighbour.stack.yml', NEIGHBOUR);
});

afterEach(() => {
  rmSync(command.folder, { recursive: true, force: true });
  mkdirSync(command.folder);
});

afterAll(() => {
  command.remove();
  removeWorlds();
});

const at = (name: string): string => path.join(command.folder, name);

/** The neighbour was linted, and this is what was said about the file; `null` when it is in no result. */
function expectNeighbourAnd(run: Run, name: string, message: string | null): void {
  const results = resultsOf(run);
  expect(run).toMatchObject({ signal: null, stderr: '', status: message === null ? 1 : 2 });
  expect(results.get('neighbour.stack.yml')?.messages.map(({ ruleId }) => ruleId)).toContain('stack-keepalive-time');
  const said = results.get(name)?.messages.map((one) => one.message) ?? null;
  expect(said).toEqual(message === null ? null : [message]);
}

describe('what is no regular file', () => {
  const lint = (...names: string[]): Run => command.run(['--format', 'json', 'neighbour.stack.yml', ...names]);

  it('a named pipe is refused, not waited for', () => {
    expect(spawnSync('mkfifo', [at('pipe.yml')]).status).toBe(0);
    expectNeighbourAnd(
      lint('pipe.yml'),
      'pipe.yml',
      'This is a named pipe, not a file. Use `-` to lint standard input.',
    );
    expectNeighbourAnd(command.run(['--format', 'json', '.']), 'pipe.yml', null);
  });

  it('a named pipe with the name of a stack does not stop a walk', () => {
    expect(spawnSync('mkfifo', [at('docker-stack.yml')]).status).toBe(0);
    const run = command.run(['--format', 'json', '.']);
    expectNeighbourAnd(run, 'docker-stack.yml', 'This is a named pipe, not a file. Use `-` to lint standard input.');
  });

  it('a device is refused', () => {
    expectNeighbourAnd(lint('/dev/zero'), 'zero', 'This is a device, not a file.');
  });

  it('a link to itself is refused', () => {
    symlinkSync('loop.yml', at('loop.yml'));
    expectNeighbourAnd(lint('loop.yml'), 'loop.yml', 'This symbolic link leads back to itself.');
  });

  it('a link to nothing is refused, also in a walk', () => {
    symlinkSync('nowhere', at('docker-stack.yml'));
    const message = 'This symbolic link points to nothing.';
    expectNeighbourAnd(lint('docker-stack.yml'), 'docker-stack.yml', message);
    expectNeighbourAnd(command.run(['--format', 'json', '.']), 'docker-stack.yml', message);
  });

  it('a walk does not go round in linked directories', () => {
    mkdirSync(at('a'));
    symlinkSync('..', at('a/up'));
    expectNeighbourAnd(command.run(['--format', 'json', '.']), 'up', null);
  });

  it('a directory with the name of a stack is walked', () => {
    mkdirSync(at('docker-stack.yml'));
    command.write('docker-stack.yml/inner.stack.yml', NEIGHBOUR);
    const results = resultsOf(command.run(['--format', 'json', '.']));
    expect([...results.keys()].sort()).toEqual(['inner.stack.yml', 'neighbour.stack.yml']);
  });
});

describe('what cannot be read', () => {
  /** Root may read everything, so the command runs as somebody else then. */
  const asSomebody = process.getuid?.() === 0 ? { uid: 65534 } : {};

  it('a file without permission is one diagnostic', () => {
    command.write('secret.stack.yml', NEIGHBOUR);
    chmodSync(at('secret.stack.yml'), 0);
    const run = command.run(['--format', 'json', '.'], asSomebody);
    expectNeighbourAnd(run, 'secret.stack.yml', 'It cannot be read: permission denied.');
  });

  it('a directory without permission is one diagnostic', () => {
    mkdirSync(at('secret'), 0);
    const run = command.run(['--format', 'json', '.'], asSomebody);
    expectNeighbourAnd(run, 'secret', 'It cannot be read: permission denied.');
    chmodSync(at('secret'), 0o755);
  });

  it('a file that vanishes during the run is one diagnostic', async () => {
    const world = makeWorld({
      files: { 'a.yml': 'services: {}\n', 'b.yml': 'services: {}\n', 'c.yml': 'services: {}\n' },
      lint: () => {
        rmSync(path.join(world.cwd, 'b.yml'), { force: true });
        return [];
      },
    });
    const { exitCode, stdout } = await world.run('--format', 'concise', 'a.yml', 'b.yml', 'c.yml');
    expect(exitCode).toBe(2);
    expect(stdout).toBe('b.yml:1:1: error: There is no such file or directory.\n');
  });
});

describe('names of files', () => {
  it('that start with dashes are files after --', () => {
    command.write('--config=evil.stack.yml', NEIGHBOUR);
    const results = resultsOf(command.run(['--format', 'json', '--', '--config=evil.stack.yml']));
    expect(results.get('--config=evil.stack.yml')?.messages).not.toEqual([]);
    expect(resultsOf(command.run(['--format', 'json', '.'])).has('--config=evil.stack.yml')).toBe(true);
  });

  const NASTY = [
    'new\nline.stack.yml',
    '\n::error file=x::injected.stack.yml',
    'esc\u001b[31m\u001b]0;title\u0007.stack.yml',
    'bidi\u202eabc.stack.yml',
    '%0A::error::.stack.yml',
    'a"b<c>&\'d.stack.yml',
    'tab\tand\rreturn.stack.yml',
    '\u009b31m.stack.yml',
    'é😀.stack.yml',
  ];

  it.each(['pretty', 'concise', 'json', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle', 'rdjson', 'tap'])(
    'with line breaks and escapes do not break out of %s',
    (format) => {
      for (const name of NASTY) command.write(name, NEIGHBOUR);
      const { status, stdout, stderr } = command.run(['--format', format, '.']);
      expect([status, stderr]).toEqual([1, '']);
      // eslint-disable-next-line no-control-regex -- control characters are what is looked for
      expect(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.exec(stdout)).toBeNull();
      expect(stdout.split('\n').filter((line) => line.startsWith('::error file=x'))).toEqual([]);
      if (/json|sarif|gitlab/.test(format)) expect(() => JSON.parse(stdout) as unknown).not.toThrow();
    },
  );

  it('are kept in JSON as they are', () => {
    for (const name of NASTY) command.write(name, NEIGHBOUR);
    const results = JSON.parse(command.run(['--format', 'json', '.']).stdout) as { filePath: string }[];
    expect(results.map(({ filePath }) => path.basename(filePath))).toEqual(
      expect.arrayContaining(NASTY.filter((name) => !name.includes('/'))),
    );
  });

  it('with escapes do not reach the terminal in an error', () => {
    const { status, stdout, stderr } = command.run(['esc\u001b[31m\nx.yml', '--rule', '\u001b[2J:off']);
    expect(status).toBe(2);
    // eslint-disable-next-line no-control-regex -- an escape is what is looked for
    expect(stdout + stderr).not.toMatch(/\u001b/);
  });
});
