/** Stands in for `load.ts` in the package: each part is a file of its own, loaded when it is first needed, synchronously. */
import { createRequire } from 'node:module';
import type { Engine, YamlLanguage } from './load.js';

const require = createRequire(import.meta.url);

export function loadEngine(): Engine {
  return require('./engine.cjs') as Engine;
}

export function loadYamlLanguage(): YamlLanguage {
  return (require('./yaml-language.cjs') as { yamlLanguage: YamlLanguage }).yamlLanguage;
}
