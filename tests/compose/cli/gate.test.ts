import { afterAll, describe, expect, it } from 'vitest';
import { PROFILES } from '../../../src/core/profiles.js';
import { FORMATS } from '../../../src/compose/cli/formats/index.js';
import { ISSUES_URL } from '../../../src/compose/cli/lint.js';
import { keepaliveTimeFinding, makeWorld, removeWorlds, type WorldOptions } from './fake-world.js';

afterAll(removeWorlds);

const ERROR = 'services:\n  web:\n    sysctls:\n      - net.ipv4.tcp_keepalive_time=7200\n';
const WARNING = 'services:\n  web:\n    restart: FIXME\n';
const CLEAN = 'services: {}\n';
const BROKEN = 'services: [\n';

const engineFails: WorldOptions['lint'] = (files) => {
  if (files.some(({ name }) => name === 'crash.yml')) throw new Error('boom\n    at somewhere');
  return [];
};

/** Every situation, and its exit code. */
const CONTRACT: readonly (readonly [situation: string, exitCode: number, words: string, options: WorldOptions])[] = [
  ['nothing found', 0, 'a.yml', { files: { 'a.yml': CLEAN } }],
  ['an error', 1, 'a.yml', { files: { 'a.yml': ERROR } }],
  ['warnings only', 0, 'a.yml', { files: { 'a.yml': WARNING } }],
  ['warnings with --fail-on warn', 1, 'a.yml --fail-on warn', { files: { 'a.yml': WARNING } }],
  ['an error with --fail-on never', 0, 'a.yml --fail-on never', { files: { 'a.yml': ERROR } }],
  ['as many warnings as --max-warnings', 0, 'a.yml --max-warnings 1', { files: { 'a.yml': WARNING } }],
  ['more warnings than --max-warnings', 1, 'a.yml --max-warnings 0', { files: { 'a.yml': WARNING } }],
  ['a rule made a warning', 0, 'a.yml --rule stack-keepalive-time:warn', { files: { 'a.yml': ERROR } }],
  ['a warning made an error', 1, 'a.yml --rule stack-ignored-option:error', { files: { 'a.yml': WARNING } }],
  ['a file that is not there', 2, 'gone.yml', {}],
  ['a file that is no YAML', 2, 'a.yml', { files: { 'a.yml': BROKEN } }],
  ['a file that is no YAML with --fail-on never', 2, 'a.yml --fail-on never', { files: { 'a.yml': BROKEN } }],
  ['an error and a file that is no YAML', 2, 'a.yml b.yml', { files: { 'a.yml': ERROR, 'b.yml': BROKEN } }],
  ['a mistake of ours', 2, 'crash.yml a.yml', { files: { 'crash.yml': CLEAN, 'a.yml': CLEAN }, lint: engineFails }],
  ['nothing to lint', 3, '', {}],
  ['nothing to lint with --allow-empty', 0, '--allow-empty', {}],
  ['an error that a comment silences', 0, 'a.yml', { files: { 'a.yml': `# keepalive-disable-file\n${ERROR}` } }],
  [
    'a silenced error with --no-inline',
    1,
    'a.yml --no-inline',
    { files: { 'a.yml': `# keepalive-disable-file\n${ERROR}` } },
  ],
  ['a directory', 1, '.', { files: { 'docker-stack.yml': ERROR } }],
];

