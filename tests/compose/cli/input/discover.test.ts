import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { asNobody } from '../../nobody.js';
import { makeWorld, removeWorlds, type World } from '../fake-world.js';

afterAll(removeWorlds);

const STACK = 'services:\n  web:\n    image: nginx\n';
const SWARM = `${STACK}    deploy:\n      endpoint_mode: vip\n`;

/** The names in the report, and what went wrong, a line each. */
async function lint(
  world: World,
  ...words: string[]
): Promise<{ names: string[]; problems: string[]; exitCode: number }> {
  const { stdout, exitCode } = await world.run(...words, '--format', 'json');
  const results = JSON.parse(stdout) as { filePath: string; messages: { message: string }[] }[];
  return {
    names: results.map(({ filePath }) => path.relative(world.cwd, filePath)),
    problems: results.flatMap(({ filePath, messages }) =>
      messages.map(({ message }) => `${path.relative(world.cwd, filePath)}: ${message}`),
    ),
    exitCode,
  };
}

describe('keepalive-lint without a path', () => {
  it('finds stack files by their usual names, below the working directory', async () => {
    const world = makeWorld({
      files: {
        'docker-stack.yml': STACK,
        'docker-stack.prod.yaml': STACK,
        'deploy/stack-web.yml': STACK,
        'deploy/web.stack.yml': STACK,
        'deploy/web.swarm.yml': STACK,
        'other.yml': STACK,
      },
    });
    expect((await lint(world)).names).toEqual([
      'deploy/stack-web.yml',
      'deploy/web.stack.yml',
      'deploy/web.swarm.yml',
      'docker-stack.prod.yaml',
      'docker-stack.yml',
    ]);
  });

  it('goes by the UTF-16 of the names, in whatever order the system has them', async () => {
    const names = ['\u{1F600}.stack.yml', '\uFF5E.stack.yml'];
    const world = makeWorld({ files: Object.fromEntries(names.map((name) => [name, STACK])) });
    expect((await lint(world)).names).toEqual(names);
  });

  it('takes compose files that show use of Swarm, and no others', async () => {
    const world = makeWorld({
      files: {
        'compose.yml': STACK,
        'docker-compose.swarm.yml': SWARM,
        'a/compose.yaml': `${STACK}networks:\n  n:\n    driver: overlay\n`,
        // Needed behind firewalls, too.
        'b/docker-compose.yml': `${STACK}    sysctls:\n      - net.ipv4.tcp_keepalive_time=60\n`,
        'c/docker-compose.yml': `${STACK}    deploy:\n      replicas: 2\n`,
      },
    });
    expect((await lint(world)).names).toEqual(['a/compose.yaml', 'docker-compose.swarm.yml']);
  });

  it("leaves other tools' stack.yaml alone", async () => {
    const world = makeWorld({ files: { 'stack.yaml': 'resolver: lts-21.0\npackages: [.]\n' } });
    expect(await lint(world)).toMatchObject({ names: [], exitCode: 3 });
  });

  it('takes a file of any name that has services and shows use of Swarm, and no other', async () => {
    const world = makeWorld({
      files: {
        'stacks/traefik.yml': SWARM,
        'stacks/redis.yaml': STACK,
        'kong.yml': 'services:\n  - name: web\n    mode: global\n',
        'traefik.txt': SWARM,
      },
    });
    expect((await lint(world)).names).toEqual(['stacks/traefik.yml']);
  });

  it('says nothing of a file that it cannot read and whose name is not that of a stack', async () => {
    const world = makeWorld({ files: { 'docker-stack.yml': STACK } });
    execFileSync('mkfifo', [path.join(world.cwd, 'pipe.yml'), path.join(world.cwd, 'pipe.stack.yml')]);
    expect(await lint(world)).toMatchObject({
      names: ['docker-stack.yml', 'pipe.stack.yml'],
      problems: ['pipe.stack.yml: This is a named pipe, not a file. Use `-` to lint standard input.'],
      exitCode: 2,
    });
  });

  it('looks at sysctl.conf only where there is a stack', async () => {
    const host = { 'etc/sysctl.conf': 'a=1\n', 'etc/sysctl.d/9.conf': 'a=1\n' };
    expect((await lint(makeWorld({ files: host }))).names).toEqual([]);
    const world = makeWorld({ files: { ...host, 'docker-stack.yml': STACK } });
    expect((await lint(world)).names).toEqual(['docker-stack.yml', 'etc/sysctl.conf', 'etc/sysctl.d/9.conf']);
  });

  it('leaves out what git ignores, node_modules, and --exclude', async () => {
    const world = makeWorld({
      files: {
        '.git/HEAD': '',
        '.git/info/exclude': 'secret/\n',
        '.gitignore': 'build/\n*.gen.stack.yml\n!keep.gen.stack.yml\n',
        'build/docker-stack.yml': STACK,
        'secret/docker-stack.yml': STACK,
        'node_modules/x/docker-stack.yml': STACK,
        'a.gen.stack.yml': STACK,
        'keep.gen.stack.yml': STACK,
        'sub/.gitignore': '/docker-stack.yml\n',
        'sub/docker-stack.yml': STACK,
        'sub/deeper/docker-stack.yml': STACK,
        'old/docker-stack.yml': STACK,
      },
    });
    expect((await lint(world, '--exclude', 'old')).names).toEqual([
      'keep.gen.stack.yml',
      'sub/deeper/docker-stack.yml',
    ]);
    expect((await lint(world, '--no-gitignore')).names).toHaveLength(7);
  });

  it('excludes nothing outside the directory that the patterns are for', async () => {
    const elsewhere = makeWorld({ files: { 'old/docker-stack.yml': STACK } });
    const { names } = await lint(elsewhere, elsewhere.cwd, '--exclude', 'old');
    expect(names).toEqual([]);
    const { stdout } = await makeWorld().run(elsewhere.cwd, '--exclude', 'old', '--format', 'json');
    expect((JSON.parse(stdout) as { filePath: string }[]).map(({ filePath }) => filePath)).toEqual([
      path.join(elsewhere.cwd, 'old/docker-stack.yml'),
    ]);
  });

  it('honours the .gitignore files above a directory that was named', async () => {
    const world = makeWorld({
      files: {
        '.git/HEAD': '',
        '.gitignore': '*.gen.stack.yml\n',
        'a/b/x.gen.stack.yml': STACK,
        'a/b/x.stack.yml': STACK,
      },
    });
    expect((await lint(world, 'a/b')).names).toEqual(['a/b/x.stack.yml']);
  });
});

