/**
 * Measures the channel rules on labelled code of other projects: `npm run accuracy -- CHECKOUTS SITES.jsonl DECOYS.jsonl`.
 *
 * CHECKOUTS holds each repository at its labelled commit in a folder `owner+name`. A label names a construction site
 * (`repo`, `path`, `span` of lines) and what is true of it; a decoy names a line that must stay silent. With `--write` the
 * table goes to docs/accuracy.md, with `--misses` every disagreement is listed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import parser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import plugin from '../src/index.js';

type Truth = 'absent' | 'present-ineffective' | 'present-effective' | 'service-config' | 'interceptor' | 'unknowable';

interface SiteLabel {
  readonly repo: string;
  readonly path: string;
  readonly line: number;
  readonly span: readonly [number, number];
  /** The call or decorator around a Nest options object. */
  readonly callSpan?: readonly [number, number];
  readonly keepalive: Truth;
  readonly retry: Truth;
  /** What another file of the repository settles. */
  readonly crossFile?: { readonly keepalive: Truth; readonly retry: Truth };
}

interface DecoyLabel {
  readonly repo: string;
  readonly path: string;
  readonly line: number;
  readonly category: string;
}

type Fact = 'keepalive' | 'retry';

const rules = { keepalive: 'keepalive/grpc-channel-keepalive', retry: 'keepalive/grpc-channel-retry' } as const;
const faulty: ReadonlySet<Truth> = new Set<Truth>(['absent', 'present-ineffective']);

interface Tally {
  /** Sites with the fault, by their own file. */
  faulty: number;
  found: number;
  /** Sites without the fault, or of which nothing can be known. */
  other: number;
  falseAlarms: number;
  /** Sites that another file settles. */
  crossFile: number;
  crossFileRight: number;
  crossFileWrong: number;
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false }, misses: { type: 'boolean', default: false } },
});
const [checkouts, sitesFile, decoysFile] = positionals;
if (checkouts === undefined || sitesFile === undefined || decoysFile === undefined) {
  console.error('usage: npm run accuracy -- CHECKOUTS SITES.jsonl DECOYS.jsonl [--misses] [--write]');
  process.exit(2);
}

const sites = readLines(sitesFile) as readonly SiteLabel[];
const decoys = readLines(decoysFile) as readonly DecoyLabel[];
const messages = await lintAll([...sites, ...decoys], checkouts);

const tallies = { keepalive: tally('keepalive'), retry: tally('retry') };
const decoyReports = decoys.filter((decoy) => {
  const reports = messagesOf(decoy).filter(({ line }) => line === decoy.line);
  for (const report of reports)
    explain(decoy, `decoy (${decoy.category}) reported by ${report.ruleId ?? 'the parser'}`);
  return reports.length > 0;
}).length;

const table = render();
console.log(table);
if (flags.write) write(table);

function readLines(file: string): readonly unknown[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line): unknown => JSON.parse(line));
}

function keyOf({ repo, path: file }: { readonly repo: string; readonly path: string }): string {
  return `${repo} ${file}`;
}

/** Lints every labelled file once, each repository as a project of its own, without type information. */
async function lintAll(
  labels: readonly { readonly repo: string; readonly path: string }[],
  root: string,
): Promise<ReadonlyMap<string, readonly Linter.LintMessage[]>> {
  const found = new Map<string, readonly Linter.LintMessage[]>();
  for (const repo of new Set(labels.map((label) => label.repo))) {
    const cwd = path.resolve(root, repo.replace('/', '+'));
    const eslint = new ESLint({
      cwd,
      ignore: false,
      allowInlineConfig: false,
      overrideConfigFile: true,
      overrideConfig: [
        ...plugin.configs.recommended,
        {
          files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
          languageOptions: { parser: parser, parserOptions: { ecmaFeatures: { jsx: true } } },
        },
      ],
    });
    const files = [...new Set(labels.filter((label) => label.repo === repo).map((label) => label.path))];
    for (const result of await eslint.lintFiles(files)) {
      const file = path.relative(cwd, result.filePath).split(path.sep).join('/');
      for (const message of result.messages) if (message.fatal) console.error(`${repo} ${file}: ${message.message}`);
      found.set(keyOf({ repo, path: file }), result.messages);
    }
  }
  return found;
}

