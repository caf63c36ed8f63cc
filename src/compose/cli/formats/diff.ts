/** What --fix would change, for people: a unified diff in which secrets are masked and nothing is invisible. */
import type { FileFix } from '../../fix/apply-fixes.js';
import { layOutLine } from '../render/cells.js';
import { secretsOf } from '../render/secrets.js';
import { paint, type Style, type Tone } from '../render/style.js';
import { type FileReport, sourcesOf } from '../report/report.js';
import { SourceText } from '../report/source-text.js';

/** The diffs of a run that wrote nothing, and a line about each file that would be refused. */
export function renderDiffs(fixes: readonly FileFix[], reports: readonly FileReport[], style: Style): string {
  const sources = sourcesOf(reports);
  return fixes
    .map((fix) => {
      const before = sources.get(fix.name);
      if (fix.kind !== 'shown' || !before) return '';
      return renderDiff(fix.diff, before, new SourceText(fix.name, fix.text), style);
    })
    .join('');
}

function renderDiff(diff: string, before: SourceText, after: SourceText, style: Style): string {
  let oldLine = 0;
  let newLine = 0;
  const shown = diff.split(/(?<=\n)/).map((raw) => {
    const line = raw.replace(/\r?\n$/, '');
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line);
    if (hunk) {
      oldLine = Number(hunk[1]);
      newLine = Number(hunk[2]);
      return paint(style, 'frame', line);
    }
    const mark = line.charAt(0);
    // Above the first hunk there are file names.
    if (oldLine === 0 && newLine === 0) return paint(style, 'strong', showLine(line, [], style));
    if (mark === '\\') return line;
    const source = mark === '+' ? after : before;
    const secrets = secretsOf(source).rangesOf(mark === '+' ? newLine : oldLine);
    if (mark !== '+') oldLine++;
    if (mark !== '-') newLine++;
    const text = mark + showLine(line.slice(1), secrets, style);
    const tone = TONES[mark];
    return tone ? paint(style, tone, text) : text;
  });
  return `${shown.join('\n').replace(/\n$/, '')}\n`;
}

const TONES: Readonly<Record<string, Tone>> = { '+': 'good', '-': 'error' };

function showLine(text: string, masked: ReturnType<ReturnType<typeof secretsOf>['rangesOf']>, style: Style): string {
  return layOutLine(text, masked, style.unicode)
    .map((cell) => cell.text)
    .join('');
}
