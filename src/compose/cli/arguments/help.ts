/** The text of `--help`. */
import { COMMANDS, type OptionEntry, OPTIONS } from './options.js';

const GROUPS: readonly (readonly [OptionEntry['group'], string])[] = [
  ['input', 'Input'],
  ['output', 'Output'],
  ['gate', 'Gate'],
  ['edit', 'Edits'],
  ['rules', 'Rules and configuration'],
  ['other', 'Other'],
];

const NAME_COLUMNS = 27;
const WIDTH = 100;

/** The whole help, for a terminal of 100 columns. */
export function helpText(): string {
  const parts = [
    'keepalive-lint finds connections that a Docker Swarm stack will lose while they are idle.',
    '',
    'Usage: keepalive-lint [OPTIONS] [FILE | DIRECTORY | GLOB | -]…',
    ...COMMANDS.map(({ name, operands }) => `       keepalive-lint ${name} ${operands}`),
    '',
    'Without a path it looks for stack files below the working directory: docker-stack*.yml,',
    'stack*.yml, *-stack.yml and the like, and all other YAML files that show use of Swarm.',
    'A named file is always linted.',
    ...COMMANDS.map(({ name, help }) => row(name, help)).map((line, index) =>
      index === 0 ? `\nCommands:\n${line}` : line,
    ),
    ...GROUPS.flatMap(([group, title]) => [
      `\n${title}:`,
      ...OPTIONS.filter((option) => option.group === group).map((option) => row(nameColumn(option), option.help)),
    ]),
    '',
    'Exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 could not run or could not read',
    'an input, 3 nothing to lint.',
  ];
  return `${parts.join('\n')}\n`;
}

function nameColumn(option: OptionEntry): string {
  return `${option.short ? `-${option.short}, ` : '    '}--${option.name}${describeValue(option)}`;
}

function describeValue(option: OptionEntry): string {
  switch (option.value) {
    case 'none':
      return '';
    case 'required':
      return ` ${option.metavar}`;
    case 'optional':
      return `[=${option.metavar}]`;
  }
}

function row(name: string, help: string): string {
  const lines: string[] = [];
  let line = `  ${name}`.padEnd(NAME_COLUMNS + 2);
  for (const word of help.split(' ')) {
    if (line.trim() !== '' && line.length + 1 + word.length > WIDTH && line.length > NAME_COLUMNS + 2) {
      lines.push(line.trimEnd());
      line = ' '.repeat(NAME_COLUMNS + 2);
    }
    line += `${line.length > NAME_COLUMNS + 2 ? ' ' : ''}${word}`;
  }
  lines.push(line.trimEnd());
  return lines.join('\n');
}
