import { defineConfig } from 'vitest/config';

/** `--mode full` adds `tests/hosts/full`: every combination, for which CI has no time on each push. */
export default defineConfig(({ mode }) => ({
  test: {
    include: [mode === 'full' ? 'tests/hosts/**/*.test.ts' : 'tests/hosts/*.test.ts'],
    // `npm install` of a whole ESLint, on a shared machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    reporters: ['default', './tests/hosts/table-reporter.ts'],
  },
}));
