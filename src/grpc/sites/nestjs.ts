/**
 * NestJS: an object with `transport: Transport.GRPC` describes a client or a server, and only where it ends up tells which.
 * `ClientsModule`, `ClientProxyFactory` and `@Client` make clients; `createMicroservice` and `connectMicroservice` make
 * servers out of the very same object.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import { isExportOf } from '../options/reference.js';
import { type InnerNode, calleeName, memberKey, plainKey, unwrap, wrapped } from '../options/syntax.js';
import { getProperty } from '../options/value.js';
import type { SourceModule } from '../options/source-module.js';
import { type LocatedBinding, bindingOf } from './binding.js';
import { type Consumers, consumersOf } from './nest-consumers.js';
import type { SiteContext } from './context.js';
import { lastName } from './credentials.js';
import { judgeInterceptors } from './retry.js';
import type { Site } from './site.js';
import { enclosingFunction } from './walk.js';

const nest = ['@nestjs/microservices'];
/** Older releases have the enum in other places too. */
const transports = [...nest, '@nestjs/microservices/enums', '@nestjs/common/enums/transport.enum'];

/** The object literal as the options of a Nest gRPC client, or `null`. */
export function nestSite(node: TSESTree.ObjectExpression, context: SiteContext): Site | null {
  const transport = grpcTransport(node, context);
  return transport === null || !reachesClient(node, context) ? null : clientOf(node, node, transport, context);
}

/** Does the object say that it is for gRPC, be it a client or a server? */
export function isGrpcOptions(node: TSESTree.ObjectExpression, context: SiteContext): boolean {
  return grpcTransport(node, context) !== null;
}

/** The client at `node` whose options `given` evaluates to. */
export function clientOf(
  given: TSESTree.Expression,
  node: TSESTree.Expression,
  reportNode: TSESTree.Node,
  context: SiteContext,
): Site {
  const options = { kind: 'expression', node: given, path: ['options'] } as const;
  return {
    node,
    reportNode,
    library: 'nestjs',
    kind: 'client',
    name: displayName(given, node, context),
    vocabulary: 'nestjs',
    options,
    defaults: {},
    channelFromElsewhere: false,
    carrier: null,
    retryOutsideOptions: judgeInterceptors(options, ['options', 'channelOptions'], context) ?? 'no',
  };
}

/**
 * The name under which the client is injected: the `name` of the object itself, or the `name` or `provide` of the one around its
 * `useFactory`. A client without such a name goes by its proto package.
 */
function displayName(given: TSESTree.Expression, place: TSESTree.Node, context: SiteContext): string {
  const provider = enclosingProvider(place);
  const injected =
    textAt(given, ['name'], context) ?? textAt(provider, ['name'], context) ?? textAt(provider, ['provide'], context);
  if (injected !== null) return `the Nest client \`${injected}\``;
  const proto = textAt(given, ['options', 'package'], context);
  return proto === null ? 'a Nest client' : `the Nest client of package \`${proto}\``;
}

/** The object that has `node`, or the function around it, as its factory: `{ name: 'HERO', useFactory: () => … }`. */
function enclosingProvider(node: TSESTree.Node): TSESTree.ObjectExpression | null {
  const factory = isFactory(node.parent) ? node.parent : enclosingFunction(node)?.parent;
  return isFactory(factory) && factory.parent.type === 'ObjectExpression' ? factory.parent : null;
}

function isFactory(node: TSESTree.Node | undefined): node is TSESTree.Property {
  return node?.type === 'Property' && plainKey(node.key, node.computed) === 'useFactory';
}

function textAt(node: TSESTree.Expression | null, path: readonly string[], context: SiteContext): string | null {
  if (node === null) return null;
  const value = getProperty(context.evaluator.evaluate(node), path);
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : null;
}

/** The property that says `Transport.GRPC`, or the spread that brings it in from another object. */
function grpcTransport(
  node: TSESTree.ObjectExpression,
  context: SiteContext,
  depth = 0,
): TSESTree.Property | TSESTree.SpreadElement | null {
  // Objects that are spread into one another have no end.
  if (depth > 8) return null;
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const spread = spreadObject(property.argument, context);
      if (spread?.type === 'ObjectExpression' && grpcTransport(spread, context, depth + 1) !== null) return property;
    } else if (plainKey(property.key, property.computed) === 'transport') {
      return isExportOf(context.evaluator.referenceOf(property.value), transports, 'Transport.GRPC') ? property : null;
    }
  }
  return null;
}

/** The object that is spread: a name for it, or what a function returns, also under a name. */
function spreadObject(argument: TSESTree.Expression, context: SiteContext): TSESTree.Node | null {
  const value = context.evaluator.evaluate(argument);
  return value.kind === 'object' ? unwrap(value.origin.node) : null;
}

const clientTypes: ReadonlySet<string | null> = new Set([
  'ClientProviderOptions',
  'ClientsModuleOptions',
  'ClientProvider',
  'ClientsProviderAsyncOptions',
]);

/**
 * Does the object end up in a client? Followed outwards: into arrays and properties, out of functions that return it, to the
 * call or name it reaches. `false`: in a server, or not to be known from this file.
 */
