/** What the recognisers know about the file they look at. One per linted file, shared by all rules. */
import path from 'node:path';
import { type Evaluator, type LintContext, evaluatorFor, settingsOf } from '../options/evaluator.js';
import { type JsonObject, asObject, directoriesAbove, readJson } from '../options/project/file-cache.js';
import { type TypeServices, typeServicesOf } from '../options/types.js';
import { isAtLeast } from '../versions.js';
import { type LibraryRow, factoryRow, libraryRows } from './libraries.js';

export interface SiteContext {
  readonly evaluator: Evaluator;
  /** What the parser knows of types, or `null`. */
  readonly types: TypeServices | null;
  /** Those of `settings.keepalive.factories`, then the built-in ones. */
  readonly rows: readonly LibraryRow[];
  /** The linted file says something that a channel needs. Others are left alone without another look. */
  readonly mayBuildChannels: boolean;
}

const contexts = new WeakMap<object, SiteContext>();

export function siteContextFor(lint: LintContext): SiteContext {
  let context = contexts.get(lint.sourceCode);
  if (context === undefined) {
    const builtIn = libraryRows.filter((row) => applies(row, lint.physicalFilename ?? lint.filename));
    const rows = [...(settingsOf(lint).factories ?? []).map(factoryRow), ...builtIn];
    const types = settingsOf(lint).types === 'off' ? null : typeServicesOf(lint.sourceCode);
    context = {
      evaluator: evaluatorFor(lint),
      types,
      rows,
      mayBuildChannels: mentionsChannels(lint.sourceCode.text, rows),
    };
    contexts.set(lint.sourceCode, context);
  }
  return context;
}

function applies({ module, before }: LibraryRow, file: string): boolean {
  if (before === undefined || module === undefined) return true;
  const version = versionOf(module, file);
  return version !== null && !isAtLeast(version, before);
}

/** The release of a package that a file gets: the installed one, else the lowest that the nearest manifest asks for. */
function versionOf(name: string, file: string): string | null {
  let asked: string | null = null;
  for (const folder of directoriesAbove(file)) {
    const installed = readJson(path.join(folder, 'node_modules', name, 'package.json'))?.['version'];
    if (typeof installed === 'string') return installed;
    asked ??= askedVersion(name, readJson(path.join(folder, 'package.json')));
  }
  return asked;
}

function askedVersion(name: string, manifest: JsonObject | null): string | null {
  const range = (['dependencies', 'devDependencies', 'peerDependencies'] as const)
    .map((kind) => asObject(manifest?.[kind])?.[name])
    .find((found) => typeof found === 'string');
  return /^[\^~>=v ]*(\d+\.\d+\.\d+)/.exec(String(range))?.[1] ?? null;
}

function mentionsChannels(text: string, rows: readonly LibraryRow[]): boolean {
  return (
    /grpc|credentials|@nestjs\/microservices/i.test(text) ||
    rows.some((row) => text.includes(row.module ?? row.export.split('.').at(-1) ?? ''))
  );
}
