/** Consumers of the published types. Nothing is skipped: `skipLibCheck` is off, so our declarations are compiled, too. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProject, type Project } from './project.js';
import { TYPED_CONFIG } from './sample.js';

const CONFIG = `import keepalive, { type KeepaliveRules, type KeepaliveSettings } from 'eslint-plugin-keepalive';
import { defineConfig } from 'eslint/config';

const settings: KeepaliveSettings = { profile: 'swarm-ipvs', server: 'go', unknown: 'report' };

export default defineConfig([
  { plugins: { keepalive }, extends: ['keepalive/recommended'], settings: { keepalive: settings } },
  keepalive.configs.recommended,
  keepalive.configs['stack-rules'],
  {
    settings: { keepalive: { idleTimeoutSeconds: 350, factories: [{ export: 'connect', argument: 1 }] } },
    rules: {
      'keepalive/grpc-channel-keepalive': ['error', { checkSilentStreams: true }],
      'keepalive/stack-schema': 'off',
    } satisfies KeepaliveRules,
  },
]);
`;

/** Each is one mistake, and the compiler has to find exactly these. */
const MISTAKES = `import keepalive, { type KeepaliveRules, type KeepaliveSettings } from 'eslint-plugin-keepalive';
import { defineConfig } from 'eslint/config';

export default defineConfig([
  { plugins: { keepalive }, settings: { keepalive: { profile: 'swarm' } } },
  { plugins: { keepalive }, settings: { keepalive: { idleTimeout: 350 } } },
  { plugins: { keepalive }, settings: { keepalive: { factories: [{ export: 'connect' }] } } },
]);
export const rules: readonly KeepaliveRules[] = [
  { 'keepalive/grpc-channel-keepalive': ['error', { checkSilentStream: true }] },
  { 'keepalive/grpc-channel-keepalive': ['error', { checkSilentStreams: 'yes' }] },
  { 'keepalive/stack-schema': ['error', {}] },
  { 'keepalive/stack-shema': 'error' },
  { 'keepalive/stack-schema': 'fatal' },
];
export const settings: KeepaliveSettings = { profile: 'swarm' };
`;

/** `defineConfig` of ESLint 9 takes any settings; `KeepaliveSettings` and `KeepaliveRules` are checked with every version. */
const MISTAKEN_LINES = { settingsInDefineConfig: [5, 6, 7], always: [10, 11, 12, 13, 14, 16] };

const RESOLUTIONS = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
} as const;

export function describeTypes(eslint: string, versions: readonly string[]): void {
  describe.each(versions)(`TypeScript %s with ${eslint}`, (version) => {
    let project: Project;

    beforeAll(() => {
      project = createProject([eslint, `typescript@${version}`]);
    });
    beforeEach(({ task }) => {
      const beside = `ESLint ${project.versionOf('eslint')}`;
      task.meta.row = { host: 'TypeScript', version: project.versionOf('typescript'), beside };
    });
    afterAll(() => {
      project.remove();
    });

    function compile(resolution: keyof typeof RESOLUTIONS, text: string): string[] {
      const compilerOptions = { strict: true, target: 'es2022', noEmit: true, types: [], ...RESOLUTIONS[resolution] };
      project.write({
        'tsconfig.json': JSON.stringify({ compilerOptions, files: ['eslint.config.ts'] }),
        'eslint.config.ts': text,
      });
      return project
        .bin('tsc', ['--pretty', 'false'])
        .stdout.split('\n')
        .filter((line) => /^\S/.test(line));
    }

    const resolutions = Object.keys(RESOLUTIONS) as (keyof typeof RESOLUTIONS)[];

    it.for(resolutions)('a typed configuration compiles, module resolution %s', (resolution) => {
      expect([compile(resolution, TYPED_CONFIG), compile(resolution, CONFIG)]).toEqual([[], []]);
    });

    it.for(resolutions)('wrong settings and rule options are errors, module resolution %s', (resolution) => {
      const lines = compile(resolution, MISTAKES).map((line) => Number(/^eslint\.config\.ts\((\d+)/.exec(line)?.[1]));
      const { settingsInDefineConfig, always } = MISTAKEN_LINES;
      const isTyped = !project.versionOf('eslint').startsWith('9.');
      expect(lines).toEqual([...(isTyped ? settingsInDefineConfig : []), ...always]);
    });
  });
}
