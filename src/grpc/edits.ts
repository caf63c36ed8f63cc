/**
 * Edits that put options into code: into an object literal, or as an argument that is not there yet. They keep the file's
 * quotes, indentation, number separators, trailing commas and line ends, and move no comment.
 */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { CallLike } from './sites/site.js';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** Replaces `[start, end)` of the file's text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What can be written into code: data, and text that is to be `JSON.stringify(data)`. */
export type Writable = string | number | readonly Writable[] | WritableObject | JsonText;
export interface WritableObject {
  readonly [key: string]: Writable;
}
export class JsonText {
  constructor(readonly value: Writable) {}
}

/** How a file is written. */
interface Style {
  readonly quote: string;
  readonly indent: string;
  readonly eol: string;
  readonly separators: boolean;
  readonly trailingComma: boolean;
}

const styles = new WeakMap<SourceCode['ast'], Style>();

/** A line that gets longer than this is broken. */
const MAX_LINE_LENGTH = 100;

/** Adds properties at the end of an object literal, where they win over every spread. `null` when a comment would move. */
export function addProperties(
  sourceCode: SourceCode,
  object: TSESTree.ObjectExpression,
  properties: WritableObject,
): readonly Edit[] | null {
  const style = { ...getStyle(sourceCode), ...getKeyStyle(sourceCode, object) };
  const open = certain(sourceCode.getFirstToken(object));
  const close = certain(sourceCode.getLastToken(object));
  const [first] = object.properties;
  const last = object.properties.at(-1);
  const baseIndent = getLineIndent(sourceCode, open.loc.start.line);
  if (!first || !last) {
    if (sourceCode.getCommentsInside(object).length > 0) return null;
    return [{ start: object.range[0], end: object.range[1], text: print(properties, baseIndent, style) }];
  }
  const isVertical = first.loc.start.line > open.loc.end.line;
  if (isVertical) {
    const indent = getLineIndent(sourceCode, first.loc.start.line);
    const lineBreak = style.eol + indent;
    return append(sourceCode, close, printProperties(properties, indent, style), { lineBreak, isVertical });
  }
  const added = printProperties(properties, baseIndent, style);
  const { length } = getLine(sourceCode, open.loc.start.line);
  const isLong = length + added.join(', ').length > MAX_LINE_LENGTH;
  const lineBreak = style.eol + baseIndent + style.indent;
  if (!isLong || sourceCode.getCommentsInside(object).length > 0) {
    return append(sourceCode, close, added, { lineBreak, isVertical });
  }
  // Only the gaps between properties are replaced, so that other edits may change the properties.
  const starts = object.properties.map((property): Edit => {
    const previous = certain(sourceCode.getTokenBefore(property));
    return { start: previous.range[1], end: property.range[0], text: lineBreak };
  });
  const lines = printProperties(properties, baseIndent + style.indent, style).map((line) => `,${lineBreak}${line}`);
  const text = `${lines.join('')}${style.trailingComma ? ',' : ''}${style.eol}${baseIndent}`;
  return [...starts, { start: last.range[1], end: close.range[0], text }];
}

/** Gives a call the argument `index`, which it lacks, and `undefined` for those that are missing before it. */
export function addArgument(
  sourceCode: SourceCode,
  call: CallLike,
  index: number,
  argument: WritableObject,
): readonly Edit[] {
  const style = getStyle(sourceCode);
  const close = certain(sourceCode.getLastToken(call));
  const padding = Array.from({ length: index - call.arguments.length }, () => 'undefined');
  const [first] = call.arguments;
  const last = call.arguments.at(-1);
  const line = last ? last.loc.end.line : close.loc.start.line;
  const indent = getLineIndent(sourceCode, line);
  if (close.value !== ')')
    return [insertAt(call.range[1], `(${[...padding, print(argument, indent, style)].join(', ')})`)];
  if (!first) return [insertAt(close.range[0], [...padding, print(argument, indent, style)].join(', '))];
  const open = sourceCode.getTokenBefore(first);
  const isVertical = open !== null && first.loc.start.line > open.loc.end.line;
  const added = [...padding, print(argument, indent, style)];
  return append(sourceCode, close, added, { lineBreak: style.eol + indent, isVertical });
}

