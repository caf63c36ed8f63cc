/** Every option of the command, once. The parser, `--help` and the completions are made from this table. */

export type OptionEntry = OptionDescription & (Switch | WithValue);

interface OptionDescription {
  /** Long name without dashes. */
  readonly name: string;
  readonly short?: string;
  /** All values there are, for did-you-mean and completions. */
  readonly choices?: readonly string[];
  readonly repeatable?: true;
  /** What completions offer. */
  readonly completes?: 'file' | 'rule' | 'format' | 'profile';
  readonly group: 'input' | 'output' | 'gate' | 'edit' | 'rules' | 'other';
  /** One phrase for `--help`. */
  readonly help: string;
}

interface Switch {
  readonly value: 'none';
}

interface WithValue {
  /**
   * - `required`: `--name VALUE` or `--name=VALUE`, exactly one value each time;
   * - `optional`: `--name` or `--name=VALUE`, never the next word.
   */
  readonly value: 'required' | 'optional';
  /** What `--help` calls the value. */
  readonly metavar: string;
}

export const OPTIONS = [
  {
    name: 'compose-file',
    short: 'c',
    value: 'required',
    metavar: 'FILE',
    repeatable: true,
    completes: 'file',
    group: 'input',
    help: 'one stack of several files, merged in this order as `docker stack deploy -c A -c B` does',
  },
  {
    name: 'stdin-filename',
    value: 'required',
    metavar: 'NAME',
    group: 'input',
    help: 'what to call standard input (`-`) in the report; its overrides apply',
  },
  {
    name: 'exclude',
    value: 'required',
    metavar: 'PATTERN',
    repeatable: true,
    group: 'input',
    help: 'leave out what a directory or glob would find; patterns as in .gitignore',
  },
  { name: 'no-gitignore', value: 'none', group: 'input', help: 'also look at files that git ignores' },
  {
    name: 'skip-others',
    value: 'none',
    group: 'input',
    help: 'leave out named files that a directory would not be searched for: for hooks, which name every file',
  },
  {
    name: 'allow-empty',
    value: 'none',
    group: 'input',
    help: 'exit with 0 instead of 3 when there is nothing to lint',
  },
  {
    name: 'env-file',
    value: 'required',
    metavar: 'FILE',
    repeatable: true,
    completes: 'file',
    group: 'input',
    help: 'variables for ${…}, as NAME=VALUE lines, over those of the environment; what is in neither is not set',
  },
  {
    name: 'no-environment',
    value: 'none',
    group: 'input',
    help: 'take no variables from the environment, and do not report what depends on one that is not set',
  },
  {
    name: 'cache',
    value: 'none',
    group: 'input',
    help: 'keep what was found, and look again only at what changed since',
  },
  {
    name: 'cache-location',
    value: 'required',
    metavar: 'FILE',
    completes: 'file',
    group: 'input',
    help: 'where --cache keeps it (default: below node_modules/.cache, else .keepalivelintcache)',
  },
  {
    name: 'format',
    short: 'f',
    value: 'required',
    metavar: 'NAME[=FILE]',
    repeatable: true,
    completes: 'format',
    group: 'output',
    help: 'how to report; several at once with files: --format pretty --format sarif=out.sarif',
  },
  {
    name: 'color',
    value: 'optional',
    metavar: 'WHEN',
    choices: ['auto', 'always', 'never'],
    group: 'output',
    help: 'auto (default), always or never; NO_COLOR and FORCE_COLOR count in auto',
  },
  { name: 'no-color', value: 'none', group: 'output', help: 'the same as --color=never' },
  { name: 'ascii', value: 'none', group: 'output', help: 'no character outside ASCII, whatever the locale says' },
  {
    name: 'fail-on',
    value: 'required',
    metavar: 'SEVERITY',
    choices: ['error', 'warn', 'never'],
    group: 'gate',
    help: 'the least severity that makes the exit code 1 (default: error)',
  },
  {
    name: 'max-warnings',
    value: 'required',
    metavar: 'N',
    group: 'gate',
    help: 'exit with 1 when there are more warnings than N',
  },
  {
    name: 'baseline',
    value: 'required',
    metavar: 'FILE',
    completes: 'file',
    group: 'gate',
    help: 'do not report the findings that this file lists',
  },
  { name: 'update-baseline', value: 'none', group: 'gate', help: 'write all present findings to the baseline file' },
  {
    name: 'no-inline',
    value: 'none',
    group: 'gate',
    help: 'report findings in spite of `keepalive-disable` comments',
  },
  {
    name: 'fix',
    value: 'optional',
    metavar: 'KIND',
    choices: ['safe', 'all'],
    group: 'edit',
    help: 'mend what can be mended without a choice; --fix=all also takes the suggested values',
  },
  { name: 'diff', value: 'none', group: 'edit', help: 'show what --fix would change and write nothing' },
  {
    name: 'preset',
    value: 'required',
    metavar: 'NAME',
    choices: ['recommended', 'strict'],
    group: 'rules',
    help: 'the rules to start from (default: recommended)',
  },
  {
    name: 'rule',
    value: 'required',
    metavar: 'ID:SEVERITY',
    repeatable: true,
    completes: 'rule',
    group: 'rules',
    help: 'set the severity of a rule: off, warn or error',
  },
  {
    name: 'profile',
    value: 'required',
    metavar: 'ID',
    completes: 'profile',
    group: 'rules',
    help: 'the middlebox on the way (default: swarm-ipvs); docs/profiles.md lists them',
  },
  {
    name: 'idle-timeout',
    value: 'required',
    metavar: 'SECONDS',
    group: 'rules',
    help: "after how long the path forgets an idle connection, instead of the profile's number",
  },
  {
    name: 'config',
    value: 'required',
    metavar: 'FILE',
    completes: 'file',
    group: 'rules',
    help: 'read this configuration instead of looking for one',
  },
  { name: 'no-config', value: 'none', group: 'rules', help: 'read no configuration' },
  { name: 'print-config', value: 'none', group: 'rules', help: 'show what applies to a file, and stop' },
  { name: 'json', value: 'none', group: 'other', help: 'for `rules`: everything about every rule' },
  { name: 'version', short: 'V', value: 'none', group: 'other', help: 'show the version' },
  { name: 'help', short: 'h', value: 'none', group: 'other', help: 'show this' },
] as const satisfies readonly OptionEntry[];

export type OptionName = (typeof OPTIONS)[number]['name'];

export interface CommandEntry {
  readonly name: string;
  readonly operands: string;
  readonly help: string;
}

/** Words that are a command when they come first. A file of that name is `./rules`. */
export const COMMANDS = [
  { name: 'explain', operands: 'RULE', help: 'what a rule is about, with examples' },
  { name: 'rules', operands: '[--json]', help: 'all rules' },
  { name: 'resolve', operands: '-c FILE…', help: 'the stack as the engine gets it, and where each value was written' },
  { name: 'completions', operands: 'bash|zsh|fish|powershell', help: 'completions for a shell' },
] as const satisfies readonly CommandEntry[];

export type CommandName = (typeof COMMANDS)[number]['name'];
