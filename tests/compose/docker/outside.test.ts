/** What a stack depends on outside its files. Nothing is opened unless the caller says how. */
import { describe, expect, test } from 'vitest';
import { readStack, type ReadOptions } from '../../../src/compose/read-stack.js';

function read(content: string, files: Record<string, string> = {}, options: ReadOptions = {}) {
  const readFile = (path: string): string | null => files[path] ?? null;
  return readStack([{ name: 'deploy/stack.yml', content }], { readFile, ...options });
}

const SERVICE = 'services:\n  web:\n    image: nginx\n';

describe('env_file', () => {
  test('brings variables, which environment overrides', () => {
    const stack = read(`${SERVICE}    env_file: web.env\n    environment: {B: own}\n`, {
      'deploy/web.env': '# comment\nA=1\nB=2\n',
    });
    const environment = stack.services.get('web')?.environment;
    expect(environment?.get('A')?.value).toBe('1');
    expect(environment?.get('B')?.value).toBe('own');
    expect(stack.deployable).toBe(true);
  });

  test('must exist', () => {
    expect(read(`${SERVICE}    env_file: web.env\n`).problems).toMatchObject([
      { code: 'missing-file', data: { file: 'web.env' }, docker: 'open web.env: no such file or directory' },
    ]);
  });

  test('may have no name with a blank in it', () => {
    const { problems } = read(`${SERVICE}    env_file: web.env\n`, { 'deploy/web.env': 'A B=1\n' });
    expect(problems).toMatchObject([{ code: 'bad-env-file', docker: "variable 'A B' contains whitespaces" }]);
  });

  test('that is not UTF-8 is refused, at the line of the first bad byte', () => {
    const { problems } = read(`${SERVICE}    env_file: web.env\n`, { 'deploy/web.env': 'A=1\n# caf\udce9\n' });
    expect(problems).toMatchObject([{ code: 'bad-env-file', docker: 'invalid utf8 bytes at line 2' }]);
  });

  test('is taken to exist when nobody can look', () => {
    expect(readStack([{ name: 'stack.yml', content: `${SERVICE}    env_file: web.env\n` }]).problems).toEqual([]);
  });
});

describe('.env beside the file', () => {
  const uses = `${SERVICE}    hostname: \${NAME}\n`;

  test('is not read, which is said when it has a variable that the stack uses', () => {
    const stack = read(uses, { 'deploy/.env': 'NAME=x\n' });
    expect(stack.services.get('web')?.hostname?.value).toBe('');
    expect(stack.problems).toMatchObject([
      { stage: 'ignored', code: 'dot-env-not-read', data: { variables: ['NAME'] } },
    ]);
  });

  test.each([
    ['it has other variables only', { 'deploy/.env': 'OTHER=x\n' }, {}],
    ['the variable is set', { 'deploy/.env': 'NAME=x\n' }, { environment: new Map([['NAME', 'y']]) }],
  ])('is not mentioned when %s', (_, files, options) => {
    expect(read(uses, files, options).problems).toEqual([]);
  });
});

describe('the file of a config or secret', () => {
  test('must exist, whether a service uses it or not', () => {
    const content = `${SERVICE}configs:\n  c:\n    file: ./c.conf\n`;
    const docker = 'open ./c.conf: no such file or directory';
    expect(read(content).problems).toMatchObject([{ stage: 'deploy', path: ['configs', 'c', 'file'], docker }]);
    expect(read(content, { 'deploy/c.conf': '' }).problems).toEqual([]);
  });

  test('must be named, unless it is external', () => {
    const { problems } = read(`${SERVICE}secrets:\n  a: {}\n  b: {external: true}\n`);
    expect(problems).toMatchObject([{ path: ['secrets', 'a'], docker: 'is a directory' }]);
  });
});

describe('an external network', () => {
  const joins = `${SERVICE}    networks: [n]\nnetworks:\n  n: {external: true, name: backbone}\n`;

  test.each([
    ['missing', 'missing-network'],
    ['local', 'local-network'],
  ] as const)('that is %s is refused', (scope, code) => {
    const { problems } = read(joins, {}, { findNetwork: () => scope });
    expect(problems).toMatchObject([{ stage: 'deploy', code, data: { name: 'backbone' } }]);
  });

  test('is taken to exist when nobody can look', () => {
    expect(read(joins).problems).toEqual([]);
  });

  test.each(['host', 'container:web'])('named %s needs no look', (name) => {
    const { problems } = read(joins.replace('backbone', `"${name}"`), {}, { findNetwork: () => 'missing' });
    expect(problems).toEqual([]);
  });
});
