/** Every rule page keeps its promises: its sections are there, its options are named, and its samples are linted. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as tsParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { BUILT_RULES, type RuleEntry, type RuleId } from '../../src/core/catalog/index.js';
import { judgeStack } from '../../src/compose/engine.js';
import { readStack } from '../../src/compose/read-stack.js';
import plugin from '../../src/index.js';
import { findSamples, type Sample } from './samples.js';

const folder = path.join(import.meta.dirname, '..', '..', 'docs', 'rules');

function lintCode(rule: RuleEntry, { code, language, options }: Sample): string[] {
  const messages = new Linter().verify(
    code,
    {
      files: [`**/*.${language}`],
      plugins: { keepalive: plugin },
      languageOptions: language === 'ts' ? { parser: tsParser } : {},
      rules: { [`keepalive/${rule.id}`]: options ? ['error', options] : 'error' },
    },
    `sample.${language}`,
  );
  return messages.map(({ message, ruleId }) => (ruleId ? message : `not linted: ${message}`));
}

function lintStack(rule: RuleEntry, { code }: Sample): string[] {
  const stack = readStack([{ name: 'docker-stack.yml', content: code }]);
  return judgeStack(stack, { rules: [rule.id as RuleId] }).map(({ message }) => message);
}

const LINTERS: Partial<Record<RuleEntry['language'], (rule: RuleEntry, sample: Sample) => string[]>> = {
  js: lintCode,
  yaml: lintStack,
};

describe.each(BUILT_RULES.map((rule) => [rule.id, rule] as const))('docs/rules/%s.md', (id, rule) => {
  const page = readFileSync(path.join(folder, `${id}.md`), 'utf8');
  const samples = findSamples(page);

  it('has every section, in order', () => {
    const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      'Why',
      'Examples',
      'Options',
      'Limitations',
      'When not to use it',
      'Evidence',
      'Further reading',
    ]);
  });

  it('names every option', () => {
    for (const option of Object.keys(rule.schema[0]?.properties ?? {})) expect(page).toContain(`\`${option}\``);
  });

  it('shows incorrect and correct samples', () => {
    expect(new Set(samples.map(({ verdict }) => verdict))).toEqual(new Set(['incorrect', 'correct']));
  });

  const lint = LINTERS[rule.language];
  if (!lint) return;
  it('says of its samples what is stored', async () => {
    const findings = samples.map((sample) =>
      [`${sample.language} ${sample.verdict}`, ...lint(rule, sample)].join('\n  '),
    );
    await expect(`${findings.join('\n')}\n`).toMatchFileSnapshot(`samples/${id}.txt`);
  });

  it.each(samples.map((sample) => [sample.line, sample.verdict, sample] as const))(
    'line %d: the sample is %s',
    (_, verdict, sample) => {
      const found = lint(rule, sample);
      expect(found.filter((message) => message.startsWith('not linted'))).toEqual([]);
      // A page that shows four faulty channels promises four findings.
      const promised = verdict === 'correct' ? 0 : Math.max(1, [...sample.code.matchAll(/^export const/gm)].length);
      if (promised === 0) expect(found).toEqual([]);
      else expect(found.length).toBeGreaterThanOrEqual(promised);
    },
  );
});

it('has no page of a rule that does not exist', () => {
  const pages = readdirSync(folder).map((name) => path.basename(name, '.md'));
  expect(pages.sort()).toEqual(BUILT_RULES.map(({ id }) => id).sort());
});
