/** The ESLint plugin. */
import type { ESLint, Linter, Rule } from 'eslint';
import { stackRules, yamlLanguage } from './compose/eslint.js';
import { STACK_GLOBS } from './compose/file-names.js';
import { BUILT_RULES, type RuleEntry } from './core/catalog/index.js';
import type { KeepaliveSettings } from './core/settings.js';
import { packageVersion } from './package-version.js';
import { channelRules } from './rules/index.js';

export type { ChannelKeepaliveOptions, KeepaliveRules } from './config-types.cjs';
export type { FactorySetting, KeepaliveSettings, ServerKind } from './core/settings.js';

// The half for ES modules: see config-types.cts.
declare module '@eslint/core' {
  interface SettingsConfig {
    keepalive?: KeepaliveSettings;
  }
}

/**
 * The name under which the configs refer to this plugin. ESLint rewrites it to the user's own when a config is extended by
 * name (`meta.namespace`).
 */
const NAMESPACE = 'keepalive';

/** What JavaScript is called, as far as ESLint, oxlint and the common parsers go. */
const JS_FILES = ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'];

/** What the package exports. Written out, so that the published declarations depend on ESLint's types and on nothing else. */
export interface KeepalivePlugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: Record<string, Rule.RuleModule>;
  readonly configs: Record<'recommended' | 'strict' | 'stack' | 'stack-rules', Linter.Config[]>;
}

const plugin = {
  meta: { name: 'eslint-plugin-keepalive', version: packageVersion, namespace: NAMESPACE },
  // ESLint's own types do not know typescript-eslint's nodes.
  rules: { ...channelRules, ...stackRules } as unknown as Record<string, Rule.RuleModule>,
  languages: { yaml: yamlLanguage },
} satisfies ESLint.Plugin;

type Preset = RuleEntry['preset'];

function rulesOf(language: RuleEntry['language'], preset: Preset): Linter.RulesRecord {
  const included = BUILT_RULES.filter(
    (rule) => rule.language === language && (preset === 'strict' || rule.preset === 'recommended'),
  );
  return Object.fromEntries(
    included.map((rule) => {
      const options = preset === 'strict' ? rule.strictOptions : undefined;
      return [`${NAMESPACE}/${rule.id}`, options ? [rule.severity, options] : rule.severity];
    }),
  );
}

function jsConfig(preset: Preset): Linter.Config {
  return {
    name: `${NAMESPACE}/${preset}/js`,
    files: JS_FILES,
    plugins: { [NAMESPACE]: plugin },
    rules: rulesOf('js', preset),
  };
}

function stackConfig(name: string, preset: Preset): Linter.Config {
  return {
    name: `${NAMESPACE}/${name}`,
    files: [...STACK_GLOBS],
    plugins: { [NAMESPACE]: plugin },
    rules: rulesOf('yaml', preset),
  };
}

const YAML_LANGUAGE = `${NAMESPACE}/yaml`;

const configs = {
  /** Both linters, the rules that are right for everybody. */
  recommended: [
    jsConfig('recommended'),
    { ...stackConfig('recommended/yaml', 'recommended'), language: YAML_LANGUAGE },
  ],
  /** Both linters, every rule. */
  strict: [jsConfig('strict'), { ...stackConfig('strict/yaml', 'strict'), language: YAML_LANGUAGE }],
  /** Stack files only. */
  stack: [{ ...stackConfig('stack/yaml', 'recommended'), language: YAML_LANGUAGE }],
  /** Stack files only, without a language: for projects in which another plugin already parses YAML. */
  'stack-rules': [stackConfig('stack-rules/yaml', 'recommended')],
} satisfies KeepalivePlugin['configs'];

const keepalive: KeepalivePlugin = Object.assign(plugin, { configs });

export default keepalive;