function messagesOf(label: { readonly repo: string; readonly path: string }): readonly Linter.LintMessage[] {
  return messages.get(keyOf(label)) ?? [];
}

function isReported(site: SiteLabel, fact: Fact): boolean {
  const spans = site.callSpan === undefined ? [site.span] : [site.span, site.callSpan];
  return messagesOf(site).some(
    ({ ruleId, line }) => ruleId === rules[fact] && spans.some(([first, last]) => line >= first && line <= last),
  );
}

function tally(fact: Fact): Tally {
  const sum: Tally = {
    faulty: 0,
    found: 0,
    other: 0,
    falseAlarms: 0,
    crossFile: 0,
    crossFileRight: 0,
    crossFileWrong: 0,
  };
  for (const site of sites) {
    const reported = isReported(site, fact);
    const elsewhere = site.crossFile?.[fact];
    if (site[fact] === 'unknowable' && elsewhere !== undefined) {
      sum.crossFile += 1;
      if (reported === faulty.has(elsewhere)) sum.crossFileRight += 1;
      else explain(site, `${fact}: ${elsewhere} by another file, ${reported ? 'reported' : 'silent'}`);
      if (reported && !faulty.has(elsewhere)) sum.crossFileWrong += 1;
    } else if (faulty.has(site[fact])) {
      sum.faulty += 1;
      if (reported) sum.found += 1;
      else explain(site, `${fact}: ${site[fact]}, silent`);
    } else {
      sum.other += 1;
      if (reported) sum.falseAlarms += 1;
      if (reported) explain(site, `${fact}: ${site[fact]}, reported`);
    }
  }
  return sum;
}

function explain(label: { readonly repo: string; readonly path: string; readonly line: number }, what: string): void {
  if (flags.misses) console.error(`${label.repo} ${label.path}:${label.line} ${what}`);
}

function render(): string {
  const row = (what: string, keepalive: string, retry: string) => `| ${what} | ${keepalive} | ${retry} |`;
  const both = (what: string, show: (sum: Tally) => string) => row(what, show(tallies.keepalive), show(tallies.retry));
  return [
    row('', '`grpc-channel-keepalive`', '`grpc-channel-retry`'),
    row('---', '---', '---'),
    both('Sites with the fault, settled by their own file', ({ faulty: all }) => String(all)),
    both('… reported (recall)', ({ found, faulty: all }) => `${found} (${ratio(found, all)})`),
    both('Sites without the fault, or of which nothing can be known', ({ other }) => String(other)),
    both('… reported (false alarms)', ({ falseAlarms }) => String(falseAlarms)),
    both('Precision', ({ found, falseAlarms }) => ratio(found, found + falseAlarms)),
    both('Sites that another file settles', ({ crossFile }) => String(crossFile)),
    both(
      '… judged right',
      ({ crossFile, crossFileRight }) => `${crossFileRight} (${ratio(crossFileRight, crossFile)})`,
    ),
    both('… reported wrongly', ({ crossFileWrong }) => String(crossFileWrong)),
    '',
    `${sites.length} sites and ${decoys.length} decoys in ${new Set([...sites, ...decoys].map(({ repo }) => repo)).size} repositories; decoys reported by any rule: ${decoyReports}.`,
  ].join('\n');
}

function ratio(part: number, whole: number): string {
  return whole === 0 ? 'n/a' : (part / whole).toFixed(3);
}

function write(text: string): void {
  const file = new URL('../docs/accuracy.md', import.meta.url);
  const [begin, end] = ['<!-- begin measured -->', '<!-- end measured -->'];
  const page = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    `${page.slice(0, page.indexOf(begin) + begin.length)}\n\n${text}\n\n${page.slice(page.indexOf(end))}`,
  );
}