describe('keepalive-lint PATH', () => {
  it('lints a named file whatever its name and whoever ignores it', async () => {
    const world = makeWorld({ files: { '.git/HEAD': '', '.gitignore': '*', 'notes.txt': STACK } });
    expect((await lint(world, 'notes.txt', '--exclude', 'notes.txt')).names).toEqual(['notes.txt']);
  });

  it('expands a glob that the shell left alone', async () => {
    const world = makeWorld({ files: { 'a/one.yml': STACK, 'a/b/two.yaml': STACK, 'a/three.txt': STACK } });
    expect((await lint(world, 'a/**/*.{yml,yaml}')).names).toEqual(['a/b/two.yaml', 'a/one.yml']);
    expect(await lint(world, 'zzz/*.yml')).toMatchObject({ names: [], exitCode: 3 });
  });

  it('lints a file once, however often it is named', async () => {
    const world = makeWorld({ files: { 'docker-stack.yml': STACK } });
    symlinkSync('docker-stack.yml', path.join(world.cwd, 'z.stack.yml'));
    expect((await lint(world, 'docker-stack.yml', '.', './docker-stack.yml')).names).toEqual(['docker-stack.yml']);
  });

  it('lints standard input under the name that it is given', async () => {
    const world = makeWorld({ stdin: STACK });
    expect((await lint(world, '-')).names).toEqual(['<stdin>']);
    expect((await lint(world, '-', '--stdin-filename', 'x/stack.yml')).names).toEqual(['x/stack.yml']);
  });

  it('lints -c A -c B as one stack, in this order', async () => {
    const seen: string[][] = [];
    const world = makeWorld({
      files: { 'a.yml': STACK, 'b.yml': STACK },
      lint: (files) => {
        seen.push(files.map(({ name }) => name));
        return [];
      },
    });
    await lint(world, '-c', 'b.yml', '-c', 'a.yml');
    expect(seen).toEqual([['b.yml', 'a.yml']]);
  });

  it('finds a stack of the configuration by any of its files', async () => {
    const seen: string[][] = [];
    const world = makeWorld({
      files: {
        'keepalive.config.json': '{ "stacks": [["docker-stack.yml", "docker-stack.prod.yml"]] }',
        'docker-stack.yml': STACK,
        'docker-stack.prod.yml': STACK,
        'docker-stack.test.yml': STACK,
      },
      lint: (files) => {
        seen.push(files.map(({ name }) => name));
        return [];
      },
    });
    await lint(world);
    expect(seen).toEqual([['docker-stack.yml', 'docker-stack.prod.yml'], ['docker-stack.test.yml']]);
  });
});

