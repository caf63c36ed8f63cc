/**
 * Every message of every stack rule with all that comes with it: places, labels, help, the window, the edits. A file of
 * `findings/` holds the cases of a rule, each a few stack files and what is found in them. `npm run golden` writes what is found
 * anew; read the difference before committing it.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type JudgeOptions,
  judgeStack,
  lintHostFile,
  type ReadOptions,
  readStack,
} from '../../../src/compose/engine.js';
import { applyEdits } from '../../../src/compose/fix/apply-edits.js';
import { getRuleEntry, RULE_IDS } from '../../../src/core/catalog/index.js';
import type { Finding, Remedy, Span } from '../../../src/core/finding.js';

interface Told extends JudgeOptions {
  /** Files by path, and where external networks are. Absent: nobody looks. */
  readonly outside?: {
    readonly files?: Readonly<Record<string, string>>;
    readonly networks?: Readonly<Record<string, 'swarm' | 'local' | 'missing'>>;
  };
}

interface Case {
  /** What the rules are told, as JSON. Empty: nothing. */
  readonly options: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/** What ESLint says of its own settings, and what is said of bytes that are no text. */
const OF_NO_TEXT = new Set(['setting', 'badEncoding']);

const FOLDER = path.join(import.meta.dirname, 'findings');
function readCases(text: string): Case[] {
  return sections(text, 'case').map(({ head, body }) => {
    const [input = ''] = body.split(/^=== found$/m);
    return { options: head, files: sections(input, 'file').map((file) => ({ name: file.head, text: file.body })) };
  });
}

/** What follows each line `=== KIND HEAD`. */
function sections(text: string, kind: string): { head: string; body: string }[] {
  const [, ...parts] = text.split(new RegExp(`^=== ${kind}(.*)\\n`, 'm'));
  return parts.flatMap((head, index) => (index % 2 === 0 ? [{ head: head.trim(), body: parts[index + 1] ?? '' }] : []));
}

function toOutside({ files, networks }: NonNullable<Told['outside']>): ReadOptions {
  return {
    ...(files && { readFile: (file) => files[file] ?? null }),
    ...(networks && { findNetwork: (name) => networks[name] ?? 'swarm' }),
  };
}

function find(rule: Finding['ruleId'], { options, files }: Case): readonly Finding[] {
  const { outside, ...told } = (options === '' ? {} : JSON.parse(options)) as Told;
  if (rule !== 'host-sysctl') {
    const inputs = files.map(({ name, text }) => ({ name, content: text }));
    return judgeStack(readStack(inputs, outside && toOutside(outside)), { ...told, rules: [rule] });
  }
  return files.flatMap((file) => lintHostFile(file, file.name.endsWith('.conf') ? 'sysctl' : 'script'));
}

/** The case with what is found in it now, in the form of the file. */
function show(one: Case, findings: readonly Finding[]): string {
  const files = one.files.map(({ name, text }) => `=== file ${name}\n${text}`).join('');
  const found = findings.map((finding) => showFinding(finding, one).join('\n')).join('\n');
  return `=== case${one.options && ` ${one.options}`}\n${files}=== found\n${found}\n`;
}

function showFinding(finding: Finding, one: Case): string[] {
  const { messageId, message, label, related, help, window, fix, suggestions, path: keys } = finding;
  return [
    `${place(finding, one)} ${messageId}`,
    `  ${message}`,
    ...(label === undefined ? [] : [`  label: ${label}`]),
    ...related.map((span) => `  related: ${place(span, one)} ${span.label}`),
    ...(keys ? [`  path: ${keys.join(' > ')}`] : []),
    ...(window ? [`  window: ${JSON.stringify(window)}`] : []),
    ...(help === undefined ? [] : [`  help: ${help}`]),
    ...(fix ? showRemedy('fix', fix, one) : []),
    ...suggestions.flatMap((remedy) => showRemedy('suggestion', remedy, one)),
  ];
}

function showRemedy(kind: string, { messageId, message, edits }: Remedy, { files }: Case): string[] {
  const changed = files.flatMap(({ name, text }) => {
    const before = text.split('\n');
    const after = applyEdits(
      text,
      edits.filter(({ file }) => file === name),
    ).split('\n');
    return [
      ...before.filter((line) => !after.includes(line)).map((line) => `    - ${line}`),
      ...after.filter((line) => !before.includes(line)).map((line) => `    + ${line}`),
    ];
  });
  return [`  ${kind} ${messageId}: ${message}`, ...changed];
}

/** `stack.yml 3:5 "text"`; lines and columns count from 1. */
function place({ file, start, end }: Span, { files }: Case): string {
  const text = files.find(({ name }) => name === file)?.text ?? '';
  const before = text.slice(0, start).split('\n');
  return `${file} ${before.length}:${(before.at(-1) ?? '').length + 1} ${JSON.stringify(text.slice(start, end))}`;
}

const STACK_RULES = RULE_IDS.filter((id) => getRuleEntry(id).category === 'stack');

describe.each(STACK_RULES)('%s', (id) => {
  const { messages } = getRuleEntry(id);
  const file = path.join(FOLDER, `${id}.txt`);
  const cases = readCases(readFileSync(file, 'utf8'));

  it('says this, here, and offers that', async () => {
    const shown = cases.map((one) => show(one, find(id, one))).join('\n');
    await expect(shown).toMatchFileSnapshot(file);
  });

  it('says each of its messages in a case', () => {
    const said = cases
      .flatMap((one) => find(id, one))
      .flatMap(({ messageId, fix, suggestions }) => [messageId, ...[fix, ...suggestions].map((one) => one?.messageId)]);
    expect(Object.keys(messages).filter((message) => !said.includes(message) && !OF_NO_TEXT.has(message))).toEqual([]);
  });
});
