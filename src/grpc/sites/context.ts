/** What the recognisers know about the file they look at. One per linted file, shared by all rules. */
import { type Evaluator, type LintContext, evaluatorFor, settingsOf } from '../options/evaluator.js';
import { type LibraryRow, factoryRow, libraryRows } from './libraries.js';

export interface SiteContext {
  readonly evaluator: Evaluator;
  /** Those of `settings.keepalive.factories`, then the built-in ones. */
  readonly rows: readonly LibraryRow[];
  /** The linted file says something that a channel needs. Others are left alone without another look. */
  readonly mayBuildChannels: boolean;
}

const contexts = new WeakMap<object, SiteContext>();

export function siteContextFor(lint: LintContext): SiteContext {
  let context = contexts.get(lint.sourceCode);
  if (context === undefined) {
    const rows = [...(settingsOf(lint).factories ?? []).map(factoryRow), ...libraryRows];
    context = { evaluator: evaluatorFor(lint), rows, mayBuildChannels: mentionsChannels(lint.sourceCode.text, rows) };
    contexts.set(lint.sourceCode, context);
  }
  return context;
}

function mentionsChannels(text: string, rows: readonly LibraryRow[]): boolean {
  return (
    /grpc|credentials|@nestjs\/microservices/i.test(text) ||
    rows.some((row) => text.includes(row.module ?? row.export.split('.').at(-1) ?? ''))
  );
}
