import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/hosts/**/*.test.ts'],
    // `npm install` of a whole ESLint, on a shared machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    reporters: ['verbose'],
  },
});
