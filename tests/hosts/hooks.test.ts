/** Hooks as people install them: git commits, and husky, lint-staged or pre-commit calls the packed command. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProject, type Output, type Project } from './project.js';

const root = path.join(import.meta.dirname, '..', '..');

const stackOf = (seconds: string): string =>
  `services:\n  db:\n    image: postgres:17\n    sysctls:\n      net.ipv4.tcp_keepalive_time: ${seconds}\n`;
const GOOD = stackOf('600');
const BAD = stackOf('7200');

function git(folder: string, ...args: string[]): Output {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  const env = { ...process.env, NO_COLOR: '1', GIT_CONFIG_GLOBAL: '/dev/null', NODE_OPTIONS: '' };
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8', env });
  return { status, stdout, stderr };
}

function commit(project: Project, files: Readonly<Record<string, string>>): Output {
  project.write(files);
  git(project.folder, 'add', '--all');
  return git(project.folder, 'commit', '--message', 'Change the stack');
}

describe('husky and lint-staged', () => {
  let project: Project;

  beforeAll(() => {
    project = createProject(['husky@^9', 'lint-staged@^16'], { '.gitignore': 'node_modules\n' });
    git(project.folder, 'init', '--quiet');
    project.bin('husky', []);
    copyFileSync(path.join(root, 'integrations/husky-pre-commit'), path.join(project.folder, '.husky/pre-commit'));
    const config = 'lint-staged.config.js';
    copyFileSync(path.join(root, 'integrations', config), path.join(project.folder, config));
    expect(commit(project, { 'README.md': 'x\n' }).status).toBe(0);
  });
  beforeEach(({ task }) => {
    const beside = `husky ${project.versionOf('husky')}`;
    task.meta.row = { host: 'lint-staged', version: project.versionOf('lint-staged'), beside };
  });
  afterAll(() => {
    project.remove();
  });

  it('stop a commit of a stack whose connections will be cut', () => {
    const { status, stdout, stderr } = commit(project, { 'deploy/docker-stack.yml': BAD });
    expect(stdout + stderr).toContain('stack-keepalive-time');
    expect(status).toBe(1);
  });

  it('let a good stack pass, and a Compose file for a desk', () => {
    const files = { 'deploy/docker-stack.yml': GOOD, 'compose.yml': 'services:\n  web:\n    build: .\n' };
    expect(commit(project, files)).toMatchObject({ status: 0 });
  });
});

const preCommit = process.env['PRE_COMMIT'] ?? 'pre-commit';
const preCommitRun = spawnSync(preCommit, ['--version'], { encoding: 'utf8' });
const hasPreCommit = preCommitRun.status === 0;
const preCommitVersion = /[\d.]+/.exec(preCommitRun.stdout)?.[0] ?? '';
const reason = hasPreCommit ? '' : ' (not run: there is no pre-commit on the PATH, and PRE_COMMIT names none)';

describe.runIf(hasPreCommit)(`pre-commit${reason}`, () => {
  let project: Project;
  let hooks = '';
  let home = '';

  beforeAll(() => {
    home = mkdtempSync(path.join(tmpdir(), 'keepalive-pre-commit-'));
    hooks = mkdtempSync(path.join(tmpdir(), 'keepalive-hooks-'));
    copyFileSync(path.join(root, '.pre-commit-hooks.yaml'), path.join(hooks, '.pre-commit-hooks.yaml'));
    git(hooks, 'init', '--quiet');
    git(hooks, 'add', '--all');
    git(hooks, 'commit', '--quiet', '--message', 'Hooks');
    git(hooks, 'tag', 'v0.1.0');
    project = createProject([], { '.gitignore': 'node_modules\n' });
    git(project.folder, 'init', '--quiet');
  });
  beforeEach(({ task }) => {
    task.meta.row = { host: 'pre-commit', version: preCommitVersion, beside: 'the hooks of this revision' };
  });
  afterAll(() => {
    project.remove();
    rmSync(hooks, { recursive: true });
    rmSync(home, { recursive: true });
  });

  /** The user's configuration, with the hooks of this revision instead of the published ones. */
  const configure = (id: string): string =>
    readFileSync(path.join(root, 'integrations/pre-commit-config.yaml'), 'utf8')
      .replace(/repo: .*/, `repo: file://${hooks}`)
      .replace('id: keepalive-lint', `id: ${id}`);

  function run(id: string, stack: string): Output {
    project.write({ '.pre-commit-config.yaml': configure(id), 'a/b/docker-stack.yml': stack });
    git(project.folder, 'add', '--all');
    const { status, stdout, stderr } = spawnSync(preCommit, ['run', '--all-files', '--verbose'], {
      cwd: project.folder,
      encoding: 'utf8',
      env: { ...process.env, PRE_COMMIT_HOME: home, NO_COLOR: '1', NODE_OPTIONS: '' },
    });
    return { status, stdout, stderr };
  }

  it('stops at a stack in a sub-directory', () => {
    const { status, stdout } = run('keepalive-lint', BAD);
    expect(stdout).toContain('a/b/docker-stack.yml');
    expect(stdout).toContain('stack-keepalive-time');
    expect(status).toBe(1);
  });

  it('passes a good one, without a warning of its own', () => {
    const { status, stdout, stderr } = run('keepalive-lint', GOOD);
    expect(stdout).toMatch(/keepalive-lint\.+Passed/);
    expect(stdout + stderr).not.toMatch(/\[WARNING\]/);
    expect(status).toBe(0);
  });

  it('runs the hook that mends', () => {
    const { status, stdout } = run('keepalive-lint-fix', GOOD);
    expect(stdout).toMatch(/keepalive-lint --fix\.+Passed/);
    expect(status).toBe(0);
  });
});