/** Wrong usage: no report at all, a line on standard error. */
const USAGE: readonly (readonly [words: string, message: string])[] = [
  ['--formt json', 'There is no option --formt. Did you mean --format?'],
  ['a.yml --format jsn', 'There is no format "jsn". Did you mean json?'],
  ['a.yml --max-warnings many', '--max-warnings takes a whole number, not "many".'],
  ['a.yml --max-warnings -1', '--max-warnings takes a whole number, not "-1".'],
  [
    'a.yml --rule stack-keepalive-tme:off',
    'There is no rule "stack-keepalive-tme". Did you mean stack-keepalive-time?',
  ],
  [
    'a.yml --rule stack-schema',
    '--rule stack-schema needs a severity: stack-schema:off, stack-schema:warn or stack-schema:error.',
  ],
  [
    'a.yml --rule grpc-channel-retry:off',
    'grpc-channel-retry is about JavaScript and TypeScript: it runs in ESLint, not here.',
  ],
  ['a.yml --rule stack-idle:off', 'There is no rule "stack-idle". Did you mean stack-idle-connection?'],
  [
    'a.yml --rule stack-keep:off',
    'There is no rule "stack-keep". Did you mean stack-keepalive-time or stack-keepalive-probes?',
  ],
  ['a.yml --rule stack:off', 'There is no rule "stack". See keepalive-lint rules.'],
  ['a.yml --rule :off', 'There is no rule "". See keepalive-lint rules.'],
  [
    'a.yml --rule stack-schema:warning',
    '--rule stack-schema:warning needs a severity: stack-schema:off, stack-schema:warn or stack-schema:error.',
  ],
  ['a.yml --stdin', 'There is no option --stdin. Did you mean --stdin-filename?'],
  ['a.yml --profile kube', 'There is no profile "kube". Did you mean kube-proxy-ipvs?'],
  ['a.yml --profile zzz', `There is no profile "zzz". There are ${Object.keys(PROFILES).join(', ')}.`],
  ['a.yml --idle-timeout 30', '--idle-timeout takes at least 31 seconds.'],
  ['a.yml --format json=', '--format json= needs a file name after the `=`.'],
  [
    'a.yml --format zzz',
    `There is no format "zzz". There are ${FORMATS.map(({ name }) => name).join(', ')}, and ESLint's formatters where they are installed.`,
  ],
  ['a.yml --env-file gone.env', 'gone.env: There is no such file or directory.'],
  ['a.yml --env-file a.yml', 'a.yml:1:1: This is not NAME=VALUE.'],
  [
    'a.yml --baseline . --update-baseline',
    'The baseline . cannot be read: it is not there, or not readable. Make one with --update-baseline.',
  ],
  ['resolve', 'resolve needs the files of a stack: keepalive-lint resolve -c FILE….'],
  ['resolve gone.yml', 'gone.yml: There is no such file or directory.'],
  ['a.yml --profile aws-nbl', 'There is no profile "aws-nbl". Did you mean aws-nlb?'],
  ['a.yml --config gone.json', 'gone.json: There is no such file or directory.'],
  [
    'a.yml --baseline gone.json',
    'The baseline gone.json cannot be read: it is not there, or not readable. Make one with --update-baseline.',
  ],
  ['a.yml --update-baseline', '--update-baseline needs --baseline FILE.'],
  [
    'a.yml --format json --format sarif',
    'Only one format can go to standard output; name a file for the others: --format sarif=out.sarif.',
  ],
  ['a.yml --format json=/nowhere/x.json', 'The report cannot be written to /nowhere/x.json (ENOENT).'],
  ['- --fix', '--fix cannot write to standard input. --diff shows the edits.'],
  ['explain', 'explain needs one rule: keepalive-lint explain RULE.'],
  ['completions csh', 'completions needs a shell: bash, zsh, fish, powershell.'],
];

describe.each(FORMATS.map(({ name }) => name))('with --format %s', (format) => {
  it.each(CONTRACT)('%s: exit code %d', async (_, exitCode, words, options) => {
    const world = makeWorld(options);
    const result = await world.run(...words.split(' ').filter(Boolean), '--format', format);
    expect(result.exitCode).toBe(exitCode);
    expect(result.stdout + result.stderr).not.toMatch(/^\s+at /m);
  });
});

describe('wrong usage', () => {
  it.each(USAGE)('%s', async (words, message) => {
    const world = makeWorld({ files: { 'a.yml': CLEAN } });
    const { exitCode, stderr, stdout } = await world.run(...words.split(' '));
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: `keepalive-lint: ${message}\n` });
    if (!words.includes('/nowhere')) expect(stdout).toBe('');
  });
});

describe('a mistake of ours', () => {
  it('is one line with a request to report it, and the other files are linted', async () => {
    const world = makeWorld({ files: { 'crash.yml': CLEAN, 'a.yml': CLEAN }, lint: engineFails });
    const { stdout } = await world.run('crash.yml', 'a.yml', '--format', 'concise');
    expect(stdout).toBe('crash.yml:1:1: error: keepalive-lint itself failed on this file (Error: boom).\n');
  });
});

describe('nothing to lint', () => {
  it('is said on standard error', async () => {
    const { stdout, stderr } = await makeWorld().run();
    expect({ stdout, stderr }).toEqual({
      stdout: '',
      stderr: 'keepalive-lint: There is nothing to lint: no stack file was found.\n',
    });
  });
});

