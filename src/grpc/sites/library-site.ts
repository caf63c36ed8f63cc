/** Sites that a row of `libraries.ts` or of the settings describes. */
import type { TSESTree } from '@typescript-eslint/utils';
import { unwrap } from '../options/syntax.js';
import type { SiteContext } from './context.js';
import { lastName } from './credentials.js';
import { optionsAt } from './options-place.js';
import type { LibraryRow } from './libraries.js';
import { libraryExports } from './exports.js';
import type { CallLike, Site } from './site.js';

/** The call or construction as a site of the library it was imported from, or `null`. */
export function librarySite(node: CallLike, context: SiteContext): Site | null {
  const row = rowFor(node.callee, context);
  if (row === null) return null;
  const options = optionsAt(node, row.argument, row.path);
  return {
    node,
    reportNode: node.callee,
    library: row.library,
    kind: row.kind,
    name: lastName(node.callee) ?? row.export,
    vocabulary: row.vocabulary ?? 'grpc-js',
    options,
    defaults: row.defaults ?? {},
    channelFromElsewhere: false,
    retryOutsideOptions: row.retries === true ? 'yes' : 'no',
  };
}

function rowFor(callee: TSESTree.Node, context: SiteContext): LibraryRow | null {
  const exported = libraryExports(callee, context);
  const written = dotted(callee);
  for (const row of context.rows) {
    const isRow =
      row.module === undefined
        ? written === row.export || exported.some(({ path }) => path.join('.') === row.export)
        : exported.some(({ module, path }) => module === row.module && path.join('.') === row.export);
    if (isRow) return row;
  }
  return null;
}

/** `a.b.c` as text, `null` for anything else. */
function dotted(node: TSESTree.Node): string | null {
  const expression = unwrap(node);
  if (expression.type === 'Identifier') return expression.name;
  if (expression.type !== 'MemberExpression' || expression.computed || expression.property.type !== 'Identifier')
    return null;
  const object = dotted(expression.object);
  return object === null ? null : `${object}.${expression.property.name}`;
}
