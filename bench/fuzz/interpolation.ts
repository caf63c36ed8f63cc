/** `${…}` in one text. */
import { interpolate } from '../../src/compose/docker/interpolate.js';
import { check, type Target } from './target.js';

const WORDS = [
  ...Array.from('$${}:-?_ Aa1.'),
  '${A}',
  '${A:-600}',
  '${B:?b-c}',
  '$$',
  '$A',
  '${A-',
  '${_x?',
  'é',
  '\n',
];

const environment = new Map([
  ['A', '7200'],
  ['B', ''],
]);

export function loadInterpolationTarget(): Target {
  return { name: 'interpolation', share: 20, corpus: ['${A:-${B}}', '$A-b ${B?c} $$', 'x'], words: WORDS, attempt };
}

function attempt(source: string): string {
  const { text, segments, expressions, error, forgottenErrors } = interpolate(source, environment);
  let end = 0;
  for (const segment of segments) {
    check(segment.start === end && segment.end > end, 'Segments follow each other.');
    check(!segment.literal || source.slice(segment.start, segment.end) === segment.text, 'A literal is in the source.');
    end = segment.end;
  }
  check(end === source.length, 'Segments are all of the source.');
  check(segments.map((segment) => segment.text).join('') === text, 'Segments are all of the result.');
  check(source.includes('$') || text === source, 'Without a dollar nothing changes.');
  for (const one of expressions)
    check(source.slice(one.start, one.end) === one.text, 'An expression is in the source.');
  const shapes = expressions.map(({ operator, isSet }) => `${String(operator)}${String(isSet)}`);
  return [...new Set([...shapes, String(error?.kind), `forgot ${forgottenErrors.length > 0}`])].join();
}
