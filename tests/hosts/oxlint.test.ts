import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProject, type Project } from './project.js';
import { OXLINT_CONFIGS, SAMPLE } from './sample.js';

interface Diagnostic {
  readonly code: string;
  readonly message: string;
  readonly filename: string;
}

let project: Project;

beforeAll(() => {
  project = createProject(['oxlint'], { 'src/client.js': SAMPLE['src/client.js'] });
});
beforeEach(({ task }) => {
  task.meta.row = { host: 'oxlint', version: project.versionOf('oxlint'), beside: `Node ${process.versions.node}` };
  project.write({ 'src/client.js': SAMPLE['src/client.js'] });
});
afterAll(() => {
  project.remove();
});

function lint(config: object, ...args: string[]): string[] {
  project.write({ '.oxlintrc.json': JSON.stringify(config) });
  const { stdout } = project.bin('oxlint', ['--format', 'json', ...args, 'src']);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  return diagnostics
    .map(({ code }) => code)
    .filter((code) => code.startsWith('keepalive'))
    .sort();
}

const { rules: RULES } = OXLINT_CONFIGS.byHand;
const BOTH = ['keepalive(grpc-channel-keepalive)', 'keepalive(grpc-channel-retry)'];

describe('oxlint', () => {
  it('finds what ESLint finds', () => {
    expect(lint(OXLINT_CONFIGS.byHand)).toEqual(BOTH);
  });

  it('takes the configuration that the package ships', () => {
    expect(lint(OXLINT_CONFIGS.packaged)).toEqual(BOTH);
  });

  it('hands settings to the rules', () => {
    const settings = { keepalive: { profile: 'linux-conntrack' } };
    expect(lint({ jsPlugins: ['eslint-plugin-keepalive'], rules: RULES, settings })).toEqual([
      'keepalive(grpc-channel-retry)',
    ]);
  });

  it('refuses options that do not fit the schema', () => {
    project.write({
      '.oxlintrc.json': JSON.stringify({
        jsPlugins: ['eslint-plugin-keepalive'],
        rules: { 'keepalive/grpc-channel-keepalive': ['error', { checkSilentStream: true }] },
      }),
    });
    const { stdout, stderr, status } = project.bin('oxlint', ['src']);
    expect(status).not.toBe(0);
    expect(stdout + stderr).toContain('checkSilentStream');
  });

  it('hands options to the rules', () => {
    project.write({
      'src/client.js': SAMPLE['src/client.js'].replace(
        'createInsecure())',
        "createInsecure(), { 'grpc.client_idle_timeout_ms': 300_000 })",
      ),
    });
    const lintWith = (options: object): string[] =>
      lint({
        jsPlugins: ['eslint-plugin-keepalive'],
        rules: { 'keepalive/grpc-channel-keepalive': ['error', options] },
      });
    expect(lintWith({ checkSilentStreams: false })).toEqual([]);
    expect(lintWith({ checkSilentStreams: true })).toEqual(['keepalive(grpc-channel-keepalive)']);
  });

  it.each(['oxlint', 'eslint'])('honours %s-disable-next-line', (linter) => {
    project.write({
      'src/client.js': SAMPLE['src/client.js'].replace(
        'export',
        `// ${linter}-disable-next-line keepalive/grpc-channel-keepalive\nexport`,
      ),
    });
    expect(lint({ jsPlugins: ['eslint-plugin-keepalive'], rules: RULES })).toEqual(['keepalive(grpc-channel-retry)']);
  });

  it('applies a suggestion, after which the rules are silent', () => {
    const config = { jsPlugins: ['eslint-plugin-keepalive'], rules: RULES };
    lint(config, '--fix-suggestions');
    expect(readFileSync(path.join(project.folder, 'src/client.js'), 'utf8')).toContain(
      "'grpc.client_idle_timeout_ms': 300_000",
    );
    lint(config, '--fix-suggestions');
    expect(lint(config)).toEqual([]);
  });

  it('applies a fix', () => {
    project.write({
      'src/client.js': SAMPLE['src/client.js'].replace(
        'createInsecure())',
        "createInsecure(), { 'grpc.keepalive_time_ms': 300_000, 'grpc.keepalive_permit_without_calls': true })",
      ),
    });
    lint({ jsPlugins: ['eslint-plugin-keepalive'], rules: { 'keepalive/grpc-channel-options': 'error' } }, '--fix');
    expect(readFileSync(path.join(project.folder, 'src/client.js'), 'utf8')).toContain(
      "'grpc.keepalive_permit_without_calls': 1 }",
    );
  });
});
