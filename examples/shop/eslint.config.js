import keepalive from 'eslint-plugin-keepalive';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig([
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
  {
    plugins: { keepalive },
    extends: ['keepalive/recommended'],
  },
]);
