import js from '@eslint/js';
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import globals from 'globals';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig([
  globalIgnores(['dist/', 'coverage/', 'reports/', 'examples/', '**/fixtures/', '.tmp/', '.stryker-tmp/']),
  {
    name: 'keepalive/js',
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    extends: [js.configs.recommended],
    languageOptions: { globals: globals.node },
  },
  {
    name: 'keepalive/ts',
    files: ['**/*.{ts,cts}'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers in messages are written out where the unit is chosen.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Node types are compared with string literals: the enum would be a run-time import of @typescript-eslint/utils.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
    },
  },
  {
    name: 'keepalive/rules',
    files: ['src/rules/*.ts', 'src/compose/rules/*.ts'],
    extends: [eslintPlugin.configs.recommended],
  },
]);
