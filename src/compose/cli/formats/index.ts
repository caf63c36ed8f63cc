/** All formats of our own, by name. */
import type { Format } from './format.js';
import { renderJson } from './json.js';
import { renderPretty } from './pretty.js';

export const FORMATS: readonly Format[] = [
  { name: 'pretty', description: 'for people', render: renderPretty },
  { name: 'json', description: 'the results of ESLint', render: renderJson },
];
