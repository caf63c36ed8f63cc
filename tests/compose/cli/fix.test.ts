import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { replaceScalar } from '../../../src/compose/fix/operations.js';
import type { StackFile } from '../../../src/compose/docker/stack.js';
import type { Finding, Remedy } from '../../../src/core/finding.js';
import { fixableFinding, keepaliveTimeFinding, makeWorld, removeWorlds, type WorldOptions } from './fake-world.js';

afterAll(removeWorlds);

const STACK = `services:
  web:
    image: nginx
    restart: FIXME
    environment:
      PASSWORD: hunter2
    sysctls:
      net.ipv4.tcp_keepalive_time: 7200
`;

/** `restart: FIXME` has a fix; a keepalive time of 7200 has a suggestion. */
function lint(files: readonly StackFile[]): Finding[] {
  return files.flatMap((file) => {
    const remedy = (key: readonly string[], value: string | number): Pick<Remedy, 'edits' | 'changes'> => {
      const result = replaceScalar(file, ['services', 'web', ...key], value);
      return result.kind === 'edited' ? result : { edits: [] };
    };
    const word = file.text.indexOf('FIXME');
    const time = file.text.indexOf('7200');
    const fixable = fixableFinding(file.name, word, word + 5);
    const late = keepaliveTimeFinding(file.name, time, time + 4, '7200');
    return [
      ...(word < 0
        ? []
        : [{ ...fixable, fix: { messageId: 'x', data: {}, message: 'X.', ...remedy(['restart'], 'always') } }]),
      ...(time < 0
        ? []
        : [
            {
              ...late,
              suggestions: [
                { messageId: 'x', data: {}, message: 'X.', ...remedy(['sysctls', 'net.ipv4.tcp_keepalive_time'], 600) },
              ],
            },
          ]),
    ];
  });
}

const world = (text = STACK, options: WorldOptions = {}): ReturnType<typeof makeWorld> =>
  makeWorld({ files: { 'docker-stack.yml': text }, lint, ...options });
const textOf = ({ cwd }: { cwd: string }): string => readFileSync(path.join(cwd, 'docker-stack.yml'), 'utf8');

describe('--fix', () => {
  it('writes the safe edits and reports what is left', async () => {
    const place = world();
    const { stdout, exitCode } = await place.run('--fix');
    expect(textOf(place)).toBe(STACK.replace('FIXME', 'always'));
    expect(stdout).toContain(
      '1 finding (1 error) in 1 file, 1 fixable with --fix=all, 1 edit written to 1 file, 0 ms.',
    );
    expect(exitCode).toBe(1);
  });

  it('writes the suggested values, too, with =all, and a second run changes nothing', async () => {
    const place = world();
    expect((await place.run('--fix=all')).exitCode).toBe(0);
    expect(textOf(place)).toBe(STACK.replace('FIXME', 'always').replace('7200', '600'));
    expect((await place.run('--fix=all')).stdout).toBe('No findings in 1 file, 0 ms.\n');
  });

  it('leaves alone what a comment switches off', async () => {
    const text = STACK.replace('FIXME', 'FIXME # keepalive-disable-line stack-ignored-option');
    const place = world(text);
    await place.run('--fix');
    expect(textOf(place)).toBe(text);
  });
});

describe('--diff', () => {
  it('shows the edits without a secret, writes nothing, and exits with 1', async () => {
    const place = world();
    const { stdout, exitCode } = await place.run('--diff', '--fix=all');
    expect(stdout).toBe(`--- a/docker-stack.yml
+++ b/docker-stack.yml
@@ -1,8 +1,8 @@
 services:
   web:
     image: nginx
-    restart: FIXME
+    restart: always
     environment:
       PASSWORD: ***
     sysctls:
-      net.ipv4.tcp_keepalive_time: 7200
+      net.ipv4.tcp_keepalive_time: 600
`);
    expect(exitCode).toBe(1);
    expect(textOf(place)).toBe(STACK);
  });

  it('exits with 0 when there is nothing to edit', async () => {
    expect(await world(STACK.replace('FIXME', 'always')).run('--diff')).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('says beside it what could not be read', async () => {
    const { stderr, stdout, exitCode } = await world().run('--diff', 'docker-stack.yml', 'gone.yml');
    expect(stdout).toContain('+    restart: always\n');
    expect(stderr).toBe('gone.yml:1:1: error: There is no such file or directory.\n');
    expect(exitCode).toBe(2);
  });

  it('shows the edits of standard input', async () => {
    const place = makeWorld({ stdin: STACK, lint });
    expect((await place.run('-', '--diff')).stdout).toContain('+    restart: always\n');
  });
});

describe('--fix on a file that changes meanwhile', () => {
  it('writes nothing to it, says so, and fails', async () => {
    let cwd = '';
    const meddling = (files: readonly StackFile[]): Finding[] => {
      writeFileSync(path.join(cwd, 'docker-stack.yml'), 'edited: by hand\n');
      return lint(files);
    };
    const place = makeWorld({ files: { 'docker-stack.yml': STACK }, lint: meddling });
    cwd = place.cwd;
    const { stdout, exitCode } = await place.run('--fix', '--format', 'concise');
    expect(stdout).toMatch(
      /^docker-stack\.yml:1:1: error: Nothing was written to this file: it changed while it was being linted\.$/m,
    );
    expect(textOf(place)).toBe('edited: by hand\n');
    expect(exitCode).toBe(2);
  });
});

describe('--fix --no-inline', () => {
  it('edits what a comment switches off', async () => {
    const text = STACK.replace('FIXME', 'FIXME # keepalive-disable-line stack-ignored-option');
    const place = world(text);
    await place.run('--fix', '--no-inline');
    expect(textOf(place)).toBe(text.replace('FIXME', 'always'));
  });
});

describe('--diff of a file without a line break at its end', () => {
  it('says so, as git does', async () => {
    const text = 'services:\n  web:\n    restart: FIXME';
    expect((await world(text).run('--diff')).stdout).toBe(`--- a/docker-stack.yml
+++ b/docker-stack.yml
@@ -1,3 +1,3 @@
 services:
   web:
-    restart: FIXME
\\ No newline at end of file
+    restart: always
\\ No newline at end of file
`);
  });
});
