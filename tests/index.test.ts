import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint, type Linter } from 'eslint';
import { defineConfig } from 'eslint/config';
import { describe, expect, it, vi } from 'vitest';
import { BUILT_RULES } from '../src/core/catalog/index.js';
import plugin from '../src/index.js';
import { packageBuild, packageVersion } from '../src/package-version.js';

const manifest = JSON.parse(readFileSync(path.join(import.meta.dirname, '../package.json'), 'utf8')) as {
  readonly name: string;
};

const CODE = `import { Client } from '@grpc/grpc-js';\nexport const client = new Client('a:1', credentials);\n`;

async function lint(config: Linter.Config[]): Promise<string[]> {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: config, cwd: import.meta.dirname });
  const [result] = await eslint.lintText(CODE, { filePath: 'client.js' });
  return (result?.messages ?? []).map(({ ruleId, severity }) => `${String(ruleId)} ${severity}`);
}

const RECOMMENDED = ['grpc-channel-keepalive 2', 'grpc-channel-retry 1'];

describe('the plugin', () => {
  it('says who it is', () => {
    expect(plugin.meta).toEqual({ name: manifest.name, version: packageVersion, namespace: 'keepalive' });
  });

  it('names every config entry and limits it to files', () => {
    const entries = Object.entries(plugin.configs).flatMap(([preset, configs]) =>
      configs.map((config) => [preset, config] as const),
    );
    for (const [preset, { name, files, plugins }] of entries) {
      expect(name).toMatch(new RegExp(`^keepalive/${preset}/(?:js|yaml)$`));
      expect(files?.length, name).toBeGreaterThan(0);
      expect(plugins, name).toEqual({ keepalive: plugin });
    }
  });

  it('puts every rule of a preset into the config of its language', () => {
    for (const rule of BUILT_RULES) {
      const key = `keepalive/${rule.id}`;
      const inPreset = (preset: 'recommended' | 'strict'): boolean =>
        plugin.configs[preset].some((config: Linter.Config) => config.rules?.[key] !== undefined);
      expect(inPreset('strict'), rule.id).toBe(rule.language !== 'text');
      expect(inPreset('recommended'), rule.id).toBe(rule.language !== 'text' && rule.preset === 'recommended');
    }
  });

  it('asks for silent streams in strict only', () => {
    expect(plugin.configs.strict[0]?.rules).toMatchObject({
      'keepalive/grpc-channel-keepalive': ['error', { checkSilentStreams: true }],
    });
    expect(plugin.configs.recommended[0]?.rules).toMatchObject({ 'keepalive/grpc-channel-keepalive': 'error' });
  });

  it('gives stack rules without a language to projects that have one', () => {
    expect(plugin.configs['stack-rules'].map((config: Linter.Config) => config.language)).toEqual([undefined]);
    expect(plugin.configs.stack.map((config) => config.language)).toEqual(['keepalive/yaml']);
  });
});

describe('the version', () => {
  it('is what the build puts in, and says so where nothing was built', async () => {
    expect([packageVersion, packageBuild]).toEqual(['0.0.0-source', 'source']);
    vi.stubGlobal('PACKAGE_VERSION', '1.2.3');
    vi.stubGlobal('PACKAGE_BUILD', 'abc');
    vi.resetModules();
    expect(await import('../src/package-version.js')).toMatchObject({ packageVersion: '1.2.3', packageBuild: 'abc' });
    vi.unstubAllGlobals();
  });
});

describe('a configuration', () => {
  it('extends a preset by name', async () => {
    const config = defineConfig([{ plugins: { keepalive: plugin }, extends: ['keepalive/recommended'] }]);
    expect(await lint(config)).toEqual(RECOMMENDED.map((finding) => `keepalive/${finding}`));
  });

  it('extends a preset under a name of its own', async () => {
    const config = defineConfig([{ plugins: { ka: plugin }, extends: ['ka/recommended'] }]);
    expect(await lint(config)).toEqual(RECOMMENDED.map((finding) => `ka/${finding}`));
  });

  it('takes the preset as an object', async () => {
    const config = defineConfig([{ extends: [plugin.configs.strict] }]);
    expect(await lint(config)).toEqual(RECOMMENDED.map((finding) => `keepalive/${finding}`));
  });
});