describe('a comment that does nothing', () => {
  const report = async (text: string, ...words: string[]): Promise<string> =>
    (await makeWorld({ files: { 'a.yml': text } }).run('a.yml', '--format', 'concise', ...words)).stdout;

  it.each([
    ['# keepalive-disable-file', '1:3', 'This comment switches nothing off: no rule has anything to say here.'],
    [
      '# keepalive-disable-file stack-schema',
      '1:26',
      'This comment switches nothing off: stack-schema has nothing to say here.',
    ],
    ['# keepalive-disable-file stack-shema', '1:26', 'There is no rule `stack-shema`; did you mean `stack-schema`?'],
    ['# keepalive-disable-file zzz', '1:26', 'There is no rule `zzz`.'],
  ])('is a warning: %s', async (comment, place, message) => {
    expect(await report(`${comment}\n${CLEAN}`)).toBe(`a.yml:${place}: warning: ${message}\n`);
  });

  it('is none in a file that was not understood, and none about a rule that is off', async () => {
    expect(await report(`# keepalive-disable-file\n${BROKEN}`)).not.toContain('switches nothing off');
    expect(await report(`# keepalive-disable-file stack-schema\n${CLEAN}`, '--rule', 'stack-schema:off')).toBe('');
  });
});

describe('what nobody foresaw', () => {
  it('is not what a rule says that is off', async () => {
    const world = makeWorld({ files: { 'a.yml': ERROR }, lint: () => [keepaliveTimeFinding('a.yml', 0, 1, '7200')] });
    const words = ['a.yml', '--format', 'concise'];
    expect((await world.run(...words)).stdout).toMatch(/^a\.yml:1:1: error: The first probe .*\n$/);
    expect((await world.run(...words, '--rule', 'stack-keepalive-time:off')).stdout).toBe('');
  });

  it('is one line with a request to report it', async () => {
    const engine = {
      parseFile: () => {
        throw new TypeError('boom\n  at somewhere');
      },
    };
    const world = makeWorld({ files: { 'keepalive.config.json': '{}', 'a.yml': CLEAN }, engine });
    expect(await world.run('a.yml')).toMatchObject({
      exitCode: 2,
      stderr: `keepalive-lint: It failed (TypeError: boom). Please report this: ${ISSUES_URL}\n`,
    });
  });

  it('is a failure of the file while it is mended, and the finding is still there', async () => {
    const engine = {
      applyFixes: () => {
        throw new Error('boom');
      },
    };
    const { stdout, exitCode } = await makeWorld({ files: { 'a.yml': ERROR }, engine }).run(
      'a.yml',
      '--fix',
      '--format',
      'concise',
    );
    expect(stdout).toMatch(
      /^a\.yml:1:1: error: keepalive-lint itself failed on this file \(Error: boom\)\.\na\.yml:4:37: error: /,
    );
    expect(exitCode).toBe(2);
  });

  it('is said of the first file of a stack, once', async () => {
    const engine = {
      applyFixes: () => {
        throw new Error('boom');
      },
    };
    const world = makeWorld({ files: { 'a.yml': CLEAN, 'b.yml': CLEAN }, engine });
    expect((await world.run('-c', 'a.yml', '-c', 'b.yml', '--fix', '--format', 'concise')).stdout).toBe(
      'a.yml:1:1: error: keepalive-lint itself failed on this file (Error: boom).\n',
    );
  });

  it('is told, too, when it is no error', async () => {
    const lint = (): never => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- what a library might do
      throw 'boom';
    };
    const { stdout } = await makeWorld({ files: { 'a.yml': CLEAN }, lint }).run('a.yml', '--format', 'concise');
    expect(stdout).toBe('a.yml:1:1: error: keepalive-lint itself failed on this file (boom).\n');
  });
});

describe('--version', () => {
  it('answers beside other options', async () => {
    expect(await makeWorld().run('--no-config', '--version')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/) as string,
    });
  });
});

describe('two comments for one line', () => {
  it('hold both', async () => {
    const text = `services:
  web:
    sysctls:
      # keepalive-disable-next-line stack-keepalive-time
      - net.ipv4.tcp_keepalive_time=7200 # keepalive-disable-line stack-ignored-option -- FIXME
`;
    const world = makeWorld({ files: { 'a.yml': text } });
    expect((await world.run('a.yml', '--format', 'concise')).stdout).toBe('');
    expect((await world.run('a.yml', '--format', 'concise', '--no-inline')).stdout.split('\n')).toHaveLength(3);
  });
});
