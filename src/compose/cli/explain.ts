/** `keepalive-lint explain RULE` and `keepalive-lint rules`: what the rules are, without a network. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BUILT_RULES, getDocsUrl, getRuleEntry, type RuleEntry, type RuleId } from '../../core/catalog/index.js';
import { paint, type Style } from './render/style.js';
import { wrapText } from './render/wrap.js';
import { asciiText, jsonText, visibleText } from './report/visible-text.js';

/**
 * A rule's page for a terminal; the catalog's line where the page is not there.
 *
 * @param pages - the directory of `RULE.md`
 */
export function explainRule(id: RuleId, pages: string, style: Style): string {
  const entry = getRuleEntry(id);
  const severity = `${entry.severity === 'error' ? 'error' : 'warning'} in ${entry.preset}`;
  const host = entry.category === 'stack' ? 'keepalive-lint and ESLint' : 'ESLint';
  const head = [
    paint(style, 'strong', id),
    '',
    ...wrapText(entry.description, style.width, style.width),
    '',
    `${severity}; runs in ${entry.language === 'text' ? 'keepalive-lint' : host}`,
    getDocsUrl(id),
  ];
  return `${[...head, '', ...showMarkdown(readPage(id, pages), getDocsUrl(id), style)].join('\n').trimEnd()}\n`;
}

/** All rules that are built, a line each. */
export function listRules(style: Style): string {
  const widest = Math.max(...BUILT_RULES.map(({ id }) => id.length));
  const widestLevel = Math.max(...BUILT_RULES.map((entry) => describeLevel(entry).length));
  const lines = BUILT_RULES.flatMap((entry) => {
    const lead = `${entry.id.padEnd(widest)}  ${describeLevel(entry).padEnd(widestLevel)}  `;
    const room = Math.max(30, style.width - lead.length);
    const [first = '', ...rest] = wrapText(entry.description, room, room);
    const id = paint(style, 'strong', entry.id) + lead.slice(entry.id.length);
    return [id + first, ...rest.map((line) => ' '.repeat(lead.length) + line)];
  });
  return `${lines.join('\n')}\n`;
}

/** The catalog, for programs. */
export function listRulesAsJson(): string {
  const rules = BUILT_RULES.map((entry) => ({ ...entry, docs: getDocsUrl(entry.id as RuleId) }));
  return `${jsonText(rules, 2)}\n`;
}

function describeLevel({ severity, preset, category }: RuleEntry): string {
  const level = preset === 'strict' ? `${severity} (strict)` : severity;
  return category === 'stack' ? level : `${level}, ESLint`;
}

function readPage(id: RuleId, pages: string): string {
  try {
    return readFileSync(path.join(pages, `${id}.md`), 'utf8');
  } catch {
    return '';
  }
}

/**
 * Markdown as it is, but for its title and comments, with the headings in bold and the prose as wide as the terminal. Its links
 * lead to the published pages: those beside it are not in the package.
 */
function showMarkdown(markdown: string, url: string, style: Style): string[] {
  const show = style.unicode ? visibleText : asciiText;
  const body = markdown
    .replace(/<!-- begin generated header -->[^]*?<!-- end generated header -->/, '')
    .replace(/<!--[^]*?-->/g, '')
    .replace(/^#\s.*$/m, '')
    .replace(/(?<=\]\()(?![a-z]+:)[^)\s]+(?=\))/g, (target) => new URL(target, url).href)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  let inCode = false;
  const lines: string[] = [];
  let paragraph: string[] = [];
  const endParagraph = (): void => {
    if (paragraph.length === 0) return;
    const [first = ''] = paragraph;
    const indent = ' '.repeat(first.length - first.replace(/^\s*(?:[-*]\s+|\d+\.\s+)?/, '').length);
    const text = paragraph.map((line, index) => (index === 0 ? line : line.trim())).join(' ');
    const [head = '', ...tail] = wrapText(show(text), style.width, style.width - indent.length);
    lines.push(head, ...tail.map((line) => indent + line));
    paragraph = [];
  };
  for (const line of body.split(/\r?\n/)) {
    const isProse = !inCode && !/^(?:```|#|\s*\||\s*$)/.test(line);
    // A list item is a paragraph of its own.
    if (!isProse || /^\s*(?:[-*]|\d+\.)\s/.test(line)) endParagraph();
    if (isProse) {
      paragraph.push(line);
    } else if (line.startsWith('```')) {
      inCode = !inCode;
      const kind = /\b(correct|incorrect)\b/.exec(line)?.[1];
      if (inCode && kind) lines.push(paint(style, kind === 'correct' ? 'good' : 'error', `    # ${kind}`));
    } else if (inCode) {
      lines.push(`    ${show(line)}`.trimEnd());
    } else {
      const heading = /^#+\s+(.*)$/.exec(line)?.[1];
      lines.push(heading === undefined ? show(line) : paint(style, 'strong', show(heading)));
    }
  }
  endParagraph();
  return lines;
}
