/**
 * nice-grpc: a channel knows nothing of retries. They are middleware of the client factory that is used with it:
 * `createClientFactory().use(retryMiddleware).create(definition, channel, { '*': { retry: true } })`.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Binding } from '../options/scope.js';
import { type InnerNode, memberKey, plainKey, unwrap, wrapped } from '../options/syntax.js';
import { type Absent, type Value, getProperty } from '../options/value.js';
import { awaited, bindingOf, writtenValues } from './binding.js';
import type { SiteContext } from './context.js';
import { libraryExports } from './exports.js';
import { type Retrying, judgeChain, judgeRetryFunction } from './retry-function.js';
import { programOf, walk } from './walk.js';

const library = 'nice-grpc';
const retryPackage = 'nice-grpc-client-middleware-retry';

/** A client made from a channel: what runs around its calls. */
interface Client {
  /** `null` when the chain of `.use(…)` does not begin in sight. */
  readonly middleware: readonly TSESTree.Node[] | null;
  /** The service, with what its proto file says of each method. */
  readonly definition: TSESTree.Node | undefined;
  /** Default options of the calls. */
  readonly callOptions: TSESTree.Node | undefined;
}

/** Do the clients that this file makes from the channel repeat a failed call? */
export function judgeMiddleware(channel: InnerNode, context: SiteContext): Retrying {
  const uses = usesOf(channel, context);
  // A channel that goes elsewhere is taken for one that the file's own factories work on, if it has any.
  const clients = uses.escapes && uses.clients.length === 0 ? clientsIn(channel, context) : uses.clients;
  if (clients.length === 0) return uses.escapes ? 'unknown' : 'no';
  return judgeEach(clients.map((client) => judgeClient(client, channel, context)));
}

/** A client that retries is enough for silence, and one that is not understood leaves it open for all of them. */
function judgeEach(answers: readonly Retrying[]): Retrying {
  if (answers.includes('unknown')) return 'unknown';
  return answers.includes('yes') ? 'yes' : 'no';
}

function judgeClient(client: Client, channel: TSESTree.Node, context: SiteContext): Retrying {
  if (client.middleware === null) return 'unknown';
  return judgeChain(
    client.middleware.map((function_) =>
      libraryExports(function_, context).some(({ module }) => module === retryPackage)
        ? judgeRetryPackage(client, channel, context)
        : judgeRetryFunction(function_, context),
    ),
  );
}

/**
 * The published middleware retries only what is marked idempotent in the proto file, unless `retry: true` says otherwise
 * (nice-grpc-client-middleware-retry 3.1.16: `retry = isIdempotent`).
 */
function judgeRetryPackage(
  { definition, callOptions }: Client,
  channel: TSESTree.Node,
  context: SiteContext,
): Retrying {
  if (asksForRetry(channel, callOptions)) return 'yes';
  const marked = definition === undefined ? 'unknown' : judgeDefinition(context.evaluator.evaluate(definition));
  return callOptions === undefined ? marked : judgeCallOptions(context.evaluator.evaluate(callOptions), marked);
}

const idempotent: ReadonlySet<unknown> = new Set(['IDEMPOTENT', 'NO_SIDE_EFFECTS']);

/** Is a method marked? `{ methods: { get: { options: { idempotencyLevel: 'IDEMPOTENT' } } } }`; grpc-js's kind has no marks. */
function judgeDefinition(definition: Value): Retrying {
  const methods = getProperty(definition, ['methods']);
  if (methods.kind === 'absent') return 'no';
  if (methods.kind !== 'object') return 'unknown';
  const answers = [...methods.properties.values()].map(({ value }): Retrying => {
    const level = getProperty(value, ['options', 'idempotencyLevel']);
    if (level.kind === 'absent') return 'no';
    if (level.kind !== 'literal') return 'unknown';
    return idempotent.has(level.value) ? 'yes' : 'no';
  });
  return judgeChain(methods.complete ? answers : [...answers, 'unknown']);
}

/** `{ '*': { retry: true }, sayHello: { retryMaxAttempts: 0 } }`; `marked` is what happens to a method that is not named. */
function judgeCallOptions(value: Value, marked: Retrying): Retrying {
  if (value.kind !== 'object') return value.kind === 'literal' ? marked : 'unknown';
  const answers = [...value.properties.values()].map((method) => judgeMethodOptions(method.value, marked));
  if (!value.complete) answers.push('unknown');
  if (!value.properties.has('*')) answers.push(marked);
  return judgeChain(answers);
}

function judgeMethodOptions(options: Value, marked: Retrying): Retrying {
  const retry = getProperty(options, ['retry']);
  if (retry.kind === 'literal' && retry.value !== true) return 'no';
  const attempts = getProperty(options, ['retryMaxAttempts']);
  if (attempts.kind === 'literal' && attempts.value === 0) return 'no';
  const statuses = getProperty(options, ['retryableStatuses']);
  if (lacksUnavailable(statuses)) return 'no';
  if (retry.kind === 'absent') return marked;
  return retry.kind === 'literal' ? 'yes' : 'unknown';
}

/** `Status.UNAVAILABLE`, the status of a call that meets a dead connection. */
const unavailable = 14;

function lacksUnavailable(statuses: Value | Absent): boolean {
  return (
    statuses.kind === 'array' &&
    statuses.complete &&
    statuses.elements.every((status) => status.kind === 'literal' && status.value !== unavailable)
  );
}

