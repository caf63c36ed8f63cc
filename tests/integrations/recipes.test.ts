import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { makeWorld } from '../compose/cli/fake-world.js';
import { readRepositoryFile } from './repository.js';

const { version } = JSON.parse(readRepositoryFile('package.json')) as { version: string };
const page = readRepositoryFile('docs/ci.md');

/** The blocks of the page, each with the file that it says it is. */
const BLOCKS = [...page.matchAll(/<!-- (\S+) -->\n\n```\w+\n([\s\S]*?)```/g)].map(([, name = '', text = '']) => ({
  name,
  text,
}));

describe('docs/ci.md', () => {
  it('shows one file in each of its blocks', () => {
    expect(BLOCKS).toHaveLength([...page.matchAll(/^```\w+$/gm)].length);
    expect(BLOCKS).toHaveLength(6);
  });

  it.each(BLOCKS)('shows $name as it is', ({ name, text }) => {
    expect(text).toBe(readRepositoryFile(name));
  });
});

describe('every version that is pinned is the version of the package', () => {
  it.each([
    ['.pre-commit-hooks.yaml', 2],
    ['action.yml', 1],
    ['integrations/Dockerfile', 1],
    ['integrations/gitlab.yml', 2],
    ['integrations/github-workflow.yml', 1],
    ['integrations/pre-commit-config.yaml', 1],
  ])('in %s', (name, count) => {
    const text = readRepositoryFile(name).replaceAll(/# v[\d.]+/g, '');
    expect(text.match(/\d+\.\d+\.\d+(?:-[\w.]+)?/g)).toEqual(Array.from({ length: count }, () => version));
  });
});

describe('the GitLab job', () => {
  const job = (
    parse(readRepositoryFile('integrations/gitlab.yml')) as Record<string, { script: string[]; artifacts: unknown }>
  )['keepalive-lint'];

  it('writes the report that it uploads', async () => {
    const words =
      (job?.script[0] ?? '').split(' -- keepalive-lint ')[1]?.replace('$KEEPALIVE_PATHS', '.').split(' ') ?? [];
    const world = makeWorld({ files: { 'docker-stack.yml': 'services: {}\n' }, lint: () => [] });
    expect(await world.run(...words)).toMatchObject({ exitCode: 0, stderr: '' });
    const { artifacts } = job ?? {};
    expect(artifacts).toEqual({ when: 'always', reports: { codequality: 'gl-code-quality-report.json' } });
    expect(words).toContain('gitlab=gl-code-quality-report.json');
  });
});

describe('the container', () => {
  const lines = readRepositoryFile('integrations/Dockerfile').split('\n');

  it('runs the command, not as root', () => {
    expect(lines.filter((line) => /^(?:USER|ENTRYPOINT)/.test(line))).toEqual([
      'USER node',
      'ENTRYPOINT ["keepalive-lint"]',
    ]);
  });
});
