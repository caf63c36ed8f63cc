/** The blocks that a reader copies out of the pages are those that tests run. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as tsParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { afterAll, describe, expect, it } from 'vitest';
import * as engine from '../../src/compose/engine.js';
import { BUILT_RULES } from '../../src/core/catalog/index.js';
import plugin from '../../src/index.js';
import {
  OXLINT_CONFIGS,
  RECOMMENDED_CONFIG,
  STACK_LANGUAGE_IDS,
  STAGED_COMMAND,
  TYPED_CONFIG,
} from '../hosts/sample.js';
import { makeWorld, removeWorlds } from '../compose/cli/fake-world.js';

afterAll(removeWorlds);

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

describe('what a linter says of the example', () => {
  const shop = (file: string): string => read(`examples/shop/${file}`);

  async function lintStack(): Promise<string> {
    const files = { 'docker-stack.yml': shop('docker-stack.yml') };
    const { stdout } = await makeWorld({ files, engine, env: { COLUMNS: '100' } }).run('docker-stack.yml');
    return stdout;
  }

  it('is in docs/cli.md as the command prints it', async () => {
    const [block = ''] = textsOf('docs/cli.md', 'text');
    expect(block).toMatch(/^error\[stack-keepalive-time\]/);
    expect(await lintStack()).toContain(`${block}\n`);
  });

  it('is in the README line for line, some left out', async () => {
    const [block = ''] = textsOf('README.md', 'text');
    const printed = (await lintStack()).split('\n');
    let at = -1;
    for (const line of block.trimEnd().split('\n')) {
      at = printed.indexOf(line, at + 1);
      expect([line, at]).not.toEqual([line, -1]);
    }
  });

  it('is in the README as ESLint says it of code', () => {
    const [, block = ''] = textsOf('README.md', 'text');
    const [file = '', ...lines] = block.trimEnd().split('\n');
    const configs = [{ files: ['**/*.ts'], languageOptions: { parser: tsParser } }, ...plugin.configs.recommended];
    const messages = new Linter().verify(shop(file), configs, file);
    const said = messages.map(({ line, column, message }) => `${line}:${column} error ${message}`);
    // ESLint's own formatter drops the dot.
    expect(said).toContain(
      `${lines
        .map((line) => line.trim())
        .join(' ')
        .replace(/ {2,}/g, ' ')}.`,
    );
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
