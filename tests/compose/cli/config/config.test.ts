import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as engine from '../../../../src/compose/engine.js';
import { CONFIG_SCHEMA } from '../../../../src/compose/cli/config/schema.js';
import { makeWorld, removeWorlds } from '../fake-world.js';

afterAll(removeWorlds);

const STACK = 'services:\n  web:\n    sysctls:\n      - net.ipv4.tcp_keepalive_time=7200\n';

const KEY = ['services', 'web', 'sysctls', 'net.ipv4.tcp_keepalive_time'];

/** The configuration that applies to a file, as `--print-config` says. */
async function printConfig(files: Record<string, string>, ...words: string[]): Promise<Record<string, unknown>> {
  const { stdout, stderr } = await makeWorld({ files }).run('--print-config', ...words);
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Record<string, unknown>;
}

async function mistakesIn(text: string, name = 'keepalive.config.yaml'): Promise<string[]> {
  const { stderr, exitCode } = await makeWorld({ files: { [name]: text, 'a.yml': STACK } }).run('a.yml');
  expect(exitCode).toBe(2);
  return stderr.trimEnd().split('\n');
}

describe('options of a rule', () => {
  const rules = { 'stack-ignored-option': ['error', { allow: ['restart'] }] };

  it('are written as in ESLint, beside the severity', async () => {
    const files = { 'keepalive.config.json': JSON.stringify({ rules }) };
    expect(await printConfig(files)).toMatchObject({ rules });
    const stack = 'services:\n  web:\n    image: nginx\n    restart: always\n    container_name: web\n';
    const world = makeWorld({ files: { ...files, 'docker-stack.yml': stack }, engine });
    expect((await world.run('--format', 'concise')).stdout).toMatch(
      /^docker-stack\.yml:5:5: error: `container_name` .*\n$/,
    );
  });

  it('stay when an override or the command line sets the severity alone', async () => {
    const overrides = [{ files: ['old/**'], rules: { 'stack-ignored-option': 'warn' } }];
    const files = { 'keepalive.config.json': JSON.stringify({ rules, overrides }) };
    expect(await printConfig(files, 'old/a.yml')).toMatchObject({
      rules: { 'stack-ignored-option': ['warn', { allow: ['restart'] }] },
    });
    expect(await printConfig(files, '--rule', 'stack-ignored-option:off')).toMatchObject({
      rules: { 'stack-ignored-option': ['off', { allow: ['restart'] }] },
    });
    const listed = { rules: { 'stack-schema': 'warn', 'stack-ignored-option': ['off'] } };
    expect(await printConfig({ 'keepalive.config.json': JSON.stringify(listed) })).toMatchObject({
      rules: { 'stack-ignored-option': 'off' },
    });
  });

  it.each<[string, string[]]>([
    ['[warn, { alow: [restart] }]', ['4:14: There is no `alow` in `stack-ignored-option`; did you mean `allow`?']],
    ['[waring]', ['4:6: `stack-ignored-option` cannot be `waring`; did you mean `warn`?']],
    ['[warn, { allow: restart }]', ['4:21: `allow` must be a list.']],
    ['[warn, { allow: [1] }]', ['4:22: `allow` must be text.']],
    ['[warn, { allow: [a, a] }]', ['4:25: `a` is twice in `allow`.']],
    ['[warn, {}, {}]', ['4:16: `stack-ignored-option` has at most 2 items.']],
    ['[]', ['4:5: `stack-ignored-option` must not be empty.']],
    ['2', ['4:5: `stack-ignored-option` must be text or a list.']],
  ])('are checked: %s', async (value, mistakes) => {
    const text = `rules:\n  stack-schema: warn\n  stack-ignored-option:\n    ${value}\n`;
    expect(await mistakesIn(text)).toEqual(mistakes.map((line) => `keepalive-lint: keepalive.config.yaml:${line}`));
  });

  it('are not there where a rule has none', async () => {
    expect(await mistakesIn('rules: { stack-schema: [warn, {}] }')).toEqual([
      'keepalive-lint: keepalive.config.yaml:1:24: `stack-schema` must be text.',
    ]);
  });
});

