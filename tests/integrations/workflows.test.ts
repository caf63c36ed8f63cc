/** What an attacker looks for in workflows is not in ours. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readRepositoryFile, ROOT } from './repository.js';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = '.github/workflows';
const FILES = readdirSync(path.join(ROOT, FOLDER)).map((name) => `${FOLDER}/${name}`);
const WORKFLOWS = FILES.map((file) => ({ file, workflow: parse(readRepositoryFile(file)) as Workflow }));
const JOBS = WORKFLOWS.flatMap(({ file, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ name: `${path.basename(file)} ${name}`, job })),
);

const mayWrite = ({ permissions = {} }: Job): boolean => Object.values(permissions).includes('write');

describe('every workflow', () => {
  it.each([...FILES, 'integrations/github-workflow.yml'])(
    '%s names every action by commit, and says which version that is',
    (file) => {
      const uses = [...readRepositoryFile(file).matchAll(/uses: (.*)/g)].map(([, action = '']) => action);
      // The example calls our own action, which cannot know its own commit.
      const foreign = uses.filter((action) => !action.startsWith('eslint-plugin-keepalive/'));
      expect(foreign.length).toBeGreaterThan(0);
      expect(foreign.filter((action) => !/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
    },
  );

  it.each(WORKFLOWS)('$file may do no more than read, unless a job says so', ({ workflow }) => {
    expect([{}, { contents: 'read' }]).toContainEqual(workflow.permissions);
  });

  it.each(WORKFLOWS)("$file is not started with the repository's rights by a stranger", ({ workflow }) => {
    const ours = ['push', 'pull_request', 'schedule', 'workflow_dispatch'];
    expect(Object.keys(workflow.on).filter((event) => !ours.includes(event))).toEqual([]);
  });
});

describe('every job', () => {
  it.each(JOBS)('$name leaves no token in the checkout, pastes nothing into a script, and ends', ({ job }) => {
    for (const { uses = '', run = '', with: inputs } of job.steps) {
      if (uses.startsWith('actions/checkout@')) expect(inputs).toEqual({ 'persist-credentials': false });
      expect(run).not.toContain('${{');
    }
    expect(job['timeout-minutes']).toBeGreaterThan(0);
  });

  it('that may write runs the release tool and nothing else', () => {
    const writers = JOBS.filter(({ job }) => mayWrite(job));
    expect(writers.map(({ name }) => name)).toEqual(['release.yml version', 'release.yml publish']);
    for (const { job } of writers) {
      expect(job.steps.flatMap(({ run }) => run ?? [])).toEqual(['npm ci --ignore-scripts']);
    }
  });

  it('that publishes gets what another job packed, when a person approves', () => {
    const publishers = JOBS.filter(({ job }) => job.permissions?.['id-token'] === 'write');
    expect(publishers.map(({ name, job }) => [name, job.environment])).toEqual([['release.yml publish', 'npm']]);
    expect(publishers[0]?.job.steps.at(-1)?.with).toEqual({
      'pack-dir-artifact-id': '${{ needs.check.outputs.tarball }}',
    });
  });
});

describe('the release', () => {
  const { devDependencies, repository } = JSON.parse(readRepositoryFile('package.json')) as {
    devDependencies: Record<string, string>;
    repository: { url: string };
  };
  const release = readRepositoryFile('.github/workflows/release.yml');

  it('uses the action that is made for the release tool', () => {
    const [, action = ''] = /changesets\/action\/publish@\w+ # v(\d+)\./.exec(release) ?? [];
    const [, tool = ''] = /^\^(\d+)\./.exec(devDependencies['@changesets/cli'] ?? '') ?? [];
    // Version 1 of the action was for version 2 of the tool, and each refuses the other.
    expect(Number(tool) - Number(action)).toBe(1);
  });

  it('comes from the repository that the package names, else npm refuses the provenance', () => {
    expect(repository.url).toBe('git+https://github.com/eslint-plugin-keepalive/eslint-plugin-keepalive.git');
    expect(release).toContain("github.repository == 'eslint-plugin-keepalive/eslint-plugin-keepalive'");
  });
});
