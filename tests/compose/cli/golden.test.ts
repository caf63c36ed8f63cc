/**
 * Every rule in every format: `golden/RULE/` holds the smallest files that the rule speaks about, and `golden/RULE/expected/`
 * what the command prints about them. `npm run golden` writes the expected files anew; read the difference before committing it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FORMATS } from '../../../src/compose/cli/formats/index.js';
import * as engine from '../../../src/compose/engine.js';
import { BUILT_RULES } from '../../../src/core/catalog/index.js';
import { makeWorld, removeWorlds } from './fake-world.js';

afterAll(removeWorlds);

const GOLDEN = path.join(import.meta.dirname, 'golden');
const STACK_RULES = BUILT_RULES.filter(({ category }) => category === 'stack').map(({ id }) => id);

/** What the command is told besides the format, where it is not to look for itself. */
const OPERANDS: Readonly<Record<string, readonly string[]>> = {
  'stack-merge-loss': ['-c', 'docker-stack.yml', '-c', 'docker-stack.prod.yml'],
  'host-sysctl': ['.', 'deploy.sh'],
};

/** Formats, and the ways in which `pretty` looks different. */
const VIEWS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(FORMATS.map(({ name }) => [name, ['--format', name]])),
  'pretty-ascii': ['--ascii'],
  'pretty-colour': ['--color'],
  diff: ['--fix=all', '--diff'],
};

/** The files of a rule, by name. */
function inputOf(rule: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(path.join(GOLDEN, rule), { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(path.join(GOLDEN, rule), file);
    if (entry.isFile() && !name.startsWith('expected')) files[name] = readFileSync(file, 'utf8');
  }
  return files;
}

/** Runs the command on a copy of a rule's files. Its directory is `/project` in what comes back. */
async function run(rule: string, view: string): Promise<string> {
  const world = makeWorld({ files: inputOf(rule), engine, env: { COLUMNS: view === 'pretty-ascii' ? '60' : '80' } });
  const { stdout, stderr } = await world.run('--preset', 'strict', ...(OPERANDS[rule] ?? []), ...(VIEWS[view] ?? []));
  expect(stderr).toBe('');
  return stdout.replaceAll(world.cwd, '/project');
}

/** One line of JSON cannot be read by eye. */
function toReadable(text: string): string {
  return /^[[{]/.test(text) ? `${JSON.stringify(JSON.parse(text), null, 2)}\n` : text;
}

describe.each(STACK_RULES)('%s', (rule) => {
  it.each(Object.keys(VIEWS))('looks in %s as it did when somebody last looked', async (view) => {
    await expect(toReadable(await run(rule, view))).toMatchFileSnapshot(
      path.join(GOLDEN, rule, 'expected', `${view}.txt`),
    );
  });
});

/** What stands at each finding of a rule, with the id of its message: what the carets are under. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  'stack-schema': ['mem_limit: forbiddenProperty', 'enviroment: misspeltProperty', 'two: wrongType'],
  'stack-deploy-refusal': ["'5432:5432': ingressPort", 'backend: undefinedName'],
  'stack-ignored-option': [
    'restart: ignored',
    'container_name: ignored',
    'network_mode: hostNetwork',
    '${STATS_USER:?must-be-set}: lostCheck',
  ],
  'stack-idle-connection': ['cart: unknownServer', 'db: named'],
  'stack-keepalive-time': ['*keepalive: tooLong', '890: race'],
  'stack-sysctl-value': ['"600": quotes', '30s: unit', '${KEEPALIVE_TIME}: unset', '0030: octal'],
  'stack-sysctl-key': [
    'vm.max_map_count=262144: hostOnly',
    'net.ipv4.tcp_keepalive_time = 600: malformed',
    'net.ipv4.tcp_keepalives_intvl=30: misspelt',
  ],
  'stack-keepalive-probes': ['0: noProbes'],
  'stack-hostname-shadow': ['db: stack-idle-connection', 'db: shadow'],
  'stack-merge-loss': ['sysctls: anchorSysctls', 'backend: network'],
  'host-sysctl': ['net.ipv4.tcp_keepalive_time=600: hostOnly', 'net.ipv4.tcp_keepalive_time = 600: hostOnly'],
};

interface Result {
  readonly filePath: string;
  readonly messages: readonly { ruleId: string; messageId: string; line: number; column: number; endColumn: number }[];
}

describe('a finding', () => {
  it.each(STACK_RULES)('of %s is where it says, behind any character', async (rule) => {
    const files = inputOf(rule);
    const results = JSON.parse(await run(rule, 'json')) as Result[];
    const places = results.flatMap(({ filePath, messages }) => {
      const lines = files[path.relative('/project', filePath)]?.split('\n') ?? [];
      return messages.map(({ ruleId, messageId, line, column, endColumn }) => {
        const text = lines[line - 1]?.slice(column - 1, endColumn - 1) ?? '';
        return `${text}: ${ruleId === rule ? messageId : ruleId}`;
      });
    });
    expect(places).toEqual(PLACES[rule]);
  });

  it.each(STACK_RULES)('of %s says in every view which rule it is of', async (rule) => {
    for (const view of Object.keys(VIEWS)) if (view !== 'diff') expect(await run(rule, view), view).toContain(rule);
  });

  it('of one line is in every line format on the line that it says', async () => {
    const [first] = (await run('stack-keepalive-probes', 'concise')).split('\n');
    expect(first).toBe(
      'docker-stack.yml:7:38: warning: `net.ipv4.tcp_keepalive_probes` is 0: the kernel closes a connection of `db` with ' +
        'ETIMEDOUT when its first probe is due, after 10 min, without sending one. [stack-keepalive-probes]',
    );
    expect(await run('stack-keepalive-probes', 'github')).toMatch(/^::warning file=docker-stack\.yml,line=7,col=38,/);
  });
});

describe('the views', () => {
  it('show no secret', async () => {
    expect(readFileSync(path.join(GOLDEN, 'stack-idle-connection/docker-stack.yml'), 'utf8')).toContain('hunter2');
    for (const view of Object.keys(VIEWS)) expect(await run('stack-idle-connection', view)).not.toContain('hunter2');
  });

  it.each(STACK_RULES)(
    'of %s are ASCII, and no line is wider than 60 columns but a word, when that is asked for',
    async (rule) => {
      const text = await run(rule, 'pretty-ascii');
      expect(text).toMatch(/^[\n -~]*$/);
      const tooWide = text.split('\n').filter((line) => line.length > 60 && !/^\d+ findings? /.test(line));
      // A rule's id and the code that a message starts with stay whole, so that they can be copied.
      expect(tooWide.filter((line) => line.split(' ').length > 2)).toEqual([]);
    },
  );
});

describe('the golden files', () => {
  it('are those of the rules and views that there are', () => {
    expect(readdirSync(GOLDEN).sort()).toEqual([...STACK_RULES].sort());
    // One that is missing is written, and in CI fails above.
    const expected = new Set(Object.keys(VIEWS).map((view) => `${view}.txt`));
    for (const rule of STACK_RULES) {
      const directory = path.join(GOLDEN, rule, 'expected');
      const surplus = existsSync(directory) ? readdirSync(directory).filter((name) => !expected.has(name)) : [];
      expect(surplus, rule).toEqual([]);
    }
  });
});
