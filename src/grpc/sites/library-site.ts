/** Sites that a row of `libraries.ts` or of the settings describes. */
import type { TSESTree } from '@typescript-eslint/utils';
import { starOf } from '../options/project/star-pattern.js';
import { memberKey, unwrap } from '../options/syntax.js';
import { getProperty } from '../options/value.js';
import { type SiteContext, applies } from './context.js';
import { givesOption, optionsAt } from './options-place.js';
import { judgeMiddleware } from './nice-grpc.js';
import type { Retrying } from './retry-function.js';
import { judgeInterceptors, retryOf } from './retry.js';
import type { LibraryRow } from './libraries.js';
import { libraryExports } from './exports.js';
import type { CallLike, OptionsPlace, Site } from './site.js';
import { enclosingClass } from './walk.js';

/** The call or construction as a site of the library it was imported from, or `null`. */
export function librarySite(node: CallLike, context: SiteContext): Site | null {
  // `super(options)` in a class that extends one of a library.
  const callee = node.callee.type === 'Super' ? enclosingClass(node)?.superClass : node.callee;
  const row = callee == null ? null : rowFor(callee, context);
  if (row === null) return null;
  const given = optionsAt(node, row.argument, row.path);
  const manager = row.override === undefined ? null : overrideOf(given, row.override, context);
  const options = manager === 'elsewhere' || manager === null ? given : manager;
  return {
    node,
    reportNode: node.callee,
    library: row.library,
    kind: row.kind,
    name: displayName(node, row),
    vocabulary: row.vocabulary ?? 'grpc-js',
    options,
    defaults: row.defaults ?? {},
    channelFromElsewhere: manager === 'elsewhere',
    carrier: null,
    retryOutsideOptions: rowRetry(row, node, context),
  };
}

/** A class is the name of what it makes; of a function the message says what it returns. */
function displayName(node: CallLike, { kind, export: exported, library }: LibraryRow): string {
  const { type, callee } = node;
  if (callee.type === 'Super') return enclosingClass(node)?.id?.name ?? exported;
  const name = exported === 'default' || exported.startsWith('*') ? (dotted(callee) ?? library) : exported;
  return type === 'NewExpression' ? name : `the ${kind} of \`${name}\``;
}

/**
 * The options of the object that is given in place of options: `new Http2SessionManager(url, options)` as `sessionManager`.
 * `null`: none is given; `elsewhere`: it is not made in sight.
 */
function overrideOf(given: OptionsPlace, key: string, context: SiteContext): OptionsPlace | 'elsewhere' | null {
  if (given.kind !== 'expression' || !givesOption(given, given.path, key, context)) return null;
  const value = getProperty(context.evaluator.evaluate(given.node), [...given.path, key]);
  return value.kind === 'instance' && value.node.type === 'NewExpression' ? optionsAt(value.node, 1) : 'elsewhere';
}

function rowRetry(row: LibraryRow, node: CallLike, context: SiteContext): Retrying {
  if (row.retryBy === 'middleware') return judgeMiddleware(node, context);
  const options = optionsAt(node, row.argument, row.path);
  const beside = row.interceptorsAt === undefined ? null : judgeInterceptors(options, row.interceptorsAt, context);
  if (beside !== null) return beside;
  return row.retries === true ? 'yes' : retryOf(options, node, context);
}

function rowFor(callee: TSESTree.Node, context: SiteContext): LibraryRow | null {
  const exported = libraryExports(callee, context);
  const written = dotted(callee);
  for (const row of context.rows) {
    const { module: library } = row;
    const isRow =
      library === undefined
        ? written === row.export || exported.some(({ path }) => exportName(path) === row.export)
        : exported.some(({ module, path }) => isNamed(library, module) && isNamed(row.export, exportName(path)));
    if (isRow && applies(row, context)) return row;
  }
  return null;
}

/** A `*` in a row stands for any text. */
function isNamed(pattern: string, name: string): boolean {
  return starOf(pattern, name) !== null;
}

/** The whole of a CommonJS module is what an ES import calls its default. */
function exportName(path: readonly string[]): string {
  return path.length === 0 ? 'default' : path.join('.');
}

/** `a.b.c` as text, `null` for anything else. */
function dotted(node: TSESTree.Node): string | null {
  const expression = unwrap(node);
  if (expression.type === 'Identifier') return expression.name;
  if (expression.type !== 'MemberExpression') return null;
  const names = [dotted(expression.object), memberKey(expression)];
  return names.includes(null) ? null : names.join('.');
}