/**
 * Adds items to a list in brackets, behind the last one and the comments that belong to it. A comma after the last item stays
 * the sign that there is one after every item.
 */
function append(
  sourceCode: SourceCode,
  close: TSESTree.Token,
  items: readonly string[],
  { lineBreak, isVertical }: { readonly lineBreak: string; readonly isVertical: boolean },
): readonly Edit[] {
  // The comma after the last item, or the end of that item with the parentheses around it.
  const before = certain(sourceCode.getTokenBefore(close));
  const hasComma = before.value === ',';
  const anchor = certain(sourceCode.getTokenBefore(close, { includeComments: true }));
  // A line comment swallows what follows it on its line.
  const gap = isVertical || anchor.type === 'Line' ? lineBreak : ' ';
  const text = items.map((item) => gap + item).join(',') + (hasComma ? ',' : '');
  return mergeAtSamePlace([...(hasComma ? [] : [insertAt(before.range[1], ',')]), insertAt(anchor.range[1], text)]);
}

/** Replaces an expression by data. */
export function replaceNode(sourceCode: SourceCode, node: TSESTree.Node, value: Writable): Edit {
  const indent = getLineIndent(sourceCode, node.loc.start.line);
  return { start: node.range[0], end: node.range[1], text: print(value, indent, getStyle(sourceCode)) };
}

/** A value as this file would write it: `300_000` or `300000`. */
export function printValue(sourceCode: SourceCode, value: Writable): string {
  return print(value, '', getStyle(sourceCode));
}

/** Writes something before and after an expression. */
export function wrap(node: TSESTree.Node, before: string, after: string): readonly Edit[] {
  return [insertAt(node.range[0], before), insertAt(node.range[1], after)];
}

/** Renames a key and keeps its quotes; a bare one gets quotes where the new name needs them. */
export function renameKey(sourceCode: SourceCode, key: TSESTree.Node, name: string): Edit {
  const quote = /^["']/.exec(sourceCode.getText(key))?.[0];
  return {
    start: key.range[0],
    end: key.range[1],
    text: quote ? `${quote}${name}${quote}` : printKey(name, getStyle(sourceCode)),
  };
}

/** Every edit as ESLint applies it. */
export function applyEdits(fixer: TSESLint.RuleFixer, edits: readonly Edit[]): TSESLint.RuleFix[] {
  return edits.map(({ start, end, text }) => fixer.replaceTextRange([start, end], text));
}

function insertAt(offset: number, text: string): Edit {
  return { start: offset, end: offset, text };
}

/** Two insertions at one offset are one, in their order. */
function mergeAtSamePlace(edits: readonly Edit[]): readonly Edit[] {
  const [first, second] = edits;
  return first && second?.start === first.start ? [insertAt(first.start, first.text + second.text)] : edits;
}

function getLineIndent(sourceCode: SourceCode, line: number): string {
  return getLine(sourceCode, line).replace(/[^\t ].*/, '');
}

/** @param line - counted from 1 */
function getLine(sourceCode: SourceCode, line: number): string {
  return sourceCode.lines.slice(line - 1, line).join('');
}

/** A token that is there by the grammar: the brackets of a list, and what stands before something in them. */
function certain<Token>(token: Token | null): Token {
  return token as Token;
}

function print(value: Writable, indent: string, style: Style): string {
  if (value instanceof JsonText) return `JSON.stringify(${print(value.value, indent, style)})`;
  if (typeof value === 'string') return `${style.quote}${value}${style.quote}`;
  if (typeof value === 'number') return printNumber(value, style);
  const isArray = isList(value);
  const inner = indent + style.indent;
  const items = isArray ? value.map((item) => print(item, inner, style)) : printProperties(value, inner, style);
  const [open, close] = isArray ? (['[', ']'] as const) : (['{', '}'] as const);
  if (items.length === 0) return `${open}${close}`;
  const space = isArray ? '' : ' ';
  const flat = `${open}${space}${items.join(', ')}${space}${close}`;
  const isFlat = !flat.includes('\n') && indent.length + flat.length <= MAX_LINE_LENGTH - style.indent.length * 10;
  return isFlat ? flat : printBlock(items, open, close, indent, style);
}

function isList(value: readonly Writable[] | WritableObject): value is readonly Writable[] {
  return Array.isArray(value);
}

function printBlock(items: readonly string[], open: string, close: string, indent: string, style: Style): string {
  const lines = items.map((item) => `${style.eol}${indent}${style.indent}${item}`).join(',');
  return `${open}${lines}${style.trailingComma ? ',' : ''}${style.eol}${indent}${close}`;
}

function printProperties(properties: WritableObject, indent: string, style: Style): string[] {
  return Object.entries(properties).map(([key, value]) => `${printKey(key, style)}: ${print(value, indent, style)}`);
}

function printKey(key: string, style: Style): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : `${style.quote}${key}${style.quote}`;
}

