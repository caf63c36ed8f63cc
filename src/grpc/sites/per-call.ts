/** Interceptors that come with a call: `client.get(request, { interceptors: [retry] })`. Which client do they serve? */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Binding } from '../options/scope.js';
import { type SourceModule, moduleOf } from '../options/source-module.js';
import { type InnerNode, memberKey, plainKey, unwrap, wrapped } from '../options/syntax.js';
import { bindingOf } from './binding.js';
import type { Retrying } from './retry-function.js';
import { walk } from './walk.js';

/** What a client is kept under: a variable, or a field by its name. A client that is used where it is made keeps itself. */
type Keeper = Binding | TSESTree.NewExpression | string;

/**
 * What the interceptors do that come with the calls of this file on the client which `site` builds. Most calls have to bring
 * one: a call without is on its own.
 */
export function judgePerCall(
  site: InnerNode,
  keys: readonly string[],
  judge: (value: TSESTree.Node) => Retrying,
): Retrying {
  const module = moduleOf(site);
  /* v8 ignore next -- every node that a site is made of belongs to a module */
  if (module === null) return 'no';
  const client = keeperOf(site);
  const answers = interceptorsIn(module, keys).map(({ value, served }) => ({ answer: judge(value), served }));
  const calls = client !== null && typeof client === 'object' && 'kind' in client ? callsOn(client, module) : 0;
  for (const answer of ['yes', 'unknown'] as const) {
    const covered = answers.filter((other) => other.answer === answer).flatMap(({ served }) => served ?? []);
    const own = covered.filter((keeper) => keeper === client).length;
    if (own > 0 && own * 2 >= calls) return answer;
  }
  // Where the client goes, or whose calls these are, does not show: they may be its own.
  return answers.some(({ answer, served }) => answer !== 'no' && (client === null || served === null))
    ? 'unknown'
    : 'no';
}

/** Methods of every client that are no calls. */
const noCalls: ReadonlySet<string | null> = new Set(['close', 'getChannel', 'waitForReady']);

function callsOn(client: Binding, module: SourceModule): number {
  return module.scopes.referencesOf(client).filter(({ parent }) => {
    if (parent.type !== 'MemberExpression' || parent.parent.type !== 'CallExpression') return false;
    return parent.parent.callee === parent && !noCalls.has(memberKey(parent));
  }).length;
}

interface PerCall {
  readonly value: TSESTree.Node;
  /** `null`: it is not known which clients get it. */
  readonly served: readonly Keeper[] | null;
}

const cache = new WeakMap<TSESTree.Program, readonly PerCall[]>();

function interceptorsIn({ program, text }: SourceModule, keys: readonly string[]): readonly PerCall[] {
  if (!keys.some((key) => text.includes(key))) return [];
  let found = cache.get(program);
  if (found === undefined) {
    const list: PerCall[] = [];
    walk(program, (node) => {
      if (node.type === 'Property' && keys.includes(String(plainKey(node.key, node.computed))))
        list.push({ value: node.value, served: servedBy(node.parent) });
      return undefined;
    });
    cache.set(program, (found = list));
  }
  return found;
}

/** The clients whose calls get this options object, directly or through a variable. */
function servedBy(options: InnerNode): readonly Keeper[] | null {
  const { parent } = wrapped(options);
  if (parent.type === 'CallExpression') return receiversOf([parent]);
  // `new GreeterClient(address, credentials, { … })` serves itself, which is read where the site is.
  if (parent.type === 'NewExpression' && parent.arguments[2] === options) return [];
  const kept =
    parent.type === 'VariableDeclarator' ? parent.id : parent.type === 'AssignmentExpression' ? parent.left : null;
  const found = kept === null ? null : bindingOf(kept);
  if (found === null) return null;
  return receiversOf(
    found.module.scopes
      .referencesOf(found.binding)
      .map((use) => use.parent)
      .filter((user) => user !== parent),
  );
}

function receiversOf(users: readonly TSESTree.Node[]): readonly Keeper[] | null {
  const receivers: Keeper[] = [];
  for (const user of users) {
    const callee = user.type === 'CallExpression' ? unwrap(user.callee) : null;
    // Options of a constructor are read where the site is.
    if (user.type === 'NewExpression') continue;
    const receiver = callee?.type === 'MemberExpression' ? nameOf(callee.object) : null;
    if (receiver === null) return null;
    receivers.push(receiver);
  }
  return receivers;
}

function nameOf(node: TSESTree.Node): Keeper | null {
  const expression = unwrap(node);
  if (expression.type === 'NewExpression') return expression;
  if (expression.type === 'MemberExpression')
    return expression.object.type === 'ThisExpression' ? memberKey(expression) : null;
  return bindingOf(expression)?.binding ?? null;
}

/** Where the new client is kept; `null` when it is returned or passed on. */
function keeperOf(site: InnerNode): Keeper | null {
  const { parent } = wrapped(site);
  switch (parent.type) {
    case 'MemberExpression':
      return nameOf(site);
    case 'VariableDeclarator':
      return nameOf(parent.id);
    case 'AssignmentExpression':
      return nameOf(parent.left);
    case 'PropertyDefinition':
      return plainKey(parent.key, parent.computed);
    default:
      return null;
  }
}