/** Does a call of this file say `retry: true`? The default options have been asked already. */
function asksForRetry(node: TSESTree.Node, defaults: TSESTree.Node | undefined): boolean {
  let asks = false;
  walk(programOf(node), (inner) => {
    if (inner === defaults) return false;
    if (inner.type === 'Property' && plainKey(inner.key, inner.computed) === 'retry')
      asks ||= inner.value.type !== 'Literal' || inner.value.value === true;
    return !asks;
  });
  return asks;
}

interface Uses {
  readonly clients: Client[];
  /** The channel is returned, exported, stored, or given to something that is not known. */
  escapes: boolean;
  /** Names of the channel that were followed. */
  readonly names: Set<Binding>;
}

function usesOf(channel: InnerNode, context: SiteContext): Uses {
  const uses: Uses = { clients: [], escapes: false, names: new Set() };
  follow(channel, uses, context);
  return uses;
}

function follow(node: InnerNode, uses: Uses, context: SiteContext): void {
  let outer = wrapped(node);
  while (outer.parent.type === 'AwaitExpression') outer = wrapped(outer.parent);
  const { parent } = outer;
  switch (parent.type) {
    case 'ExpressionStatement':
      return;
    case 'MemberExpression':
      // `channel.close()`
      if (parent.object === outer) return;
      break;
    case 'VariableDeclarator':
      if (!isLocal(parent)) break;
      followName(parent.id, uses, context);
      return;
    case 'AssignmentExpression':
      // Where the name gets another value instead, it is one that was followed already.
      followName(parent.left, uses, context);
      return;
    case 'CallExpression': {
      const client = clientOf(parent, context);
      if (client !== null) {
        uses.clients.push(client);
        return;
      }
      if (isExport(parent.callee, 'waitForChannelReady', context)) return;
      break;
    }
    default:
  }
  uses.escapes = true;
}

function isLocal(declarator: TSESTree.VariableDeclarator): boolean {
  return declarator.parent.parent.type !== 'ExportNamedDeclaration';
}

function followName(name: TSESTree.Node, uses: Uses, context: SiteContext): void {
  const found = bindingOf(name);
  if (found === null) {
    uses.escapes = true;
    return;
  }
  if (uses.names.has(found.binding)) return;
  uses.names.add(found.binding);
  for (const use of found.module.scopes.referencesOf(found.binding)) follow(use, uses, context);
}

/** Every client that the file makes from a factory whose middleware is known; failing that, its factories. */
function clientsIn(node: TSESTree.Node, context: SiteContext): Client[] {
  const clients: Client[] = [];
  const factories: Client[] = [];
  walk(programOf(node), (inner) => {
    if (inner.type !== 'CallExpression') return undefined;
    const client = clientOf(inner, context);
    if (client?.middleware) clients.push(client);
    const middleware = middlewareOf(inner, context);
    if (middleware === null) return undefined;
    factories.push({ middleware, definition: undefined, callOptions: undefined });
    // What a chain begins with is no factory of its own.
    return false;
  });
  return clients.length > 0 ? clients : factories;
}

/** `createClient(definition, channel, …)` or `factory.create(definition, channel, …)`, or `null`. */
function clientOf(call: TSESTree.CallExpression, context: SiteContext): Client | null {
  const [definition, , callOptions] = call.arguments;
  if (isExport(call.callee, 'createClient', context)) return { middleware: [], definition, callOptions };
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || memberKey(callee) !== 'create' || call.arguments.length < 2) return null;
  const middleware = middlewareOf(callee.object, context);
  return { middleware, definition, callOptions };
}

/** The arguments of a chain of `.use(…)` that begins with `createClientFactory()`, or `null`. */
function middlewareOf(factory: TSESTree.Node, context: SiteContext, depth = 0): TSESTree.Node[] | null {
  if (depth > 10) return null;
  const expression = awaited(factory);
  if (expression.type === 'CallExpression') {
    if (isExport(expression.callee, 'createClientFactory', context)) return [];
    const callee = unwrap(expression.callee);
    if (callee.type !== 'MemberExpression' || memberKey(callee) !== 'use') return null;
    const before = middlewareOf(callee.object, context, depth + 1);
    return before === null ? null : [...before, ...expression.arguments];
  }
  const found = bindingOf(expression);
  const [initial, ...later] = found?.binding.declaration.type === 'VariableDeclarator' ? writtenValues(found) : [];
  if (initial !== undefined) {
    // `factory = factory.use(…)`: what was added somewhere counts, and the name in its own chain is the beginning.
    const before = middlewareOf(initial, context, depth + 1);
    return before === null ? null : [...before, ...later.flatMap(argumentsOfUse)];
  }
  const reference = context.evaluator.referenceOf(expression);
  return reference?.kind === 'node' ? middlewareOf(reference.node, context, depth + 1) : null;
}

function argumentsOfUse(node: TSESTree.Node): TSESTree.Node[] {
  const expression = awaited(node);
  if (expression.type !== 'CallExpression' || expression.callee.type !== 'MemberExpression') return [];
  return memberKey(expression.callee) === 'use'
    ? [...argumentsOfUse(expression.callee.object), ...expression.arguments]
    : [];
}

function isExport(node: TSESTree.Node, name: string, context: SiteContext): boolean {
  return libraryExports(node, context).some(({ module, path }) => module === library && path.at(-1) === name);
}
