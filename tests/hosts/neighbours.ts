/** Other plugins in the same configuration. A YAML file has one language, and the last config that names one wins. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProject, findingsOf, type Project } from './project.js';
import { ALL_FINDINGS, SAMPLE, STACK_FINDINGS } from './sample.js';

const OURS = "{ plugins: { keepalive }, extends: ['keepalive/recommended'] }";
const STRICT_YML = "...yml.configs.recommended, { files: ['**/*.yml'], rules: { 'yml/quotes': 'error' } }";

/** Configs that are not limited to JavaScript files: their rules run on the stack file, too. */
const UNSCOPED: readonly (readonly [name: string, specifier: string, entry: string])[] = [
  ['js/all', '@eslint/js', 'other.configs.all'],
  ['n', 'eslint-plugin-n', "other.configs['flat/recommended-module']"],
  ['sonarjs', 'eslint-plugin-sonarjs', 'other.configs.recommended'],
  ['jsdoc', 'eslint-plugin-jsdoc', "other.configs['flat/recommended']"],
  ['react-hooks', 'eslint-plugin-react-hooks', 'other.configs.flat.recommended'],
  ['typescript-eslint strict', 'typescript-eslint', '...other.configs.strict'],
];

/** @param versions what is installed beside the neighbours: `eslint@^10`, `@eslint/js@^10` */
export function describeNeighbours(versions: readonly string[]): void {
  describe(`${versions.join(' ')} with other plugins`, () => {
    let project: Project;

    beforeAll(() => {
      const neighbours = UNSCOPED.map(([, specifier]) => specifier).filter((name) => !name.startsWith('@eslint/'));
      project = createProject([...versions, 'eslint-plugin-yml', ...neighbours, 'typescript@~6.0'], SAMPLE);
    });
    beforeEach(({ task }) => {
      task.meta.row = { host: 'ESLint', version: project.versionOf('eslint'), beside: besideYml() };
    });
    afterAll(() => {
      project.remove();
    });

    const besideYml = (): string => `eslint-plugin-yml ${project.versionOf('eslint-plugin-yml')}`;

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

    const onlyOurs = (findings: string[]): string[] =>
      findings.filter((finding) => / (?:keepalive\/|fatal)/.test(finding));

    const importYml = "import yml from 'eslint-plugin-yml';";

    it.for([
      ['before', `${STRICT_YML}, ${OURS}`],
      ['after', `${OURS}, ${STRICT_YML}`],
    ] as const)("yml's recommended %s ours: findings of both", ([, entries]) => {
      const findings = lint(importYml, entries);
      expect(onlyOurs(findings)).toEqual(ALL_FINDINGS);
      expect(findings).toContain('docker-stack.yml:1:10 yml/quotes');
    });

    it("stack-rules on yml's own language", () => {
      const entries = `...yml.configs.base, { plugins: { keepalive }, extends: ['keepalive/stack-rules'] }`;
      expect(onlyOurs(lint(importYml, entries))).toEqual(STACK_FINDINGS);
    });

    it.for(UNSCOPED)('unscoped %s: nobody throws, same findings', ([, specifier, entry], { task }) => {
      const beside = `${specifier} ${project.versionOf(specifier)}`;
      task.meta.row = { host: 'ESLint', version: project.versionOf('eslint'), beside };
      expect(onlyOurs(lint(`import other from '${specifier}';`, `${entry}, ${OURS}`))).toEqual(ALL_FINDINGS);
    });
  });
}