describe('an input that cannot be read', () => {
  it.each([
    ['missing.yml', 'There is no such file or directory.'],
    ['docker-stack.yml/x', 'There is no such file: a part of its path is not a directory.'],
    ['dangling.stack.yml', 'This symbolic link points to nothing.'],
    ['loop.stack.yml', 'This symbolic link leads back to itself.'],
    ['fifo.stack.yml', 'This is a named pipe, not a file. Use `-` to lint standard input.'],
    ['/dev/null', 'This is a device, not a file.'],
    ['latin1.stack.yml', 'This is not UTF-8 text; Docker cannot read it either.'],
  ])('%s is one line, and the other files are still linted', async (name, message) => {
    const world = makeWorld({ files: { 'docker-stack.yml': STACK } });
    symlinkSync('nowhere', path.join(world.cwd, 'dangling.stack.yml'));
    symlinkSync('loop.stack.yml', path.join(world.cwd, 'loop.stack.yml'));
    execFileSync('mkfifo', [path.join(world.cwd, 'fifo.stack.yml')]);
    world.write('latin1.stack.yml', Uint8Array.from([...Buffer.from('a: caf'), 0xe9, 0x0a]));
    const { names, problems, exitCode } = await lint(world, name, 'docker-stack.yml');
    expect(problems).toEqual([`${path.relative(world.cwd, path.resolve(world.cwd, name))}: ${message}`]);
    expect(names).toContain('docker-stack.yml');
    expect(exitCode).toBe(2);
  });

  it('is also reported when a walk meets it, once, and only where its name is that of a stack file', async () => {
    const world = makeWorld({ files: { 'docker-stack.yml': STACK } });
    for (const name of ['dangling.stack.yml', 'dangling.txt']) symlinkSync('nowhere', path.join(world.cwd, name));
    mkdirSync(path.join(world.cwd, 'sub'));
    symlinkSync('..', path.join(world.cwd, 'sub', 'up'));
    expect(await lint(world)).toEqual({
      names: ['dangling.stack.yml', 'docker-stack.yml'],
      problems: ['dangling.stack.yml: This symbolic link points to nothing.'],
      exitCode: 2,
    });
  });

  it('names a file and a directory that may not be read', async () => {
    const world = makeWorld({ files: { 'docker-stack.yml': STACK, 'closed/docker-stack.yml': STACK } });
    const lines = async (): Promise<string> =>
      (await asNobody(() => world.run('--format', 'concise', '--skip-others'))).stdout;
    chmodSync(world.cwd, 0o755);
    expect(await lines()).toBe('');
    chmodSync(path.join(world.cwd, 'closed'), 0);
    chmodSync(path.join(world.cwd, 'docker-stack.yml'), 0);
    expect(await lines()).toBe(
      [
        'closed:1:1: error: It cannot be read: permission denied.\n',
        'docker-stack.yml:1:1: error: It cannot be read: permission denied.\n',
      ].join(''),
    );
    chmodSync(world.cwd, 0o311);
    expect(await lines()).toBe('.:1:1: error: It cannot be read: permission denied.\n');
  });

  it('shows where a text stops being UTF-8', async () => {
    const world = makeWorld();
    world.write('x.yml', Uint8Array.from([...Buffer.from('a: 1\nb: caf'), 0xe9, 0x0a]));
    const { stdout } = await world.run('x.yml', '--format', 'concise');
    expect(stdout).toBe('x.yml:2:7: error: This is not UTF-8 text; Docker cannot read it either.\n');
  });

  it('reads UTF-16 with a byte order mark, as Docker does', async () => {
    const world = makeWorld();
    world.write('x.yml', Buffer.from('\uFEFFservices: {}\n', 'utf16le'));
    expect(await lint(world, 'x.yml')).toMatchObject({ problems: [], exitCode: 0 });
  });
});

