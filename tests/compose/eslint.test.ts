import { Linter } from 'eslint';
import yml from 'eslint-plugin-yml';
import * as yamlParser from 'yaml-eslint-parser';
import { describe, expect, test } from 'vitest';
import { lintStack } from '../../src/compose/engine.js';
import plugin from '../../src/index.js';
import { BUILT_RULES } from '../../src/core/catalog/index.js';

const STACK_RULE_IDS = BUILT_RULES.filter(({ language }) => language === 'yaml').map(({ id }) => id);
const RULES: Linter.RulesRecord = Object.fromEntries(STACK_RULE_IDS.map((id) => [`keepalive/${id}`, 'error']));
const FILE = 'docker-stack.yml';

const TEXT = `x-keepalive: &keepalive
  net.ipv4.tcp_keepalive_time: 1200
services:
  api:
    image: shop/api:1
    environment:
      DB_HOST: db
  db:
    image: postgres:17
  cart:
    image: shop/cart:1
    sysctls: *keepalive
  orders:
    image: shop/orders:1
    sysctls:
      - net.ipv4.tcp_keepalive_time=870
      - net.ipv4.tcp_keepalive_intvl=30s
`;

function lintWith(config: Linter.Config, text = TEXT, filename = FILE): Linter.LintMessage[] {
  return new Linter({ configType: 'flat' }).verify(text, { files: ['**/*.yml'], ...config }, { filename });
}

const HOSTS: Record<string, Linter.Config> = {
  'keepalive/yaml': { plugins: { keepalive: plugin }, language: 'keepalive/yaml', rules: RULES },
  'yml/yaml': { plugins: { keepalive: plugin, yml }, language: 'yml/yaml', rules: RULES },
  'yaml-eslint-parser': { plugins: { keepalive: plugin }, languageOptions: { parser: yamlParser }, rules: RULES },
};

/** ESLint's one-based lines and columns as offsets. */
function toOffset(text: string, line: number, column: number): number {
  return (
    text
      .split('\n')
      .slice(0, line - 1)
      .reduce((sum, { length }) => sum + length + 1, 0) +
    column -
    1
  );
}

describe.each(Object.keys(HOSTS))('in %s', (host) => {
  const config = HOSTS[host] ?? {};

  test.each([
    ['LF', TEXT],
    ['CRLF', TEXT.replaceAll('\n', '\r\n')],
    ['letters outside of ASCII', `# Größe 🐘\n${TEXT}`],
  ])('ESLint finds what the engine finds, at the same place: %s', (_name, text) => {
    const fromEngine = lintStack([{ name: FILE, text }], { rules: STACK_RULE_IDS as never }).map((finding) => ({
      ruleId: `keepalive/${finding.ruleId}`,
      message: finding.message,
      start: finding.start,
      end: finding.end,
      suggestions: finding.suggestions.map(({ messageId, message }) => [messageId, message]),
    }));
    const fromEslint = lintWith(config, text).map((message) => ({
      ruleId: message.ruleId,
      message: message.message,
      start: toOffset(text, message.line, message.column),
      end: toOffset(text, message.endLine ?? 0, message.endColumn ?? 0),
      suggestions: (message.suggestions ?? []).map(({ messageId, desc }) => [messageId, desc]),
    }));
    expect(fromEngine.length).toBeGreaterThan(3);
    expect(fromEslint).toEqual(fromEngine);
  });
});

describe('the rules', () => {
  const config = HOSTS['keepalive/yaml'] ?? {};

  test('leave a compose file alone that shows no use of Swarm', () => {
    const compose = 'services:\n  db:\n    image: postgres\n  api:\n    build: .\n    depends_on: [db]\n';
    expect(lintWith(config, compose, 'docker-compose.yml')).toEqual([]);
  });

  test('leave YAML alone that is no stack', () => {
    expect(lintWith(config, 'sysctls:\n  net.ipv4.tcp_keepalive_time: 1200\n', 'values.yml')).toEqual([]);
  });

  test('take the profile from the settings', () => {
    const text = 'services:\n  web:\n    image: x\n    sysctls:\n      net.ipv4.tcp_keepalive_time: 340\n';
    expect(lintWith(config, text)).toEqual([]);
    const messages = lintWith({ ...config, settings: { keepalive: { profile: 'aws-nlb' } } }, text);
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(['keepalive/stack-keepalive-time']);
  });

  test('tell of a setting that they cannot use, once a file, and go on without it', () => {
    const text = 'services:\n  web:\n    image: x\n    sysctls:\n      net.ipv4.tcp_keepalive_time: 1200\n';
    const messages = lintWith({ ...config, settings: { keepalive: { profile: 'aws-nbl' as never } } }, text);
    expect(messages.map(({ line, column, message }) => [line, column, message])).toEqual([
      [
        1,
        1,
        'A setting counts as not given: `settings.keepalive.profile` cannot be `aws-nbl` (did you mean `aws-nlb`?).',
      ],
      [5, 36, expect.stringContaining('which is too late: Docker Swarm (IPVS) forgets')],
    ]);
  });

  test('are disabled by a comment', () => {
    const text = TEXT.replace(
      '  db:\n',
      '  # eslint-disable-next-line keepalive/stack-idle-connection -- short jobs\n  db:\n',
    );
    expect(lintWith(config, text).map(({ ruleId }) => ruleId)).not.toContain('keepalive/stack-idle-connection');
  });

  test('run beside those of eslint-plugin-yml, whichever config comes last', () => {
    const ours = { files: ['**/*.yml'], ...config };
    const theirs: Linter.Config = {
      files: ['**/*.yml'],
      plugins: { yml },
      language: 'yml/yaml',
      rules: { 'yml/quotes': ['error', { prefer: 'double' }] },
    };
    const text = TEXT.replace('shop/api:1', "'shop/api:1'");
    for (const configs of [
      [ours, theirs],
      [theirs, ours],
    ]) {
      const ids = new Set(
        new Linter({ configType: 'flat' }).verify(text, configs, { filename: FILE }).map(({ ruleId }) => ruleId),
      );
      expect(ids).toContain('yml/quotes');
      expect(ids).toContain('keepalive/stack-idle-connection');
    }
  });
});

describe('in ESLint, as in the command line,', () => {
  const config = HOSTS['keepalive/yaml'] ?? {};
  const text = `services:
  web:
    image: shop/web:1
    restart: always
    container_name: web
    sysctls:
      - net.ipv4.tcp_keepalive_time = 600
`;

  test('a rule has options', () => {
    const rules: Linter.RulesRecord = { 'keepalive/stack-ignored-option': ['warn', { allow: ['restart'] }] };
    expect(lintWith({ ...config, rules }, text).map(({ message }) => message)).toEqual([
      '`container_name` is ignored by `docker stack deploy`. Swarm names the containers itself.',
    ]);
  });

  test('a fix is made', () => {
    const rules: Linter.RulesRecord = { 'keepalive/stack-sysctl-key': 'error' };
    const { output } = new Linter({ configType: 'flat' }).verifyAndFix(
      text,
      [{ ...config, files: ['**/*.yml'], rules }],
      { filename: FILE },
    );
    expect(output).toBe(text.replace(' = ', '='));
  });
});
