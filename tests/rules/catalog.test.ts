/** What must hold for every rule of the catalog: declared, built, documented and tested are one list. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILT_RULES, getDocsUrl, getRuleEntry, RULE_IDS } from '../../src/core/catalog/index.js';
import plugin from '../../src/index.js';

const root = path.join(import.meta.dirname, '../..');

function listIds(folder: string, suffix: string): string[] {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder))
    .filter((name) => /^(?:grpc|stack|host)-/.test(name) && name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .sort();
}

const built = BUILT_RULES.map(({ id }) => id).sort();

describe('the catalog', () => {
  it('has every rule under its own id', () => {
    expect(RULE_IDS.map((id) => getRuleEntry(id).id)).toEqual(RULE_IDS);
  });

  it('lists exactly the rules that have a source file', () => {
    expect([...listIds('src/rules', '.ts'), ...listIds('src/compose/rules', '.ts')].sort()).toEqual(built);
  });

  it('lists exactly the rules that have tests', () => {
    expect([...listIds('tests/rules', '.test.ts'), ...listIds('tests/compose/rules', '.test.ts')].sort()).toEqual(
      built,
    );
  });

  it('lists exactly the rules that have a page', () => {
    expect(listIds('docs/rules', '.md')).toEqual(built);
  });

  it('is what the plugin offers, except for rules on plain text', () => {
    const hosted = BUILT_RULES.filter(({ language }) => language !== 'text').map(({ id }) => id);
    expect(Object.keys(plugin.rules).sort()).toEqual(hosted.sort());
  });
});

/** What they speak of has no name: the file, a key that is no text, what follows the part that is read. */
const NAMELESS = ['aliasBomb', 'complexKey', 'moreDocuments', 'restNotRead'];

describe.each(BUILT_RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const texts = Object.entries(rule.messages);

  it('ends every message with a dot', () => {
    expect(texts.filter(([, text]) => !text.endsWith('.'))).toEqual([]);
  });

  it('says in every message a name or a value, where there is one', () => {
    const nameless = texts.filter(([messageId, text]) => !/\{\{|`|\d/.test(text) && !NAMELESS.includes(messageId));
    expect(nameless).toEqual([]);
  });

  it('describes itself with one imperative sentence', () => {
    expect(rule.description).toMatch(/^(?:Require|Disallow) .*[^.]\.$/);
  });

  it('describes every option and gives it a default', () => {
    const properties = rule.schema[0]?.properties ?? {};
    for (const [name, { description }] of Object.entries(properties)) {
      expect(description, name).toMatch(/\.$/);
      expect(rule.defaultOptions[0], name).toHaveProperty(name);
    }
  });

  it('names options positively, and numbers with their unit', () => {
    for (const [name, { type }] of Object.entries(rule.schema[0]?.properties ?? {})) {
      expect(name).not.toMatch(/^(?:no|ignore|disable|skip)[A-Z]/);
      if (type === 'boolean') expect(name).toMatch(/^(?:check|allow)[A-Z]/);
      if (type === 'number' || type === 'integer') expect(name).toMatch(/(?:Seconds|Ms|Count)$/);
    }
  });

  it('has a page where its url says', () => {
    const file = getDocsUrl(rule.id as Parameters<typeof getDocsUrl>[0]).replace(/^.*\/blob\/main\//, '');
    expect(readFileSync(path.join(root, file), 'utf8')).toContain(
      `# ${rule.language === 'text' ? '' : 'keepalive/'}${id}`,
    );
  });

  it('names each of its options on its page', () => {
    const page = readFileSync(path.join(root, 'docs/rules', `${id}.md`), 'utf8');
    const options = Object.keys(rule.schema[0]?.properties ?? {});
    expect(options.filter((option) => !page.includes(`\`${option}\``))).toEqual([]);
  });

  it('uses every message', () => {
    const folder = rule.category === 'channel' ? 'src/rules' : 'src/compose';
    const sources = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(path.join(root, folder, name), 'utf8'))
      .concat(readFileSync(path.join(root, 'src/grpc/remedies.ts'), 'utf8'))
      .join('\n');
    expect(texts.map(([messageId]) => messageId).filter((messageId) => !sources.includes(`'${messageId}'`))).toEqual(
      [],
    );
  });
});
