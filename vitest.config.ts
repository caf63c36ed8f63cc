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
      reportsDirectory: 'reports/coverage',
      thresholds: { lines: 98, branches: 94 },
    },
  },
});
