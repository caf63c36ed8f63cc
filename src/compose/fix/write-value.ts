/** A value as YAML text, in block or flow style, so that Docker reads back exactly that value. */
import type { WrittenValue } from '../../core/finding.js';
import type { FileStyle } from './style.js';
import type { YamlMapping, YamlValue } from './result.js';

export type Quote = '"' | "'";

/** Words and shapes that YAML 1.1 or 1.2 take for something other than a string. Broad on purpose: quotes never harm. */
const NOT_A_STRING =
  /^(?:~|null|true|false|yes|no|on|off|y|n|<<|=|[-+]?\.(?:inf|nan)|[-+]?[.\d][\d.,:_xobeEtTzZ+\-a-fA-F]*)$/i;

/** Whether this text can stand without quotes and be read as these characters: as a string or as something else. */
export function canBePlain(text: string, context: 'block' | 'flow'): boolean {
  if (!/^[\p{L}\p{N}_./$^()<=~+-]/u.test(text) || /^(?:-(?:[^\p{L}\p{N}]|$)|---|\.\.\.)/u.test(text)) return false;
  if (/[^\x20-\x7e\p{L}\p{N}]/u.test(text) || text.endsWith(' ') || text.endsWith(':')) return false;
  if (/: | #/.test(text)) return false;
  return context === 'block' || !/[,[\]{}]|:(?![\p{L}\p{N}/])/u.test(text);
}

/** The text of a scalar. `quote`: the quotes that its neighbours wear; `null`: only where they are needed. */
export function writeScalar(
  value: string | number | boolean,
  context: 'block' | 'flow',
  quote: Quote | null,
  fallbackQuote: Quote,
): string {
  if (typeof value !== 'string') return String(value);
  if (quote === null && canBePlain(value, context) && !NOT_A_STRING.test(value)) return value;
  return writeQuoted(value, quote ?? fallbackQuote);
}

/** The text in these quotes; in double ones where single ones cannot say it. */
export function writeQuoted(text: string, quote: Quote): string {
  if (quote === "'" && !/[^\x20-\x7e\p{L}\p{N}]/u.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return `"${escapeDoubleQuoted(text)}"`;
}

function escapeDoubleQuoted(text: string): string {
  // JSON's escapes are a part of YAML's. What JSON leaves and YAML or an editor could trip over is written as \u.
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(
      /[\u007f-\u00a0\u2028\u2029\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}

/** The quotes around a scalar's text; `null` when it has none. */
export function quoteOf(raw: string): Quote | null {
  return raw.startsWith('"') ? '"' : raw.startsWith("'") ? "'" : null;
}

export function isMappingValue(value: YamlValue): value is YamlMapping {
  return typeof value === 'object' && !Array.isArray(value);
}

export function isListValue(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

/** `key: value` as lines of block style, without line breaks. The first line is not indented, the others are. */
export function writeBlockEntry(
  key: string,
  value: YamlValue,
  indent: string,
  style: FileStyle,
  keyQuote: Quote | null,
  valueQuote: Quote | null,
): string[] {
  const keyText = writeScalar(key, 'block', keyQuote, style.quote);
  const write = (scalar: string | number | boolean): string => writeScalar(scalar, 'block', valueQuote, style.quote);
  if (isMappingValue(value)) {
    const entries = Object.entries(value);
    if (entries.length === 0) return [`${keyText}: {}`];
    const inner = indent + ' '.repeat(style.indentStep);
    const lines = entries.flatMap(([name, nested]) => {
      const [first = '', ...rest] = writeBlockEntry(name, nested, inner, style, null, null);
      return [inner + first, ...rest];
    });
    return [`${keyText}:`, ...lines];
  }
  if (isListValue(value)) {
    if (value.length === 0) return [`${keyText}: []`];
    const inner = indent + ' '.repeat(style.listIndent);
    return [`${keyText}:`, ...value.map((item) => `${inner}- ${writeFlow(item, style)}`)];
  }
  return [`${keyText}: ${write(value)}`];
}

/** A value in one line. */
export function writeFlow(value: YamlValue, style: FileStyle): string {
  if (isMappingValue(value)) {
    const entries = Object.entries(value).map(([key, nested]) => writeFlowEntry(key, nested, style, null, null));
    return entries.length === 0 ? '{}' : `{${style.bracePadding}${entries.join(', ')}${style.bracePadding}}`;
  }
  if (isListValue(value)) {
    const items = value.map((item) => writeFlow(item, style));
    return items.length === 0 ? '[]' : `[${style.bracketPadding}${items.join(', ')}${style.bracketPadding}]`;
  }
  return writeScalar(value, 'flow', null, style.quote);
}

/** `key: value` in one line. */
export function writeFlowEntry(
  key: string,
  value: YamlValue,
  style: FileStyle,
  keyQuote: Quote | null,
  valueQuote: Quote | null,
): string {
  const text =
    typeof value === 'object' ? writeFlow(value, style) : writeScalar(value, 'flow', valueQuote, style.quote);
  return `${writeScalar(key, 'flow', keyQuote, style.quote)}: ${text}`;
}

/** What stands in the text once `value` is written in this context with these quotes. */
export function describeWritten(value: YamlValue, context: 'block' | 'flow', quote: Quote | null): WrittenValue {
  if (isMappingValue(value)) {
    const entries = Object.entries(value).map(
      ([key, nested]) => [key, describeWritten(nested, context, null)] as const,
    );
    return { kind: 'mapping', entries };
  }
  if (isListValue(value)) return { kind: 'list', items: value.map((item) => describeWritten(item, 'flow', null)) };
  return {
    kind: 'scalar',
    text: String(value),
    quoted: quoteOf(writeScalar(value, context, quote, '"')) !== null,
  };
}
