/** Which paths git ignores, by the .gitignore files of a project: https://git-scm.com/docs/gitignore#_pattern_format */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compilePattern, matchesPattern, type PathPattern } from './wildcard.js';

interface IgnoreRule {
  readonly pattern: PathPattern;
  readonly negated: boolean;
  readonly directoriesOnly: boolean;
}

interface IgnoreLayer {
  /** What the rules are about begins with this: a directory, and a separator. */
  readonly prefix: string;
  readonly rules: readonly IgnoreRule[];
}

/** The rules that hold in a directory: its own and those of the directories above, outermost first. */
export interface IgnoreScope {
  readonly layers: readonly IgnoreLayer[];
}

export const NO_IGNORES: IgnoreScope = { layers: [] };

/** Patterns in the syntax of .gitignore, from elsewhere. */
export function ignoreScope(base: string, patterns: readonly string[]): IgnoreScope {
  return withRules(NO_IGNORES, base, parseIgnoreRules(patterns.join('\n')));
}

/** The rules above a directory where a walk starts: from the top of the working tree on, and `.git/info/exclude`. */
export function ignoresAt(directory: string): IgnoreScope {
  const above: string[] = [];
  let top = directory;
  while (!existsSync(path.join(top, '.git'))) {
    const parent = path.dirname(top);
    // Not a working tree: what lies above has nothing to do with it.
    if (parent === top) return NO_IGNORES;
    above.unshift(parent);
    top = parent;
  }
  const exclude = readRules(path.join(top, '.git', 'info', 'exclude'));
  return above.reduce(withIgnoreFile, withRules(NO_IGNORES, top, exclude));
}

/** The rules inside a directory, given those outside. */
export function withIgnoreFile(outer: IgnoreScope, directory: string): IgnoreScope {
  return withRules(outer, directory, readRules(path.join(directory, '.gitignore')));
}

function withRules(outer: IgnoreScope, base: string, rules: readonly IgnoreRule[]): IgnoreScope {
  return rules.length === 0 ? outer : { layers: [...outer.layers, { prefix: path.join(base, path.sep), rules }] };
}

/** The last rule that matches decides; a directory's contents are not looked at once it is ignored. */
export function isIgnored(scope: IgnoreScope, file: string, isDirectory: boolean): boolean {
  for (const { prefix, rules } of scope.layers.toReversed()) {
    if (!file.startsWith(prefix)) continue;
    const names = file.slice(prefix.length).split(path.sep);
    const rule = rules.findLast(
      ({ pattern, directoriesOnly }) => (isDirectory || !directoriesOnly) && matchesPattern(pattern, names),
    );
    if (rule) return !rule.negated;
  }
  return false;
}

/** The rules of a file's text. */
function parseIgnoreRules(text: string): IgnoreRule[] {
  return text.split(/\r?\n/).flatMap((line) => {
    let pattern = line.replace(/(?<!\\)[ \t]+$/, '');
    if (pattern === '' || pattern.startsWith('#')) return [];
    const negated = pattern.startsWith('!');
    if (negated) pattern = pattern.slice(1);
    const directoriesOnly = pattern.endsWith('/');
    if (directoriesOnly) pattern = pattern.slice(0, -1);
    // A slash at the start or in the middle ties the pattern to the file's own directory.
    const anchored = pattern.includes('/');
    pattern = pattern.replace(/^\//, '');
    if (pattern === '') return [];
    return [{ pattern: compilePattern(anchored ? pattern : `**/${pattern}`), negated, directoriesOnly }];
  });
}

function readRules(file: string): IgnoreRule[] {
  try {
    return parseIgnoreRules(readFileSync(file, 'utf8'));
  } catch {
    // No file there, or none that can be read: git has no rules from it either.
    return [];
  }
}
