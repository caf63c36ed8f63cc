import fs, {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/compose/cli/cache/digest.js';
import { fingerprintOf } from '../../../src/compose/cli/input/read-file.js';
import { judgeStack, lintHostFile, readStack } from '../../../src/compose/engine.js';
import { makeWorld, removeWorlds, type World, type WorldOptions } from './fake-world.js';

afterAll(removeWorlds);

const CLEAN = 'services:\n  web:\n    image: nginx\n';
const LONG = 'services:\n  web:\n    image: nginx\n    sysctls:\n      - net.ipv4.tcp_keepalive_time=7200\n';

/** A world with the real engine, which counts the stacks that it reads. */
function makeCounted(options: WorldOptions): World & { readonly reads: () => number } {
  let count = 0;
  const engine: WorldOptions['engine'] = {
    readStack: (...stack) => {
      count += 1;
      return readStack(...stack);
    },
    judgeStack,
    lintHostFile,
  };
  const world = makeWorld({ ...options, engine });
  return { ...world, reads: () => count };
}

describe('--cache', () => {
  it('looks at a file again only when its text has changed', async () => {
    const world = makeCounted({ files: { 'docker-stack.yml': LONG, 'docker-stack.b.yml': CLEAN } });
    const first = await world.run('--cache');
    expect(world.reads()).toBe(2);
    expect(await world.run('--cache')).toEqual(first);
    expect(world.reads()).toBe(2);
    world.write('docker-stack.yml', CLEAN);
    expect((await world.run('--cache')).stdout).toContain('No findings in 2 files');
    expect(world.reads()).toBe(3);
  });

  it('knows which variables a file uses', async () => {
    const text = 'services:\n  web:\n    image: nginx:${TAG:?no tag}\n';
    const env: Record<string, string> = { TAG: '1', OTHER: '1' };
    const world = makeCounted({ files: { 'docker-stack.yml': text }, env });
    const names = async (): Promise<string> => (await world.run('--cache', '--env-file', 'v.env')).stdout;
    world.write('v.env', 'TAG=1\nOTHER=1\n');
    expect(await names()).toContain('No findings');
    world.write('v.env', 'TAG=1\nOTHER=2\n');
    await names();
    expect(world.reads()).toBe(1);
    world.write('v.env', 'TAG=\nOTHER=2\n');
    expect(await names()).toContain('TAG');
    expect(world.reads()).toBe(2);
  });

  it('knows which files a stack names, and that one that is empty is there', async () => {
    const world = makeCounted({
      files: { 'docker-stack.yml': 'services:\n  web:\n    image: nginx\n    env_file: web.env\n' },
    });
    expect((await world.run('--cache')).stdout).toContain('web.env');
    world.write('web.env', '');
    expect((await world.run('--cache')).stdout).toContain('No findings');
    world.write('web.env', 'A B=1\n');
    expect((await world.run('--cache')).stdout).not.toContain('No findings');
    expect(world.reads()).toBe(3);
  });

  it('knows the rules and the settings', async () => {
    const world = makeCounted({ files: { 'docker-stack.yml': LONG } });
    expect((await world.run('--cache')).exitCode).toBe(1);
    expect((await world.run('--cache', '--rule', 'stack-keepalive-time:off')).exitCode).toBe(0);
    expect((await world.run('--cache', '--idle-timeout', '9000')).exitCode).toBe(0);
    expect((await world.run('--cache')).exitCode).toBe(1);
  });

  it('knows the options of rules', async () => {
    const files = { 'docker-stack.yml': CLEAN };
    const world = makeCounted({ files });
    const withOptions = async (options: object): Promise<number> => {
      const rules = { 'stack-ignored-option': ['warn', options] };
      world.write('keepalive.config.json', JSON.stringify({ rules }));
      await world.run('--cache');
      return world.reads();
    };
    expect(await withOptions({ allow: ['build'] })).toBe(1);
    expect(await withOptions({ allow: [] })).toBe(2);
    expect(await withOptions({ allow: [] })).toBe(2);
  });

  it('knows whether comments count', async () => {
    const world = makeCounted({ files: { 'docker-stack.yml': LONG.replace('7200', '7200 # keepalive-disable-line') } });
    expect((await world.run('--cache')).exitCode).toBe(0);
    expect((await world.run('--cache', '--no-inline')).exitCode).toBe(1);
  });

  it('keeps files of one stack together', async () => {
    const world = makeCounted({ files: { 'a.yml': LONG, 'b.yml': 'services:\n  web:\n    image: nginx:2\n' } });
    const first = await world.run('--cache', '-c', 'a.yml', '-c', 'b.yml');
    expect(await world.run('--cache', '-c', 'a.yml', '-c', 'b.yml')).toEqual(first);
    expect(world.reads()).toBe(1);
    world.write('b.yml', 'services:\n  web:\n    sysctls: {net.ipv4.tcp_keepalive_time: 600}\n');
    await world.run('--cache', '-c', 'a.yml', '-c', 'b.yml');
    expect(world.reads()).toBe(2);
  });

  it('says the same of what a comment silences, and of times without an end', async () => {
    const files = {
      'docker-stack.yml': LONG.replace('7200', '-1'),
      'docker-stack.b.yml': LONG.replace('7200', '7200 # keepalive-disable-line -- they reconnect'),
    };
    const world = makeCounted({ files });
    const first = await world.run('--cache', '--format', 'pretty', '--format', 'sarif=out.sarif');
    const sarif = readFileSync(path.join(world.cwd, 'out.sarif'), 'utf8');
    expect(await world.run('--cache', '--format', 'pretty', '--format', 'sarif=out.sarif')).toEqual(first);
    expect(readFileSync(path.join(world.cwd, 'out.sarif'), 'utf8')).toBe(sarif);
    expect(world.reads()).toBe(2);
  });

  it('does not keep standard input', async () => {
    const world = makeCounted({ stdin: LONG });
    await world.run('--cache', '-');
    await world.run('--cache', '-');
    expect(world.reads()).toBe(2);
  });

  it('does not keep our own mistakes', async () => {
    let broken = true;
    const world = makeWorld({
      files: { 'docker-stack.yml': CLEAN },
      lint: () => {
        if (broken) throw new Error('out of luck');
        return [];
      },
    });
    expect((await world.run('--cache')).stdout).toContain('out of luck');
    broken = false;
    expect((await world.run('--cache')).exitCode).toBe(0);
  });

  it('is neither asked nor written when files are mended', async () => {
    const world = makeCounted({ files: { 'docker-stack.yml': CLEAN } });
    await world.run('--cache', '--fix');
    expect(existsSync(path.join(world.cwd, '.keepalivelintcache'))).toBe(false);
  });

  it('forgets files that are gone, and keeps those that were not looked at', async () => {
    const world = makeCounted({
      files: { 'docker-stack.a.yml': CLEAN, 'docker-stack.b.yml': CLEAN, 'docker-stack.c.yml': CLEAN },
    });
    await world.run('--cache');
    rmSync(path.join(world.cwd, 'docker-stack.b.yml'));
    world.write('docker-stack.a.yml', LONG);
    await world.run('--cache', 'docker-stack.a.yml');
    const kept = readFileSync(path.join(world.cwd, '.keepalivelintcache'), 'utf8');
    expect(kept.includes('docker-stack.b.yml')).toBe(false);
    expect(kept.includes('docker-stack.c.yml')).toBe(true);
  });
});

/** Every file's last change is long ago. */
const IN_AN_HOUR = Date.now() + 3_600_000;
const LATER: Pick<WorldOptions, 'now'> = { now: () => IN_AN_HOUR };

/** The stack files that a run opens. */
async function openedBy(run: () => Promise<unknown>): Promise<string[]> {
  const opened: string[] = [];
  const { openSync } = fs;
  fs.openSync = (...args) => {
    const name = path.basename(String(args[0]));
    if (name.endsWith('.yml')) opened.push(name);
    return openSync(...args);
  };
  syncBuiltinESMExports();
  try {
    await run();
  } finally {
    fs.openSync = openSync;
    syncBuiltinESMExports();
  }
  return opened;
}

const LONG_AGO = 1_000_000_000;

/** Writes a text and dates it back, so that of what the file system says only the time of the change that nobody can set is new. */
function writeInSecret(world: World, name: string, text: string): void {
  const file = path.join(world.cwd, name);
  const before = statSync(file);
  do {
    world.write(name, text);
    utimesSync(file, LONG_AGO, LONG_AGO);
  } while (statSync(file).ctimeMs === before.ctimeMs);
}

describe('a file that is as the last run with --cache left it', () => {
  const files = { 'docker-stack.yml': CLEAN, 'docker-stack.b.yml': LONG, 'gateway.yml': 'routes: []\n' };
  const openedAgain = (world: World, ...words: string[]): Promise<string[]> =>
    openedBy(() => world.run('--cache', ...words));

  it('is opened only when there is something to say about it', async () => {
    const world = makeCounted({ files, ...LATER });
    const plain = await world.run('--format', 'junit');
    await world.run('--cache');
    const written = statSync(path.join(world.cwd, '.keepalivelintcache'));
    expect(await openedAgain(world)).toEqual(['docker-stack.b.yml']);
    expect(await world.run('--cache', '--format', 'junit')).toEqual(plain);
    // There is no news to write.
    expect(statSync(path.join(world.cwd, '.keepalivelintcache')).mtimeMs).toBe(written.mtimeMs);
  });

  it('is opened when its last change was a moment ago: the next may have the same time', async () => {
    const world = makeCounted({ files, now: Date.now });
    await world.run('--cache');
    expect((await openedAgain(world)).sort()).toEqual(Object.keys(files).sort());
    utimesSync(path.join(world.cwd, 'docker-stack.yml'), LONG_AGO, LONG_AGO);
    await world.run('--cache');
    expect(await openedAgain(world)).toContain('docker-stack.yml');
  });

  it('is not one of the same size and date with another text', async () => {
    const world = makeCounted({ files: { 'docker-stack.yml': LONG.replace('7200', '600 ') }, ...LATER });
    utimesSync(path.join(world.cwd, 'docker-stack.yml'), LONG_AGO, LONG_AGO);
    expect((await world.run('--cache')).exitCode).toBe(0);
    expect(await openedAgain(world)).toEqual([]);
    writeInSecret(world, 'docker-stack.yml', LONG);
    expect((await world.run('--cache')).exitCode).toBe(1);
  });

  it.each<[string, (file: string) => void]>([
    [
      'touched',
      (file) => {
        utimesSync(file, LONG_AGO, LONG_AGO);
      },
    ],
    [
      'checked out again',
      (file) => {
        renameSync(file, `${file}.old`);
        fs.copyFileSync(`${file}.old`, file);
        rmSync(`${file}.old`);
      },
    ],
  ])('is known by its text when it was %s, and then again without', async (_, change) => {
    const world = makeCounted({ files: { 'docker-stack.yml': CLEAN }, ...LATER });
    await world.run('--cache');
    change(path.join(world.cwd, 'docker-stack.yml'));
    expect(await openedAgain(world)).toEqual(['docker-stack.yml']);
    expect(world.reads()).toBe(1);
    expect(await openedAgain(world)).toEqual([]);
  });

  it('is opened for other rules, settings and variables', async () => {
    const text = 'services:\n  web:\n    image: nginx:${TAG-1}\n';
    const world = makeCounted({ files: { 'docker-stack.yml': text, 'a.env': 'TAG=1\n' }, ...LATER });
    await world.run('--cache', '--env-file', 'a.env');
    expect(await openedAgain(world, '--env-file', 'a.env')).toEqual([]);
    world.write('a.env', 'TAG=2\n');
    expect(await openedAgain(world, '--env-file', 'a.env')).toEqual(['docker-stack.yml']);
    expect(await openedAgain(world, '--env-file', 'a.env', '--idle-timeout', '800')).toEqual(['docker-stack.yml']);
  });

  it('is opened by its name, when a search takes it for no stack', async () => {
    const world = makeCounted({ files: { 'compose.yml': LONG, 'docker-stack.yml': CLEAN }, ...LATER });
    expect((await world.run('--cache')).stdout).toContain('No findings in 1 file');
    expect((await world.run('--cache', 'compose.yml')).exitCode).toBe(1);
    expect((await world.run('--cache')).stdout).toContain('No findings in 1 file');
    world.write('compose.yml', CLEAN);
    expect((await world.run('--cache', 'compose.yml')).stdout).toContain('No findings in 1 file');
    expect((await world.run('--cache')).stdout).toContain('No findings in 1 file');
  });

  it('is a stack that shows what sysctl files beside it are for', async () => {
    const world = makeCounted({ files: { 'docker-stack.yml': CLEAN, 'sysctl.conf': '' }, ...LATER });
    await world.run('--cache');
    expect((await world.run('--cache')).stdout).toContain('No findings in 2 files');
    rmSync(path.join(world.cwd, 'docker-stack.yml'));
    expect((await world.run('--cache')).exitCode).toBe(3);
  });

  it('is linted once under two names', async () => {
    const world = makeCounted({ files: { 'docker-stack.a.yml': CLEAN }, ...LATER });
    linkSync(path.join(world.cwd, 'docker-stack.a.yml'), path.join(world.cwd, 'docker-stack.b.yml'));
    for (const name of ['a', 'b']) await world.run('--cache', `docker-stack.${name}.yml`);
    expect((await world.run('--cache')).stdout).toContain('No findings in 1 file');
  });

  it('is opened as a file of a stack of several', async () => {
    const world = makeCounted({ files: { 'a.yml': CLEAN, 'b.yml': CLEAN }, ...LATER });
    await world.run('--cache', '-c', 'a.yml', '-c', 'b.yml');
    expect(await openedAgain(world, '-c', 'a.yml', '-c', 'b.yml')).toEqual(['a.yml', 'b.yml']);
  });

  it('is not what took its place', async () => {
    const world = makeCounted({ files: { 'docker-stack.yml': CLEAN }, ...LATER });
    const file = path.join(world.cwd, 'docker-stack.yml');
    await world.run('--cache', 'docker-stack.yml');
    rmSync(file);
    expect((await world.run('--cache', 'docker-stack.yml')).stdout).toContain('There is no such file or directory.');
    mkdirSync(file);
    expect((await world.run('--cache', 'docker-stack.yml')).exitCode).toBe(3);
    rmSync(file, { recursive: true });
    symlinkSync('nowhere', file);
    expect((await world.run('--cache')).stdout).toContain('This symbolic link points to nothing.');
    rmSync(file);
    symlinkSync('/dev/null', file);
    expect((await world.run('--cache')).stdout).toContain('This is a device, not a file.');
  });
});

describe('the fingerprint of a file', () => {
  const NOW = 1_700_000_000_000;
  const stats = { size: 10, mtimeMs: NOW - 10_000.5, ctimeMs: NOW - 9000, ino: 7 };
  const fingerprint = (changed: Partial<typeof stats>): string | null => fingerprintOf({ ...stats, ...changed }, NOW);

  it.each([{ size: 11 }, { mtimeMs: NOW - 10_000 }, { ctimeMs: NOW - 9000.25 }, { ino: 8 }])(
    'changes with %j',
    (changed) => {
      expect(fingerprint(changed)).not.toBe(fingerprint({}));
    },
  );

  it.each([
    ['3 seconds ago', NOW - 3000, false],
    ['longer ago', NOW - 3001, true],
    ['in the future', NOW + 1, false],
  ])('with the last change %s: %s, %s', (_, timeMs, isThere) => {
    expect(fingerprint({ mtimeMs: timeMs }) !== null).toBe(isThere);
    expect(fingerprint({ ctimeMs: timeMs }) !== null).toBe(isThere);
  });
});

describe('the file of --cache', () => {
  it('is below node_modules where there is such a folder, and readable by its owner alone', async () => {
    const world = makeWorld({ files: { 'docker-stack.yml': CLEAN, 'node_modules/x/package.json': '{}' } });
    await world.run('--cache');
    const file = path.join(world.cwd, 'node_modules/.cache/keepalive-lint/.keepalivelintcache');
    expect(statSync(file).mode & 0o077).toBe(process.platform === 'win32' ? 0o066 : 0);
  });

  it.each([
    ['a file', 'made/up/cache'],
    ['a folder', 'made/up/'],
  ])('is where --cache-location says: %s', async (_, location) => {
    const world = makeWorld({ files: { 'docker-stack.yml': CLEAN } });
    await world.run('--cache', '--cache-location', location);
    expect(existsSync(path.join(world.cwd, location))).toBe(true);
  });

  it.each([
    ['of another tool', 'services: {}\n'],
    ['cut off', null],
    ['changed by hand', ''],
  ])('is read as none, and written anew, when it is %s', async (_, content) => {
    const world = makeCounted({ files: { 'docker-stack.yml': LONG } });
    const file = path.join(world.cwd, '.keepalivelintcache');
    const first = await world.run('--cache');
    const good = readFileSync(file, 'utf8');
    world.write('.keepalivelintcache', content ?? good.slice(0, -20));
    if (content === '') world.write('.keepalivelintcache', good.replace('"error"', '"warn"'));
    expect(await world.run('--cache')).toEqual(first);
    expect(readFileSync(file, 'utf8')).toBe(good);
  });

  it('may be impossible to write', async () => {
    const world = makeWorld({ files: { 'docker-stack.yml': CLEAN, blocked: '' } });
    const { exitCode, stderr } = await world.run('--cache', '--cache-location', 'blocked/cache');
    expect([exitCode, stderr]).toEqual([0, '']);
  });

  it('needs --cache', async () => {
    const { exitCode, stderr } = await makeWorld().run('--cache-location', 'x');
    expect([exitCode, stderr]).toEqual([2, 'keepalive-lint: --cache-location needs --cache.\n']);
  });
});

it.each([
  ['a moment ago', {}],
  ['long ago', LATER],
])(
  'says with a cache what it says without one, whatever was edited %s',
  async (_, clock) => {
    const texts = [
      CLEAN,
      LONG,
      'services: [\n',
      'services:\n  web:\n    image: x:${A}\n    environment: [B, "C=${D:-1}"]\n    env_file: [one.env]\n',
      'services:\n  web:\n    image: x\n    sysctls:\n      net.ipv4.tcp_keepalive_time: ${A:?no a}\n',
      'networks: {a: {driver: bridge}}\nservices:\n  db: {image: postgres, networks: [a]}\n',
    ];
    const edit = fc.oneof(
      fc.record({
        file: fc.constantFrom('docker-stack.yml', 'docker-stack.2.yml', 'sub/compose.yml'),
        text: fc.constantFrom(...texts),
      }),
      fc.record({
        file: fc.constantFrom('one.env', 'given.env'),
        text: fc.constantFrom('', 'A=1\n', 'A=\nD=7200\n', 'B=2\n'),
      }),
      fc.record({
        file: fc.constant('keepalive.config.json'),
        text: fc.constantFrom(
          '{}',
          '{"preset":"strict"}',
          '{"rules":{"stack-keepalive-time":"warn"}}',
          '{"idleTimeout":350}',
        ),
      }),
    );
    const words = fc.constantFrom<readonly string[]>(
      ['.'],
      ['-c', 'docker-stack.yml', '-c', 'docker-stack.2.yml'],
      ['--env-file', 'given.env', '.'],
      ['--no-inline', '--no-environment', '.'],
      ['docker-stack.2.yml'],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(edit, words), { minLength: 2, maxLength: 8 }), async (steps) => {
        const world = makeCounted({
          files: { 'docker-stack.yml': LONG, 'docker-stack.2.yml': CLEAN, 'given.env': '' },
          ...clock,
        });
        for (const [{ file, text }, args] of steps) {
          world.write(file, text);
          const plain = await world.run('--format', 'json', ...args);
          expect(await world.run('--cache', '--format', 'json', ...args)).toEqual(plain);
          expect(await world.run('--cache', '--format', 'json', ...args)).toEqual(plain);
        }
      }),
      { numRuns: 40, seed: 3 },
    );
  },
  60_000,
);

it('tells lists of texts apart', () => {
  const lists = [[], [''], ['a'], ['a', ''], ['', 'a'], ['ab'], ['a', 'b'], ['b', 'a'], ['ba'], ['A'], ['a\0b'], ['é']];
  expect(new Set(lists.map(digestOf)).size).toBe(lists.length);
  expect(digestOf(['a'])).toMatch(/^[0-9a-f]{16}$/);
});
