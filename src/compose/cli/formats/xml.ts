import { visibleText } from '../report/visible-text.js';

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

const ENTITIES = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
] as const;

/** An element with its attributes in this order, and its content, which is markup already. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>, content = ''): string {
  const shown = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  return content === '' ? `<${name}${shown.join('')}/>` : `<${name}${shown.join('')}>${content}</${name}>`;
}

/** Text for an attribute or an element. Characters that XML 1.0 has no way to write are escapes by then. */
export function escapeXml(text: string): string {
  return ENTITIES.reduce((shown, [character, entity]) => shown.replaceAll(character, entity), visibleText(text));
}
