import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../../src/compose/fix/unified-diff.js';

describe('a unified diff', () => {
  it('is empty when nothing changed', () => {
    expect(unifiedDiff('a.yml', 'x\n', 'x\n')).toBe('');
  });

  it('shows three lines around a change', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh\ni\n';
    expect(unifiedDiff('stacks/a.yml', before, before.replace('e\n', 'E\n'))).toBe(
      '--- a/stacks/a.yml\n+++ b/stacks/a.yml\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n',
    );
  });

  it('keeps changes that are near in one hunk and the others apart', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `${index}\n`);
    const after = lines.map((line, index) => (index === 2 || index === 8 || index === 25 ? 'x\n' : line)).join('');
    expect(unifiedDiff('a', lines.join(''), after).match(/^@@.*$/gm)).toEqual([
      '@@ -1,12 +1,12 @@',
      '@@ -23,7 +23,7 @@',
    ]);
  });

  it('says where the last line has no line break', () => {
    expect(unifiedDiff('a', 'x', 'y\n')).toBe('--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+y\n');
  });

  it('puts a file name with a line break in quotes', () => {
    expect(unifiedDiff('a\nb', '', 'x\n')).toBe('--- "a/a\\nb"\n+++ "b/a\\nb"\n@@ -0,0 +1 @@\n+x\n');
  });

  it('writes any other control character of a file name as git does, in octal', () => {
    expect(unifiedDiff('a\u0001', '', 'x\n')).toBe('--- "a/a\\001"\n+++ "b/a\\001"\n@@ -0,0 +1 @@\n+x\n');
  });

  it('shows thousands of edits one by one', () => {
    const lines = Array.from({ length: 8000 }, (_, index) => `  s${index}:\n    time: 7200\n`).join('');
    const diff = unifiedDiff('a', lines, lines.replaceAll('time: 7200', 'time: 600'));
    expect(diff.match(/^[-+] .*$/gm)).toHaveLength(16_000);
  });

  it('shows texts without a common line as replaced', () => {
    const text = (word: string): string => `${word}\n`.repeat(300);
    const diff = unifiedDiff('a', text('old'), text('new'));
    expect(diff).toBe(`--- a/a\n+++ b/a\n@@ -1,300 +1,300 @@\n${'-old\n'.repeat(300)}${'+new\n'.repeat(300)}`);
  });

  it('names a file by its absolute path without a second slash', () => {
    expect(unifiedDiff('/srv/a.yml', '', 'x\n')).toMatch(/^--- a\/srv\/a\.yml\n/);
  });

  it('leads git from the old text to the new one', () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'keepalive-diff-'));
    const line = fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n', 'd # é\n');
    const text = fc
      .tuple(fc.array(line, { maxLength: 20 }), fc.constantFrom('', 'end'))
      .map(([lines, end]) => lines.join('') + end);
    try {
      fc.assert(
        fc.property(text, text, (before, after) => {
          const diff = unifiedDiff('f', before, after);
          if (before === after) {
            expect(diff).toBe('');
            return;
          }
          writeFileSync(path.join(directory, 'f'), before);
          const args = ['apply', '--unidiff-zero', '--whitespace=nowarn', '-'];
          const run = spawnSync('git', args, { cwd: directory, input: diff, encoding: 'utf8' });
          expect(run.stderr).toBe('');
          expect(readFileSync(path.join(directory, 'f'), 'utf8')).toBe(after);
        }),
        { numRuns: 60 },
      );
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
