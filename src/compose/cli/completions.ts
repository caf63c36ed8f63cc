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

function ruleIds(): string[] {
  return BUILT_RULES.map(({ id }) => id);
}

function stackRules(): string[] {
  return BUILT_RULES.filter(({ category }) => category === 'stack').map(({ id }) => id);
}

function bash(): string {
  const cases = ALL.flatMap((option) => {
    const words = wordsOf(option);
    if (!words) return [];
    const names = [`--${option.name}=`];
    if (option.value === 'required') names.push(`--${option.name}`, ...(option.short ? [`-${option.short}`] : []));
    return [`    ${names.join('|')}) words='${words.join(' ')}' files= ;;`];
  });
  return `# keepalive-lint completions for bash: source <(keepalive-lint completions bash)
_keepalive_lint() {
  # Of the line, since bash breaks words at colons and equals signs, too.
  local typed=\${COMP_LINE:0:COMP_POINT}
  typed=\${typed##*[[:space:]]}
  local word=$typed lead= words= files=yes candidate before
  local -a all
  read -ra all <<< "\${COMP_LINE:0:COMP_POINT-\${#typed}}"
  before=\${all[\${#all[@]} - 1]}
  if [[ $word == --*=* ]]; then
    lead=\${word%%=*}= word=\${word#*=} before=$lead
  fi
  case $before in
${cases.join('\n')}
    explain) words='${ruleIds().join(' ')}' files= ;;
    completions) words='${SHELLS.join(' ')}' files= ;;
    *)
      if [[ $word == -* ]]; then
        words='${ALL.map(({ name }) => `--${name}`).join(' ')}' files=
      elif (( \${#all[@]} == 1 )); then
        words='${COMMANDS.map(({ name }) => name).join(' ')}'
      fi ;;
  esac
  # What is chosen takes the place of the last part only.
  local head=\${typed%"\${COMP_WORDS[COMP_CWORD]}"}
  [[ \${COMP_WORDS[COMP_CWORD]} == [:=] ]] && head=$typed
  COMPREPLY=()
  while read -r candidate; do
    candidate=$lead$candidate
    COMPREPLY+=("\${candidate#"$head"}")
  done < <(compgen -W "$words" -- "$word"; [[ $files ]] && compgen -f -- "$word")
}
complete -o filenames -F _keepalive_lint keepalive-lint
`;
}

function zsh(): string {
  const specs = ALL.map((option) => {
    const repeat = option.repeatable ? '*' : '';
    const equals = { none: '', optional: '=-', required: '=' }[option.value];
    const escape = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&');
    const words = wordsOf(option)?.map(escape);
    const action = words ? `(${words.join(' ')})` : '_files';
    const colons = { none: '', optional: '::', required: ':' }[option.value];
    const value = option.value === 'none' ? '' : `${colons}${escape(option.metavar)}:${action}`;
    return `    ${quoteForShell(`${repeat}--${option.name}${equals}[${escape(option.help)}]${value}`)}`;
  });
  return `#compdef keepalive-lint
# keepalive-lint completions for zsh: keepalive-lint completions zsh > "\${fpath[1]}/_keepalive-lint"
_keepalive_lint() {
  if (( CURRENT == 3 )); then
    case $words[2] in
      explain) compadd ${ruleIds().join(' ')}; return ;;
      completions) compadd ${SHELLS.join(' ')}; return ;;
    esac
  fi
  (( CURRENT == 2 )) && compadd ${COMMANDS.map(({ name }) => name).join(' ')}
  _arguments -s \\
${specs.join(' \\\n')} \\
    '*:file:_files'
}
# As a file of $fpath this is the body of the function; else it is sourced.
if [[ $funcstack[1] == _keepalive-lint ]]; then
  _keepalive_lint "$@"
else
  compdef _keepalive_lint keepalive-lint
fi
`;
}

function fish(): string {
  const lines = ALL.map((option) => {
    const words = wordsOf(option);
    const parts = ['complete -c keepalive-lint', `-l ${option.name}`];
    if (option.short) parts.push(`-s ${option.short}`);
    if (option.value === 'required') parts.push(words ? `-x -a ${quoteForShell(words.join(' '))}` : '-r');
    else if (words) parts.push(`-f -a ${quoteForShell(words.join(' '))}`);
    parts.push(`-d ${quoteForShell(option.help)}`);
    return parts.join(' ');
  });
  const commands = COMMANDS.map(
    ({ name, help }) => `complete -c keepalive-lint -n __fish_use_subcommand -a ${name} -d ${quoteForShell(help)}`,
  );
  return `# keepalive-lint completions for fish: keepalive-lint completions fish > ~/.config/fish/completions/keepalive-lint.fish
${commands.join('\n')}
complete -c keepalive-lint -n '__fish_seen_subcommand_from explain' -x -a ${quoteForShell(ruleIds().join(' '))}
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
    'explain' = @(${list(ruleIds())})
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
