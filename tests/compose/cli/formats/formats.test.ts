import { Ajv, type SchemaObject } from 'ajv';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { parse as parseYaml } from 'yaml';
import type { Diagnostic, Report } from '../../../../src/compose/cli/report/report.js';
import { SourceText } from '../../../../src/compose/cli/report/source-text.js';
import { FORMAT_NAMES, render, renderJson } from './render.js';
import { at, CONTEXT, EMPTY, SAMPLE, SAMPLE_FILE, STACK } from './sample.js';
import { CHECKSTYLE_XSD, GITLAB, JUNIT_XSD, RDJSON, SARIF } from './schemas.js';

/** The one that the package publishes. */
const REPORT_SCHEMA = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../../../schema/report.schema.json'), 'utf8'),
) as SchemaObject;

const reportOf = (diagnostics: readonly Diagnostic[], source = SAMPLE_FILE.source): Report => ({
  ...SAMPLE,
  files: [{ name: source.name, source, diagnostics, suppressed: [] }],
});

describe.each(FORMAT_NAMES)('%s', (name) => {
  it('shows the sample report as it did when somebody last looked', async () => {
    await expect(await render(name)).toMatchFileSnapshot(path.join(import.meta.dirname, 'golden', `${name}.txt`));
  });

  it('shows no value of an environment variable', async () => {
    expect(await render(name)).not.toContain('hunter2');
  });

  it('ends with a line break, if there is anything', async () => {
    expect(await render(name)).toMatch(/\n$/);
    expect(await render(name, EMPTY)).toMatch(/^$|\n$/);
  });
});

describe.each<[string, SchemaObject]>([
  ['json', REPORT_SCHEMA],
  ['sarif', SARIF],
  ['gitlab', GITLAB],
  ['rdjson', RDJSON],
])('%s', (name, schema) => {
  const validate = new Ajv({ allowUnionTypes: true, strictTypes: false }).compile(schema);

  it.each([
    ['the sample', SAMPLE],
    ['nothing', EMPTY],
  ])('is valid for %s', async (_, report) => {
    validate(await renderJson(name, report));
    expect(validate.errors).toBeNull();
  });
});

describe.each([
  ['junit', JUNIT_XSD],
  ['checkstyle', CHECKSTYLE_XSD],
])('%s', (name, schema) => {
  it.each([
    ['the sample', SAMPLE],
    ['nothing', EMPTY],
  ])('is valid for %s', async (_, report) => {
    const xml = { fileName: `${name}.xml`, contents: await render(name, report) };
    expect((await validateXML({ xml, schema })).errors).toEqual([]);
  });
});

describe('pretty', () => {
  it('draws the source of the first 1,000 findings, and names the place of every one', async () => {
    const many = reportOf(Array.from({ length: 1001 }, () => SAMPLE_FILE.diagnostics[0]));
    const lines = (await render('pretty', many)).split('\n');
    expect(lines.filter((line) => line.includes('--> docker-stack.yml:8:14'))).toHaveLength(1001);
    expect(lines.filter((line) => line.includes('sysctls: *common'))).toHaveLength(1000);
  });
});

describe('json', () => {
  it('has the suggestion as an edit that ESLint could make', async () => {
    const [result] = (await renderJson('json')) as [{ messages: { suggestions?: unknown }[] }];
    const { start, end } = at('7200');
    expect(result.messages[0]?.suggestions).toEqual([
      {
        messageId: 'setTime',
        desc: 'Set net.ipv4.tcp_keepalive_time to 600.',
        fix: { range: [start, end], text: '600' },
      },
    ]);
  });

  it('leaves out an edit that would quote a secret, which SARIF can write without quoting', async () => {
    const file = SAMPLE_FILE.name;
    const edits = ['environment', 'sysctls'].map((text) => ({
      file,
      start: at(text).start,
      end: at(text).start,
      text: '',
    }));
    const [diagnostic] = SAMPLE_FILE.diagnostics;
    const report = reportOf([
      { ...diagnostic, suggestions: [], fix: { messageId: 'x', data: {}, message: 'X.', edits } },
    ]);
    expect(await render('json', report)).not.toContain('"fix"');
    expect(await render('sarif', report)).toContain('"replacements":[{');
    expect(await render('sarif', report)).not.toContain('hunter2');
  });

  it('has several edits as one, with the text between them', async () => {
    const edits = ['sysctls', 'restart'].map((key) => ({ file: SAMPLE_FILE.name, ...at(key), text: `x-${key}` }));
    const [diagnostic] = SAMPLE_FILE.diagnostics;
    const remedy = { messageId: 'x', data: {}, message: 'X.', edits };
    const [result] = (await renderJson('json', reportOf([{ ...diagnostic, suggestions: [remedy] }]))) as [
      { messages: unknown[] },
    ];
    const text = 'x-sysctls: *common\n    x-restart';
    const fix = { range: [at('sysctls').start, at('restart').end], text };
    expect(result.messages).toMatchObject([{ suggestions: [{ messageId: 'x', desc: 'X.', fix }] }]);
  });

  it('leaves out a suggestion that is about another file of the stack, too', async () => {
    const edits = [
      { file: SAMPLE_FILE.name, ...at('7200'), text: '600' },
      { file: 'other.yml', start: 0, end: 1, text: '' },
    ];
    const [diagnostic] = SAMPLE_FILE.diagnostics;
    const report = reportOf([{ ...diagnostic, suggestions: [{ messageId: 'x', data: {}, message: 'X.', edits }] }]);
    const [result] = (await renderJson('json', report)) as [{ messages: [object] }];
    expect(result.messages[0]).not.toHaveProperty('suggestions');
  });

  it('leaves out an edit whose own text holds a secret', async () => {
    const edits = [{ file: SAMPLE_FILE.name, start: 0, end: 0, text: 'environment: { A: hunter2 }\n' }];
    const [diagnostic] = SAMPLE_FILE.diagnostics;
    const report = reportOf([
      { ...diagnostic, suggestions: [], fix: { messageId: 'x', data: {}, message: 'X.', edits } },
    ]);
    for (const name of FORMAT_NAMES) expect(await render(name, report)).not.toContain('hunter2');
  });
});

