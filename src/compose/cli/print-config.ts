import path from 'node:path';
import { STACK_RULE_IDS } from './config/schema.js';
import type { RuleSetup } from './config/effective.js';
import type { LoadedConfig } from './config/load.js';
import { jsonText } from './report/visible-text.js';

/** What applies to a file, as JSON in the vocabulary of the configuration. */
export function printConfig(
  { severities, ruleOptions, settings }: RuleSetup,
  { file }: LoadedConfig,
  cwd: string,
): string {
  const rules = STACK_RULE_IDS.map((id) => {
    const severity = severities.get(id) ?? 'off';
    const options = ruleOptions[id];
    return [id, options ? [severity, options] : severity];
  });
  const from = file === null ? null : path.relative(cwd, file).replaceAll(path.sep, '/');
  return `${jsonText({ from, ...settings, rules: Object.fromEntries(rules) as object }, 2)}\n`;
}
