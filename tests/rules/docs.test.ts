/** Every sample on the page of a channel rule does what its heading says. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILT_RULES } from '../../src/core/catalog/index.js';
import type { ChannelRuleId } from '../../src/rules/rule.js';
import { lint } from './rule-tester.js';

const SECTIONS = ['Why', 'Examples', 'Options', 'Limitations', 'When not to use it', 'Evidence', 'Further reading'];
const rules = BUILT_RULES.filter(({ language }) => language === 'js').map(({ id }) => id as ChannelRuleId);

describe.each(rules)('the page of %s', (id) => {
  const page = readFileSync(path.join(import.meta.dirname, '../../docs/rules', `${id}.md`), 'utf8');
  const samples = [...page.matchAll(/^```(\w+) (incorrect|correct)\n(.*?)^```$/gms)].map(
    ([, language = '', verdict = '', code = '']) => ({ language, verdict, code }),
  );

  it('has its sections in order', () => {
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(SECTIONS);
  });

  it('has samples of both kinds', () => {
    expect(new Set(samples.map(({ verdict }) => verdict))).toEqual(new Set(['incorrect', 'correct']));
  });

  it.each(samples.filter(({ verdict }) => verdict === 'incorrect'))(
    'has a finding for each construct of %#',
    ({ code }) => {
      const findings = lint(id, { code });
      const constructs = code.match(/^export const/gm)?.length ?? 1;
      expect(findings.map(({ message }) => message)).toHaveLength(constructs);
    },
  );

  it.each(samples.filter(({ verdict }) => verdict === 'correct'))(
    'has no finding for correct sample %#',
    ({ code }) => {
      expect(lint(id, { code })).toEqual([]);
    },
  );
});
