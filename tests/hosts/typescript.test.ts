import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProject, findingsOf, type Project } from './project.js';
import { ALL_FINDINGS, RECOMMENDED_CONFIG, SAMPLE } from './sample.js';
import { describeTypes } from './typescript.js';

describeTypes('eslint@^10', ['~5.4', '~5.9', '~6.0', '^7']);

describe('a project on TypeScript 7', () => {
  let project: Project;

  beforeAll(() => {
    project = createProject(['typescript@7', 'eslint@^10'], { ...SAMPLE, 'eslint.config.js': RECOMMENDED_CONFIG });
  });
  beforeEach(({ task }) => {
    const beside = `TypeScript ${project.versionOf('typescript')}`;
    task.meta.row = { host: 'ESLint', version: project.versionOf('eslint'), beside };
  });
  afterAll(() => {
    project.remove();
  });

  it('installs beside the plugin: same findings', () => {
    const { stdout, stderr } = project.bin('eslint', ['--format', 'json', '.']);
    expect(stderr).toBe('');
    expect(findingsOf(stdout, project.folder)).toEqual(ALL_FINDINGS);
  });
});
