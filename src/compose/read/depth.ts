/**
 * How deeply a YAML text nests, found in one linear pass over its tokens.
 *
 * The parser recurses, and on some runtimes a regular expression that is compiled close to the end of the stack ends the
 * process (`RegExpCompiler Allocation failed`), which nothing can catch. So deep text must not reach the parser.
 */
import { MAX_DEPTH } from './depth-limit.js';
import { lex } from './lexer.js';

const FLOW_OPEN = new Set(['[', '{']);
const FLOW_CLOSE = new Set([']', '}']);
const BLOCK_INDICATORS = new Set(['-', '?', ':']);
/** Space, tab, dash, question mark, colon: what can stand before the first text of a line. */
const INDENTATION = new Set([0x20, 0x09, 0x2d, 0x3f, 0x3a]);
const CONTROL_MARKS = new Set(['\u0002', '\u0018', '\u001f', '\uFEFF']);

/** The offset at which the nesting passes `limit`, or `null` when it never does. */
export function findDeepNesting(text: string, limit: number = MAX_DEPTH): number | null {
  if (getDepthBound(text) <= limit) return null;
  // Columns at which the open block collections start, outermost first: strictly increasing, so its length is the depth.
  const columns: number[] = [];
  let flowDepth = 0;
  let offset = 0;
  let lineStart = 0;
  for (const lexeme of lex(text)) {
    if (CONTROL_MARKS.has(lexeme)) continue;
    const opensNode = lexeme.trim() !== '' && !lexeme.startsWith('#');
    if (FLOW_OPEN.has(lexeme)) flowDepth += 1;
    else if (FLOW_CLOSE.has(lexeme)) flowDepth = Math.max(0, flowDepth - 1);
    if (flowDepth === 0 && opensNode && !FLOW_CLOSE.has(lexeme)) {
      const column = offset - lineStart;
      while ((columns.at(-1) ?? -1) >= column) columns.pop();
      if (BLOCK_INDICATORS.has(lexeme) || isFirstOnLine(text, lineStart, offset)) columns.push(column);
    }
    if (columns.length + flowDepth > limit) return offset;
    offset += lexeme.length;
    const newline = lexeme.lastIndexOf('\n');
    if (newline >= 0) lineStart = offset - (lexeme.length - newline - 1);
  }
  return null;
}

function isFirstOnLine(text: string, lineStart: number, offset: number): boolean {
  // Bounded by the indentation, which a deep text must have: a shorter look is enough.
  for (let at = offset - 1; at >= lineStart; at -= 1) {
    if (text.charCodeAt(at) !== 0x20) return false;
  }
  return true;
}

/**
 * At least the depth, found without tokens: the longest start of a line, the deepest brackets that a line opens and closes
 * itself, and all brackets of the other lines. Settles most files.
 */
function getDepthBound(text: string): number {
  let openedElsewhere = 0;
  let deepest = 0;
  let longest = 0;
  let lineStart = 0;
  let isStart = true;
  let opened = 0;
  let open = 0;
  let isCertain = true;
  for (let at = 0; at <= text.length; at += 1) {
    const character = at === text.length ? LINE_FEED : text.charCodeAt(at);
    if (character === 0x5b || character === 0x7b) {
      opened += 1;
      open += 1;
      deepest = Math.max(deepest, open);
    } else if (character === 0x5d || character === 0x7d) {
      open -= 1;
      if (open < 0) isCertain = false;
    } else if (HIDING.has(character)) isCertain = false;
    if (character === LINE_FEED) {
      if (opened > 0 && !(isCertain && open === 0) && !LIST_OF_TEXTS.test(text.slice(lineStart, at))) {
        openedElsewhere += opened;
      }
      opened = 0;
      open = 0;
      isCertain = true;
      lineStart = at + 1;
      isStart = true;
    } else if (isStart && !INDENTATION.has(character)) {
      longest = Math.max(longest, at - lineStart + 1);
      isStart = false;
    }
  }
  return openedElsewhere + deepest + longest;
}

const LINE_FEED = 0x0a;

/** Quotes and comments: behind them a closing bracket may be text, so a line with one proves nothing. */
const HIDING = new Set([0x22, 0x23, 0x27]);

/** `test: ["CMD", "curl"]`: a quote is one only behind a bracket or a comma, and no bracket is inside of quotes. */
const LIST_OF_TEXTS = /^[^"'#[\]{}]*\[(?:(?<=[[,] ?)"[^"\\[\]{}]*"|[^"'#[\]{}\\])*\][^"'#[\]{}]*$/;
