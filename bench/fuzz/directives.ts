/** Comments that switch rules off, among anything else. */
import { applyDirectives, readDirectives } from '../../src/compose/directives.js';
import { RULE_IDS } from '../../src/core/catalog/index.js';
import { check, type Target } from './target.js';

const WORDS = [
  ...Array.from('#;,- \t\n\r'),
  '# keepalive-disable',
  '-next-line ',
  '-line ',
  '-file ',
  '# keepalive-enable ',
  '# eslint-disable ',
  'keepalive/',
  ' -- why',
  'stack-schema',
  'stack-keepalive-time, host-sysctl',
  'no-such-rule',
  'a: b\n',
];

const ran = new Set(RULE_IDS);

export function loadDirectivesTarget(): Target {
  const corpus = ['a: b # keepalive-disable-line stack-schema -- why\n# keepalive-disable\nc: d\n# keepalive-enable\n'];
  return { name: 'directives', share: 15, corpus, words: WORDS, attempt };
}

function attempt(text: string): string {
  const directives = readDirectives(text);
  for (const { start, end, rules } of directives) {
    check(0 <= start && start < end && end <= text.length, 'A directive has a place in the text.');
    for (const rule of rules ?? []) check(text.slice(rule.start, rule.end) === rule.name, 'A rule is where it says.');
  }
  const items = Array.from({ length: 5 }, (_, index) => ({
    ruleId: RULE_IDS[index] ?? null,
    span: { start: Math.floor((index * text.length) / 5) },
  }));
  const { kept, suppressed, unused } = applyDirectives(text, items, directives, ran);
  check(kept.length + suppressed.length === items.length, 'A finding is kept or silenced.');
  check(directives.length > 0 || kept.length === items.length, 'Without a comment nothing is silenced.');
  return [...new Set(directives.map(({ kind, dialect }) => kind + dialect)), kept.length, unused.length > 0].join();
}
