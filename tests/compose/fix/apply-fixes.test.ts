import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/compose/fix/apply-fixes.js';
import type { FixRequest } from '../../../src/compose/fix/apply-fixes.js';
import { replaceScalar } from '../../../src/compose/fix/operations.js';
import type { StackFile } from '../../../src/compose/docker/stack.js';
import type { Finding } from '../../../src/core/finding.js';

let root = '';

beforeEach(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'keepalive-fix-'));
});

afterEach(() => {
  fs.rmSync(root, { recursive: true });
});

/** Finds `time: 7200` in every file, and knows what to do about it. */
function lint(files: readonly StackFile[]): Finding[] {
  return files.flatMap((file): Finding[] => {
    const start = file.text.indexOf('7200');
    const result = replaceScalar(file, ['time'], 600);
    if (start < 0 || result.kind === 'refused') return [];
    const fix = {
      messageId: 'mend',
      data: {},
      message: 'Set time to 600.',
      edits: result.edits,
      changes: result.changes,
    };
    const place = { file: file.name, start, end: start + 4, path: ['time'] };
    return [
      {
        ...place,
        ruleId: 'stack-keepalive-time',
        messageId: 'late',
        data: {},
        message: 'Late.',
        related: [],
        fix,
        suggestions: [],
      },
    ];
  });
}

function request(texts: Readonly<Record<string, string>>, mode: FixRequest['mode']): FixRequest {
  const files = Object.entries(texts).map(([name, text]) => {
    fs.writeFileSync(path.join(root, name), text);
    return { name, text, path: path.join(root, name) };
  });
  return { files, lint, choice: 'fixes', mode, root };
}

describe('the files of a stack', () => {
  it('are written where an edit changes them', () => {
    const outcome = applyFixes(request({ 'a.yml': 'time: 7200\n', 'b.yml': 'time: 1\n' }, 'write'));
    const diff = '--- a/a.yml\n+++ b/a.yml\n@@ -1 +1 @@\n-time: 7200\n+time: 600\n';
    expect(outcome).toEqual([
      { kind: 'written', name: 'a.yml', text: 'time: 600\n', diff, editCount: 1 },
      { kind: 'unchanged', name: 'b.yml', text: 'time: 1\n' },
    ]);
    expect(fs.readFileSync(path.join(root, 'a.yml'), 'utf8')).toBe('time: 600\n');
  });

  it('are only shown when that is asked for', () => {
    const outcome = applyFixes(request({ 'a.yml': 'time: 7200\n' }, 'show'));
    expect(outcome).toMatchObject([{ kind: 'shown', text: 'time: 600\n' }]);
    expect(fs.readFileSync(path.join(root, 'a.yml'), 'utf8')).toBe('time: 7200\n');
  });

  it('are left alone, each for itself, where they cannot be written', () => {
    const wanted = request({ 'a.yml': 'time: 7200\n', 'b.yml': 'time: 7200\n' }, 'write');
    fs.writeFileSync(path.join(root, 'a.yml'), 'time: 9\n');
    expect(applyFixes(wanted)).toMatchObject([
      { kind: 'refused', name: 'a.yml', reason: 'It changed while it was being linted.' },
      { kind: 'written', name: 'b.yml' },
    ]);
  });

  it('are all left alone when an edit is not what it says', () => {
    const wanted = request({ 'a.yml': 'time: 7200\n', 'b.yml': 'time: 1\n' }, 'write');
    const lint: FixRequest['lint'] = (files) =>
      wanted.lint(files).map((finding) => ({ ...finding, fix: finding.fix && { ...finding.fix, changes: [] } }));
    const reason =
      'The edits of stack-keepalive-time were not made. The edit would change more than it says, at `time`.';
    expect(applyFixes({ ...wanted, lint })).toEqual([
      { kind: 'refused', name: 'a.yml', text: 'time: 7200\n', reason },
      { kind: 'refused', name: 'b.yml', text: 'time: 1\n', reason },
    ]);
  });
});
