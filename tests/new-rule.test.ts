/** `npm run new-rule` leaves a repository that compiles, with every part of the rule in its place. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '..');
const copy = mkdtempSync(path.join(tmpdir(), 'keepalive-new-rule-'));
for (const name of ['src', 'scripts', 'package.json', 'tsconfig.json', 'README.zh-CN.md']) {
  cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
}
writeFileSync(path.join(copy, 'tsconfig.src.json'), '{ "extends": "./tsconfig.json", "include": ["src"] }\n');
symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
afterAll(() => {
  rmSync(copy, { recursive: true });
});

function newRule(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const script = path.join(root, 'scripts', 'new-rule.mjs');
  return spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NEW_RULE_ROOT: copy },
  });
}

describe('npm run new-rule', () => {
  it.each([
    ['grpc-not-there-yet', ['src/rules', 'tests/rules']],
    ['stack-not-there-yet', ['src/compose/rules', 'tests/compose/rules']],
  ])('makes and registers every part of %s', (id, [rules, tests]) => {
    expect(newRule(id, 'Disallow something.')).toMatchObject({ status: 0, stderr: '' });
    for (const file of [
      `src/core/catalog/${id}.ts`,
      `${rules}/${id}.ts`,
      `${tests}/${id}.test.ts`,
      `docs/rules/${id}.md`,
    ]) {
      expect(existsSync(path.join(copy, file)), file).toBe(true);
    }
    expect(readFileSync(path.join(copy, 'src/core/catalog/index.ts'), 'utf8')).toContain(`'${id}':`);
    expect(readFileSync(path.join(copy, `${rules}/index.ts`), 'utf8')).toContain(`'./${id}.js'`);
    expect(readFileSync(path.join(copy, 'src/config-types.cts'), 'utf8')).toContain(`'keepalive/${id}'?:`);
    expect(readFileSync(path.join(copy, 'README.zh-CN.md'), 'utf8')).toContain(`docs/rules/${id}.md`);
  });

  it('leaves sources that compile', { timeout: 180_000 }, () => {
    const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.src.json'], {
      cwd: copy,
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });

  it.each([
    ['no arguments', []],
    ['an id of no linter', ['something', 'Disallow something.']],
    ['a description that is no sentence', ['stack-other', 'disallow it']],
  ])('says how it is called when there is %s', (_, args) => {
    expect(newRule(...args)).toMatchObject({
      status: 2,
      stderr: 'usage: npm run new-rule -- grpc-something|stack-something "Disallow something."\n',
    });
  });

  it('does not write over a rule', () => {
    expect(newRule('stack-schema', 'Disallow something.')).toMatchObject({
      status: 2,
      stderr: 'stack-schema is in the catalog already.\n',
    });
  });
});
