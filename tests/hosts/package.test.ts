/** What the tarball is: small, complete, and without anything else to install. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProject, type Project } from './project.js';

let project: Project;
let installed: string;

beforeAll(() => {
  project = createProject([]);
  installed = path.join(project.folder, 'node_modules', 'eslint-plugin-keepalive');
});
beforeEach(({ task }) => {
  const version = project.versionOf('eslint-plugin-keepalive');
  task.meta.row = { host: 'the package alone', version, beside: `Node ${process.versions.node}` };
});
afterAll(() => {
  project.remove();
});

describe('the package', () => {
  it('installs nothing else: no run-time dependency, and eslint is optional', () => {
    const names = readdirSync(path.join(project.folder, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(names).toEqual(['eslint-plugin-keepalive']);
  });

  it('carries its licence and those of the bundled libraries', () => {
    expect(readFileSync(path.join(installed, 'LICENSE'), 'utf8')).toContain('MIT License');
    const bundled = readFileSync(path.join(installed, 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    expect(bundled).toMatch(/^yaml \d/m);
    expect(bundled).toMatch(/^eslint-plugin-yml \d/m);
  });

  it('loads the stack engine and the YAML language on the first YAML file only', () => {
    const code = `
      const { createRequire } = await import('node:module');
      await import('eslint-plugin-keepalive');
      const loaded = Object.keys(createRequire(import.meta.url).cache).map((file) => file.split(/[\\\\/]/).at(-1));
      console.log(JSON.stringify(loaded.filter((file) => file.endsWith('.cjs'))));`;
    expect(project.node(['--input-type=module', '-e', code]).stdout).toBe('["catalog.cjs"]\n');
  });

  // Two percent over what it has; docs/performance.md says where it goes.
  it('has less than 492 KB of own code, bundled libraries not counted', () => {
    const report = path.join(import.meta.dirname, '..', '..', 'reports', 'bundle-bytes.json');
    const { own } = JSON.parse(readFileSync(report, 'utf8')) as { own: number };
    expect(own).toBeLessThan(492_000);
  });

  it('calls itself by the version of package.json', () => {
    const code = `console.log((await import('eslint-plugin-keepalive')).default.meta.version)`;
    const { version } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as { version: string };
    expect(project.node(['--input-type=module', '-e', code]).stdout).toBe(`${version}\n`);
  });

  it('runs its command without eslint', () => {
    project.write({ 'docker-stack.yml': 'services:\n  web:\n    image: nginx\n' });
    expect(project.bin('keepalive-lint', ['docker-stack.yml'])).toMatchObject({ status: 0, stderr: '' });
    expect(project.bin('eslint-plugin-keepalive', ['--version']).stdout).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('ships the plugin, the command and the types, and no source or test', () => {
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(path.join(installed, name)).isFile(),
    );
    expect(files).toEqual(
      expect.arrayContaining(['dist/index.js', 'dist/keepalive-lint.cjs', 'dist/types/index.d.ts', 'oxlintrc.json']),
    );
    expect(files.filter((name) => /(?:^|\/)(?:tests?|lab|bench)\/|(?<!\.d)\.ts$/.test(name))).toEqual([]);
  });
});
