// The repository linted by its own package, as built: `npm run lint:self`.
import keepalive from 'eslint-plugin-keepalive';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig([
  globalIgnores(['dist/', 'reports/', 'examples/', 'tests/', '.tmp/', '.stryker-tmp/']),
  { files: ['**/*.{ts,cts}'], languageOptions: { parser: tseslint.parser } },
  {
    plugins: { keepalive },
    extends: ['keepalive/recommended'],
    linterOptions: { reportUnusedDisableDirectives: 'off' },
  },
]);
