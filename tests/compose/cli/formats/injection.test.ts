import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { type Diagnostic, failure, type Report } from '../../../../src/compose/cli/report/report.js';
import { SourceText } from '../../../../src/compose/cli/report/source-text.js';
import { FORMAT_NAMES, render } from './render.js';
import { SAMPLE } from './sample.js';

/** What a hostile file, path or message may hold. */
const HOSTILE = [
  '\u001B[2J\u001B]0;owned\u0007',
  '\u009B31m',
  '\r\n::error file=x::owned',
  '\n::stop-commands::x',
  '%0A::error::x',
  '\u202Eevil\u2066',
  '\u200B\uFEFF\u2028\u2029',
  '\u{E0041}',
  ']]><owned a="',
  '"><!--&',
  '\u0000\u0008\uFFFE\uD800',
  '\n  ...\nok 99 - owned # SKIP',
  '\t日本語👨‍👩‍👧',
  "'\\",
];

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 6 }), fc.constant('a: b ')), {
    maxLength: 5,
  })
  .map((parts) => parts.join(''));

const hostileReport = fc
  .record({
    name: hostile.map((text) => `f${text.replaceAll('\0', '')}`),
    text: hostile,
    message: hostile,
    label: hostile,
    help: hostile,
    inserted: hostile,
    places: fc.tuple(fc.nat(60), fc.nat(60)),
    kind: fc.constantFrom<Diagnostic['kind'][]>('finding', 'failure', 'directive'),
  })
  .map(({ name, text, message, label, help, inserted, places, kind }): Report => {
    const start = Math.min(...places, text.length);
    const span = { file: name, start, end: Math.max(start, Math.min(text.length, Math.max(...places))) };
    const remedy = { messageId: 'x', data: {}, message, edits: [{ ...span, text: inserted }] };
    const diagnostic: Diagnostic = {
      ...failure(message, span, help),
      kind,
      ruleId: kind === 'finding' ? 'stack-schema' : null,
      label,
      related: [{ ...span, label }],
      fix: remedy,
      suggestions: [remedy],
      path: [label],
    };
    const source = new SourceText(name, text);
    const suppressed = [{ diagnostic, by: 'directive', reason: help } as const];
    return { ...SAMPLE, files: [{ name, source, diagnostics: [diagnostic, failure(message)], suppressed }] };
  });

/** For every hostile report. */
function always(check: (text: string) => void, name: string): Promise<void> {
  return fc.assert(
    fc.asyncProperty(hostileReport, async (report) => {
      check(await render(name, report));
    }),
  );
}

/** What a terminal would obey or a reader would not see. A line break is ours. */
const INVISIBLE =
  /[^\P{Cc}\n]|[\p{Cs}\p{Zl}\p{Zp}]|[\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/u;

describe.each(FORMAT_NAMES)('%s', (name) => {
  it('shows nothing that a terminal would obey or a reader would not see', async () => {
    await always((text) => {
      expect(INVISIBLE.exec(text)?.[0]).toBeUndefined();
    }, name);
  });
});

describe('github', () => {
  it('has no command but its own, one a line', async () => {
    const command = /^::(error|warning) file=[^,:]*,line=\d+,(col=\d+,endColumn=\d+,)?endLine=\d+,title=[^,:]*::/;
    await always((text) => {
      const lines = text.trimEnd().split('\n');
      expect(lines).toHaveLength(2);
      for (const line of lines) expect(line).toMatch(command);
    }, 'github');
  });
});

describe.each(['json', 'sarif', 'gitlab', 'rdjson'])('%s', (name) => {
  it('is JSON on one line, whatever is in it', async () => {
    await always((text) => {
      expect(text.trimEnd()).not.toContain('\n');
      expect(() => JSON.parse(text) as unknown).not.toThrow();
    }, name);
  });
});

describe.each(['junit', 'checkstyle'])('%s', (name) => {
  it('is XML, whatever is in it', async () => {
    const samples = fc.sample(hostileReport, { numRuns: 60, seed: 7 });
    const xml = await Promise.all(
      samples.map(async (sample, index) => ({ fileName: `${index}.xml`, contents: await render(name, sample) })),
    );
    expect((await validateXML({ xml, normalization: 'format' })).errors).toEqual([]);
  });
});

describe('tap', () => {
  it('has as many tests as files, and no directive from a name', async () => {
    await always((text) => {
      const lines = text.split('\n');
      expect(lines.filter((line) => /^(?:not )?ok/.test(line))).toHaveLength(1);
      expect(lines.filter((line) => line === '  ...')).toHaveLength(1);
      expect(lines[2]?.replace(/\\[\\#]/g, '')).not.toContain('#');
    }, 'tap');
  });
});
