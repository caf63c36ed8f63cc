/**
 * Forty points by which a plugin of 2026 can be judged, each with the place that checks it. A point whose check was moved or
 * deleted fails here.
 */
import { readFileSync } from 'node:fs';
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
  {
    claim: 'publint clean',
    shownBy: [
      [SCRIPTS, 'publint --strict'],
      ['.ci/run', 'package:check'],
    ],
  },
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
  {
    claim: 'import below 60 ms',
    shownBy: [
      ['bench/budget.json', '"import of the plugin, ms": 60'],
      ['.github/workflows/weekly.yml', 'npm run bench'],
    ],
  },
  {
    claim: 'released with provenance',
    shownBy: [
      ['.github/workflows/release.yml', "NPM_CONFIG_PROVENANCE: 'true'"],
      ['tests/integrations/workflows.test.ts', 'that publishes gets what another job packed, when a person approves'],
      ['tests/integrations/workflows.test.ts', 'uses the action that is made for the release tool'],
    ],
  },
  {
    claim: 'knip clean',
    shownBy: [
      [SCRIPTS, 'knip &&'],
      ['.ci/run', 'package:check'],
    ],
  },
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
      ['.github/workflows/ci.yml', 'npm run hosts'],
    ],
  },
  {
    claim: 'oxlint, with a fix and a suggestion',
    shownBy: [
      ['tests/hosts/oxlint.test.ts', 'applies a suggestion, after which the rules are silent'],
      ['tests/hosts/oxlint.test.ts', 'applies a fix'],
      ['tests/hosts/oxlint.test.ts', 'takes the configuration that the package ships'],
    ],
  },
  // The rules
  {
    claim: 'rule, test and page are one list',
    shownBy: [
      ['tests/rules/catalog.test.ts', 'lists exactly the rules that have a source file'],
      ['tests/rules/catalog.test.ts', 'lists exactly the rules that have tests'],
      ['tests/rules/catalog.test.ts', 'lists exactly the rules that have a page'],
    ],
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
      ['tests/rules/catalog.test.ts', 'says in every message a name or a value, where there is one'],
      ['tests/rules/catalog.test.ts', 'uses every message'],
    ],
  },
  { claim: 'no crash without parser services', shownBy: [['tests/rules/rule-tester.ts', '${id}, any parser']] },
  {
    claim: 'empty file, TypeScript syntax, types',
    shownBy: [
      ['tests/plugin.test.ts', 'says nothing about %s'],
      ['tests/rules/rule-tester.ts', '${id}, with type information'],
    ],
  },
  {
    claim: 'types only add',
    shownBy: [
      ['tests/plugin.test.ts', 'finds with types at least what it finds without'],
      ['tests/rules/typed.test.ts', 'everything is found that is found without'],
      ['tests/hosts/parsers.ts', 'types resolve a declared constant, and nothing is said about it without them'],
    ],
  },
  {
    claim: 'facts are data, compared with the running library',
    shownBy: [
      ['tests/grpc/channel-options.test.ts', 'was read from the installed grpc-js'],
      ['tests/grpc/channel-options.test.ts', 'has every option that the installed grpc-js recognizes'],
      ['tests/compose/docker/differential.test.ts', 'against the Docker client'],
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
      ['tests/rules/rule-tester.ts', '${id}, its edits'],
      ['tests/compose/fix/shapes.test.ts', 'leaves it alone the second time'],
    ],
  },
  {
    claim: 'no comment is lost',
    shownBy: [
      ['tests/compose/fix/properties.test.ts', 'keep every comment'],
      ['tests/rules/comments.test.ts', 'keeps every comment'],
      ['tests/grpc/edits.test.ts', 'stays where it is, and the code still parses and is no longer reported'],
    ],
  },
  {
    claim: 'only text the rule owns',
    shownBy: [
      ['tests/compose/fix/operations.test.ts', 'refuses (%s) to replace %s'],
      ['tests/grpc/edits.test.ts', 'nowhere when they are not written in this file'],
    ],
  },
  {
    claim: 'BOM, CRLF, tabs, emoji',
    shownBy: [
      ['tests/texts.test.ts', 'of code with %s is reported and fixed in its place'],
      ['tests/texts.test.ts', 'of YAML with %s is reported and fixed in its place'],
      ['tests/compose/cli/render/pretty.test.ts', 'gives an emoji two columns'],
    ],
  },
  // Evidence
  {
    claim: 'exact messages and places in every test',
    shownBy: [['tests/rules/rule-tester.ts', "assertionOptions: { requireMessage: 'message', requireLocation: true }"]],
  },
  {
    claim: 'coverage with a threshold',
    shownBy: [
      ['vitest.config.ts', 'thresholds'],
      ['.github/workflows/ci.yml', 'npm run coverage'],
    ],
  },
  {
    claim: 'mutation score',
    shownBy: [
      ['stryker.config.json', '"break": 85'],
      ['.github/workflows/weekly.yml', 'npm run mutation'],
    ],
  },
  {
    claim: 'stored findings on real repositories',
    shownBy: [
      ['bench/ecosystem/repositories.json', 'open-telemetry/opentelemetry-demo'],
      ['bench/ecosystem/findings.txt', 'keepalive/grpc-channel-keepalive'],
      ['.github/workflows/ci.yml', 'npm run ecosystem'],
    ],
  },
  {
    claim: 'benchmark with a budget',
    shownBy: [
      ['bench/budget.json', '"1000 files, CPU / node -e 0"'],
      ['bench/budget.json', 'share of lint time in %'],
      ['.github/workflows/weekly.yml', 'npm run bench'],
    ],
  },
  // Documentation
  { claim: 'generated parts are current', shownBy: [['.ci/run', 'docs:check']] },
  {
    claim: 'every sample is linted',
    shownBy: [
      ['tests/docs/rule-pages.test.ts', 'line %d: the sample is %s'],
      ['tests/docs/rule-pages.test.ts', 'says of its samples what is stored'],
      ['tests/docs/rule-pages.test.ts', 'names every option'],
      ['tests/docs/rule-pages.test.ts', 'has every section, in order'],
    ],
  },
  {
    claim: 'the README shows a finding first',
    shownBy: [
      ['tests/docs/blocks.test.ts', 'shows a finding in its first screen'],
      ['tests/docs/blocks.test.ts', 'is in the README line for line, some left out'],
      ['tests/docs/blocks.test.ts', 'shows the configuration that the hosts are tested with'],
      ['tests/docs/blocks.test.ts', 'names every language id that the editor test opens'],
      ['tests/docs/blocks.test.ts', 'shows the oxlint configuration that oxlint is tested with'],
      ['tests/docs/blocks.test.ts', 'shows the lint-staged configuration whose command is tested'],
      ['tests/integrations/recipes.test.ts', 'shows one file in each of its blocks'],
    ],
  },
];

/** In a test the text is in the first argument of a call, a title: a mention of it elsewhere, or a test that is skipped, does not pass for a check. */
function hasCheck(file: string, text: string): boolean {
  const content = readFileSync(path.join(root, file), 'utf8');
  if (!file.startsWith('tests/') || text.startsWith('assertionOptions')) return content.includes(text);
  const literal = text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<!\.(?:skip|todo|fails))\(\s*(['"\`])(?:(?!\1).)*${literal}`).test(content);
}

describe('a point of the list', () => {
  it.each(POINTS.map(({ claim, shownBy }, index) => [index + 1, claim, shownBy] as const))(
    '%d: %s',
    (_, __, shownBy) => {
      for (const [file, text] of shownBy) expect([file, text, hasCheck(file, text)]).toEqual([file, text, true]);
    },
  );

  it('is one of forty', () => {
    expect(POINTS).toHaveLength(40);
  });
});
