import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FormatContext } from './format.js';

/** A file's path from the top of the checkout, `/` between names; absolute when it is not in there. */
export function pathInCheckout(name: string, { cwd, checkout }: FormatContext): string {
  const absolute = path.resolve(cwd, name);
  const relative = path.relative(checkout, absolute);
  const outside = relative.startsWith('..') || path.isAbsolute(relative);
  return (outside ? absolute : relative).replaceAll(path.sep, '/');
}

/** {@link pathInCheckout} as a URI reference. */
export function uriInCheckout(name: string, context: FormatContext): string {
  const shown = pathInCheckout(name, context);
  if (path.isAbsolute(shown)) return pathToFileURL(shown).href;
  return shown
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\uFFFD')))
    .join('/');
}
