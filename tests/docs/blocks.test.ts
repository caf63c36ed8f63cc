/** The blocks that a reader copies out of the pages are those that tests run. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { BUILT_RULES } from '../../src/core/catalog/index.js';
import plugin from '../../src/index.js';
import {
  OXLINT_CONFIGS,
  RECOMMENDED_CONFIG,
  STACK_LANGUAGE_IDS,
  STAGED_COMMAND,
  TYPED_CONFIG,
} from '../hosts/sample.js';

const root = path.join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** The fenced blocks of a page: info string and text. */
const blocksOf = (file: string): readonly (readonly [info: string, text: string])[] =>
  [...read(file).matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, info = '', text = '']) => [info, text]);

const textsOf = (file: string, wanted: string): string[] =>
  blocksOf(file)
    .filter(([info]) => info === wanted)
    .map(([, text]) => text);

describe.each(['README.md', 'README.zh-CN.md', 'docs/hosts.md'])('%s', (file) => {
  it('shows the configuration that the hosts are tested with', () => {
    expect(textsOf(file, 'js')).toContain(`// eslint.config.js\n${RECOMMENDED_CONFIG}`);
  });
});

describe('the README', () => {
  it('shows a finding in its first screen', () => {
    const firstScreen = read('README.md').split('\n').slice(0, 45).join('\n');
    expect(firstScreen).toContain('error[stack-keepalive-time]');
    expect(firstScreen).toContain('A call on CatalogServiceClient fails');
    expect(firstScreen).toContain("+  'grpc.client_idle_timeout_ms': 300_000,");
  });

  it('shows a change after which the channel is no longer reported', () => {
    const [diff = ''] = textsOf('README.md', 'diff');
    const side = (dropped: '+' | '-'): string =>
      diff
        .split('\n')
        .filter((line) => !line.startsWith(dropped))
        .map((line) => line.slice(1))
        .join('\n');
    const imports = `import { credentials } from '@grpc/grpc-js';
import { CatalogServiceClient } from './shop_grpc_pb.js';
`;
    const lint = (code: string): (string | null)[] =>
      new Linter().verify(imports + code, plugin.configs.recommended, 'a.js').map(({ ruleId }) => ruleId);
    expect(lint(side('+'))).toContain('keepalive/grpc-channel-keepalive');
    expect(lint(side('-'))).toEqual(['keepalive/grpc-channel-retry']);
  });

  it('has the same blocks in Chinese, comments aside', () => {
    const withoutComments = (file: string): string[] =>
      blocksOf(file).map(([info, text]) => `${info}\n${text.replaceAll(/ *#.*$/gm, '')}`);
    expect(withoutComments('README.zh-CN.md')).toEqual(withoutComments('README.md'));
  });

  it('has the same links in Chinese, but for the link to the other language', () => {
    const linksOf = (file: string): string[] =>
      [...read(file).matchAll(/\]\(([^)]+)\)/g)]
        .map(([, target = '']) => target)
        .filter((to) => !to.startsWith('README'));
    expect(linksOf('README.zh-CN.md').sort()).toEqual(linksOf('README.md').sort());
  });

  it('names presets and edits of each rule as in Chinese', () => {
    const rulesOf = (file: string): string[][] =>
      [...read(file).matchAll(/^\| \[`([a-z-]+)`\].*?\|.*?\|(.*)\|(.*)\|$/gm)].map((cells) =>
        cells.slice(1).map((cell) => cell.trim()),
      );
    expect(rulesOf('README.md')).toHaveLength(BUILT_RULES.length);
    expect(rulesOf('README.zh-CN.md').sort()).toEqual(rulesOf('README.md').sort());
  });
});

describe('docs/hosts.md', () => {
  const json = textsOf('docs/hosts.md', 'json').map((text) => JSON.parse(text) as Record<string, unknown>);

  it('names every language id that the editor test opens', () => {
    const [settings = '{}'] = textsOf('docs/hosts.md', 'jsonc');
    const { 'eslint.validate': ids } = JSON.parse(settings.replaceAll(/,(?=\s*\})/g, '')) as Record<string, string[]>;
    expect(ids).toEqual(expect.arrayContaining(['javascript', 'typescript', ...STACK_LANGUAGE_IDS]));
  });

  it('shows the typed configuration that compilers are tested with', () => {
    expect(textsOf('docs/hosts.md', 'ts')).toEqual([TYPED_CONFIG]);
  });

  it('shows the oxlint configuration that oxlint is tested with', () => {
    expect(json).toEqual(expect.arrayContaining(Object.values(OXLINT_CONFIGS)));
  });

  it('shows the lint-staged configuration whose command is tested', () => {
    const staged = json.filter((block) => Object.values(block).some((value) => typeof value === 'string'));
    expect(staged.flatMap((block) => Object.values(block))).toEqual([STAGED_COMMAND, STAGED_COMMAND]);
  });
});
