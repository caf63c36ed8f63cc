/** Parsers of JavaScript and TypeScript: each gives the findings that ESLint's own gives. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProject, findingsOf, type Project } from './project.js';
import { SAMPLE } from './sample.js';

const CODE = SAMPLE['src/client.js'];
const VUE = `<template><p>hello</p></template>
<script>
${CODE}</script>
`;

/** The idle time is declared and its value is nowhere: only types can know it. */
const IMPORTED = `import { Client, credentials } from '@grpc/grpc-js';
import { IDLE_MS } from './times.js';

export const client = new Client('greeter:50051', credentials.createInsecure(), { 'grpc.client_idle_timeout_ms': IDLE_MS });
`;

const TYPED =
  '{ parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } }';

const ESPREE = 'espree';

const PARSERS: readonly (readonly [what: string, parser: string, file: string, languageOptions: string])[] = [
  ['espree', ESPREE, 'src/client.js', '{}'],
  ['typescript-eslint without types', '@typescript-eslint/parser', 'src/client.ts', '{ parser: tseslint.parser }'],
  ['typescript-eslint with types', '@typescript-eslint/parser', 'src/client.ts', TYPED],
  ['vue', 'vue-eslint-parser', 'src/client.vue', '{ parser: vueParser }'],
  [
    'vue over typescript-eslint',
    'vue-eslint-parser',
    'src/client.vue',
    '{ parser: vueParser, parserOptions: { parser: tseslint.parser } }',
  ],
];

export function describeParsers(eslint: string): void {
  describe(`${eslint} with parsers`, () => {
    let project: Project;

    beforeAll(() => {
      project = createProject([eslint, 'typescript-eslint', 'typescript@~6.0', 'vue-eslint-parser'], {
        'tsconfig.json':
          '{ "compilerOptions": { "strict": true, "module": "nodenext", "noEmit": true }, "include": ["src"] }\n',
        'src/client.js': CODE,
        'src/client.ts': CODE,
        'src/client.vue': VUE,
        'src/imported.ts': IMPORTED,
        'src/times.d.ts': 'export declare const IDLE_MS: 1_200_000;\n',
      });
    });
    beforeEach(({ task }) => {
      const beside = `@typescript-eslint/parser ${project.versionOf('@typescript-eslint/parser')}`;
      task.meta.row = { host: 'ESLint', version: project.versionOf('eslint'), beside };
    });
    afterAll(() => {
      project.remove();
    });

    function lint(file: string, languageOptions: string): string[] {
      project.write({
        'eslint.config.js': `import keepalive from 'eslint-plugin-keepalive';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';
import { defineConfig } from 'eslint/config';
void [tseslint, vueParser];
const [js] = keepalive.configs.recommended;
export default defineConfig([{ ...js, files: ['src/**/*.{js,ts,vue}'], languageOptions: ${languageOptions} }]);
`,
      });
      const { stdout, stderr } = project.bin('eslint', ['--format', 'json', file]);
      expect(stderr).toBe('');
      return findingsOf(stdout, project.folder).map((finding) => finding.split(' ')[1] ?? finding);
    }

    it.for(PARSERS)('parser %s: same findings', ([, parser, file, languageOptions], { task }) => {
      const version = parser === ESPREE ? '' : ` ${project.versionOf(parser)}`;
      task.meta.row = { host: 'ESLint', version: project.versionOf('eslint'), beside: parser + version };
      expect(lint(file, languageOptions)).toEqual(['keepalive/grpc-channel-keepalive', 'keepalive/grpc-channel-retry']);
    });

    it('types resolve a declared constant, and nothing is said about it without them', () => {
      const rules = (languageOptions: string): string[] => lint('src/imported.ts', languageOptions);
      expect(rules('{ parser: tseslint.parser }')).toEqual(['keepalive/grpc-channel-retry']);
      expect(rules(TYPED)).toEqual(['keepalive/grpc-channel-keepalive', 'keepalive/grpc-channel-retry']);
    });
  });
}
