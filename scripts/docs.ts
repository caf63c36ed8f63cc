/**
 * Writes the generated parts of the documentation, and the files for editors and oxlint, from the catalog; with `--check` it
 * writes nothing and exits with 1 when one is not current. A generated part lies between `<!-- begin generated NAME -->` and
 * `<!-- end generated NAME -->`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ROWS } from '../lab/rows/index.js';
import { STACK_ROWS } from '../lab/rows/stacks.js';
import { CONFIG_SCHEMA } from '../src/compose/cli/config/schema.js';
import { BUILT_RULES, type RuleEntry } from '../src/core/catalog/index.js';
import { formatDuration } from '../src/core/duration.js';
import { SETTINGS_PROPERTIES } from '../src/core/settings-schema.js';
import { PROFILES, type Profile } from '../src/core/profiles.js';

const root = path.join(import.meta.dirname, '..');

const LAB_ROWS = [...ROWS, ...STACK_ROWS];

type Sections = Readonly<Record<string, string>>;

const HOSTS = {
  js: 'ESLint and oxlint, on JavaScript and TypeScript',
  yaml: '`keepalive-lint`, and ESLint on YAML',
  text: '`keepalive-lint` only: there is no ESLint language for these files',
} as const satisfies Record<RuleEntry['language'], string>;

function ruleHeader(rule: RuleEntry): string {
  const name = rule.language === 'text' ? rule.id : `keepalive/${rule.id}`;
  const edits = {
    fix: '\u{1F527} Some findings are fixed by `--fix`; others come with a suggestion \u{1F4A1}.',
    suggestion: '\u{1F4A1} Some findings come with a suggestion.',
    none: 'Findings come without an edit.',
  }[rule.edits];
  const preset = rule.preset === 'recommended' ? '`recommended` and `strict`' : '`strict`';
  return [
    `# ${name}`,
    rule.description,
    [`- Preset: ${preset}, as \`${rule.severity}\`.`, `- Runs in: ${HOSTS[rule.language]}.`, `- ${edits}`].join('\n'),
  ].join('\n\n');
}

/** A cell of a table: `|` would end it. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function optionsTable(rule: RuleEntry): string {
  const schema = rule.schema[0];
  if (!schema) return 'This rule has no options of its own. See [settings](../settings.md) for what all rules share.';
  const defaults = rule.defaultOptions[0] ?? {};
  const rows = Object.entries(schema.properties).map(([name, property]) => {
    const type = property.enum
      ? property.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ')
      : property.type;
    const fallback = defaults[name] === undefined ? '' : `\`${JSON.stringify(defaults[name])}\``;
    return `| \`${name}\` | ${cell(property.description)} | ${cell(type)} | ${cell(fallback)} |`;
  });
  return ['| option | means | type | default |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function evidenceList(rule: RuleEntry): string {
  if (rule.evidence.length === 0) {
    return 'The tests compare what this rule says with the Docker client 28.2.2, where that is on the PATH: `npx vitest run tests/compose/docker`.';
  }
  const command = rule.category === 'stack' ? 'npm run lab:ipvs' : 'npm run lab';
  const rows = rule.evidence.map((id) => {
    const row = LAB_ROWS.find((candidate) => candidate.id === id);
    if (!row) throw new Error(`${rule.id} names ${id} as evidence, and the lab has no such row`);
    return `- [\`${id}\`](../evidence.md#row-${id.toLowerCase()}): ${row.what}`;
  });
  return [
    `These runs of real software show that the verdicts are true. \`${command}\` repeats them.`,
    rows.join('\n'),
  ].join('\n\n');
}

function rulesTable(category: RuleEntry['category'], folder: string): string {
  const marks = { fix: '\u{1F527}\u{1F4A1}', suggestion: '\u{1F4A1}', none: '' } as const;
  const rows = BUILT_RULES.filter((rule) => rule.category === category).map(
    (rule) =>
      `| [\`${rule.id}\`](${folder}/${rule.id}.md) | ${cell(rule.description)} | ${rule.preset}, ${rule.severity} | ${marks[rule.edits]} |`,
  );
  return ['| rule | says | preset | edits |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** In seconds, as settings take it, and in minutes where those are whole. */
