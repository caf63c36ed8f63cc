/** What Docker itself says about a stack, as the rules word it: the place, the values, the way to the thing. */
import type { Finding } from '../../core/finding.js';
import { joinWords } from '../../core/message.js';
import { textAt } from '../docker/place.js';
import type { Problem, Stack } from '../docker/stack.js';
import { findVariablesWithoutDefault } from '../model/variables.js';
import type { FindingDetails, StackContext } from './rule.js';

/** The value of that name, a list with commas; empty when there is none. */
export function textOf({ data }: Problem, name: string): string {
  return [data[name] ?? []].flat().join(', ');
}

export function listOf({ data }: Problem, name: string): readonly string[] {
  return [data[name] ?? []].flat();
}

/** All names as a choice: `` `a`, `b` or `c` ``. */
export function choiceOf(names: readonly string[]): string {
  return joinWords(
    names.map((name) => `\`${name}\``),
    'or',
  );
}

/** Expected kinds as a choice: `a list or a mapping`. */
export function kindsOf(kinds: readonly string[]): string {
  return joinWords(kinds, 'or');
}

const KINDS: Readonly<Record<string, string>> = {
  services: 'service',
  networks: 'network',
  volumes: 'volume',
  secrets: 'secret',
  configs: 'config',
};

/**
 * A place in the file in words, to stand in a sentence: `services.web.deploy` is "`deploy` of service `web`",
 * `services.web.ports.0` is "entry 1 of `ports` of service `web`".
 */
export function describePath(path: readonly string[]): string {
  const [section, name, ...rest] = path;
  if (section === undefined) return 'the top level of the file';
  const kind = KINDS[section];
  if (name === undefined || kind === undefined) return `\`${path.join('.')}\``;
  const owner = `${kind} \`${name}\``;
  const [last] = rest.slice(-1);
  if (last === undefined) return owner;
  if (!/^\d+$/.test(last)) return `\`${rest.join('.')}\` of ${owner}`;
  const list = rest.slice(0, -1).join('.');
  return `entry ${Number(last) + 1} of \`${list}\` of ${owner}`;
}

/** The same at the beginning of a sentence. */
export function describePathFirst(path: readonly string[]): string {
  const words = describePath(path);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function detailsOf({ related, path }: Problem): FindingDetails & Pick<Finding, 'related'> {
  return { related, path };
}

/** Problems that are about the text of one value, and so would be gone with another one. */
const ABOUT_A_TEXT: ReadonlySet<string> = new Set([
  ...['bad-byte-size', 'bad-cast', 'bad-cpus', 'bad-duration', 'bad-image', 'bad-port', 'bad-restart', 'bad-volume'],
  ...['bind-without-source', 'missing-file', 'mount-source', 'open-quote', 'repeated-item', 'unknown-mode'],
  ...['undefined-config', 'undefined-network', 'undefined-secret', 'undefined-volume', 'wrong-value'],
]);

/** Whether the problem comes from a variable that this run does not know, and that the deployment may well set. */
export function isUpToEnvironment({ stack, knowledge }: StackContext, problem: Problem): boolean {
  if (knowledge === 'complete') return false;
  if (problem.code === 'required-variable') return true;
  return (
    ABOUT_A_TEXT.has(problem.code) &&
    getWrittenTexts(stack, problem).some((text) => findVariablesWithoutDefault(text).length > 0)
  );
}

/** The variables without a default in what is wrong, each use of them. They are not set, or the value would not be wrong. */
export function getUnsetNames(stack: Stack, problem: Problem): readonly string[] {
  const required = problem.code === 'required-variable' ? listOf(problem, 'name') : [];
  return [...required, ...getWrittenTexts(stack, problem).flatMap(findVariablesWithoutDefault)];
}

function getWrittenTexts(stack: Stack, { span, related }: Problem): readonly string[] {
  return [span, ...related].map((place) => textAt(stack, place));
}
