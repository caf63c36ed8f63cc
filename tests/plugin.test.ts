/** The plugin object, and what holds for every rule whatever it says. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tsParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { BUILT_RULES } from '../src/core/catalog/index.js';
import plugin from '../src/index.js';
import { findSamples } from './docs/samples.js';

const root = path.join(import.meta.dirname, '..');
const channelRules = BUILT_RULES.filter(({ language }) => language === 'js').map(({ id }) => `keepalive/${id}`);
const allChannelRules = Object.fromEntries(channelRules.map((name) => [name, 'error' as const]));

describe('the plugin', () => {
  it('names itself and its namespace', () => {
    expect(plugin.meta).toEqual({ name: 'eslint-plugin-keepalive', version: '0.0.0-source', namespace: 'keepalive' });
  });

  it('gives every config entry a name, files, and itself', () => {
    const entries = Object.values(plugin.configs).flat();
    expect(entries.map(({ name }) => name)).toEqual([
      'keepalive/recommended/js',
      'keepalive/recommended/yaml',
      'keepalive/strict/js',
      'keepalive/strict/yaml',
      'keepalive/stack/yaml',
      'keepalive/stack-rules/yaml',
    ]);
    for (const { files, plugins } of entries) {
      expect(files).not.toEqual([]);
      expect(plugins?.['keepalive']).toBe(plugin);
    }
  });

  it('brings a YAML language with every YAML entry, except where another plugin brings one', () => {
    const languages = Object.values(plugin.configs)
      .flat()
      .filter(({ name }) => name?.endsWith('yaml'))
      .map(({ name, language }) => [name, language]);
    expect(languages).toEqual([
      ['keepalive/recommended/yaml', 'keepalive/yaml'],
      ['keepalive/strict/yaml', 'keepalive/yaml'],
      ['keepalive/stack/yaml', 'keepalive/yaml'],
      ['keepalive/stack-rules/yaml', undefined],
    ]);
  });

  it('says of every rule which languages it is for', () => {
    for (const [id, rule] of Object.entries(plugin.rules)) {
      const { language } = BUILT_RULES.find((entry) => entry.id === id) ?? {};
      expect([id, (rule.meta as { languages?: unknown }).languages]).toEqual([
        id,
        language === 'js'
          ? ['js/js'] // `js/js`: a YAML parser under ESLint's own language.
          : ['keepalive/yaml', 'yml/yaml', 'js/js'],
      ]);
    }
  });
});

/** Lints with every channel rule; findings as `line:column rule`. */
function lintAll(code: string, filename: string, languageOptions: Linter.LanguageOptions): string[] {
  const config: Linter.Config = {
    files: ['**/*.js', '**/*.ts'],
    plugins: { keepalive: plugin },
    rules: allChannelRules,
    languageOptions,
  };
  return new Linter({ cwd: path.dirname(filename) })
    .verify(code, config, filename)
    .map(({ ruleId, line, column, message }) => `${line}:${column} ${ruleId ?? message}`);
}

const withoutTypes = { parser: tsParser as Linter.Parser };

describe('every channel rule', () => {
  it.each([
    ['an empty file', 'empty.js', '', {}],
    ['a file of comments', 'comment.js', '// grpc\n', {}],
    [
      'syntax that only TypeScript has',
      'syntax.ts',
      'enum A { B = 1 }\nabstract class C<T> { declare x: T; constructor(private y: T) {} }\nimport d = require("d");\nexport = d;\nnamespace E { export const f = <const>{ g: 1 } satisfies object }\n',
      withoutTypes,
    ],
  ] as const)('says nothing about %s', (_, filename, code, languageOptions) => {
    expect(lintAll(code, path.join(root, filename), languageOptions)).toEqual([]);
  });

  it('finds with types at least what it finds without, in every sample of the pages', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'keepalive-types-'));
    writeFileSync(
      path.join(folder, 'tsconfig.json'),
      '{ "compilerOptions": { "strict": true, "module": "nodenext", "noEmit": true, "types": [] }, "include": ["*.ts"] }\n',
    );
    const samples = readdirSync(path.join(root, 'docs', 'rules'))
      .filter((name) => name.startsWith('grpc-'))
      .flatMap((name) => findSamples(readFileSync(path.join(root, 'docs', 'rules', name), 'utf8')))
      .filter(({ language }) => language === 'ts' || language === 'js');
    expect(samples.length).toBeGreaterThan(10);
    const files = samples.map(({ code }, index) => [path.join(folder, `sample-${index}.ts`), code] as const);
    for (const [file, code] of files) writeFileSync(file, code);
    const withTypes = { ...withoutTypes, parserOptions: { projectService: true, tsconfigRootDir: folder } };
    for (const [file, code] of files) {
      expect(lintAll(code, file, withTypes)).toEqual(expect.arrayContaining(lintAll(code, file, withoutTypes)));
    }
    rmSync(folder, { recursive: true });
  });
});
