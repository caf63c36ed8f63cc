/** Finds and reads the configuration. It is data: nothing in it is run, and nothing is fetched. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RuleId } from '../../../core/catalog/index.js';
import type { Severity } from '../../../core/finding.js';
import type { KeepaliveSettings } from '../../../core/settings.js';
import { UsageError } from '../arguments/parse.js';
import type { RuleOptions } from '../../rules/rule.js';
import type { StackEngine } from '../engine-port.js';
import { SourceText } from '../report/source-text.js';
import { getEntry } from '../../read/tree.js';
import { describeFileError } from '../input/read-file.js';
import { describeUnreadable } from '../unreadable.js';
import { CONFIG_SCHEMA } from './schema.js';
import { toData, validateConfig } from './validate.js';

type RuleLevel = Severity | 'off';

/** As in ESLint: a severity, or a list of it and the rule's options. */
export type RuleSetting = RuleLevel | readonly [level: RuleLevel, options?: RuleOptions];
export type RuleSettings = Readonly<Partial<Record<RuleId, RuleSetting>>>;

interface ConfigOverride extends KeepaliveSettings {
  readonly files: readonly string[];
  readonly rules?: RuleSettings;
}

/** What a configuration file says, as written. See `schema.ts`. */
export interface Config extends KeepaliveSettings {
  readonly preset?: 'recommended' | 'strict';
  readonly rules?: RuleSettings;
  readonly ignore?: readonly string[];
  readonly stacks?: readonly (readonly string[])[];
  readonly failOn?: 'error' | 'warn' | 'never';
  readonly maxWarnings?: number;
  readonly baseline?: string;
  readonly overrides?: readonly ConfigOverride[];
}

export interface LoadedConfig {
  /** `null` when there is no configuration. */
  readonly file: string | null;
  /** Paths and globs in the configuration are relative to it. */
  readonly directory: string;
  readonly config: Config;
}

const CONFIG_NAMES = ['keepalive.config.json', 'keepalive.config.yaml', 'keepalive.config.yml'];

/**
 * Reads the configuration of a run: the named file, or the nearest one in the working directory and those above it.
 *
 * @throws {UsageError} when the named file is not there, or any mistake is in it; one line a mistake
 */
export async function loadConfig(
  cwd: string,
  named: string | null,
  loadEngine: () => Promise<Pick<StackEngine, 'parseFile'>>,
): Promise<LoadedConfig> {
  const file = named === null ? findConfig(cwd) : path.resolve(cwd, named);
  if (file === null) return { file: null, directory: cwd, config: {} };
  const shown = named ?? path.relative(cwd, file);
  const isManifest = path.basename(file) === 'package.json';
  const config = readConfig(file, shown, isManifest, await loadEngine());
  return { file, directory: path.dirname(file), config };
}

function findConfig(cwd: string): string | null {
  for (let directory = cwd; ; directory = path.dirname(directory)) {
    for (const name of CONFIG_NAMES) {
      const file = path.join(directory, name);
      if (existsSync(file)) return file;
    }
    const manifest = path.join(directory, 'package.json');
    if (hasKeepaliveKey(manifest)) return manifest;
    // A working tree is a project: what is above it configures others.
    if (existsSync(path.join(directory, '.git')) || path.dirname(directory) === directory) return null;
  }
}

function hasKeepaliveKey(manifest: string): boolean {
  // Node takes several milliseconds to make its first error.
  if (!existsSync(manifest)) return false;
  try {
    const text = readFileSync(manifest, 'utf8');
    return text.includes('"keepalive"') && Object.hasOwn(JSON.parse(text) as object, 'keepalive');
  } catch {
    return false;
  }
}

function readConfig(file: string, shown: string, isManifest: boolean, engine: Pick<StackEngine, 'parseFile'>): Config {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UsageError(`${shown}: ${describeFileError(error as NodeJS.ErrnoException, file)}`);
  }
  // JSON is YAML.
  const { root, problems } = engine.parseFile({ name: shown, text });
  const source = new SourceText(shown, text);
  const at = (offset: number): string => {
    const { line, column } = source.positionAt(offset);
    return `${shown}:${line}:${column}`;
  };
  const [problem] = problems;
  if (problem) {
    const language = /\.ya?ml$/.test(file) ? 'YAML' : 'JSON';
    throw new UsageError(`${at(problem.span.start)}: ${describeUnreadable(problem, language)}`);
  }
  const node = isManifest ? (getEntry(root, 'keepalive')?.value ?? null) : root;
  if (!node) return {};
  const mistakes = validateConfig(node, CONFIG_SCHEMA);
  if (mistakes.length > 0) {
    throw new UsageError(mistakes.map(({ span, message }) => `${at(span.start)}: ${message}`).join('\n'));
  }
  return toData(node) as Config;
}
