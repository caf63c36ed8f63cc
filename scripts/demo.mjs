/**
 * `npm run demo`: installs and builds what is missing, lints the example with both linters, shows what they say, and exits
 * with 0 when the findings are the expected ones. Plain JavaScript on Node alone, because it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const shop = path.join(root, 'examples', 'shop');
const bin = (name) => path.join(root, 'node_modules', '.bin', name);

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
  });
  if (error) throw error;
  return status;
}

function must(command, ...args) {
  if (run(command, args) !== 0) {
    console.error(`${command} ${args.join(' ')} failed.`);
    process.exit(2);
  }
}

function title(text) {
  console.log(`\n\u2500\u2500 ${text} ${'\u2500'.repeat(Math.max(3, 100 - text.length))}\n`);
}

if (!existsSync(bin('eslint'))) must('npm', 'ci');
if (!existsSync(path.join(root, 'dist', 'index.js'))) must('npm', 'run', '--silent', 'build');

const scratch = mkdtempSync(path.join(tmpdir(), 'keepalive-demo-'));
try {
  const eslint = (...args) => run(process.execPath, [bin('eslint'), 'services', ...args], { cwd: shop });
  const keepaliveLint = (...args) =>
    run(process.execPath, [path.join(root, 'dist', 'keepalive-lint.cjs'), ...args, 'docker-stack.yml'], { cwd: shop });

  title('ESLint on examples/shop/services');
  eslint();
  title('keepalive-lint on examples/shop/docker-stack.yml');
  keepaliveLint();

  const reports = [path.join(scratch, 'eslint.json'), path.join(scratch, 'stack.json')];
  eslint('--format', 'json', '--output-file', reports[0]);
  keepaliveLint('--format', `json=${reports[1]}`);
  const found = reports
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')))
    .flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, line }) => {
        const file = path.relative(shop, path.resolve(shop, filePath)).replaceAll('\\', '/');
        return `${file}:${line} ${ruleId.replace('keepalive/', '')}`;
      }),
    )
    .sort();
  const expected = JSON.parse(readFileSync(path.join(shop, 'expected-findings.json'), 'utf8')).sort();

  title('Result');
  const missing = expected.filter((finding) => !found.includes(finding));
  const surplus = found.filter((finding) => !expected.includes(finding));
  for (const finding of missing) console.log(`missing:    ${finding}`);
  for (const finding of surplus) console.log(`unexpected: ${finding}`);
  const good = missing.length === 0 && surplus.length === 0;
  console.log(
    good
      ? `All ${expected.length} expected findings are there, and no other.`
      : 'The findings are not the expected ones.',
  );
  process.exitCode = good ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
