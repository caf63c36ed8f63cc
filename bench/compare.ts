/**
 * `npm run compare`: the small faulty stacks of the tests through this linter, dclint and the Docker client, and what each of
 * them says. `--write` puts the table into docs/comparison.md. dclint comes from bench/tools; Docker's client from the PATH.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const stacks = path.join(root, 'tests', 'compose', 'fixtures', 'stacks');

interface Said {
  readonly line: number | null;
  readonly isError: boolean;
}

interface Tool {
  readonly name: string;
  readonly version: string;
  readonly check: (file: string) => readonly Said[];
}

interface LintResult {
  readonly messages: readonly { readonly line: number; readonly severity: number | string; readonly type?: string }[];
}

function run(command: string, args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(command, args, {
    cwd: stacks,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: '/nonexistent' },
  });
}

/** ESLint's result shape, which both linters print; dclint has the severity under `type`. */
function fromLintResults(json: string): Said[] {
  return (JSON.parse(json) as LintResult[]).flatMap(({ messages }) =>
    messages.map(({ line, severity, type }) => ({ line, isError: severity === 2 || type === 'error' })),
  );
}

const dclint = path.join(root, 'bench', 'tools', 'node_modules', '.bin', 'dclint');
const keepaliveLint = path.join(root, 'dist', 'keepalive-lint.cjs');

const TOOLS: readonly Tool[] = [
  {
    name: 'keepalive-lint',
    version: run(process.execPath, [keepaliveLint, '--version']).stdout.trim(),
    check: (file) => fromLintResults(run(process.execPath, [keepaliveLint, '--format', 'json', file]).stdout),
  },
  {
    name: 'dclint',
    version: existsSync(dclint) ? run(process.execPath, [dclint, '--version']).stdout.trim() : '',
    check: (file) => fromLintResults(run(process.execPath, [dclint, '--formatter', 'json', file]).stdout),
  },
  {
    name: 'docker stack config',
    version: /version ([\d.]+)/.exec(run('docker', ['--version']).stdout)?.[1] ?? '',
    check: (file) =>
      run('docker', ['stack', 'config', '-c', file]).status === 0 ? [] : [{ line: null, isError: true }],
  },
];

/** The lines that the mistakes are on. */
const FAULTS = JSON.parse(readFileSync(path.join(stacks, 'faulty-lines.json'), 'utf8')) as Record<
  string,
  readonly number[]
>;

function score(
  tool: Tool,
  prefix: string,
  isRight: (said: readonly Said[], lines: readonly number[]) => boolean,
): string {
  const files = readdirSync(stacks).filter((name) => name.startsWith(prefix) && name.endsWith('.yml'));
  const right = files.filter((name) => isRight(tool.check(name), FAULTS[name] ?? []));
  return `${right.length} of ${files.length}`;
}

const tools = TOOLS.filter(({ name, version }) => {
  if (version === '') console.log(`${name} is not here; not compared.`);
  return version !== '';
});
const rows = [
  ['', ...tools.map(({ name, version }) => `${name} ${version}`)],
  ['---', ...tools.map(() => '---')],
  [
    'rejected by Docker: reported as an error, on the right line',
    ...tools.map((tool) =>
      score(tool, 'r', (said, lines) =>
        said.some(({ line, isError }) => isError && line !== null && lines.includes(line)),
      ),
    ),
  ],
  [
    'rejected by Docker: reported as an error at all',
    ...tools.map((tool) => score(tool, 'r', (said) => said.some(({ isError }) => isError))),
  ],
  [
    'ignored by Swarm: reported, on the right line',
    ...tools.map((tool) =>
      score(tool, 'i', (said, lines) => said.some(({ line }) => line !== null && lines.includes(line))),
    ),
  ],
  ['valid: no error', ...tools.map((tool) => score(tool, 'v', (said) => !said.some(({ isError }) => isError)))],
];
const table = rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
console.log(table);

if (process.argv.includes('--write')) {
  const page = path.join(root, 'docs', 'comparison.md');
  const text = readFileSync(page, 'utf8');
  const begin = '<!-- begin measured -->';
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(
    page,
    `${text.slice(0, text.indexOf(begin) + begin.length)}\n\nMeasured on ${date} with Node ${process.version}.\n\n${table}\n\n${text.slice(text.indexOf('<!-- end measured -->'))}`,
  );
}