function reachesClient(node: InnerNode, context: SiteContext, depth = 0): boolean {
  if (depth > 12) return false;
  const outer = wrapped(node);
  const { parent } = outer;
  const isCast = isCastToClient(node, outer);
  if (parent.type === 'VariableDeclarator') return nameReachesClient(parent, isCast, context, depth);
  if (isCast) return true;
  switch (parent.type) {
    case 'ArrayExpression':
    case 'ObjectExpression':
    case 'Property':
    case 'ConditionalExpression':
    case 'AwaitExpression':
    case 'SpreadElement':
      return reachesClient(parent, context, depth + 1);
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return resultReachesClient(outer, context, depth);
    case 'CallExpression':
      return isClientCall(parent, context);
    case 'PropertyDefinition':
      return isClientType(parent.typeAnnotation?.typeAnnotation);
    default:
      return false;
  }
}

/** `{ … } as ClientProviderOptions` */
function isCastToClient(node: TSESTree.Node, outer: TSESTree.Node): boolean {
  for (let at: TSESTree.Node = node; at !== outer && at.parent; at = at.parent) {
    const { parent } = at;
    if (
      parent.type === 'TSAsExpression' ||
      parent.type === 'TSSatisfiesExpression' ||
      parent.type === 'TSTypeAssertion'
    )
      if (isClientType(parent.typeAnnotation)) return true;
  }
  return false;
}

const clientCalls = ['ClientsModule.register', 'ClientsModule.registerAsync', 'ClientProxyFactory.create'];
const clientMethods: ReadonlySet<string | null> = new Set(['register', 'registerAsync', 'create']);

/** Does the call make Nest clients out of the options that it is given? */
export function isClientCall({ callee, parent }: TSESTree.CallExpression, context: SiteContext): boolean {
  const isDecorator = parent.type === 'Decorator';
  // Most calls are of something else, and their names say so.
  if (!isDecorator && !(callee.type === 'MemberExpression' && clientMethods.has(memberKey(callee)))) return false;
  const reference = context.evaluator.referenceOf(callee);
  return (isDecorator ? ['Client'] : clientCalls).some((name) => isExportOf(reference, nest, name));
}

/** A function that returns the object: `useFactory`, a method of an options factory, or one whose type says what it is for. */
function resultReachesClient(node: InnerNode, context: SiteContext, depth: number): boolean {
  const owner = enclosingFunction(node);
  if (isClientType(owner?.returnType?.typeAnnotation)) return true;
  const named = owner?.type === 'FunctionDeclaration' && owner.id ? bindingOf(owner.id) : null;
  if (named !== null) return usesOf(named, context, depth).clients;
  const holder = owner?.parent;
  switch (holder?.type) {
    case 'Property':
      return plainKey(holder.key, holder.computed) === 'useFactory' && reachesClient(holder, context, depth + 1);
    case 'MethodDefinition':
      return plainKey(holder.key, holder.computed) === 'createClientOptions';
    case 'VariableDeclarator':
      return nameReachesClient(holder, false, context, depth);
    case 'CallExpression':
      // `services.map((name) => ({ name, … }))`
      return isMapping(holder) && reachesClient(holder, context, depth + 1);
    default:
      return false;
  }
}

const mappings: ReadonlySet<string | null> = new Set(['map', 'flatMap', 'from']);

function isMapping({ callee }: TSESTree.CallExpression): boolean {
  return callee.type === 'MemberExpression' && mappings.has(memberKey(callee));
}

/** A name that holds the object: what is done with it decides, here or elsewhere, else its type. */
function nameReachesClient(
  declarator: TSESTree.VariableDeclarator,
  isCast: boolean,
  context: SiteContext,
  depth: number,
): boolean {
  const found = bindingOf(declarator.id);
  if (found === null) return false;
  const here = usesOf(found, context, depth);
  if (here.clients || here.servers) return here.clients;
  const { clients, servers } = consumersElsewhere(declarator, found.module);
  return isCast || isClientType(declarator.id.typeAnnotation?.typeAnnotation)
    ? clients || !servers
    : clients && !servers;
}

/** What this file does with the object that has a name, or that the function of that name returns. A server is enough. */
function usesOf({ binding, module }: LocatedBinding, context: SiteContext, depth: number): Consumers {
  let clients = false;
  for (const use of module.scopes.referencesOf(binding)) {
    const object = use.parent.type === 'CallExpression' && use.parent.callee === use ? use.parent : use;
    if (object.parent.type === 'CallExpression' && isServerCall(object.parent))
      return { clients: false, servers: true };
    // `{ name: 'HERO', ...options() }` is the client.
    if (object !== use && object.parent.type === 'SpreadElement') continue;
    clients ||= reachesClient(object, context, depth + 1);
  }
  return { clients, servers: false };
}

/** `export const options: ClientOptions = …`: what other files make of it. */
function consumersElsewhere({ id, parent }: TSESTree.VariableDeclarator, { path }: SourceModule): Consumers {
  return id.type === 'Identifier' && parent.parent.type === 'ExportNamedDeclaration' && path !== null
    ? consumersOf(id.name, path)
    : { clients: false, servers: false };
}

function isServerCall(call: TSESTree.CallExpression): boolean {
  return /^(?:create|connect)(?:Nest)?Microservice$/.test(String(calleeName(call)));
}

function isClientType(type: TSESTree.TypeNode | undefined): boolean {
  if (type?.type === 'TSArrayType') return isClientType(type.elementType);
  if (type?.type !== 'TSTypeReference') return false;
  const name = lastName(type.typeName);
  return name === 'Promise' ? isClientType(type.typeArguments?.params[0]) : clientTypes.has(name);
}
