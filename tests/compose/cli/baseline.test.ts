import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeWorld, removeWorlds, type World } from './fake-world.js';

afterAll(removeWorlds);

const STACK = 'services:\n  web:\n    sysctls:\n      - net.ipv4.tcp_keepalive_time=7200\n';
const IGNORED = 'services:\n  web:\n    restart: FIXME\n';

const read = (world: World): unknown => JSON.parse(readFileSync(path.join(world.cwd, 'baseline.json'), 'utf8'));
const accept = (world: World): ReturnType<World['run']> =>
  world.run('--baseline', 'baseline.json', '--update-baseline');
const check = (world: World): ReturnType<World['run']> => world.run('--baseline', 'baseline.json');

describe('--update-baseline', () => {
  it('writes rules and places, reports what it accepts, and succeeds', async () => {
    const world = makeWorld({ files: { 'deploy/docker-stack.yml': STACK } });
    const { exitCode, stdout } = await accept(world);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('1 finding (1 error)');
    expect(read(world)).toEqual({
      version: 1,
      findings: [
        {
          file: 'deploy/docker-stack.yml',
          rule: 'stack-keepalive-time',
          path: ['services', 'web', 'sysctls', 'net.ipv4.tcp_keepalive_time'],
          count: 1,
        },
      ],
    });
  });

  it('drops what is mended and keeps the entries of files that were not linted', async () => {
    const world = makeWorld({ files: { 'docker-stack.yml': STACK, 'docker-stack.b.yml': STACK } });
    await accept(world);
    world.write('docker-stack.yml', 'services: {}\n');
    await world.run('docker-stack.yml', '--baseline', 'baseline.json', '--update-baseline');
    expect(read(world)).toMatchObject({ findings: [{ file: 'docker-stack.b.yml' }] });
  });

  it('does not accept a file that cannot be read', async () => {
    const world = makeWorld({ files: { 'docker-stack.yml': 'services: [\n' } });
    expect((await accept(world)).exitCode).toBe(2);
    expect(read(world)).toEqual({ version: 1, findings: [] });
  });
});

describe('--baseline', () => {
  it('is silent about what it lists, and counts it', async () => {
    const world = makeWorld({ files: { 'docker-stack.yml': STACK } });
    await accept(world);
    expect(await check(world)).toMatchObject({ exitCode: 0, stdout: 'No findings in 1 file, 1 suppressed, 0 ms.\n' });
  });

  it('knows a finding again when lines were added above it', async () => {
    const world = makeWorld({ files: { 'docker-stack.yml': STACK, 'docker-stack.b.yml': IGNORED } });
    await accept(world);
    world.write('docker-stack.yml', `# a\n# b\n${STACK}`);
    world.write('docker-stack.b.yml', `\n${IGNORED.replace('    restart', '        restart')}`);
    expect((await check(world)).exitCode).toBe(0);
  });

  it('reports a second finding of the rule at the same place', async () => {
    const world = makeWorld({ files: { 'docker-stack.yml': STACK } });
    await accept(world);
    world.write('docker-stack.yml', `${STACK}      - net.ipv4.tcp_keepalive_time=7201\n`);
    expect(await check(world)).toMatchObject({ exitCode: 1 });
  });

  it('says how many entries are no longer needed', async () => {
    const world = makeWorld({ files: { 'docker-stack.yml': STACK } });
    await accept(world);
    world.write('docker-stack.yml', 'services: {}\n');
    expect((await check(world)).stdout).toBe(
      'No findings in 1 file, 1 baseline entry no longer needed (--update-baseline), 0 ms.\n',
    );
  });

  it.each(['{', '[]', '{"version":2,"findings":[]}', '{"version":1,"findings":[{"file":1}]}'])(
    'refuses %s in one line',
    async (text) => {
      const world = makeWorld({ files: { 'docker-stack.yml': STACK, 'baseline.json': text } });
      const { exitCode, stderr } = await check(world);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/^keepalive-lint: .*baseline.*Make one with --update-baseline\.\n$/);
    },
  );
});

describe('a baseline file', () => {
  it.each([
    'null',
    '[]',
    '{"version":2,"findings":[]}',
    '{"version":1,"findings":[null]}',
    '{"version":1,"findings":[{"file":"a"}]}',
  ])('is none when it holds %s', async (text) => {
    expect(await check(makeWorld({ files: { 'docker-stack.yml': STACK, 'baseline.json': text } }))).toMatchObject({
      stderr: 'keepalive-lint: baseline.json is no baseline of version 1. Make one with --update-baseline.\n',
      exitCode: 2,
    });
  });

  it('that cannot be written is said in a line', async () => {
    const world = makeWorld({ files: { 'docker-stack.yml': STACK } });
    const { stderr, exitCode } = await world.run('--baseline', 'gone/baseline.json', '--update-baseline');
    expect(stderr).toBe(
      `keepalive-lint: The baseline cannot be written to ${path.join(world.cwd, 'gone/baseline.json')} (ENOENT).\n`,
    );
    expect(exitCode).toBe(2);
  });

  it('accepts no file that cannot be read, and says nothing of files that were not linted', async () => {
    const world = makeWorld({ files: { 'docker-stack.yml': STACK, 'stacks/docker-stack.yml': STACK } });
    await accept(world);
    world.write('stacks/docker-stack.yml', 'services: [\n');
    const { stdout, exitCode } = await world.run('stacks', '--baseline', 'baseline.json', '--format', 'concise');
    expect(stdout).toContain('stacks/docker-stack.yml:1:11: error: ');
    expect(exitCode).toBe(2);
    expect((await world.run('docker-stack.yml', '--baseline', 'baseline.json')).stdout).not.toContain(
      'no longer needed',
    );
  });
});
