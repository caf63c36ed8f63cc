import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCommand, NEIGHBOUR, resultsOf, STACK_TRACE } from './command.js';
import type { Command } from './command.js';

const FOLDER = path.join(import.meta.dirname, 'files');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yml'));

/** Files that are no stack in any reading: Docker's client stops at each of them, too. */
const UNREADABLE = new Set([
  'ansi.yml',
  'badyaml.yml',
  'binary.yml',
  'bomb.yml',
  'commentonly.yml',
  'deepflow-2k.yml',
  'deepflow.yml',
  'disable.yml',
  'empty.yml',
  'latin1.yml',
  'list.yml',
  'mergebomb.yml',
  'nul.yml',
  'null.yml',
  'scalar.yml',
  'selfref.yml',
  'tabs.yml',
  'undefalias.yml',
]);

const FORMATS = ['pretty', 'concise', 'json', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle', 'rdjson', 'tap'];

let command: Command;

beforeAll(() => {
  command = makeCommand();
  command.write('neighbour.yml', NEIGHBOUR);
  for (const name of FILES) command.write(name, readFileSync(path.join(FOLDER, name)));
});

afterAll(() => {
  command.remove();
});

describe('a hostile file', () => {
  it.each(FILES)('%s gets located diagnostics at most, and its neighbour is linted', (name) => {
    const run = command.run(['--format', 'json', name, 'neighbour.yml']);
    expect(run).toMatchObject({ signal: null, stderr: '', status: UNREADABLE.has(name) ? 2 : 1 });
    expect(run.stdout).not.toMatch(STACK_TRACE);
    const results = resultsOf(run);
    expect(results.get('neighbour.yml')?.messages.map(({ ruleId }) => ruleId)).toContain('stack-keepalive-time');
    const fatal = results.get(name)?.messages.filter((message) => message.fatal) ?? [];
    expect(fatal.length > 0).toBe(UNREADABLE.has(name));
    for (const { line, column } of results.get(name)?.messages ?? []) {
      expect([line, column]).toEqual([expect.any(Number), expect.any(Number)]);
      expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
    }
  });
});

describe('all hostile files at once', () => {
  it('leave the others linted', () => {
    const run = command.run(['--format', 'json', ...FILES, 'neighbour.yml']);
    expect(run).toMatchObject({ signal: null, stderr: '', status: 2 });
    const results = resultsOf(run);
    expect([...results.keys()].sort()).toEqual([...FILES, 'neighbour.yml'].sort());
    expect(results.get('neighbour.yml')?.messages).not.toEqual([]);
  });

  it.each(FORMATS)('put no control character into %s', (format) => {
    const { stdout } = command.run(['--format', format, ...FILES]);
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.exec(stdout)).toBeNull();
  });

  it('smuggle no command into the log of a GitHub job', () => {
    const { stdout } = command.run(['--format', 'github', ...FILES]);
    const strange = stdout
      .split('\n')
      .filter((line) => line.includes('::') && !/^::(?:error|warning|notice) /.test(line));
    expect(strange).toEqual([]);
  });

  it('are not written by --fix when they cannot be read', () => {
    command.run(['--fix=all', ...FILES]);
    for (const name of UNREADABLE) {
      expect(readFileSync(path.join(command.folder, name)).equals(readFileSync(path.join(FOLDER, name))), name).toBe(
        true,
      );
    }
  });
});

describe('a hostile configuration', () => {
  it.each(['cfgbad.json', 'cfgbad2.json'])('%s is one line and exit code 2', (name) => {
    const run = command.run(['--config', path.join(FOLDER, name), 'neighbour.yml']);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(/^keepalive-lint: .+\n$/);
  });
});
