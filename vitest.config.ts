import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // These install the packed tarball into other projects: `npm run hosts`.
    exclude: [...configDefaults.exclude, 'tests/hosts/**'],
    // The suite must not depend on the order of its files.
    sequence: { shuffle: { files: true, tests: false } },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: [
        // One call of `start` (cli/start.ts) with the process itself: nothing in it decides.
        'src/compose/cli/main.ts',
        // The package's load.ts: two calls of `require` on files that only dist/ has; tests/hosts runs them.
        'src/compose/load-lazy.ts',
      ],
      reportsDirectory: 'reports/coverage',
      thresholds: { lines: 100, branches: 100, functions: 100 },
    },
  },
});
