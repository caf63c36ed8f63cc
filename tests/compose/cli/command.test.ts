import { afterAll, describe, expect, it } from 'vitest';
import { makeWorld, removeWorlds } from './fake-world.js';

afterAll(removeWorlds);

const BAD = `services:
  web:
    image: nginx
    sysctls:
      - net.ipv4.tcp_keepalive_time=7200
`;
const GOOD = BAD.replace('7200', '600');

describe('keepalive-lint FILE…', () => {
  it('shows the finding in its source, what to do, and one line of summary', async () => {
    const { run } = makeWorld({ files: { 'docker-stack.yml': BAD } });
    const { stdout, exitCode } = await run('docker-stack.yml');
    expect(exitCode).toBe(1);
    expect(stdout).toBe(
      [
        'error[stack-keepalive-time]: The first probe comes after 7200 s, but the connection is forgotten',
        '  after 900 s.',
        ' --> docker-stack.yml:5:37',
        '  |',
        '1 | services:',
        '2 |   web:',
        '3 |     image: nginx',
        '4 |     sysctls:',
        '5 |       - net.ipv4.tcp_keepalive_time=7200',
        '  |                                     ^^^^ must be at most 859',
        '  |',
        '  = when: 0 ●─── 15m ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 2h ──   ● last packet  ▒ calls fail',
        '  = help: Set net.ipv4.tcp_keepalive_time to 600. (--fix=all)',
        '  = docs: keepalive-lint explain stack-keepalive-time',
        '',
        '1 finding (1 error) in 1 file, 1 fixable with --fix=all, 0 ms.',
        '',
      ].join('\n'),
    );
  });

  it('prints the results as ESLint does with --format json', async () => {
    const { run, cwd } = makeWorld({ files: { 'docker-stack.yml': BAD } });
    const { stdout } = await run('docker-stack.yml', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject([
      { filePath: `${cwd}/docker-stack.yml`, errorCount: 1, messages: [{ line: 5, column: 37, endColumn: 41 }] },
    ]);
  });

  it('is quiet about good files but for the summary', async () => {
    const { run } = makeWorld({ files: { 'docker-stack.yml': GOOD } });
    expect(await run()).toEqual({ exitCode: 0, stdout: 'No findings in 1 file, 0 ms.\n', stderr: '' });
  });
});
