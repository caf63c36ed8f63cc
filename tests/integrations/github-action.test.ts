import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readRepositoryFile, ROOT } from './repository.js';

interface Action {
  readonly inputs: Readonly<Record<string, { description: string; default: string }>>;
  readonly runs: {
    readonly steps: readonly { shell: string; run: string; env: Readonly<Record<string, string>> }[];
  };
}

const action = parse(readRepositoryFile('action.yml')) as Action;
const [step] = action.runs.steps;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keepalive-action-'));
  // An npx that writes down its arguments, each ended by NUL.
  mkdirSync(path.join(folder, 'bin'));
  const npx = `#!/bin/sh\nprintf '%s\\0' "$@" > "${folder}/arguments"\n`;
  writeFileSync(path.join(folder, 'bin', 'npx'), npx, { mode: 0o755 });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the action's step as the runner does, with these inputs. */
function run(inputs: Readonly<Record<string, string>>): { status: number | null; stdout: string; arguments: string[] } {
  rmSync(path.join(folder, 'arguments'), { force: true });
  const env: Record<string, string> = {
    PATH: `${path.join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
    GITHUB_ACTION_PATH: ROOT,
  };
  for (const [name, expression] of Object.entries(step?.env ?? {})) {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1] ?? '';
    env[name] = inputs[input] ?? action.inputs[input]?.default ?? '';
  }
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? ''];
  const { status, stdout } = spawnSync('bash', args, { cwd: folder, env, encoding: 'utf8' });
  const recorded = path.join(folder, 'arguments');
  const words = existsSync(recorded) ? readFileSync(recorded, 'utf8').split('\0').slice(0, -1) : [];
  return { status, stdout, arguments: words };
}

const { version } = JSON.parse(readRepositoryFile('package.json')) as { version: string };
const NPX = ['--yes', '--package', `eslint-plugin-keepalive@${version}`, '--', 'keepalive-lint', '--format', 'github'];

describe('the GitHub action', () => {
  it('has no expression in a script', () => {
    expect(action.runs.steps.filter(({ run: script }) => script.includes('${{'))).toEqual([]);
  });

  it('hands every input but the directory over in the environment', () => {
    const handed = Object.values(step?.env ?? {}).map((value) => /inputs\.([\w-]+)/.exec(value)?.[1]);
    expect(handed.sort()).toEqual(
      Object.keys(action.inputs)
        .filter((name) => name !== 'working-directory')
        .sort(),
    );
  });

  it('lints the checkout by default', () => {
    expect(run({}).arguments).toEqual([...NPX, '--fail-on=error', '--', '.']);
  });

  it('passes each line as one path, whatever is in it', () => {
    const paths = [
      'stacks',
      '',
      'a b.yml',
      '$(touch pwned).yml',
      '`touch pwned`',
      '--config=evil.json',
      '"; touch pwned; "',
    ];
    expect(run({ paths: paths.join('\n') }).arguments).toEqual([
      ...NPX,
      '--fail-on=error',
      '--',
      ...paths.filter((line) => line !== ''),
    ]);
    expect(existsSync(path.join(folder, 'pwned'))).toBe(false);
  });

  it('passes the other inputs as values of options', () => {
    const inputs = { 'fail-on': 'warn; touch pwned', config: '$(touch pwned)', 'sarif-file': 'out.sarif' };
    expect(run(inputs).arguments).toEqual([
      ...NPX,
      '--fail-on=warn; touch pwned',
      '--config=$(touch pwned)',
      '--format=sarif=out.sarif',
      '--',
      '.',
    ]);
    expect(existsSync(path.join(folder, 'pwned'))).toBe(false);
  });

  it.each(['latest', 'https://example.com/x.tgz', '../x', '1.2', '1.2.3 evil', '1.2.3\nevil'])(
    'takes no version %j',
    (wanted) => {
      const result = run({ version: wanted });
      expect(result).toMatchObject({ status: 2, arguments: [] });
      expect(result.stdout).toMatch(/^::error::/);
    },
  );
});
