import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject, findingsOf, type Project } from './project.js';
import { SAMPLE } from './sample.js';

const CODE = SAMPLE['src/client.js'];
const VUE = `<template><p>hello</p></template>
<script>
${CODE}</script>
`;

let project: Project;

beforeAll(() => {
  project = createProject(['eslint@^10', 'typescript-eslint', 'typescript@~6.0', 'vue-eslint-parser'], {
    'tsconfig.json':
      '{ "compilerOptions": { "strict": true, "module": "nodenext", "noEmit": true }, "include": ["src"] }\n',
    'src/client.js': CODE,
    'src/client.ts': CODE,
    'src/client.vue': VUE,
  });
});
afterAll(() => {
  project.remove();
});

function lint(file: string, languageOptions: string): string[] {
  project.write({
    'eslint.config.js': `import keepalive from 'eslint-plugin-keepalive';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';
void [tseslint, vueParser];
export default [
  { files: ['src/**/*.{js,ts,vue}'], languageOptions: ${languageOptions} },
  ...keepalive.configs.recommended.map((config) => ({ ...config, ...(config.name.endsWith('js') && { files: ['src/**/*.{js,ts,vue}'] }) })),
];
`,
  });
  const { stdout, stderr } = project.bin('eslint', ['--format', 'json', file]);
  expect(stderr).toBe('');
  return findingsOf(stdout, project.folder).map((finding) => finding.split(' ')[1] ?? finding);
}

describe('a parser', () => {
  it.each([
    ['espree', 'src/client.js', '{}'],
    ['typescript-eslint without types', 'src/client.ts', '{ parser: tseslint.parser }'],
    [
      'typescript-eslint with types',
      'src/client.ts',
      '{ parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } }',
    ],
    ['vue-eslint-parser', 'src/client.vue', '{ parser: vueParser }'],
    [
      'vue-eslint-parser over typescript-eslint',
      'src/client.vue',
      '{ parser: vueParser, parserOptions: { parser: tseslint.parser } }',
    ],
  ])('%s gives the same findings', (_, file, languageOptions) => {
    expect(lint(file, languageOptions)).toEqual(['keepalive/grpc-channel-keepalive', 'keepalive/grpc-channel-retry']);
  });
});
