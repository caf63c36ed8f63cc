/** What the recognisers know about the file they look at. One per linted file, shared by all rules. */
import type { TSESTree } from '@typescript-eslint/utils';
import { type Evaluator, type LintContext, evaluatorFor, fileOf, settingsOf } from '../options/evaluator.js';
import { getExpectedVersion } from '../options/project/package-version.js';
import { type TypeServices, typeServicesOf } from '../options/types.js';
import { isAtLeast } from '../versions.js';
import { type LibraryRow, factoryRow, libraryRows } from './libraries.js';
import type { Site } from './site.js';

export interface SiteContext {
  readonly evaluator: Evaluator;
  /** The linted file. */
  readonly file: string;
  /** What the parser knows of types, or `null`. */
  readonly types: TypeServices | null;
  /** Those of `settings.keepalive.factories`, then the built-in ones. */
  readonly rows: readonly LibraryRow[];
  /** Names that the file declares, parameters left out; `null` when that is not known. */
  readonly names: ReadonlySet<string> | null;
  /** What is known of nodes already, sites or not. */
  readonly sites: Map<TSESTree.Node, Site | null>;
}

const contexts = new WeakMap<object, SiteContext>();

export function siteContextFor(lint: LintContext): SiteContext {
  let context = contexts.get(lint.sourceCode);
  if (context === undefined) {
    const { factories, types } = settingsOf(lint);
    context = {
      evaluator: evaluatorFor(lint),
      file: fileOf(lint),
      types: types === 'off' ? null : typeServicesOf(lint.sourceCode),
      rows: factories === undefined ? libraryRows : [...factories.map(factoryRow), ...libraryRows],
      names: declaredNames(lint.sourceCode),
      sites: new Map(),
    };
    contexts.set(lint.sourceCode, context);
  }
  return context;
}

/** From ESLint's own scopes, which every host has that lints a file as a whole. */
function declaredNames({ scopeManager }: LintContext['sourceCode']): ReadonlySet<string> | null {
  if (!scopeManager) return null;
  const names = new Set<string>();
  for (const { variables } of scopeManager.scopes) {
    for (const { name, defs } of variables) {
      if (defs.some(({ type }) => (type as string) !== 'Parameter')) names.add(name);
    }
  }
  return names;
}

/** Does the row say something about the release of the library that is installed? */
export function applies({ module, before }: LibraryRow, { file }: SiteContext): boolean {
  if (before === undefined || module === undefined) return true;
  const version = getExpectedVersion(module, file);
  return version !== null && !isAtLeast(version, before);
}