describe('--skip-others', () => {
  it('leaves out what a directory would not be searched for, though it is named', async () => {
    const files = {
      'docker-stack.yml': STACK,
      'compose.yml': STACK,
      'swarm/compose.yml': SWARM,
      'values.yml': STACK,
      'run.sh': '#!/bin/sh\n',
    };
    const words = ['docker-stack.yml', 'compose.yml', 'swarm/compose.yml', 'values.yml', 'run.sh'];
    expect((await lint(makeWorld({ files }), ...words, '--skip-others')).names).toEqual([
      'docker-stack.yml',
      'swarm/compose.yml',
    ]);
    expect((await lint(makeWorld({ files }), ...words)).names).toEqual(words);
  });
});

describe('a glob', () => {
  it('may be absolute, may name no directory, and leaves links to directories alone', async () => {
    const world = makeWorld({ files: { 'a/x.yml': STACK, 'b/y.yml': STACK } });
    symlinkSync(path.join(world.cwd, 'a'), path.join(world.cwd, 'linked.yml'));
    expect((await lint(world, `${world.cwd}/*/x.yml`)).names).toEqual(['a/x.yml']);
    expect((await lint(world, '*.yml')).names).toEqual([]);
    expect((await lint(world, 'gone/*.yml')).exitCode).toBe(3);
  });

  it('starts at the root where it says so', async () => {
    const world = makeWorld({ files: { 'a/x.yml': STACK } });
    const fromRoot = `/{${path.basename(path.dirname(world.cwd))},none}/${path.basename(world.cwd)}/a/x.yml`;
    if (path.dirname(path.dirname(world.cwd)) === '/') expect((await lint(world, fromRoot)).names).toEqual(['a/x.yml']);
  });
});

describe('.gitignore', () => {
  it('may hold lines that say nothing', async () => {
    const world = makeWorld({ files: { '.git/HEAD': '', '.gitignore': '/\n!\n\n# x\n', 'docker-stack.yml': STACK } });
    expect((await lint(world)).names).toEqual(['docker-stack.yml']);
  });

  it('holds below its own directory only', async () => {
    const files = {
      '.git/HEAD': '',
      'a/.gitignore': 'docker-stack.yml\n',
      'a/docker-stack.yml': STACK,
      'b/docker-stack.yml': STACK,
    };
    const { names } = await lint(makeWorld({ files }), '.', '--exclude', 'zzz');
    expect(names).toEqual(['b/docker-stack.yml']);
  });
});