describe('the configuration', () => {
  it.each([
    ['keepalive.config.json', '{ "profile": "aws-nlb" }'],
    ['keepalive.config.yaml', 'profile: aws-nlb # ours\n'],
    ['keepalive.config.yml', 'profile: aws-nlb\n'],
    ['package.json', '{ "name": "x", "keepalive": { "profile": "aws-nlb" } }'],
  ])('is read from %s', async (name, text) => {
    expect(await printConfig({ [name]: text })).toMatchObject({ from: name, profile: 'aws-nlb' });
  });

  it('is looked for in the directories above, but not above the working tree', async () => {
    const files = { 'keepalive.config.json': '{ "profile": "aws-nlb" }', 'sub/.git/HEAD': '' };
    expect(await printConfig(files)).toMatchObject({ profile: 'aws-nlb' });
    const world = makeWorld({ files });
    const inner = makeWorld();
    expect(inner.cwd).not.toBe(world.cwd);
    expect(await printConfig({ '.git/HEAD': '' })).toMatchObject({ from: null });
  });

  it('loses against the command line', async () => {
    const files = { 'keepalive.config.json': '{ "profile": "aws-nlb", "rules": { "stack-keepalive-time": "warn" } }' };
    const words = ['--profile', 'gcp-vpc', '--idle-timeout', '300', '--rule', 'stack-keepalive-time:off'];
    expect(await printConfig(files, ...words)).toMatchObject({
      profile: 'gcp-vpc',
      idleTimeoutSeconds: 300,
      rules: { 'stack-keepalive-time': 'off' },
    });
    expect(await printConfig(files, '--no-config')).toMatchObject({ from: null });
  });

  it('has overrides for files, of which the last wins', async () => {
    const overrides = [
      { files: ['legacy/**', '*.old.yml'], profile: 'gcp-vpc', rules: { 'stack-keepalive-time': 'warn' } },
      { files: ['legacy/worst.yml'], rules: { 'stack-keepalive-time': 'off' } },
    ];
    const files = { 'keepalive.config.json': JSON.stringify({ overrides }) };
    const severityOf = async (file: string): Promise<unknown> =>
      ((await printConfig(files, file))['rules'] as Record<string, unknown>)['stack-keepalive-time'];
    expect(await severityOf('docker-stack.yml')).toBe('error');
    expect(await severityOf('a.old.yml')).toBe('warn');
    expect(await severityOf('legacy/deep/a.yml')).toBe('warn');
    expect(await severityOf('legacy/worst.yml')).toBe('off');
    expect(await printConfig(files, 'legacy/a.yml')).toMatchObject({ profile: 'gcp-vpc' });
  });

  it('applies to standard input by the name that it is given', async () => {
    const files = {
      'keepalive.config.json': '{ "overrides": [{ "files": ["x/**"], "rules": { "stack-keepalive-time": "warn" } }] }',
    };
    const world = makeWorld({ files, stdin: STACK });
    expect((await world.run('-', '--stdin-filename', 'x/stack.yml')).exitCode).toBe(0);
    expect((await world.run('-')).exitCode).toBe(1);
  });

  it('is not looked for in a package.json that is no JSON', async () => {
    expect(await printConfig({ 'package.json': '{ "keepalive": ' })).toMatchObject({ from: null });
  });

  it('names the baseline, from where it is itself', async () => {
    const baseline = {
      version: 1,
      findings: [{ file: '../a.yml', rule: 'stack-keepalive-time', path: KEY, count: 1 }],
    };
    const files = {
      'sub/keepalive.config.json': '{ "baseline": "known.json" }',
      'sub/known.json': JSON.stringify(baseline),
      'a.yml': STACK,
    };
    const { stdout, exitCode } = await makeWorld({ files }).run('a.yml', '--config', 'sub/keepalive.config.json');
    expect(stdout).toBe('No findings in 1 file, 1 suppressed, 0 ms.\n');
    expect(exitCode).toBe(0);
  });

  it('sets the gate, and leaves files out of a walk', async () => {
    const config = '{ "failOn": "never", "ignore": ["old"] }';
    const world = makeWorld({
      files: { 'keepalive.config.json': config, 'docker-stack.yml': STACK, 'old/docker-stack.yml': STACK },
    });
    const { stdout, exitCode } = await world.run('--format', 'concise');
    expect(stdout.split('\n')).toHaveLength(2);
    expect(exitCode).toBe(0);
    expect((await world.run('--fail-on', 'error')).exitCode).toBe(1);
    expect((await world.run('old/docker-stack.yml', '--format', 'concise')).stdout).toMatch(
      /^old\/docker-stack.yml:4:/,
    );
  });
});

