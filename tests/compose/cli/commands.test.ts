import { afterAll, describe, expect, it } from 'vitest';
import { BUILT_RULES, getRuleEntry } from '../../../src/core/catalog/index.js';
import { explainRule } from '../../../src/compose/cli/explain.js';
import type { ResolvedStack } from '../../../src/compose/docker/resolve.js';
import { OPTIONS } from '../../../src/compose/cli/arguments/options.js';
import { makeWorld, removeWorlds } from './fake-world.js';

afterAll(removeWorlds);

describe('explain', () => {
  it.each(BUILT_RULES.map(({ id }) => id))('shows the page of %s', async (id) => {
    const { stdout, exitCode } = await makeWorld().run('explain', id);
    expect(exitCode).toBe(0);
    expect(stdout.split('\n')[0]).toBe(id);
    expect(stdout).toContain('\nWhy\n');
    expect(stdout).not.toContain('<!--');
  });

  it.each(BUILT_RULES.map(({ id, evidence }) => [id, evidence] as const))(
    'links every row of evidence of %s, and no page that is not in the package',
    async (id, evidence) => {
      const { stdout } = await makeWorld().run('explain', id);
      const text = stdout.replaceAll(/\s+/g, ' ');
      for (const row of evidence) expect(text).toContain(`/blob/main/docs/evidence.md#row-${row.toLowerCase()})`);
      expect(text).not.toMatch(/\]\((?!https:)/);
    },
  );

  it('takes the name that the rule has in ESLint', async () => {
    expect((await makeWorld().run('explain', 'keepalive/stack-keepalive-time')).exitCode).toBe(0);
  });

  it('helps with a typing mistake', async () => {
    expect((await makeWorld().run('explain', 'stack-keepalive-tmie')).stderr).toBe(
      'keepalive-lint: There is no rule "stack-keepalive-tmie". Did you mean stack-keepalive-time?\n',
    );
  });
});

describe('rules', () => {
  it('lists every rule that is built', async () => {
    const { stdout } = await makeWorld().run('rules');
    for (const { id } of BUILT_RULES) expect(stdout).toMatch(new RegExp(`^${id} `, 'm'));
  });

  it('has everything about them with --json', async () => {
    const { stdout } = await makeWorld().run('rules', '--json');
    const rules = JSON.parse(stdout) as { id: string; docs: string }[];
    expect(rules.map(({ id }) => id)).toEqual(BUILT_RULES.map(({ id }) => id));
    for (const { id, docs } of rules) expect(docs).toContain(id);
  });
});

describe('resolve', () => {
  const files = {
    'a.yml': `services:
  web:
    image: nginx
    environment: { PASSWORD: hunter2 }
    sysctls:
      - net.ipv4.tcp_keepalive_time=\${TIME}
      - net.core.somaxconn=1024
    networks: [back]
networks:
  back: { driver: overlay }
`,
    'vars.env': 'TIME=4711\n',
  };

  it('prints what Docker would post, and where each value was written', async () => {
    const { stdout, exitCode } = await makeWorld({ files }).run('resolve', '-c', 'a.yml', '--env-file', 'vars.env');
    expect(exitCode).toBe(0);
    const { services, networks, sources } = JSON.parse(stdout) as ResolvedStack;
    expect(services['web']).toEqual({
      image: 'nginx:latest',
      hostname: null,
      sysctls: { 'net.ipv4.tcp_keepalive_time': '4711', 'net.core.somaxconn': '1024' },
      networks: { back: { aliases: ['web'] } },
      endpointMode: null,
      mode: 'replicated',
      replicas: null,
      ports: [],
    });
    expect(Object.keys(networks)).toEqual(['back']);
    expect(sources.services).toMatchObject({ web: { sysctls: { 'net.core.somaxconn': 'a.yml:7:28' } } });
    expect(stdout).not.toContain('hunter2');
  });

  it('takes variables from the environment, and a file over it', async () => {
    const timeOf = async (...words: string[]): Promise<string | undefined> => {
      const { stdout } = await makeWorld({ files, env: { TIME: '600' } }).run('resolve', '-c', 'a.yml', ...words);
      return (JSON.parse(stdout) as ResolvedStack).services['web']?.sysctls['net.ipv4.tcp_keepalive_time'];
    };
    expect(await timeOf()).toBe('600');
    expect(await timeOf('--env-file', 'vars.env')).toBe('4711');
  });

  it('prints nothing of a stack that Docker rejects', async () => {
    const world = makeWorld({ files: { 'a.yml': 'services:\n  web:\n    hostname: ${NAME:?}\n' } });
    expect(await world.run('resolve', '-c', 'a.yml')).toEqual({
      stdout: '',
      stderr: 'keepalive-lint: Docker rejects this stack. Lint it to see why.\n',
      exitCode: 2,
    });
  });
});

describe('--help', () => {
  it('names every option, in lines that a terminal of 100 columns shows', async () => {
    const { stdout, exitCode } = await makeWorld().run('a.yml', '--help');
    expect(exitCode).toBe(0);
    for (const { name } of OPTIONS) expect(stdout).toContain(`--${name}`);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
});

describe('progress', () => {
  const files = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`${index}.stack.yml`, 'services: {}\n']));
  const run = (stepMs: number, tty: boolean): Promise<{ stderr: string }> => {
    let time = 0;
    return makeWorld({ files, tty, now: () => (time += stepMs) }).run();
  };

  it('is shown on a terminal when a run takes longer than half a second, and is gone at the end', async () => {
    const { stderr } = await run(300, true);
    expect(stderr).toContain('\r2 files linted');
    expect(stderr.endsWith('\r')).toBe(true);
  });

  it('is not shown in a short run, nor in a pipe', async () => {
    expect((await run(1, true)).stderr).toBe('');
    expect((await run(300, false)).stderr).toBe('');
  });
});

describe('a page of a rule', () => {
  it('is ASCII where nothing else can be shown', async () => {
    const { stdout } = await makeWorld().run('explain', 'stack-idle-connection', '--ascii');
    expect(stdout).toMatch(/^[\n -~]*$/);
  });

  it('is the line of the catalog where the pages are not there', () => {
    const style = { colour: false, unicode: true, width: 200 };
    const { description } = getRuleEntry('stack-schema');
    expect(explainRule('stack-schema', '/nowhere', style).split('\n').slice(0, 3)).toEqual([
      'stack-schema',
      '',
      description,
    ]);
  });
});
