import { configDefaults, defineConfig } from 'vitest/config';

/** The tests that run a mutant in their own process: those that start `dist/` or another program would never see it. */
export default defineConfig({
  test: {
    include: [
      'tests/{core,grpc,rules}/**/*.test.ts',
      'tests/compose/*.test.ts',
      'tests/compose/{docker,model,rules,schema,read}/**/*.test.ts',
    ],
    exclude: [...configDefaults.exclude, 'tests/compose/docker/differential*'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
