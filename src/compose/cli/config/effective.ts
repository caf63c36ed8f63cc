/** What applies to a file: the preset, the configuration, its overrides for the file, then the command line. */
import path from 'node:path';
import { BUILT_RULES, type RuleId } from '../../../core/catalog/index.js';
import type { Severity } from '../../../core/finding.js';
import type { KeepaliveSettings } from '../../../core/settings.js';
import { SETTINGS_PROPERTIES } from '../../../core/settings-schema.js';
import type { RuleOptions } from '../../rules/rule.js';
import { compileGlobs } from '../input/discover.js';
import { matchesPattern } from '../input/wildcard.js';
import type { LoadedConfig, RuleSetting, RuleSettings } from './load.js';

/** How the rules are run on a file. */
export interface RuleSetup {
  /** A rule that is not in it is off. */
  readonly severities: ReadonlyMap<RuleId, Severity>;
  readonly ruleOptions: Readonly<Partial<Record<RuleId, RuleOptions>>>;
  readonly settings: KeepaliveSettings;
}

/** What the command line says; it wins. */
export interface SetupFlags {
  readonly preset: 'recommended' | 'strict' | null;
  readonly rules: RuleSettings;
  readonly settings: KeepaliveSettings;
}

/** @returns a function from a file's absolute path (`null`: standard input without a name) to its setup */
export function makeSetup({ config, directory }: LoadedConfig, flags: SetupFlags): (file: string | null) => RuleSetup {
  const preset = flags.preset ?? config.preset ?? 'recommended';
  const overrides = (config.overrides ?? []).map((override) => ({ override, globs: compileGlobs(override.files) }));
  const setupOf = (file: string | null): RuleSetup => {
    const names = file === null ? null : path.relative(directory, file).split(path.sep);
    const matching = overrides.filter(
      ({ globs }) => names !== null && globs.some((glob) => matchesPattern(glob, names)),
    );
    const severities = new Map<RuleId, Severity>();
    for (const { id, category, preset: smallest, severity } of BUILT_RULES) {
      const inPreset = smallest === 'recommended' || preset === 'strict';
      if (category === 'stack' && inPreset) severities.set(id as RuleId, severity);
    }
    const ruleOptions: Partial<Record<RuleId, RuleOptions>> = {};
    for (const rules of [config.rules, ...matching.map(({ override }) => override.rules), flags.rules]) {
      for (const [id, value] of Object.entries(rules ?? {}) as [RuleId, RuleSetting][]) {
        const [severity, options] = typeof value === 'string' ? [value] : value;
        if (severity === 'off') severities.delete(id);
        else severities.set(id, severity);
        // As in ESLint, a severity alone leaves the options as they are.
        if (options) ruleOptions[id] = options;
      }
    }
    const settings = Object.assign(
      {},
      pickSettings(config),
      ...matching.map(({ override }) => pickSettings(override)),
      flags.settings,
    ) as KeepaliveSettings;
    return { severities, ruleOptions, settings };
  };
  if (overrides.length > 0) return setupOf;
  const everywhere = setupOf(null);
  return () => everywhere;
}

function pickSettings(source: KeepaliveSettings): KeepaliveSettings {
  const names = Object.keys(SETTINGS_PROPERTIES) as (keyof KeepaliveSettings)[];
  return Object.fromEntries(names.flatMap((name) => (source[name] === undefined ? [] : [[name, source[name]]])));
}
