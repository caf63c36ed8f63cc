/** Completion scripts, made from the option table, so that none of them can be behind. */
import { PROFILES } from '../../core/profiles.js';
import { BUILT_RULES } from '../../core/catalog/index.js';
import { UsageError } from './arguments/parse.js';
import { COMMANDS, type OptionEntry, OPTIONS } from './arguments/options.js';
import { FORMATS } from './formats/index.js';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** @throws {UsageError} for another shell */
export function completionScript(shell: string | undefined): string {
  switch (shell) {
    case 'bash':
      return bash();
    case 'zsh':
      return zsh();
    case 'fish':
      return fish();
    case 'powershell':
      return powershell();
    default:
      throw new UsageError(`completions needs a shell: ${SHELLS.join(', ')}.`);
  }
}

const ALL: readonly OptionEntry[] = OPTIONS;

/** The words that a value can be; `null`: a file, or anything. */
function wordsOf(option: OptionEntry): readonly string[] | null {
  if (option.choices) return option.choices;
  switch (option.completes) {
    case 'format':
      return FORMATS.map(({ name }) => name);
    case 'profile':
      return Object.keys(PROFILES);
    case 'rule':
      return stackRules().flatMap((id) => ['off', 'warn', 'error'].map((severity) => `${id}:${severity}`));
    default:
      return null;
  }
}

function stackRules(): string[] {
  return BUILT_RULES.filter(({ category }) => category === 'stack').map(({ id }) => id);
}

function bash(): string {
  const cases = ALL.flatMap((option) => {
    const words = option.value === 'required' ? wordsOf(option) : null;
    if (!words) return [];
    const names = [`--${option.name}`, ...(option.short ? [`-${option.short}`] : [])].join('|');
    return [`    ${names}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$word")); return ;;`];
  });
  const options = ALL.flatMap((option) => [
    `--${option.name}`,
    ...(option.value === 'optional' ? (option.choices ?? []).map((choice) => `--${option.name}=${choice}`) : []),
  ]);
  return `# keepalive-lint completions for bash: source <(keepalive-lint completions bash)
_keepalive_lint() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  case $before in
${cases.join('\n')}
    explain) COMPREPLY=($(compgen -W '${BUILT_RULES.map(({ id }) => id).join(' ')}' -- "$word")); return ;;
    completions) COMPREPLY=($(compgen -W '${SHELLS.join(' ')}' -- "$word")); return ;;
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W '${options.join(' ')}' -- "$word"))
  else
    local commands=
    [[ $COMP_CWORD == 1 ]] && commands='${COMMANDS.map(({ name }) => name).join(' ')}'
    COMPREPLY=($(compgen -W "$commands" -- "$word") $(compgen -f -- "$word"))
  fi
}
# The words of --rule have a colon inside.
COMP_WORDBREAKS=\${COMP_WORDBREAKS//:/}
complete -o filenames -F _keepalive_lint keepalive-lint
`;
}

function zsh(): string {
  const specs = ALL.map((option) => {
    const repeat = option.repeatable ? '*' : '';
    const equals = option.value === 'none' ? '' : option.value === 'optional' ? '=-' : '=';
    const words = wordsOf(option)?.map((word) => word.replaceAll(':', '\\:'));
    const action = words ? `(${words.join(' ')})` : '_files';
    const value = option.value === 'none' ? '' : `:${option.metavar ?? 'value'}:${action}`;
    return `    ${quoteForShell(`${repeat}--${option.name}${equals}[${option.help.replace(/[[\]:\\]/g, '\\$&')}]${value}`)}`;
  });
  return `#compdef keepalive-lint
# keepalive-lint completions for zsh: keepalive-lint completions zsh > "\${fpath[1]}/_keepalive-lint"
_keepalive_lint() {
  if (( CURRENT == 3 )); then
    case $words[2] in
      explain) compadd ${BUILT_RULES.map(({ id }) => id).join(' ')}; return ;;
      completions) compadd ${SHELLS.join(' ')}; return ;;
    esac
  fi
  (( CURRENT == 2 )) && compadd ${COMMANDS.map(({ name }) => name).join(' ')}
  _arguments -s \\
${specs.join(' \\\n')} \\
    '*:file:_files'
}
compdef _keepalive_lint keepalive-lint
`;
}

function fish(): string {
  const lines = ALL.map((option) => {
    const words = wordsOf(option);
    const parts = ['complete -c keepalive-lint', `-l ${option.name}`];
    if (option.short) parts.push(`-s ${option.short}`);
    if (option.value === 'required') parts.push(words ? `-x -a ${quoteForShell(words.join(' '))}` : '-r');
    else if (words) parts.push(`-a ${quoteForShell(words.join(' '))}`);
    parts.push(`-d ${quoteForShell(option.help)}`);
    return parts.join(' ');
  });
  const commands = COMMANDS.map(
    ({ name, help }) => `complete -c keepalive-lint -n __fish_use_subcommand -a ${name} -d ${quoteForShell(help)}`,
  );
  return `# keepalive-lint completions for fish: keepalive-lint completions fish > ~/.config/fish/completions/keepalive-lint.fish
${commands.join('\n')}
complete -c keepalive-lint -n '__fish_seen_subcommand_from explain' -x -a ${quoteForShell(BUILT_RULES.map(({ id }) => id).join(' '))}
complete -c keepalive-lint -n '__fish_seen_subcommand_from completions' -x -a ${quoteForShell(SHELLS.join(' '))}
${lines.join('\n')}
`;
}

function powershell(): string {
  const list = (words: readonly string[]): string => words.map((word) => `'${word.replaceAll("'", "''")}'`).join(', ');
  const values = ALL.flatMap((option) => {
    const words = option.value === 'required' ? wordsOf(option) : null;
    return words ? [`    '--${option.name}' = @(${list(words)})`] : [];
  });
  return `# keepalive-lint completions for PowerShell: keepalive-lint completions powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName keepalive-lint -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $values = @{
${values.join('\n')}
    'explain' = @(${list(BUILT_RULES.map(({ id }) => id))})
    'completions' = @(${list(SHELLS)})
  }
  $elements = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
  $before = if ($wordToComplete) { $elements[-2] } else { $elements[-1] }
  $words = if ($values.ContainsKey([string]$before)) { $values[[string]$before] }
    elseif ($wordToComplete -like '-*') { @(${list(ALL.map(({ name }) => `--${name}`))}) }
    else { @(${list(COMMANDS.map(({ name }) => name))}) }
  $words | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}

function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
