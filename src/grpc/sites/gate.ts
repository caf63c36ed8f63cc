/** Cheap questions that come first: most files, and most calls of the others, have nothing to do with gRPC. */
import { type LintContext, settingsOf } from '../options/evaluator.js';
import { unwrap } from '../options/syntax.js';
import type { SiteContext } from './context.js';
import { libraryRows } from './libraries.js';
import type { CallLike } from './site.js';

/**
 * What a file with a channel says somewhere: a module, an option, the credentials that a client needs, the call of something
 * that is named after what it makes, such as a class of a package next door, or an address with a port but without a scheme, which
 * a wrapper next door may be given.
 */
const WORDS = new Set([
  'grpc',
  'credentials',
  '@nestjs/microservices',
  '(?:Client|Stub|Channel|Transport)\\s*\\(',
  '[\'"`][a-z][\\w.-]*:\\d{2,5}[\'"`]',
  ...libraryRows.map(({ module }) => module),
]);
const anyWord = new RegExp([...WORDS].join('|'), 'i');

const answers = new WeakMap<object, boolean>();

/** Does the linted file say something that a channel needs? The others are left alone without another look. */
export function mayBuildChannels(lint: LintContext): boolean {
  const { sourceCode } = lint;
  let answer = answers.get(sourceCode);
  if (answer === undefined) {
    const factories = settingsOf(lint).factories ?? [];
    answer =
      anyWord.test(sourceCode.text) ||
      factories.some((row) => sourceCode.text.includes(row.module ?? row.export.replace(/.*\./, '')));
    answers.set(sourceCode, answer);
  }
  return answer;
}

/**
 * Most calls are on parameters (`prices.get(sku)`) and globals (`Math.round(sum)`), which lead to no library and no function of
 * the project. Only a class may come from there, and then the credentials beside it tell.
 */
export function leadsNowhere({ type, callee, arguments: given }: CallLike, { names, rows }: SiteContext): boolean {
  let root = unwrap(callee);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  if (root.type !== 'Identifier' || (names?.has(root.name) ?? true)) return false;
  if (type === 'NewExpression' && (given.length > 1 || given.some((argument) => argument.type === 'SpreadElement')))
    return false;
  return rows.every(({ module }) => module !== undefined);
}