function idleTimeout({ idleTimeoutSeconds }: Profile): string {
  const seconds = `${idleTimeoutSeconds} s`;
  const readable = formatDuration(idleTimeoutSeconds);
  return readable === seconds ? seconds : `${seconds} (${readable})`;
}

function profilesTable(): string {
  const rows = Object.entries(PROFILES as Record<string, Profile>).map(([id, profile]) => {
    const bound =
      profile.kind === 'proxy' ? 'does not count' : `\u2264 ${profile.safeBoundSeconds} s (${profile.safeBoundFrom})`;
    return `| \`${id}\` | ${profile.name} | ${idleTimeout(profile)} | ${bound} | ${profile.signal} | ${cell(profile.configurable ?? 'no')} | ${cell(profile.source)} |`;
  });
  return [
    '| profile | what it is | idle timeout | TCP keepalive time | on expiry | configurable | source |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function settingsTable(): string {
  const rows = Object.entries(SETTINGS_PROPERTIES).map(([name, property]) => {
    const type = 'enum' in property ? property.enum.map((value) => `\`${value}\``).join(', ') : property.type;
    return `| \`${name}\` | ${cell(property.description)} | ${cell(type)} |`;
  });
  return ['| setting | means | values |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Every page with generated parts. */
const PAGES: readonly (readonly [file: string, sections: Sections])[] = [
  ...BUILT_RULES.map(
    (rule) =>
      [
        `docs/rules/${rule.id}.md`,
        { header: ruleHeader(rule), options: optionsTable(rule), evidence: evidenceList(rule) },
      ] as const,
  ),
  [
    'README.md',
    { 'channel rules': rulesTable('channel', 'docs/rules'), 'stack rules': rulesTable('stack', 'docs/rules') },
  ],
  ['docs/settings.md', { settings: settingsTable() }],
  ['docs/profiles.md', { profiles: profilesTable() }],
];

/** @throws Error naming the page when a marker is missing: a page that lost its marker would silently stop being generated. */
function replaceSection(file: string, text: string, name: string, content: string): string {
  const begin = `<!-- begin generated ${name} -->`;
  const end = `<!-- end generated ${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from === -1 || to < from) throw new Error(`${file} has no "${begin}" … "${end}"`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** The rules of `recommended` for oxlint, which takes no configs from a plugin. */
function oxlintConfig(): string {
  const rules = BUILT_RULES.filter((rule) => rule.language === 'js' && rule.preset === 'recommended');
  return JSON.stringify({
    jsPlugins: ['eslint-plugin-keepalive'],
    rules: Object.fromEntries(rules.map((rule) => [`keepalive/${rule.id}`, rule.severity])),
  });
}

/** Files that are generated whole. */
const FILES: readonly (readonly [file: string, content: string])[] = [
  ['oxlintrc.json', oxlintConfig()],
  // What editors read is what the command uses.
  ['schema/keepalive.config.schema.json', JSON.stringify(CONFIG_SCHEMA, null, 2)],
];

const check = process.argv.includes('--check');
const stale: string[] = [];

async function update(file: string, content: (before: string) => string): Promise<void> {
  const absolute = path.join(root, file);
  const before = existsSync(absolute) ? readFileSync(absolute, 'utf8') : '';
  const after = await format(content(before), { ...(await resolveConfig(absolute)), filepath: absolute });
  if (after === before) return;
  stale.push(file);
  if (!check) writeFileSync(absolute, after);
}

for (const [file, sections] of PAGES) {
  await update(file, (before) =>
    Object.entries(sections).reduce((text, [name, content]) => replaceSection(file, text, name, content), before),
  );
}
for (const [file, content] of FILES) await update(file, () => content);
if (stale.length > 0)
  console.log(`${check ? 'Not current (npm run docs writes them)' : 'Written'}: ${stale.join(', ')}`);
process.exitCode = check && stale.length > 0 ? 1 : 0;
