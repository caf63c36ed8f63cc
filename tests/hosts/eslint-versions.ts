/** What ESLint must do with the plugin, whatever its version is and whatever Node runs it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProject, findingsOf, nodeBinary, type Project } from './project.js';
import { ALL_FINDINGS, RECOMMENDED_CONFIG, SAMPLE, STAGED_COMMAND } from './sample.js';

export function describeEslint(version: string, nodes: readonly string[]): void {
  describe(`ESLint ${version}`, () => {
    let project: Project;

    beforeAll(() => {
      project = createProject([`eslint@${version}`], { ...SAMPLE, 'eslint.config.js': RECOMMENDED_CONFIG });
    });
    beforeEach(({ task }) => {
      const beside = `Node ${process.versions.node}`;
      task.meta.row = { host: 'ESLint', version: project.versionOf('eslint'), beside };
    });
    afterAll(() => {
      project.remove();
    });

    it.for(nodes)('same findings in code and stack, on Node %s', (range, { task }) => {
      const { path: node, version: exact } = nodeBinary(range);
      task.meta.row = { host: 'ESLint', version: project.versionOf('eslint'), beside: `Node ${exact}` };
      const { stdout, stderr } = project.bin('eslint', ['--format', 'json', '.'], { node });
      expect(stderr).toBe('');
      expect(findingsOf(stdout, project.folder)).toEqual(ALL_FINDINGS);
    });

    it('--print-config for a code file and for a stack file', () => {
      for (const file of Object.keys(SAMPLE)) {
        const { status, stdout } = project.bin('eslint', ['--print-config', file]);
        expect(status).toBe(0);
        const { rules } = JSON.parse(stdout) as { rules: object };
        expect(Object.keys(rules).filter((name) => name.startsWith('keepalive/'))).not.toEqual([]);
      }
    });

    it('--concurrency 2: same findings', () => {
      const { stdout } = project.bin('eslint', ['--concurrency', '2', '--format', 'json', '.']);
      expect(findingsOf(stdout, project.folder)).toEqual(ALL_FINDINGS);
    });

    it('--cache: same findings, cold and warm', () => {
      for (const run of ['cold', 'warm']) {
        const { stdout } = project.bin('eslint', ['--cache', '--format', 'json', '.']);
        expect([run, findingsOf(stdout, project.folder)]).toEqual([run, ALL_FINDINGS]);
      }
    });

    it('--suppress-all: silent, and back when the suppressions go', () => {
      project.bin('eslint', ['--suppress-all', '.']);
      expect(project.bin('eslint', ['.']).status).toBe(0);
      project.write({ 'eslint-suppressions.json': '{}\n' });
      expect(project.bin('eslint', ['.']).status).toBe(1);
    });

    it(`${STAGED_COMMAND}: no warning about a staged file that no config matches`, () => {
      project.write({ 'values.yml': 'replicas: 3\n' });
      const [command = '', ...options] = STAGED_COMMAND.split(' ');
      const staged = (...more: string[]): number | null =>
        project.bin(command, [...options, '--max-warnings', '0', ...more]).status;
      expect([staged('values.yml'), staged('docker-stack.yml')]).toEqual([0, 1]);
    });

    it('a renamed plugin, language included', () => {
      const renamed = RECOMMENDED_CONFIG.replace('{ keepalive }', '{ ka: keepalive }').replace("'keepalive/", "'ka/");
      project.write({ 'eslint.config.js': renamed });
      const { stdout, stderr } = project.bin('eslint', ['--format', 'json', '.']);
      project.write({ 'eslint.config.js': RECOMMENDED_CONFIG });
      expect(stderr).toBe('');
      expect(findingsOf(stdout, project.folder)).toEqual(
        ALL_FINDINGS.map((finding) => finding.replace(' keepalive/', ' ka/')),
      );
    });
  });
}
