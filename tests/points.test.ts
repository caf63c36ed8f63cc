/**
 * Forty points by which a plugin of 2026 can be judged, each with the place that checks it. A point whose check was moved or
 * deleted fails here.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '..');

interface Point {
  readonly claim: string;
  /** A file and a text in it that does the checking: the title of a test, or the command that CI runs. */
  readonly shownBy: readonly (readonly [file: string, text: string])[];
}

const SCRIPTS = 'package.json';

const POINTS: readonly Point[] = [
  // The package
  {
    claim: 'ESM with types, attw clean',
    shownBy: [
      [SCRIPTS, 'attw --pack . --profile esm-only'],
      ['.ci/run', 'package:check'],
    ],
  },
  { claim: 'publint clean', shownBy: [[SCRIPTS, 'publint --strict']] },
  {
    claim: 'engines and peer',
    shownBy: [
      [SCRIPTS, '"node": "^20.19.0 || ^22.13.0 || >=24"'],
      [SCRIPTS, '"eslint": ">=9.38.0"'],
    ],
  },
  { claim: 'no run-time dependency', shownBy: [['tests/hosts/package.test.ts', 'installs nothing else']] },
  {
    claim: 'installs beside TypeScript 7',
    shownBy: [['tests/hosts/typescript.test.ts', 'installs beside the plugin: same findings']],
  },
  {
    claim: 'no side effects, small',
    shownBy: [
      [SCRIPTS, '"sideEffects": false'],
      ['tests/hosts/package.test.ts', 'of own code, bundled libraries not counted'],
    ],
  },
  { claim: 'import below 60 ms', shownBy: [['bench/budget.json', 'import of the plugin, ms']] },
  {
    claim: 'released with provenance',
    shownBy: [
      ['.github/workflows/release.yml', 'id-token: write'],
      ['.changeset/config.json', 'changelog'],
    ],
  },
  { claim: 'knip clean', shownBy: [[SCRIPTS, 'knip &&']] },
  // The plugin object
  {
    claim: 'meta',
    shownBy: [
      ['tests/plugin.test.ts', 'names itself and its namespace'],
      ['tests/hosts/package.test.ts', 'version of package.json'],
    ],
  },
  {
    claim: 'named config entries with files',
    shownBy: [['tests/plugin.test.ts', 'gives every config entry a name, files, and itself']],
  },
  {
    claim: 'extends by name, also under an alias',
    shownBy: [['tests/hosts/eslint-versions.ts', 'a renamed plugin, language included']],
  },
  {
    claim: 'either order with eslint-plugin-yml',
    shownBy: [['tests/hosts/neighbours.ts', "yml's recommended %s ours: findings of both"]],
  },
  { claim: 'unscoped neighbours', shownBy: [['tests/hosts/neighbours.ts', 'nobody throws, same findings']] },
  {
    claim: '--print-config',
    shownBy: [['tests/hosts/eslint-versions.ts', '--print-config for a code file and for a stack file']],
  },
  {
    claim: 'ESLint × Node',
    shownBy: [
      ['tests/hosts/eslint-versions.ts', 'same findings in code and stack, on Node %s'],
      ['.github/workflows/ci.yml', 'windows-latest'],
    ],
  },
  {
    claim: 'oxlint, with a fix and a suggestion',
    shownBy: [
      ['tests/hosts/oxlint.test.ts', 'applies a suggestion, after which the rules are silent'],
      ['tests/hosts/oxlint.test.ts', 'applies a fix'],
    ],
  },
  // The rules
  {
    claim: 'rule, test and page are one list',
    shownBy: [['tests/rules/catalog.test.ts', 'lists exactly the rules that have tests']],
  },
  {
    claim: 'languages on every rule',
    shownBy: [['tests/plugin.test.ts', 'says of every rule which languages it is for']],
  },
  { claim: 'a page behind every url', shownBy: [['tests/rules/catalog.test.ts', 'has a page where its url says']] },
  {
    claim: 'described options with defaults',
    shownBy: [['tests/rules/catalog.test.ts', 'describes every option and gives it a default']],
  },
  { claim: 'positive option names with units', shownBy: [['tests/rules/catalog.test.ts', 'names options positively']] },
  {
    claim: 'messages are sentences with values',
    shownBy: [
      ['tests/rules/catalog.test.ts', 'ends every message with a dot'],
      ['tests/rules/catalog.test.ts', 'uses every message'],
    ],
  },
  { claim: 'no crash without parser services', shownBy: [['tests/rules/rule-tester.ts', 'any parser']] },
  { claim: 'empty file, TypeScript syntax, types', shownBy: [['tests/plugin.test.ts', 'says nothing about %s']] },
  { claim: 'types only add', shownBy: [['tests/plugin.test.ts', 'finds with types at least what it finds without']] },
  {
    claim: 'facts are data, compared with the running library',
    shownBy: [
      ['tests/grpc/channel-options.test.ts', '@grpc/grpc-js'],
      ['tests/compose/docker/differential.test.ts', 'docker'],
    ],
  },
  {
    claim: 'no state between files',
    shownBy: [
      ['vitest.config.ts', 'shuffle: { files: true'],
      ['tests/hosts/eslint-versions.ts', '--concurrency 2: same findings'],
    ],
  },
  // Edits
  {
    claim: 'an edit parses, satisfies its rule, and is stable',
    shownBy: [
      ['tests/rules/rule-tester.ts', 'its edits'],
      ['tests/compose/fix/shapes.test.ts', 'leaves it alone the second time'],
    ],
  },
  {
    claim: 'no comment is lost',
    shownBy: [
      ['tests/compose/fix/properties.test.ts', 'keep every comment'],
      ['tests/rules/comments.test.ts', 'keeps every comment'],
    ],
  },
  { claim: 'only text the rule owns', shownBy: [['tests/compose/fix/operations.test.ts', 'refuse']] },
  {
    claim: 'BOM, CRLF, tabs, emoji',
    shownBy: [
      ['tests/compose/fix/shapes.test.ts', 'CRLF'],
      ['tests/compose/cli/render/pretty.test.ts', 'gives an emoji two columns'],
    ],
  },
  // Evidence
  {
    claim: 'exact messages and places in every test',
    shownBy: [['tests/rules/rule-tester.ts', "assertionOptions: { requireMessage: 'message', requireLocation: true }"]],
  },
  { claim: 'coverage with a threshold', shownBy: [['vitest.config.ts', 'thresholds']] },
  { claim: 'mutation score', shownBy: [['stryker.config.json', '"break": 85']] },
  { claim: 'stored findings on real repositories', shownBy: [[SCRIPTS, '"ecosystem"']] },
  {
    claim: 'benchmark with a budget',
    shownBy: [
      [SCRIPTS, '"bench"'],
      ['bench/budget.json', 'share of lint time'],
    ],
  },
  // Documentation
  { claim: 'generated parts are current', shownBy: [['.ci/run', 'docs:check']] },
  {
    claim: 'every sample is linted',
    shownBy: [
      ['tests/docs/rule-pages.test.ts', 'the sample is %s'],
      ['tests/docs/rule-pages.test.ts', 'names every option'],
    ],
  },
  {
    claim: 'the README shows a finding first',
    shownBy: [
      ['README.md', 'npm run demo'],
      ['docs/hosts.md', 'dockercompose'],
      ['docs/hosts.md', '--no-warn-ignored'],
      ['tests/integrations/recipes.test.ts', 'shows one file in each of its blocks'],
      ['docs/ci.md', 'lint-staged'],
    ],
  },
];

describe('a point of the list', () => {
  it.each(POINTS.map(({ claim, shownBy }, index) => [index + 1, claim, shownBy] as const))(
    '%d: %s',
    (_, __, shownBy) => {
      for (const [file, text] of shownBy) {
        expect(existsSync(path.join(root, file)), file).toBe(true);
        expect(readFileSync(path.join(root, file), 'utf8'), file).toContain(text);
      }
    },
  );

  it('is one of forty', () => {
    expect(POINTS).toHaveLength(40);
  });
});
