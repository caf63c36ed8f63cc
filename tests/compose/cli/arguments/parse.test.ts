import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../../src/compose/cli/arguments/parse.js';

const parse = (line: string): ReturnType<typeof parseArguments> => parseArguments(line.split(' ').filter(Boolean));

describe('parseArguments', () => {
  it('mixes options and files', () => {
    const { options, operands } = parse('a.yml --fail-on warn b.yml');
    expect(operands).toEqual(['a.yml', 'b.yml']);
    expect(options.get('fail-on')).toBe('warn');
  });

  it('gives an option that may be repeated one value each time, so that it never takes a file', () => {
    const { lists, operands } = parse('--rule stack-schema:off a.yml -c b.yml -c=c.yml --compose-file=d.yml');
    expect(lists.get('rule')).toEqual(['stack-schema:off']);
    expect(lists.get('compose-file')).toEqual(['b.yml', 'c.yml', 'd.yml']);
    expect(operands).toEqual(['a.yml']);
  });

  it('takes an optional value after = only', () => {
    expect(parse('--fix a.yml')).toMatchObject({ operands: ['a.yml'] });
    expect(parse('--fix=all a.yml').options.get('fix')).toBe('all');
  });

  it('takes everything after -- for a file', () => {
    const { operands, options } = parse('--no-config -- --config=evil.json explain');
    expect(operands).toEqual(['--config=evil.json', 'explain']);
    expect([...options.keys()]).toEqual(['no-config']);
  });

  it('takes - for standard input, not for an option', () => {
    expect(parse('-').operands).toEqual(['-']);
  });

  it('takes a command only in the first place', () => {
    expect(parse('explain stack-schema')).toMatchObject({ command: 'explain', operands: ['stack-schema'] });
    expect(parse('a.yml rules')).toMatchObject({ command: null, operands: ['a.yml', 'rules'] });
    expect(parse('./rules')).toMatchObject({ command: null, operands: ['./rules'] });
  });

  it.each([
    ['--formt json', 'There is no option --formt. Did you mean --format?'],
    ['--max-warning=3', 'There is no option --max-warning. Did you mean --max-warnings?'],
    ['--zzz', 'There is no option --zzz. See keepalive-lint --help.'],
    ['-z', 'There is no option -z. See keepalive-lint --help.'],
    ['--format', '--format needs a value: --format NAME[=FILE].'],
    ['--ascii=yes', '--ascii takes no value.'],
    ['--fix=', '--fix= needs a value.'],
    ['--fix=everything', '--fix cannot be "everything"; it is one of safe, all.'],
    ['--fail-on warning', '--fail-on cannot be "warning"; it is one of error, warn, never.'],
  ])('refuses `%s` in one line', (line, message) => {
    expect(() => parse(line)).toThrow(message);
  });
});
