/** What `npm run fuzz` found, one case each. */
import { describe, expect, it } from 'vitest';
import { judgeStack, readStack } from '../../src/compose/engine.js';
import { applyFixes } from '../../src/compose/fix/apply-fixes.js';
import type { FixRequest } from '../../src/compose/fix/apply-fixes.js';

const lint: FixRequest['lint'] = (files) =>
  judgeStack(readStack(files.map(({ name, text }) => ({ name, content: text }))));

describe('every problem has a place in the text', () => {
  it.each([
    ['a file of one comment, which has no document to end', '#e'],
    ['a directive that the parser places before the text', '%TAG c e ]'],
  ])('in %s', (_, content) => {
    const { problems } = readStack([{ name: 'stack.yml', content }]);
    for (const { span } of problems) {
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeLessThanOrEqual(content.length);
    }
  });
});

describe('the search for a directive before the document', () => {
  it('looks at each of many blank lines once', () => {
    const content = `${'\n'.repeat(5000)}# head\r\n%YAML 1.3\n---\nservices: {}\n`;
    const { problems } = readStack([{ name: 'stack.yml', content }]);
    expect(problems).toMatchObject([{ code: 'yaml-syntax', span: { start: 5008, end: 5017 } }]);
  });
});

describe('--fix=all', () => {
  it('leaves out a suggestion that leads to another finding', () => {
    const file = { name: 'stack.yml', text: 'service:\n', path: null };
    const files = applyFixes({ files: [file], lint, choice: 'all', mode: 'show', root: '/' });
    expect(files).toEqual([{ kind: 'unchanged', name: 'stack.yml', text: 'service:\n' }]);
  });
});
