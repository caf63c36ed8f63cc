import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject, findingsOf, nodeBinary, type Project } from './project.js';
import { ALL_FINDINGS, RECOMMENDED_CONFIG, SAMPLE } from './sample.js';

describe.each(['9.38.0', '^9', '^10'])('ESLint %s', (version) => {
  let project: Project;

  beforeAll(() => {
    project = createProject([`eslint@${version}`], { ...SAMPLE, 'eslint.config.js': RECOMMENDED_CONFIG });
  });
  afterAll(() => {
    project.remove();
  });

  it.each([20, 22, 24] as const)('finds the same on Node %d', (major) => {
    const { stdout, stderr } = project.bin('eslint', ['--format', 'json', '.'], { node: nodeBinary(major) });
    expect(stderr).toBe('');
    expect(findingsOf(stdout, project.folder)).toEqual(ALL_FINDINGS);
  });

  it('prints a configuration for a code file and for a stack file', () => {
    for (const file of Object.keys(SAMPLE)) {
      const { status, stdout } = project.bin('eslint', ['--print-config', file]);
      expect(status).toBe(0);
      expect(Object.keys(JSON.parse(stdout) as object)).toContain('rules');
    }
  });

  it('finds the same in two threads', () => {
    const { stdout } = project.bin('eslint', ['--concurrency', '2', '--format', 'json', '.']);
    expect(findingsOf(stdout, project.folder)).toEqual(ALL_FINDINGS);
  });

  it('caches, and finds the same from the cache', () => {
    for (const run of ['cold', 'warm']) {
      const { stdout } = project.bin('eslint', ['--cache', '--format', 'json', '.']);
      expect([run, findingsOf(stdout, project.folder)]).toEqual([run, ALL_FINDINGS]);
    }
  });

  it('keeps suppressed findings quiet and lets them come back', () => {
    project.bin('eslint', ['--suppress-all', '.']);
    expect(project.bin('eslint', ['.']).status).toBe(0);
    project.write({ 'eslint-suppressions.json': '{}\n' });
    expect(project.bin('eslint', ['.']).status).toBe(1);
  });
});

describe('a renamed plugin', () => {
  it('works under the name the user gives it, language included', () => {
    const project = createProject(['eslint@^10'], {
      ...SAMPLE,
      'eslint.config.js': RECOMMENDED_CONFIG.replace('{ keepalive }', '{ ka: keepalive }').replace(
        "'keepalive/rec",
        "'ka/rec",
      ),
    });
    const { stdout, stderr } = project.bin('eslint', ['--format', 'json', '.']);
    expect(stderr).toBe('');
    expect(findingsOf(stdout, project.folder)).toEqual(
      ALL_FINDINGS.map((finding) => finding.replace(' keepalive/', ' ka/')),
    );
    project.remove();
  });
});
