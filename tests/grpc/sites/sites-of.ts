/** Lints a piece of code and returns what the recogniser found in it. */
import path from 'node:path';
import { Linter } from 'eslint';
import parser from '@typescript-eslint/parser';
import type { TSESLint } from '@typescript-eslint/utils';
import type { KeepaliveSettings } from '../../../src/core/settings.js';
import { forEachSite } from '../../../src/grpc/sites/find.js';
import type { Site } from '../../../src/grpc/sites/site.js';

export interface Linted {
  readonly settings?: KeepaliveSettings;
  readonly filename?: string;
  readonly parser?: 'typescript' | 'espree';
  readonly parserOptions?: Readonly<Record<string, unknown>>;
}

export function sitesOf(
  code: string,
  { settings = {}, filename, parser: name = 'typescript', parserOptions = {} }: Linted = {},
): Site[] {
  const sites: Site[] = [];
  const rule = {
    create: (context: TSESLint.RuleContext<string, []>) =>
      forEachSite(context, (site) => {
        sites.push(site);
      }),
  };
  // A config does not match files outside the working directory.
  const linter = new Linter(filename === undefined ? {} : { cwd: path.dirname(filename) });
  const messages = linter.verify(
    code,
    [
      {
        files: ['**/*.ts', '**/*.js'],
        plugins: { test: { rules: { sites: rule as never } } },
        rules: { 'test/sites': 'error' },
        settings: { keepalive: settings },
        languageOptions: { sourceType: 'module', parserOptions, ...(name === 'typescript' && { parser: parser }) },
      },
    ] as Linter.Config[],
    { filename: filename ?? (name === 'typescript' ? 'client.ts' : 'client.js') },
  );
  const fatal = messages.find(({ fatal: isFatal }) => isFatal);
  if (fatal !== undefined) throw new Error(fatal.message);
  return sites;
}

/** A site in a few words: `client GreeterClient of grpc-js, options: absent at 2`. */
export function describeSite({ kind, name, library, options }: Site): string {
  const place =
    options.kind === 'absent'
      ? `absent at ${[options.index, ...options.path].join('.')}`
      : options.kind === 'expression'
        ? `${options.node.type}${options.path.map((key) => `.${key}`).join('')}`
        : options.kind;
  return `${kind} ${name} of ${library}, options: ${place}`;
}

export function describeSites(code: string, linted?: Linted): string[] {
  return sitesOf(code, linted).map(describeSite);
}
