/** The package's stand-in for `load.ts`, with the files of the package beside it. Needs `npm run build`. */
import { describe, expect, test, vi } from 'vitest';

vi.mock('node:module', async (importOriginal) => {
  const { createRequire } = await importOriginal<typeof import('node:module')>();
  return { createRequire: () => createRequire(new URL('../../dist/index.js', import.meta.url)) };
});

const source = await import('../../src/compose/load.js');
const packaged = await import('../../src/compose/load-lazy.js');

describe('the package loads what the source imports', () => {
  test('the engine', () => {
    const files = [{ name: 'stack.yml', text: 'services: {web: {image: nginx, restart: always}}\n' }];
    expect(packaged.loadEngine().lintStack(files)).toEqual(source.loadEngine().lintStack(files));
  });

  test('the YAML language', () => {
    expect(Object.keys(packaged.loadYamlLanguage())).toEqual(Object.keys(source.loadYamlLanguage()));
  });
});
