/** Loads the files that the linted file imports from, with the linted file's own parser. */
import { isBuiltin } from 'node:module';
import path from 'node:path';
import type { TSESTree } from '@typescript-eslint/utils';
import { type ModuleLoader, type SourceModule, createSourceModule } from '../source-module.js';
import { FileCache, asObject, attempt, remembered } from './file-cache.js';
import { resolvePackage } from './packages.js';
import { findSourceFile } from './source-file.js';
import { resolveWithTsconfig } from './tsconfig.js';

/** As ESLint gives them to a rule. */
export interface LanguageOptions {
  readonly parser?: unknown;
  readonly parserOptions?: unknown;
  readonly ecmaVersion?: unknown;
  readonly sourceType?: unknown;
}

/** A lint of one file looks into no more files than this. */
const MAX_FILES = 60;

/** Parsed files, shared by all files of a run: 400 files that import one options module parse it once. */
const parsedFiles = new FileCache<SourceModule>(100);

const NO_PARSER = {};
const parserIds = new WeakMap<object, number>();
let parserCount = 0;

/** Options that make a parser build a program, which a look at one other file does not need. */
const PROGRAM_OPTIONS = new Set([
  'EXPERIMENTAL_useProjectService',
  'program',
  'programs',
  'project',
  'projectService',
  'tokens',
  'comment',
]);

/** @param linted - the file that is being linted: an import that leads back to it finds this tree, not the file on disk */
export function createLoader(linted: SourceModule, languageOptions: LanguageOptions): ModuleLoader {
  let ownAnswers = 0;
  const loaded = new Map<string, SourceModule | null>();

  return {
    load(specifier, from) {
      if (from.path === null) return null;
      const file = resolveModule(specifier, from.path);
      if (file === null) return null;
      if (file === linted.path) {
        ownAnswers++;
        return linted;
      }
      return loadFile(file);
    },
    loadFile,
    get ownAnswers() {
      return ownAnswers;
    },
  };

  function loadFile(file: string): SourceModule | null {
    const before = loaded.get(file);
    if (before !== undefined) return before;
    if (loaded.size >= MAX_FILES) {
      ownAnswers++;
      return null;
    }
    const module = parsedFiles.get(file, (text) => parseFile(file, text, languageOptions), variantOf(languageOptions));
    loaded.set(file, module);
    return module;
  }
}

/** The source file behind an import specifier; `null` for packages from elsewhere and what is not found. */
export function resolveModule(specifier: string, from: string): string | null {
  return resolveIn(path.dirname(from), specifier);
}

/** Files of one directory resolve alike. */
const resolveIn = remembered((directory: string, specifier: string) =>
  resolve(specifier, path.join(directory, 'file')),
);

function resolve(specifier: string, from: string): string | null {
  if (specifier.startsWith('.')) return findSourceFile(path.resolve(path.dirname(from), specifier));
  if (path.isAbsolute(specifier)) return findSourceFile(specifier);
  if (isBuiltin(specifier)) return null;
  return resolveWithTsconfig(specifier, from) ?? resolvePackage(specifier, from);
}

function variantOf({ parser, ecmaVersion, sourceType }: LanguageOptions): string {
  const object = asObject(parser) ?? NO_PARSER;
  let id = parserIds.get(object);
  if (id === undefined) parserIds.set(object, (id = ++parserCount));
  return [id, String(ecmaVersion), String(sourceType)].join(' ');
}

function parseFile(file: string, text: string, languageOptions: LanguageOptions): SourceModule | null {
  const isJson = file.endsWith('.json');
  const code = isJson ? `module.exports = ${text}` : text;
  for (const sourceType of new Set([languageOptions.sourceType, 'module', 'commonjs', 'script'])) {
    const program = attempt(() => parse(code, isJson ? `${file}.js` : file, sourceType, languageOptions));
    if (program) return createSourceModule(program, code, file);
  }
  return null;
}

function parse(
  text: string,
  filePath: string,
  sourceType: unknown,
  { parser, parserOptions, ecmaVersion }: LanguageOptions,
): TSESTree.Program {
  const given = Object.entries({ ...asObject(parserOptions) }).filter(([name]) => !PROGRAM_OPTIONS.has(name));
  const options = { ecmaVersion, ...Object.fromEntries(given), sourceType, filePath, range: true, loc: true };
  const it = parser as {
    parse?: (text: string, options: object) => TSESTree.Program;
    parseForESLint: (text: string, options: object) => { ast: TSESTree.Program };
  };
  // Without a parser this throws, and the file is not to be had.
  return it.parse ? it.parse(text, options) : it.parseForESLint(text, options).ast;
}
