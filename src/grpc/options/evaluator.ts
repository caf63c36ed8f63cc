/**
 * The way in: one evaluator per linted file.
 *
 * ```ts
 * const evaluator = evaluatorFor(context);
 * const options = evaluator.evaluate(call.arguments[2]);
 * const time = getProperty(options, ['grpc.keepalive_time_ms']);
 * ```
 */
import path from 'node:path';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { checkSettings } from '../../core/check-settings.js';
import type { KeepaliveSettings } from '../../core/settings.js';
import { type Reference, referenceOf } from './reference.js';
import { Evaluation } from './evaluate/evaluation.js';
import { asObject } from './project/file-cache.js';
import { createLoader } from './project/loader.js';
import { createSourceModule, type ModuleLoader } from './source-module.js';
import { typeServicesOf, valueByType } from './types.js';
import type { Origin, Value } from './value.js';
import { type WrittenType, memberType } from './written-types.js';

/** The part of ESLint's rule context that is needed, so that tests and other hosts can give it without ESLint. */
export interface LintContext {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  readonly filename: string;
  readonly physicalFilename?: string;
  readonly cwd?: string;
  readonly settings?: { readonly keepalive?: unknown };
  readonly languageOptions?: unknown;
}

export interface Evaluator {
  /** What the expression evaluates to where it stands. Never throws. */
  evaluate(node: TSESTree.Node): Value;
  /** What a name, a member chain or a loaded module refers to. Never throws. */
  referenceOf(node: TSESTree.Node): Reference | null;
  /** What the type of an object says of its member `key`, by what is written alone; `null` when that is not in sight. */
  memberType(type: WrittenType, key: string): WrittenType | null;
  /** Where a value was written, for a message: `config.ts:12`, relative to the working directory; `line 12` in this file. */
  describeOrigin(origin: Origin): string;
}

const evaluators = new WeakMap<object, Evaluator>();

/** The evaluator of the file that is being linted. All rules share it and what it has found. */
export function evaluatorFor(context: LintContext): Evaluator {
  const known = evaluators.get(context.sourceCode);
  if (known) return known;
  const created = createEvaluator(context);
  evaluators.set(context.sourceCode, created);
  return created;
}

/** What the user set under `settings.keepalive`; a setting that its schema does not allow counts as not given. */
export function settingsOf(context: LintContext): KeepaliveSettings {
  return checkSettings(context.settings?.keepalive).settings;
}

export function createEvaluator(context: LintContext): Evaluator {
  const cwd = context.cwd ?? process.cwd();
  // Most files build no channel, and nothing is asked of them: each part is made for the first question that needs it.
  let openLoader: ModuleLoader | null = null;
  let openEvaluation: Evaluation | null = null;
  const loader = () => (openLoader ??= createFileLoader(context));
  const evaluation = () => (openEvaluation ??= createEvaluation(context, loader()));

  return {
    evaluate: (node) => evaluation().evaluate(node),
    referenceOf: (node) => referenceOf(node, loader()),
    memberType: (type, key) => memberType(type, key, loader()),
    describeOrigin({ file: origin, node }) {
      const line = node.loc.start.line;
      return origin === null ? `line ${line}` : `${path.relative(cwd, origin).replaceAll('\\', '/')}:${line}`;
    },
  };
}

/** The path of the linted file on disk, where the host knows it; a name such as `<input>` where there is none. */
export function fileOf({ physicalFilename, filename }: LintContext): string {
  return physicalFilename ?? filename;
}

function createFileLoader(context: LintContext): ModuleLoader {
  const file = fileOf(context);
  const { ast, text } = context.sourceCode;
  const linted = createSourceModule(ast, text, null, path.isAbsolute(file) ? file : null);
  return createLoader(linted, { ...asObject(context.languageOptions) });
}

function createEvaluation(context: LintContext, loader: ModuleLoader): Evaluation {
  const services = settingsOf(context).types === 'off' ? null : typeServicesOf(context.sourceCode);
  const evaluation: Evaluation = new Evaluation(loader, (node, { cause }) =>
    services ? valueByType(node, cause, services, loader, evaluation) : null,
  );
  return evaluation;
}
