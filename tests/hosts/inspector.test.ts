/** `eslint --inspect-config` shows what `@eslint/config-inspector` reads; its `build` writes the same to files. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createProject, type Project } from './project.js';

let project: Project;

beforeAll(() => {
  project = createProject(['eslint@^10', '@eslint/config-inspector']);
});
beforeEach(({ task }) => {
  const beside = `@eslint/config-inspector ${project.versionOf('@eslint/config-inspector')}`;
  task.meta.row = { host: 'ESLint', version: project.versionOf('eslint'), beside };
});
afterAll(() => {
  project.remove();
});

/** The inspector writes its answer as a flat list of `[kind, value]`. */
function inspect(entry: string): unknown[] {
  project.write({
    'eslint.config.js': `import keepalive from 'eslint-plugin-keepalive';
import { defineConfig } from 'eslint/config';
export default defineConfig([${entry}]);
`,
  });
  expect(project.bin('eslint-config-inspector', ['build', '--outDir', 'out'])).toMatchObject({ status: 0 });
  const folder = path.join(project.folder, 'out', '__rpc-dump');
  const name = readdirSync(folder).find((file) => file.includes('get-payload.fallback')) ?? '';
  const items = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as [kind: number, value: unknown][];
  return items.map(([, value]) => value);
}

it.for([
  // ESLint makes the names of what a string extends.
  ['a string', "{ plugins: { keepalive }, extends: ['keepalive/recommended'] }", ['[0]', '[1]']],
  ['an object', '{ extends: [keepalive.configs.recommended] }', ['/js', '/yaml']],
] as const)('--inspect-config after extends by %s: every entry has its name', ([, entry, ends]) => {
  const values = inspect(entry);
  const names = values.filter((value) => String(value).includes(' > keepalive/'));
  expect(names).toEqual(ends.map((end) => `UserConfig[0][0] > keepalive/recommended${end}`));
  expect(values).toContain('keepalive/stack-keepalive-time');
});
