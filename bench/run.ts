/**
 * `npm run bench`: measures the package against bare Node and against other tools, compares with `budget.json`, and exits with 1
 * past it. `--write` puts the table into docs/performance.md.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { writeInputs } from './inputs.js';
import { median, peakMiB, ratioTo, ratioToBareNode, type Command } from './measure.js';

const root = path.join(import.meta.dirname, '..');
const inputs = path.join(root, '.tmp', 'bench');
const budget = JSON.parse(readFileSync(path.join(import.meta.dirname, 'budget.json'), 'utf8')) as Record<
  string,
  number
>;

const ROUNDS = 9;
/** Fewer where one run takes seconds: its own noise is already averaged out. */
const LONG_ROUNDS = 3;

const cli = path.join(root, 'dist', 'keepalive-lint.cjs');

function lint(folder: string, ...args: string[]): Command {
  return { argv: [process.execPath, cli, ...args, '.'], cwd: path.join(inputs, folder) };
}

interface EslintStats {
  readonly stats: {
    readonly times: { readonly passes: readonly { total: number; rules?: Record<string, { total: number }> }[] };
  };
}

/** The share of our rules in the whole lint time of 400 files, in percent, next to typescript-eslint's recommended rules. */
function ruleShare(folder: string): { percent: number; topTen: boolean } {
  const config = path.join(inputs, `eslint.${folder}.config.mjs`);
  writeFileSync(
    config,
    `import keepalive from ${JSON.stringify(path.join(root, 'dist', 'index.js'))};
import tseslint from ${JSON.stringify(path.join(root, 'node_modules', 'typescript-eslint', 'dist', 'index.js'))};
export default [...tseslint.configs.recommended, ...keepalive.configs.strict];
`,
  );
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules', 'eslint', 'bin', 'eslint.js'),
      '--config',
      config,
      '--stats',
      '--format',
      'json',
      folder,
    ],
    { cwd: inputs, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (stdout === '') throw new Error(stderr);
  const passes = (JSON.parse(stdout) as EslintStats[]).flatMap(({ stats }) => stats.times.passes);
  const byRule = new Map<string, number>();
  for (const [rule, { total }] of passes.flatMap((pass) => Object.entries(pass.rules ?? {}))) {
    byRule.set(rule, (byRule.get(rule) ?? 0) + total);
  }
  const total = passes.reduce((sum, pass) => sum + pass.total, 0);
  const ours = [...byRule].filter(([rule]) => rule.startsWith('keepalive/'));
  const topTen = [...byRule].sort(([, a], [, b]) => b - a).slice(0, 10);
  return {
    percent: (100 * ours.reduce((sum, [, time]) => sum + time, 0)) / total,
    topTen: topTen.some(([rule]) => rule.startsWith('keepalive/')),
  };
}

function importMs(): number {
  const code = `const from = performance.now(); await import(${JSON.stringify(path.join(root, 'dist', 'index.js'))}); console.log(performance.now() - from);`;
  const runs = Array.from({ length: ROUNDS }, () =>
    Number(spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).stdout),
  );
  return median(runs);
}

function measure(): Map<string, number> {
  const measured = new Map<string, number>();
  measured.set('small file, CPU / node -e 0', ratioToBareNode(lint('small'), ROUNDS));
  measured.set(
    '--version, CPU / node -e 0',
    ratioToBareNode({ argv: [process.execPath, cli, '--version'], cwd: inputs }, ROUNDS),
  );
  measured.set('1000 files, CPU / node -e 0', ratioToBareNode(lint('thousand'), LONG_ROUNDS));
  measured.set('1000 files, MiB', peakMiB(lint('thousand')));
  // The run that warms the disk cache also fills this one.
  const cache = path.join(inputs, 'thousand.cache');
  rmSync(cache, { force: true });
  const cached = lint('thousand', '--cache', '--cache-location', cache);
  measured.set('1000 files again with --cache, CPU / node -e 0', ratioToBareNode(cached, ROUNDS));
  measured.set('one 4.5 MB file, CPU / node -e 0', ratioToBareNode(lint('large'), LONG_ROUNDS));
  measured.set('one 4.5 MB file, MiB', peakMiB(lint('large')));
  measured.set(
    '100,000 keys in one map, CPU / 10,000 keys',
    ratioTo(lint('keys-10000'), lint('keys-100000'), LONG_ROUNDS),
  );
  for (const [folder, label] of [
    ['plain', 'code without gRPC'],
    ['grpc', 'gRPC-heavy code'],
  ] as const) {
    const { percent, topTen } = ruleShare(folder);
    measured.set(`ESLint rules on ${label}, share of lint time in %`, percent);
    if (topTen) console.log(`A rule of ours is among the ten slowest on ${label}.`);
  }
  measured.set('import of the plugin, ms', importMs());
  return measured;
}

/** Other tools on the same inputs, where they are installed. */
function compare(): string[] {
  const others: [string, Command][] = [
    [
      'docker stack config, small file',
      { argv: ['docker', 'stack', 'config', '-c', 'docker-stack.yml'], cwd: path.join(inputs, 'small') },
    ],
    [
      'docker stack config, 4.5 MB file',
      { argv: ['docker', 'stack', 'config', '-c', 'docker-stack.yml'], cwd: path.join(inputs, 'large') },
    ],
  ];
  for (const [name, bin, args] of [
    // By name: in a folder it looks for compose files only, and would find none.
    ['dclint', 'dclint', ['docker-stack.yml']],
    ['js-yaml (parses only)', 'js-yaml', ['docker-stack.yml']],
  ] as const) {
    const file = path.join(root, 'bench', 'tools', 'node_modules', '.bin', bin);
    if (!existsSync(file)) console.log(`${name} is not installed (npm install --prefix bench/tools); not compared.`);
    else
      others.push([
        `${name}, small file`,
        { argv: [process.execPath, file, ...args], cwd: path.join(inputs, 'small') },
      ]);
  }
  return others.flatMap(([name, command]) => {
    try {
      return [
        `| ${name} | ${ratioToBareNode(command, command.cwd.endsWith('large') ? LONG_ROUNDS : ROUNDS).toFixed(2)} | |`,
      ];
    } catch {
      console.log(`${command.argv[0]} cannot be run here; not compared.`);
      return [];
    }
  });
}

writeInputs(inputs);
const measured = measure();
const lines = [...measured].map(([name, value]) => {
  const limit = budget[name];
  const over = limit !== undefined && value > limit;
  if (over) process.exitCode = 1;
  return `| ${name} | ${value.toFixed(2)} | ${limit === undefined ? '' : `${limit}${over ? ' — over' : ''}`} |`;
});
const table = ['| what | measured | budget |', '| --- | --- | --- |', ...lines, ...compare()].join('\n');
const machine = `${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
console.log(`\n${machine}\n\n${table}`);

if (process.argv.includes('--write')) {
  const page = path.join(root, 'docs', 'performance.md');
  const text = readFileSync(page, 'utf8');
  const begin = '<!-- begin measured -->';
  const from = text.indexOf(begin) + begin.length;
  writeFileSync(
    page,
    `${text.slice(0, from)}\n\n${machine}\n\n${table}\n\n${text.slice(text.indexOf('<!-- end measured -->'))}`,
  );
}
