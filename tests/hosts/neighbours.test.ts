/** Other plugins in the same configuration. A YAML file has one language, and the last config that names one wins. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject, findingsOf, type Project } from './project.js';
import { ALL_FINDINGS, SAMPLE } from './sample.js';

let project: Project;

beforeAll(() => {
  project = createProject(
    [
      'eslint@^10',
      '@eslint/js@^10',
      'eslint-plugin-yml',
      'eslint-plugin-n',
      'eslint-plugin-sonarjs',
      'eslint-plugin-jsdoc',
      'eslint-plugin-react-hooks',
      'typescript-eslint',
      'typescript@~6.0',
    ],
    SAMPLE,
  );
});
afterAll(() => {
  project.remove();
});

function lint(imports: string, entries: string): string[] {
  project.write({
    'eslint.config.js': `import keepalive from 'eslint-plugin-keepalive';
${imports}
import { defineConfig } from 'eslint/config';
export default defineConfig([${entries}]);
`,
  });
  const { stdout, stderr } = project.bin('eslint', ['--format', 'json', 'src', 'docker-stack.yml']);
  expect(stderr).toBe('');
  return findingsOf(stdout, project.folder);
}

const OURS = "{ plugins: { keepalive }, extends: ['keepalive/recommended'] }";
const onlyOurs = (findings: string[]): string[] => findings.filter((finding) => / (?:keepalive\/|fatal)/.test(finding));

describe('eslint-plugin-yml', () => {
  const imports = "import yml from 'eslint-plugin-yml';";
  const strictYml = "...yml.configs.recommended, { files: ['**/*.yml'], rules: { 'yml/quotes': 'error' } }";

  it.each([
    ['before', `${strictYml}, ${OURS}`],
    ['after', `${OURS}, ${strictYml}`],
  ])('%s our config keeps the findings of both', (_, entries) => {
    const findings = lint(imports, entries);
    expect(onlyOurs(findings)).toEqual(ALL_FINDINGS);
    expect(findings).toContain('docker-stack.yml:1:10 yml/quotes');
  });

  it('is enough as a language for stack-rules', () => {
    const entries = `...yml.configs.base, { plugins: { keepalive }, extends: ['keepalive/stack-rules'] }`;
    expect(onlyOurs(lint(imports, entries))).toEqual(
      ALL_FINDINGS.filter((finding) => finding.startsWith('docker-stack')),
    );
  });
});

describe('an unscoped config of another plugin', () => {
  it.each([
    ['js/all', "import js from '@eslint/js';", 'js.configs.all'],
    ['n', "import n from 'eslint-plugin-n';", "n.configs['flat/recommended-module']"],
    ['sonarjs', "import sonarjs from 'eslint-plugin-sonarjs';", 'sonarjs.configs.recommended'],
    ['jsdoc', "import jsdoc from 'eslint-plugin-jsdoc';", "jsdoc.configs['flat/recommended']"],
    ['react-hooks', "import hooks from 'eslint-plugin-react-hooks';", 'hooks.configs.flat.recommended'],
    ['typescript-eslint strict', "import tseslint from 'typescript-eslint';", '...tseslint.configs.strict'],
  ])('%s does not break ours', (_, imports, entry) => {
    expect(onlyOurs(lint(imports, `${entry}, ${OURS}`))).toEqual(ALL_FINDINGS);
  });
});