describe('a mistake in the configuration', () => {
  it.each([
    ['profil: aws-nlb', '1:1: There is no `profil`; did you mean `profile`?'],
    ['profile: aws-nbl', '1:10: `profile` cannot be `aws-nbl`; did you mean `aws-nlb`?'],
    ['preset: all', '1:9: `preset` cannot be `all`; it is one of recommended, strict.'],
    [
      'rules:\n  stack-keepalive-tme: off',
      '2:3: There is no `stack-keepalive-tme` in `rules`; did you mean `stack-keepalive-time`?',
    ],
    ['rules:\n  stack-keepalive-time: 2', '2:25: `stack-keepalive-time` must be text.'],
    ['idleTimeoutSeconds: 5', '1:21: `idleTimeoutSeconds` must be at least 31.'],
    ['idleTimeoutSeconds: 15m', '1:21: `idleTimeoutSeconds` must be a number.'],
    ['maxWarnings: 1.5', '1:14: `maxWarnings` must be a whole number.'],
    ['overrides:\n  - rules: {}', '2:5: `overrides` needs `files`.'],
    ['stacks:\n  - []', '2:5: `stacks` must not be empty.'],
    ['- a', '1:1: The configuration must be a mapping.'],
    ['__proto__: {}', '1:1: There is no `__proto__`.'],
    ['profile: aws-nlb\nprofile: aws-nlb', '2:1: The key `profile` is here twice.'],
    ['profile: !!binary "?"', '1:19: This is `!!binary`, but its text is no base64.'],
    ['a: [', '1:4: This is not valid YAML: a closing ] is missing, or what stands before it is indented too little.'],
  ])('%s', async (text, message) => {
    const [first] = await mistakesIn(text);
    expect(first?.startsWith(`keepalive-lint: keepalive.config.yaml:${message}`)).toBe(true);
  });

  it('is reported with all others, in the order of the text', async () => {
    expect(await mistakesIn('profil: x\nrules:\n  a: off\nfailOn: x\n')).toHaveLength(3);
  });

  it('is placed in JSON and in package.json, too', async () => {
    expect(await mistakesIn('{\n\t"profil": "x"\n}', 'keepalive.config.json')).toEqual([
      'keepalive-lint: keepalive.config.json:2:2: There is no `profil`; did you mean `profile`?',
    ]);
    expect(await mistakesIn('{\n  "keepalive": { "profil": 1 }\n}', 'package.json')).toEqual([
      'keepalive-lint: package.json:2:18: There is no `profil`; did you mean `profile`?',
    ]);
  });
});

describe('the published schema', () => {
  const file = path.join(import.meta.dirname, '../../../../schema/keepalive.config.schema.json');

  it('is the one that the command uses', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(CONFIG_SCHEMA);
  });

  it('is a JSON Schema in which everything is described', () => {
    new Ajv({ allowUnionTypes: true }).compile(JSON.parse(readFileSync(file, 'utf8')) as object);
    for (const [name, property] of Object.entries(CONFIG_SCHEMA.properties)) {
      expect(property, name).toHaveProperty('description');
    }
  });
});

describe('a configuration that says little', () => {
  it.each([
    ['keepalive.config.yaml', 'profile:\n', '1:1: `profile` must be text.'],
    ['keepalive.config.yaml', 'baseline: ""\n', '1:11: `baseline` must not be empty.'],
    ['keepalive.config.yaml', 'preset: [a]\n', '1:9: `preset` must be text.'],
    ['keepalive.config.yaml', 'permitsIdlePings: maybe\n', '1:19: `permitsIdlePings` must be true or false.'],
    [
      'keepalive.config.json',
      '{ "failOn": "zzz" }',
      '1:13: `failOn` cannot be `zzz`; it is one of error, warn, never.',
    ],
    ['keepalive.config.json', '{', '1:1: This is not valid JSON: something is not closed or a ":" or "," is missing.'],
  ])('%s %j is a mistake', async (name, text, mistake) => {
    expect(await mistakesIn(text, name)).toEqual([`keepalive-lint: ${name}:${mistake}`]);
  });

  it('may be empty, or set what is true or false', async () => {
    expect(await printConfig({ 'keepalive.config.yaml': '{}\n' })).toMatchObject({ from: 'keepalive.config.yaml' });
    expect(await printConfig({ 'keepalive.config.yaml': 'permitsIdlePings: true\n' })).toMatchObject({
      permitsIdlePings: true,
    });
    const defaults = { a: 1, b: true, c: 'x' };
    const factories = [{ export: 'connect', argument: 0, defaults }];
    expect(await printConfig({ 'keepalive.config.json': JSON.stringify({ factories }) })).toMatchObject({ factories });
  });

  it('may be a package.json without a word about it', async () => {
    expect(await printConfig({ 'package.json': '{}' }, '--config', 'package.json')).toMatchObject({
      from: 'package.json',
    });
  });
});
