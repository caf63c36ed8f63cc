/** What an editor shows, through the language servers that editors run. */
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openInServer, type Server } from './language-server.js';
import { createProject, type Project } from './project.js';
import { RECOMMENDED_CONFIG, SAMPLE, STACK_LANGUAGE_IDS } from './sample.js';

let project: Project;

beforeAll(() => {
  project = createProject(['eslint@^9', 'oxlint', 'vscode-langservers-extracted'], {
    ...SAMPLE,
    'eslint.config.js': RECOMMENDED_CONFIG,
    '.oxlintrc.json': '{ "extends": ["./node_modules/eslint-plugin-keepalive/oxlintrc.json"] }\n',
  });
});
afterAll(() => {
  project.remove();
});

const bin = (name: string): string => path.join(project.folder, 'node_modules', '.bin', name);

/** The settings that the ESLint extension sends; `validate: 'on'` is what `eslint.validate` turns on for a language id. */
const eslintServer = (): Server => ({
  command: [process.execPath, bin('vscode-eslint-language-server'), '--stdio'],
  configuration: {
    validate: 'on',
    experimental: { useFlatConfig: true },
    useFlatConfig: true,
    packageManager: 'npm',
    run: 'onType',
    quiet: false,
    onIgnoredFiles: 'off',
    options: {},
    rulesCustomizations: [],
    problems: { shortenToSingleLine: false },
    nodePath: null,
    workingDirectory: { mode: 'location' },
    workspaceFolder: { uri: `file://${project.folder}`, name: 'host' },
    codeAction: { disableRuleComment: { enable: true, location: 'separateLine' }, showDocumentation: { enable: true } },
    codeActionOnSave: { mode: 'all' },
    format: false,
  },
});

describe("the ESLint extension's server", () => {
  beforeEach(({ task }) => {
    const version = project.versionOf('vscode-langservers-extracted');
    task.meta.row = { host: 'vscode-eslint server', version, beside: `ESLint ${project.versionOf('eslint')}` };
  });

  it.each(STACK_LANGUAGE_IDS)('reports on a stack file opened as %s', async (languageId) => {
    const { diagnostics } = await openInServer(
      eslintServer(),
      project.folder,
      'docker-stack.yml',
      languageId,
      SAMPLE['docker-stack.yml'],
    );
    expect(diagnostics.map(({ code, range }) => [code, range.start])).toEqual([
      ['keepalive/stack-keepalive-time', { line: 5, character: 35 }],
    ]);
  });

  it('reports on a client and offers the remedy', async () => {
    const { diagnostics, actions } = await openInServer(
      eslintServer(),
      project.folder,
      'src/client.js',
      'javascript',
      SAMPLE['src/client.js'],
    );
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'keepalive/grpc-channel-keepalive',
      'keepalive/grpc-channel-retry',
    ]);
    expect(actions.map(({ title }) => title)).toEqual(
      expect.arrayContaining([
        'Close the connection after 5 min without a call, and ping during calls. (keepalive/grpc-channel-keepalive)',
        'Disable keepalive/grpc-channel-keepalive for this line',
        'Show documentation for keepalive/grpc-channel-keepalive',
      ]),
    );
  });
});

describe("oxlint's server", () => {
  beforeEach(({ task }) => {
    task.meta.row = {
      host: 'oxlint --lsp',
      version: project.versionOf('oxlint'),
      beside: `Node ${process.versions.node}`,
    };
  });

  it('reports on a client and offers the remedy', async () => {
    const server: Server = { command: [process.execPath, bin('oxlint'), '--lsp'], configuration: { run: 'onType' } };
    const { diagnostics, actions } = await openInServer(
      server,
      project.folder,
      'src/client.js',
      'javascript',
      SAMPLE['src/client.js'],
    );
    expect(diagnostics.map(({ message }) => message.slice(0, 23)).sort()).toEqual([
      'A call on GreeterClient',
      'A call on GreeterClient',
    ]);
    expect(actions.map(({ title }) => title)).toContain(
      'Close the connection after 5 min without a call, and ping during calls.',
    );
  });
});
