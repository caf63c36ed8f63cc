/** The completion scripts in the shells that they are for. A shell that is not there is named in the title of what is not run. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPTIONS } from '../../../src/compose/cli/arguments/options.js';
import { completionScript } from '../../../src/compose/cli/completions.js';
import { BUILT_RULES } from '../../../src/core/catalog/index.js';

/** In milliseconds; PowerShell may take many seconds to start for the first time. */
const SHELL_TIMEOUT = 60_000;

let directory = '';

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'keepalive-completions-'));
  writeFileSync(path.join(directory, 'a-file.yml'), '');
  writeFileSync(path.join(directory, '_keepalive-lint'), completionScript('zsh'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function run(command: string, words: readonly string[]): string {
  const result = spawnSync(command, words, { encoding: 'utf8', cwd: directory, timeout: SHELL_TIMEOUT });
  const { stdout, stderr, error, status } = result;
  if (error) throw error;
  // PowerShell may have something to say about itself (a profile, an update); an error of the script ends it with 1.
  if (command === 'pwsh') expect(status, stderr).toBe(0);
  else expect(stderr).toBe('');
  return stdout;
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}

/** What each shell offers in place of the last word of a line. */
const SHELLS: Readonly<Record<string, { command: string; complete: (line: string) => string[] }>> = {
  bash: {
    command: 'bash',
    complete: (line) => {
      // As readline breaks words.
      const words = line.split(/ +|(?<=[:=])(?!$)|(?=[:=])/);
      const last = words.at(-1) ?? '';
      const kept = line.slice(line.lastIndexOf(' ') + 1, line.length - (/^[:=]$/.test(last) ? 0 : last.length));
      const quoted = words.map((word) => `'${word}'`).join(' ');
      const script = `${completionScript('bash')}
COMP_LINE='${line}'; COMP_POINT=${line.length}; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}
_keepalive_lint; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return linesOf(run('bash', ['-c', script])).map((word) => kept + word);
    },
  },
  zsh: {
    command: 'zsh',
    complete: (line) => {
      const answer = run('zsh', ['-f', path.join(import.meta.dirname, 'fixtures/complete.zsh'), directory, line]);
      const words = [...answer.matchAll(/<<(.+?)>>/g)].map(([, word = '']) => word).filter((word) => word !== 'END');
      // Of a value, zsh completes the value.
      const kept = line.includes('=') ? line.slice(line.lastIndexOf(' ') + 1, line.lastIndexOf('=') + 1) : '';
      return words.map((word) => kept + word.replace(/=$/, '').replaceAll('\\', ''));
    },
  },
  fish: {
    command: 'fish',
    complete: (line) => {
      const script = `${completionScript('fish')}\ncomplete -C '${line}'`;
      return linesOf(run('fish', ['--no-config', '-c', script])).map((offer) => offer.split('\t')[0] ?? '');
    },
  },
  powershell: {
    command: 'pwsh',
    complete: (line) => {
      const script = `$ErrorActionPreference = 'Stop'
${completionScript('powershell')}
[System.Management.Automation.CommandCompletion]::CompleteInput('${line}', ${line.length}, $null).CompletionMatches.CompletionText`;
      return linesOf(run('pwsh', ['-NoProfile', '-NonInteractive', '-Command', script]));
    },
  },
};

const LINES: readonly (readonly [line: string, offers: readonly string[]])[] = [
  ['keepalive-lint --form', ['--format']],
  ['keepalive-lint --format sar', ['sarif']],
  ['keepalive-lint --format=sar', ['--format=sarif']],
  ['keepalive-lint x.yml --fail-on w', ['warn']],
  ['keepalive-lint --color=a', ['--color=always', '--color=auto']],
  ['keepalive-lint --profile aws-nl', ['aws-nlb']],
  ['keepalive-lint --rule stack-keepalive-time:o', ['stack-keepalive-time:off']],
  ['keepalive-lint --rule host-', ['host-sysctl:error', 'host-sysctl:off', 'host-sysctl:warn']],
  ['keepalive-lint expl', ['explain']],
  ['keepalive-lint explain stack-keepalive-t', ['stack-keepalive-time']],
  ['keepalive-lint completions z', ['zsh']],
  ['keepalive-lint a-f', ['a-file.yml']],
  ['keepalive-lint --fix a-f', ['a-file.yml']],
  ['keepalive-lint --env-file a-f', ['a-file.yml']],
];

/** PowerShell leaves files to its own completion, and has no values behind `=`. */
const WITHOUT: Readonly<Record<string, RegExp>> = { powershell: /=| a-f/ };

describe.each(Object.entries(SHELLS))('%s', (shell, { command, complete }) => {
  const isThere = spawnSync(command, ['-c', 'exit 0']).status === 0;
  const reason = isThere ? '' : ` (not run: there is no ${command} on the PATH)`;

  it('is given every option and every rule', () => {
    const script = completionScript(shell);
    for (const { name } of OPTIONS) expect(script).toMatch(new RegExp(`(--|-l )${name}\\b`));
    for (const { id } of BUILT_RULES) expect(script).toContain(id);
  });

  it.runIf(isThere).each(LINES.filter(([line]) => !WITHOUT[shell]?.test(line)))(
    `completes \`%s\`${reason}`,
    (line, offers) => {
      expect([...new Set(complete(line))].sort()).toEqual(offers);
    },
    SHELL_TIMEOUT,
  );
});

describe('the script for PowerShell', () => {
  it('closes what it opens, and every text', () => {
    const script = completionScript('powershell').replaceAll(/^#.*$/gm, '');
    const bare = script.replaceAll(/'(?:[^']|'')*'|"[^"]*"/g, '');
    expect(bare).not.toMatch(/['"]/);
    for (const [open, close] of ['()', '{}', '[]']) {
      expect(bare.split(open ?? '').length).toBe(bare.split(close ?? '').length);
    }
  });
});

describe('another shell', () => {
  it('is refused with the names of those that there are', () => {
    expect(() => completionScript('tcsh')).toThrow('completions needs a shell: bash, zsh, fish, powershell.');
  });
});
