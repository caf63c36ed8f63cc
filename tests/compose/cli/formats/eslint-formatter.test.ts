import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeWorld, removeWorlds, type World } from '../fake-world.js';

afterAll(removeWorlds);

const STACK = 'services:\n  web:\n    sysctls:\n      - net.ipv4.tcp_keepalive_time=7200\n';
const FORMATTER = `module.exports = (results, { rulesMeta }) =>
  results.flatMap(({ messages }) => messages).map(({ ruleId }) => ruleId + ' ' + rulesMeta[ruleId].docs.url).join();`;

/** A project in which these packages are installed. */
function project(packages: Record<string, string>): World {
  const files = Object.entries(packages).map(([name, text]) => [`node_modules/${name}/index.js`, text] as const);
  return makeWorld({ files: { 'a.yml': STACK, ...Object.fromEntries(files) } });
}

describe('a formatter for ESLint', () => {
  it.each([
    ['eslint-formatter-mine', 'mine'],
    ['eslint-formatter-mine', 'eslint-formatter-mine'],
    ['@acme/eslint-formatter-mine', '@acme/mine'],
    ['@acme/eslint-formatter', '@acme'],
    ['mine', 'mine'],
  ])('in the package %s is --format %s', async (name, word) => {
    const { stdout, exitCode } = await project({ [name]: FORMATTER }).run('a.yml', '--format', word);
    expect(stdout).toMatch(/^stack-keepalive-time https:.*stack-keepalive-time\.md\n$/);
    expect(exitCode).toBe(1);
  });

  it('can be a file', async () => {
    const world = makeWorld({ files: { 'a.yml': STACK, 'mine.cjs': FORMATTER } });
    expect((await world.run('a.yml', '--format', './mine.cjs')).stdout).toMatch(/^stack-keepalive-time /);
  });

  it("can be one of ESLint's own, where ESLint is installed", async () => {
    const world = project({});
    world.write('node_modules/.keep', '');
    const eslint = path.join(import.meta.dirname, '../../../../node_modules/eslint');
    symlinkSync(eslint, path.join(world.cwd, 'node_modules', 'eslint'));
    const { stdout } = await world.run('a.yml', '--format', 'stylish', '--no-color');
    expect(stdout).toContain('4:37');
    expect(stdout).toContain('stack-keepalive-time');
  });

  it('gets nothing from a file that a terminal would obey', async () => {
    const world = makeWorld({
      files: { 'a\u001B[2J.yml': STACK, 'mine.cjs': 'module.exports = ([{ filePath }]) => filePath' },
    });
    expect((await world.run('a\u001B[2J.yml', '--format', './mine.cjs')).stdout).toMatch(/a\\u\{1b\}\[2J\.yml\n$/);
  });
});

describe('a formatter that is no function', () => {
  it.each([
    ['an ES module', 'exports.default = () => "from default";', 'from default\n'],
    ['nothing to print', 'module.exports = () => "";', ''],
  ])('%s', async (_, text, printed) => {
    const world = makeWorld({ files: { 'a.yml': STACK, 'mine.cjs': text } });
    expect((await world.run('a.yml', '--format', './mine.cjs')).stdout).toBe(printed);
  });

  it.each(['module.exports = null;', 'module.exports = 5;', 'module.exports = {};'])('is none: %s', async (text) => {
    const world = makeWorld({ files: { 'a.yml': STACK, 'mine.cjs': text } });
    const { stderr, exitCode } = await world.run('a.yml', '--format', './mine.cjs');
    expect(stderr).toMatch(/^keepalive-lint: There is no format "\.\/mine\.cjs"\. /);
    expect(exitCode).toBe(2);
  });

  it('is not found among those of ESLint either', async () => {
    const world = project({});
    world.write('node_modules/.keep', '');
    symlinkSync(
      path.join(import.meta.dirname, '../../../../node_modules/eslint'),
      path.join(world.cwd, 'node_modules/eslint'),
    );
    expect((await world.run('a.yml', '--format', 'zzz')).stderr).toMatch(
      /^keepalive-lint: There is no format "zzz"\. /,
    );
  });
});
