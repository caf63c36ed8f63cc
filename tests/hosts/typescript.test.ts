import { describe, expect, it } from 'vitest';
import { createProject } from './project.js';

const CONSUMER = `import keepalive, { type KeepaliveSettings } from 'eslint-plugin-keepalive';
import { defineConfig } from 'eslint/config';

const settings: KeepaliveSettings = { profile: 'swarm-ipvs', server: 'go', unknown: 'report' };

export default defineConfig([
  { plugins: { keepalive }, extends: ['keepalive/recommended'], settings: { keepalive: settings } },
  keepalive.configs.recommended,
  keepalive.configs['stack-rules'],
]);

// @ts-expect-error -- there is no such profile
export const wrong: KeepaliveSettings = { profile: 'swarm' };
`;

describe('the published types', () => {
  it.each(['~5.4', '~5.9', '~6.0'])('compile in a project with TypeScript %s', (version) => {
    const project = createProject(['eslint@^10', `typescript@${version}`], {
      'tsconfig.json': `{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022", "noEmit": true, "types": [] }, "files": ["eslint.config.ts"] }\n`,
      'eslint.config.ts': CONSUMER,
    });
    const { status, stdout } = project.bin('tsc', []);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    project.remove();
  });
});

describe('a project on TypeScript 7', () => {
  it('can install and load the plugin', () => {
    const project = createProject(['eslint@^10', 'typescript@7']);
    const { status, stdout } = project.node([
      '-e',
      "import('eslint-plugin-keepalive').then((m) => console.log(Object.keys(m.default.rules).length > 0))",
    ]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'true\n' });
    project.remove();
  });
});