describe('sarif', () => {
  it('says of a file that could not be read that the run was no success', async () => {
    const { runs } = (await renderJson('sarif')) as { runs: [{ invocations: unknown }] };
    expect(runs[0].invocations).toMatchObject([
      {
        executionSuccessful: false,
        exitCode: 2,
        toolExecutionNotifications: [{ message: { text: 'There is no such file or directory.' } }],
      },
    ]);
  });

  it('has a fingerprint for each finding that a moved line does not change', async () => {
    const fingerprintsOf = async (added: string): Promise<unknown[]> => {
      const moved = SAMPLE_FILE.diagnostics.map((diagnostic) => ({
        ...diagnostic,
        span: diagnostic.span && {
          ...diagnostic.span,
          start: diagnostic.span.start + added.length,
          end: diagnostic.span.end + added.length,
        },
      }));
      const source = new SourceText(SAMPLE_FILE.name, added + STACK);
      const { runs } = (await renderJson('sarif', reportOf(moved, source))) as {
        runs: [{ results: { partialFingerprints: unknown }[] }];
      };
      return runs[0].results.map(({ partialFingerprints }) => partialFingerprints);
    };
    expect(new Set((await fingerprintsOf('')).map((print) => JSON.stringify(print))).size).toBe(2);
    expect(await fingerprintsOf('# a comment\n\n')).toEqual(await fingerprintsOf(''));
  });

  it('cuts a report off where GitHub would refuse it, and says so', async () => {
    const report = reportOf(Array.from({ length: 25_010 }, () => SAMPLE_FILE.diagnostics[1]));
    const { runs } = (await renderJson('sarif', report)) as {
      runs: [{ results: unknown[]; invocations: [{ toolExecutionNotifications: [{ message: { text: string } }] }] }];
    };
    expect(runs[0].results).toHaveLength(25_000);
    expect(runs[0].invocations[0].toolExecutionNotifications[0].message.text).toBe(
      '10 results are left out: a run has at most 25000.',
    );
  });
});

describe('rdjson', () => {
  it('counts columns in bytes of UTF-8, as reviewdog does', async () => {
    const source = new SourceText('a.yml', 'ü: 7200 # ü\n');
    const [diagnostic] = SAMPLE_FILE.diagnostics;
    const report = reportOf([{ ...diagnostic, span: { file: 'a.yml', start: 3, end: 7 }, related: [] }], source);
    const { diagnostics } = (await renderJson('rdjson', report)) as { diagnostics: { location: unknown }[] };
    expect(diagnostics[0]?.location).toEqual({
      path: 'a.yml',
      range: { start: { line: 1, column: 5 }, end: { line: 1, column: 9 } },
    });
  });
});

describe('github', () => {
  it('has paths from the top of the checkout, wherever the command runs', async () => {
    const context = { ...CONTEXT, cwd: '/project/deploy' };
    expect(await render('github', SAMPLE, context)).toMatch(/^::error file=deploy\/docker-stack.yml,line=8,col=14,/);
  });
});

describe('tap', () => {
  it('has diagnostics that are YAML', async () => {
    const text = await render('tap');
    const blocks = Array.from(
      text.matchAll(/^ {2}---\n([^]*?)^ {2}\.\.\.$/gm),
      ([, block = '']) => parseYaml(block) as unknown,
    );
    expect(blocks).toHaveLength(2);
    expect(blocks[1]).toEqual({
      findings: [
        { rule: 'failure', severity: 'error', message: 'There is no such file or directory.', line: 1, column: 1 },
      ],
    });
  });
});

describe('a file outside of the checkout', () => {
  it('has its absolute path, and a URI of its own in SARIF', async () => {
    const context = { ...CONTEXT, checkout: '/elsewhere' };
    expect(await render('github', SAMPLE, context)).toMatch(/^::error file=\/project\/docker-stack\.yml,/);
    expect(await render('sarif', SAMPLE, context)).toContain('"uri":"file:///project/docker-stack.yml"');
  });
});

describe('a place in a file that is not part of the report', () => {
  it('is left out of every format, and the finding stays', async () => {
    const [diagnostic] = SAMPLE_FILE.diagnostics;
    const elsewhere = { file: 'other.yml', start: 0, end: 1, label: 'elsewhere' };
    const report = reportOf([{ ...diagnostic, related: [elsewhere] }]);
    for (const name of FORMAT_NAMES) {
      const text = await render(name, report);
      expect(text, name).toContain('stack-keepalive-time');
      expect(text, name).not.toContain('elsewhere');
    }
  });
});
