/** `@grpc/grpc-js` and the legacy `grpc` package: clients, channels and servers built with `new`, and subclasses of clients. */
import type { TSESTree } from '@typescript-eslint/utils';
import { awaited } from './binding.js';
import { classOrigin, grpcLibraryOf } from './client-class.js';
import type { SiteContext } from './context.js';
import { type Likelihood, isChannelCredentials, lastName } from './credentials.js';
import { isCredentialsByType } from './credentials-type.js';
import { givesOption, optionsAt } from './options-place.js';
import { retryOf } from './retry.js';
import type { CallLike, Site, SiteKind } from './site.js';
import { enclosingClass, programOf, walk } from './walk.js';

/** `new Client(address, credentials, options)` (`grpc-js 1.14.7 client.ts:125`); channels and generated classes alike. */
const clientOptionsIndex = 2;
/** `new Server(options)`. */
const serverOptionsIndex = 0;

/** `new X(…)` or `super(…)` as a site, or `null`. */
export function grpcJsSite(node: CallLike, context: SiteContext): Site | null {
  const found = node.type === 'NewExpression' ? constructed(node, context) : superCall(node, context);
  if (found === null) return null;
  const options = optionsAt(node, found.kind === 'server' ? serverOptionsIndex : clientOptionsIndex);
  return {
    node,
    reportNode: node.callee,
    library: found.library,
    kind: found.kind,
    name: found.name,
    vocabulary: found.library,
    options,
    defaults: {},
    channelFromElsewhere: givesOption(options, [], 'channelOverride', context),
    carrier: null,
    retryOutsideOptions: found.kind === 'client' ? retryOf(options, node, context) : 'no',
  };
}

interface Found {
  readonly kind: SiteKind;
  readonly library: 'grpc-js' | 'grpc';
  readonly name: string;
}

function constructed(node: TSESTree.NewExpression, context: SiteContext): Found | null {
  const name = lastName(node.callee) ?? 'client';
  const origin = classOrigin(node.callee, context);
  switch (origin.kind) {
    case 'client':
    case 'channel':
    case 'server':
      return { kind: origin.kind, library: origin.library, name };
    case 'other':
    case 'own':
      return null;
    case 'package':
      // The legacy binding puts message classes into the same object; they take no credentials.
      return node.arguments.length < 2 && !node.arguments.some(isSpread)
        ? null
        : { kind: 'client', library: origin.library, name };
  }
  const second = node.arguments[1];
  if (second === undefined) return null;
  const credentials = credentialsLikelihood(second, context);
  if (credentials === 'no') return null;
  if (credentials === 'likely' && origin.kind !== 'generated' && !isNamedClient(node, name, context)) return null;
  if (notAClient.test(name)) return null;
  return { kind: name.endsWith('Channel') ? 'channel' : 'client', library: credentialsLibrary(second, context), name };
}

function credentialsLikelihood(node: TSESTree.Node, context: SiteContext): Likelihood {
  const byCode = isChannelCredentials(node, context);
  return byCode !== 'yes' && isCredentialsByType(node, context.types) ? 'yes' : byCode;
}

/** `new testCase.Client(address, credentials)` in a file that makes channel credentials: a class that comes from no import. */
function isNamedClient(node: TSESTree.NewExpression, name: string, context: SiteContext): boolean {
  if (!/(?:Client|Stub)$/.test(name)) return false;
  const reference = context.evaluator.referenceOf(node.callee);
  if (reference !== null && reference.kind !== 'binding') return false;
  return makesCredentials(programOf(node), context);
}

const makers = new WeakMap<TSESTree.Program, boolean>();

function makesCredentials(program: TSESTree.Program, context: SiteContext): boolean {
  let answer = makers.get(program);
  if (answer === undefined) {
    answer = false;
    walk(program, (inner) => {
      if (inner.type === 'CallExpression' && isChannelCredentials(inner, context) === 'yes') answer = true;
      return answer !== true;
    });
    makers.set(program, answer);
  }
  return answer;
}

function isSpread(argument: TSESTree.CallExpressionArgument): boolean {
  return argument.type === 'SpreadElement';
}

/** Classes of grpc libraries that take channel credentials second and are no channel. */
const notAClient = /Credentials|Connector|Resolver|Interceptor|Subchannel/;

/** `super(address, credentials, options)` in a class that extends a client. */
function superCall(node: TSESTree.CallExpression, context: SiteContext): Found | null {
  if (node.callee.type !== 'Super') return null;
  const owner = enclosingClass(node);
  if (owner?.superClass == null) return null;
  const name = owner.id?.name ?? lastName(owner.superClass) ?? 'client';
  const origin = classOrigin(owner.superClass, context);
  if (origin.kind === 'client' || origin.kind === 'channel' || origin.kind === 'server')
    return { kind: origin.kind, library: origin.library, name };
  if (origin.kind === 'package') return { kind: 'client', library: origin.library, name };
  if (origin.kind === 'other' || origin.kind === 'own') return null;
  const second = node.arguments[1];
  return second !== undefined && credentialsLikelihood(second, context) === 'yes'
    ? { kind: 'client', library: credentialsLibrary(second, context), name }
    : null;
}

/** Clients of the legacy binding are known by the `grpc` whose credentials they get. */
function credentialsLibrary(credentials: TSESTree.Node, context: SiteContext): 'grpc-js' | 'grpc' {
  const expression = awaited(credentials);
  if (expression.type !== 'CallExpression') return 'grpc-js';
  return grpcLibraryOf(expression.callee, context) ?? 'grpc-js';
}
