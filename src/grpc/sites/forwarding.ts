/**
 * Functions and constructors of the project that hand a parameter on as channel options: `function connect(address, options)
 * { return new GreeterClient(address, credentials, options); }`. The channel is built there, but what protects it is
 * written, or forgotten, where they are called. So their calls are sites too.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import type { FunctionNode } from '../options/scope.js';
import { type SourceModule, moduleOf } from '../options/source-module.js';
import { memberKey, plainKey, unwrap } from '../options/syntax.js';
import { bindingOf, functionOf, parameterDefault, writtenValues } from './binding.js';
import type { SiteContext } from './context.js';
import { lastName } from './credentials.js';
import { ownClassOf } from './client-class.js';
import { constructorOf } from './members.js';
import { givesOption, optionsAt } from './options-place.js';
import { retryOf } from './retry.js';
import type { CallLike, Site } from './site.js';
import { enclosingClass, walk } from './walk.js';

/** Which argument of the function becomes, or contains at `path`, the options of the channel that `inner` builds. */
interface Forwarding {
  readonly argument: number;
  readonly path: readonly string[];
  readonly inner: Site;
}

type SiteFinder = (node: TSESTree.Node, context: SiteContext) => Site | null;

const cache = new WeakMap<TSESTree.Node, Forwarding | null>();

/** The call as a site, when what it calls forwards its options. */
export function forwardingSite(node: CallLike, context: SiteContext, siteAt: SiteFinder): Site | null {
  const body = bodyOf(node, context);
  if (body === null) return null;
  let forwarding = cache.get(body);
  if (forwarding === undefined) {
    // A function that calls itself finds no answer, rather than no end.
    cache.set(body, null);
    forwarding = findForwarding(body, context, siteAt);
    cache.set(body, forwarding);
  }
  if (forwarding === null) return null;
  const { argument, path, inner } = forwarding;
  const options = optionsAt(node, argument, path);
  return {
    ...inner,
    node,
    reportNode: node.callee,
    name: nameOf(node) ?? inner.name,
    options,
    channelFromElsewhere: inner.channelFromElsewhere || givesOption(options, path, 'channelOverride', context),
    // Inside, the parameter leaves it open what the interceptors do; here its value is known.
    retryOutsideOptions: inner.retryOutsideOptions === 'yes' ? 'yes' : retryOf(options, node, context),
  };
}

function nameOf({ callee }: CallLike): string | null | undefined {
  return callee.type === 'Super' ? enclosingClass(callee)?.id?.name : lastName(callee);
}

/** The function, or the constructor of the class, that a call runs. */
function bodyOf(node: CallLike, context: SiteContext): FunctionNode | null {
  const { callee } = node;
  const isSuper = callee.type === 'Super';
  if (node.type === 'CallExpression' && !isSuper) return functionOf(callee, context);
  const named = isSuper ? enclosingClass(node)?.superClass : callee;
  const owner = named ? ownClassOf(named, context) : null;
  return owner && constructorOf(owner);
}

function findForwarding(body: FunctionNode, context: SiteContext, siteAt: SiteFinder): Forwarding | null {
  const module = moduleOf(body);
  if (body.params.length === 0 || module === null || !mentionsGrpc(module)) return null;
  let found: Forwarding | null = null;
  walk(body.body, (node) => {
    if (found !== null) return false;
    if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return undefined;
    const inner = siteAt(node, context);
    if (inner?.options.kind !== 'expression' || inner.kind === 'server') return undefined;
    const parameter = parameterOf(inner.options.node, body, inner.options.path, context);
    if (parameter !== null) found = { ...parameter, path: [...parameter.path, ...inner.options.path], inner };
    return undefined;
  });
  return found;
}

/** Keys whose presence beside a forwarded parameter decides the verdict. */
const decisive = /keepalive|idle|service_config|retr|interceptor|override/i;

/** The parameter that an expression passes on, unchanged at the keys `path`, or `null`. */
function parameterOf(
  node: TSESTree.Node,
  body: FunctionNode,
  path: readonly string[],
  context: SiteContext,
): { readonly argument: number; readonly path: readonly string[] } | null {
  const expression = unwrap(node);
  switch (expression.type) {
    case 'LogicalExpression':
      return isEmptyObject(expression.right) ? parameterOf(expression.left, body, path, context) : null;
    case 'MemberExpression': {
      const key = memberKey(expression);
      if (key === null) return null;
      const object = parameterOf(expression.object, body, path, context);
      return object && { ...object, path: [...object.path, key] };
    }
    case 'ObjectExpression': {
      // `{ ...options, 'grpc.primary_user_agent': name }`
      const [spread, ...others] = expression.properties.filter((property) => property.type === 'SpreadElement');
      const isNeutral = expression.properties.every((property) => {
        if (property.type === 'SpreadElement') return true;
        const key = writtenKey(property, context);
        return !decisive.test(key) && key !== path[0];
      });
      return spread !== undefined && others.length === 0 && isNeutral
        ? parameterOf(spread.argument, body, path, context)
        : null;
    }
    case 'Identifier': {
      const found = bindingOf(expression);
      if (found === null) return null;
      const otherwise = parameterDefault(found);
      if (otherwise !== null && !isEmptyObject(otherwise)) return null;
      if (!writtenValues(found).every(isEmptyObject)) return null;
      for (const [argument, parameter] of body.params.entries()) {
        const path = pathTo(parameter, found.binding.identifier);
        if (path !== null) return { argument, path };
      }
      return null;
    }
    default:
      return null;
  }
}

/** The key of a property; one that is not known may be anything. */
function writtenKey({ key, computed }: TSESTree.Property, context: SiteContext): string {
  const value = computed ? context.evaluator.evaluate(key) : null;
  return plainKey(key, computed) ?? (value?.kind === 'literal' ? String(value.value) : 'keepalive');
}

function isEmptyObject(node: TSESTree.Node): boolean {
  const expression = unwrap(node);
  return expression.type === 'ObjectExpression' && expression.properties.length === 0;
}

/** Keys from a parameter to the name it declares: `[]` for `options` and `{ ...options }`, `['grpc']` for `{ grpc: options }`. */
function pathTo(parameter: TSESTree.Node, name: TSESTree.Identifier): readonly string[] | null {
  if (parameter === name) return [];
  if (parameter.type === 'AssignmentPattern') return pathTo(parameter.left, name);
  if (parameter.type === 'TSParameterProperty') return pathTo(parameter.parameter, name);
  if (parameter.type !== 'ObjectPattern') return null;
  for (const property of parameter.properties) {
    if (property.type !== 'Property') {
      // `{ address, ...options }`: the keys that have names of their own are none of a channel.
      if (property.argument === name) return [];
      continue;
    }
    const rest = pathTo(property.value, name);
    const key = plainKey(property.key, property.computed);
    if (rest !== null) return key === null ? null : [key, ...rest];
  }
  return null;
}

const importsGrpc = /\b(?:from|import|require)\b[\s(]*['"`][^'"`]*(?:grpc|_pb\b|proto|connect)/i;
const speaks = new WeakMap<TSESTree.Program, boolean>();

/** Does the file of a node import anything that has to do with gRPC? Keeps the search out of the rest of the project. */
function mentionsGrpc({ program, text }: SourceModule): boolean {
  let answer = speaks.get(program);
  if (answer === undefined) speaks.set(program, (answer = importsGrpc.test(text)));
  return answer;
}
