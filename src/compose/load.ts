/**
 * How ESLint's side gets the stack engine and the YAML language. In source and in tests: an import. In the package
 * `load-lazy.ts` stands in for this file, so that linting JavaScript never loads a YAML parser.
 */
import * as engine from './engine.js';
import { yamlLanguage } from './yaml-language.js';

export type Engine = typeof engine;
export type YamlLanguage = typeof yamlLanguage;

export function loadEngine(): Engine {
  return engine;
}

export function loadYamlLanguage(): YamlLanguage {
  return yamlLanguage;
}
