import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCommand, NEIGHBOUR, resultsOf, STACK_TRACE } from './command.js';
import type { Command } from './command.js';
import { GENERATED } from './generated.js';

let command: Command;

beforeAll(() => {
  command = makeCommand();
  for (const [name, text] of Object.entries(GENERATED)) command.write(name, text);
  command.write('neighbour.yml', NEIGHBOUR);
});

afterAll(() => {
  command.remove();
});

const names = Object.keys(GENERATED);

describe('files that are made to be hard work', () => {
  it('are no larger than 1 MB, which is the promise that is tested', () => {
    expect(names.filter((name) => (GENERATED[name] ?? '').length > 1_050_000)).toEqual([]);
  });

  it('come to an end in one run, each with a result, and their neighbour is linted', () => {
    const linted = command.run(['--format', 'json', ...names, 'neighbour.yml']);
    expect(linted).toMatchObject({ signal: null, stderr: '', status: 2 });
    expect(linted.stdout).not.toMatch(STACK_TRACE);
    expect(linted.stdout).not.toContain('keepalive-lint itself failed');
    const results = resultsOf(linted);
    expect([...results.keys()].sort()).toEqual([...names, 'neighbour.yml'].sort());
    expect(results.get('neighbour.yml')?.messages.map(({ ruleId }) => ruleId)).toContain('stack-keepalive-time');
    const located = [...results.values()].flatMap(({ messages }) => messages).filter(({ line }) => !(line >= 1));
    expect(located).toEqual([]);
  }, 900_000);

  it('are mended by the thousand', () => {
    const run = command.run(['--diff', '--fix=all', 'findings.yml']);
    expect(run).toMatchObject({ signal: null, stderr: '', status: 1 });
    expect(run.stdout.match(/^\+.*tcp_keepalive_time: 600/gm)).toHaveLength(2000);
  }, 900_000);

  it('say so when they nest too deeply', () => {
    const deep = names.filter((name) => name.startsWith('deep-'));
    const results = resultsOf(command.run(['--format', 'json', ...deep]));
    for (const name of deep) expect([name, results.get(name)?.messages]).toMatchObject([name, [{ fatal: true }]]);
  });
});