function printNumber(value: number, style: Style): string {
  const digits = String(value);
  return style.separators && value >= 10_000 ? digits.replace(/\B(?=(?:\d{3})+$)/g, '_') : digits;
}

function getStyle(sourceCode: SourceCode): Style {
  const known = styles.get(sourceCode.ast);
  if (known) return known;
  const style: Style = {
    quote: getQuote(sourceCode),
    indent: getIndentUnit(sourceCode),
    eol: sourceCode.text.includes('\r\n') ? '\r\n' : '\n',
    separators: usesSeparators(sourceCode),
    trailingComma: usesTrailingCommas(sourceCode),
  };
  styles.set(sourceCode.ast, style);
  return style;
}

/** The quotes of the keys that are there already win over those of the file. */
function getKeyStyle(sourceCode: SourceCode, object: TSESTree.ObjectExpression): Partial<Style> {
  for (const property of object.properties) {
    if (property.type !== 'Property' || property.key.type !== 'Literal') continue;
    const quote = /^["']/.exec(sourceCode.getText(property.key))?.[0];
    if (quote) return { quote };
  }
  return {};
}

function getQuote(sourceCode: SourceCode): string {
  const quotes = sourceCode.ast.tokens.filter((token) => /^["']/.test(token.value)).map((token) => token.value[0]);
  return quotes.filter((quote) => quote === '"').length > quotes.length / 2 ? '"' : "'";
}

function getIndentUnit(sourceCode: SourceCode): string {
  for (const line of sourceCode.lines) {
    // ` * ` inside a block comment is no indentation.
    const indent = /^([\t ]+)[^\s*]/.exec(line)?.[1];
    if (indent) return indent.startsWith('\t') ? '\t' : indent.length >= 4 ? '    ' : '  ';
  }
  return '  ';
}

function usesSeparators(sourceCode: SourceCode): boolean {
  const numbers = sourceCode.ast.tokens.filter((token) => /^\d[\d_]{4,}$/.test(token.value));
  return numbers.length === 0 || numbers.some((token) => token.value.includes('_'));
}

function usesTrailingCommas(sourceCode: SourceCode): boolean {
  const { tokens } = sourceCode.ast;
  let balance = 0;
  for (const [index, token] of tokens.entries()) {
    const previous = tokens[index - 1];
    if ((token.value !== '}' && token.value !== ']') || !previous) continue;
    if (previous.loc.end.line === token.loc.start.line) continue;
    if (previous.value === ',') balance++;
    // A block ends with `;` or `}`; an object or array without a trailing comma ends with something else.
    else if (previous.value !== ';' && previous.value !== '}' && previous.value !== '{') balance--;
  }
  return balance >= 0;
}
