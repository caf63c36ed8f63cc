/** The options of a command line in the terms of the parts that they are for. */
import { PROFILES, type ProfileId } from '../../../core/profiles.js';
import { getRuleEntry, RULE_IDS, type RuleId } from '../../../core/catalog/index.js';
import type { Severity } from '../../../core/finding.js';
import type { KeepaliveSettings } from '../../../core/settings.js';
import { SETTINGS_PROPERTIES } from '../../../core/settings-schema.js';
import type { SetupFlags } from '../config/effective.js';
import type { Config } from '../config/load.js';
import type { Gate } from '../gate.js';
import type { Io, OutputStream } from '../io.js';
import { type ColourChoice, isColourWanted, isUnicodeShown, type Style, widthOf } from '../render/style.js';
import { didYouMean } from './did-you-mean.js';
import { type ParsedArguments, UsageError } from './parse.js';

/** The gate: the command line's words, else the configuration's. */
export function readGate({ options }: ParsedArguments, config: Config): Gate {
  const failOn = options.get('fail-on') as Gate['failOn'] | undefined;
  return {
    failOn: failOn ?? config.failOn ?? 'error',
    maxWarnings: readWholeNumber('max-warnings', options.get('max-warnings')) ?? config.maxWarnings ?? null,
  };
}

/** What the command line says about rules and settings. */
export function readSetupFlags({ options, lists }: ParsedArguments): SetupFlags {
  const rules: Partial<Record<RuleId, Severity | 'off'>> = {};
  for (const word of lists.get('rule') ?? []) {
    const [id, severity] = readRuleWord(word);
    rules[id] = severity;
  }
  return {
    preset: (options.get('preset') as SetupFlags['preset'] | undefined) ?? null,
    rules,
    settings: readSettings(options),
  };
}

/** Colours, characters and width for an output. */
export function readStyle(
  { options }: ParsedArguments,
  output: Pick<OutputStream, 'isTTY' | 'columns'>,
  io: Io,
): Style {
  // `--color` alone means always.
  const given = (options.get('color') ?? 'always') as ColourChoice;
  const choice: ColourChoice = options.has('no-color') ? 'never' : options.has('color') ? given : 'auto';
  return {
    colour: isColourWanted(choice, output, io.env),
    unicode: !options.has('ascii') && isUnicodeShown(io.env, io.platform),
    width: widthOf(output, io.env),
  };
}

/**
 * The rule that a word names, with or without `keepalive/` in front.
 *
 * @throws {UsageError} when there is no such rule
 */
export function readRuleId(word: string): RuleId {
  const name = word.replace(/^keepalive\//, '');
  const id = RULE_IDS.find((candidate) => candidate === name);
  if (id) return id;
  throw new UsageError(`There is no rule "${name}". ${didYouMean(name, RULE_IDS) ?? 'See keepalive-lint rules.'}`);
}

function readRuleWord(word: string): [RuleId, Severity | 'off'] {
  const colon = word.lastIndexOf(':');
  const id = readRuleId(colon < 0 ? word : word.slice(0, colon));
  const severity = colon < 0 ? '' : word.slice(colon + 1);
  if (severity !== 'off' && severity !== 'warn' && severity !== 'error') {
    throw new UsageError(`--rule ${word} needs a severity: ${id}:off, ${id}:warn or ${id}:error.`);
  }
  if (getRuleEntry(id).category !== 'stack') {
    throw new UsageError(`${id} is about JavaScript and TypeScript: it runs in ESLint, not here.`);
  }
  return [id, severity];
}

function readSettings(options: ParsedArguments['options']): KeepaliveSettings {
  const profile = options.get('profile') ?? null;
  if (profile !== null && !Object.hasOwn(PROFILES, profile)) {
    const names = Object.keys(PROFILES);
    const hint = didYouMean(profile, names) ?? `There are ${names.join(', ')}.`;
    throw new UsageError(`There is no profile "${profile}". ${hint}`);
  }
  const idleTimeoutSeconds = readWholeNumber('idle-timeout', options.get('idle-timeout'));
  const { minimum } = SETTINGS_PROPERTIES.idleTimeoutSeconds;
  if (idleTimeoutSeconds !== null && idleTimeoutSeconds < minimum) {
    throw new UsageError(`--idle-timeout takes at least ${minimum} seconds.`);
  }
  return {
    ...(profile === null ? {} : { profile: profile as ProfileId }),
    ...(idleTimeoutSeconds === null ? {} : { idleTimeoutSeconds }),
  };
}

function readWholeNumber(name: string, text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${name} takes a whole number, not "${text}".`);
  return Number(text);
}
