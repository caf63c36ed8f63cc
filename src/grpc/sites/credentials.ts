/**
 * Is this expression the credentials of a channel?
 *
 * Every gRPC client constructor takes them as second argument, and nothing else in JavaScript does. That makes them the one
 * sign by which generated clients are known without types, whatever they are called and wherever they come from.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import { memberKey } from '../options/syntax.js';
import { possibleValues } from '../options/value.js';
import { awaited, bindingOf, declaredType, functionOf, parameterDefault, writtenValues } from './binding.js';
import type { SiteContext } from './context.js';
import { memberWrites } from './members.js';
import { returnedBy } from './walk.js';
import { writtenType } from './written-type.js';

/** `likely` rests on a name alone (`creds`, `this.credentials`): not enough without a second sign. */
export type Likelihood = 'yes' | 'likely' | 'no';

/** Static methods and functions that make channel credentials (`grpc-js 1.14.7 index.ts:100-136`). */
const factories = new Set(['createInsecure', 'createSsl', 'createFromSecureContext', 'combineChannelCredentials']);
const factoryName = /^create\w*(Channel)?Credentials$/;
const credentialsType = /^(?:\w*Channel)Credentials(?:Impl)?$/;
const credentialsName = /^(?:channel|client|grpc|ssl|insecure|secure|tls)*_?(?:creds?|credentials?)$/i;

/** How sure it is that `node` evaluates to `ChannelCredentials`. */
export function isChannelCredentials(node: TSESTree.Node, context: SiteContext, depth = 0): Likelihood {
  const byCode = judgeCode(node, context, depth);
  if (byCode !== 'likely') return byCode;
  const written = writtenType(awaited(node), context);
  return written !== null && namesCredentials(written.type) ? 'yes' : 'likely';
}

function judgeCode(node: TSESTree.Node, context: SiteContext, depth: number): Likelihood {
  if (depth > 6) return 'no';
  const again = (other: TSESTree.Node): Likelihood => isChannelCredentials(other, context, depth + 1);
  const expression = awaited(node);
  switch (expression.type) {
    case 'CallExpression':
      return fromCall(expression, context, again);
    case 'NewExpression':
      return credentialsType.test(String(lastName(expression.callee))) ? 'yes' : 'no';
    case 'ConditionalExpression':
      return most([again(expression.consequent), again(expression.alternate)]);
    case 'LogicalExpression':
      return most([again(expression.left), again(expression.right)]);
    case 'AssignmentExpression':
      return again(expression.right);
    case 'Identifier':
      return fromName(expression, again);
    case 'MemberExpression':
      return fromMember(expression, again);
    default:
      return 'no';
  }
}

function fromCall(
  call: TSESTree.CallExpression,
  context: SiteContext,
  again: (node: TSESTree.Node) => Likelihood,
): Likelihood {
  const name = lastName(call.callee);
  if (name === null) return makesEitherWay(call, context) ? 'yes' : 'no';
  const receiver = call.callee.type === 'MemberExpression' ? call.callee.object : null;
  if (receiver !== null && /server/i.test(String(lastName(receiver)))) return 'no';
  if (factories.has(name)) return 'yes';
  if (receiver !== null && name === 'compose') return again(receiver);
  const body = functionOf(call.callee, context);
  if (body !== null) return most(returnedBy(body).map(again));
  return factoryName.test(name) || credentialsName.test(name.replace(/^_?(?:get|build|make|create|load|new)/, ''))
    ? 'likely'
    : 'no';
}

/** `credentials[isLocal ? 'createInsecure' : 'createSsl']()` */
function makesEitherWay({ callee }: TSESTree.CallExpression, context: SiteContext): boolean {
  if (callee.type !== 'MemberExpression') return false;
  const names = possibleValues(context.evaluator.evaluate(callee.property)) ?? [];
  return names.some((name) => name.kind === 'literal' && factories.has(String(name.value)));
}

function fromName(identifier: TSESTree.Identifier, again: (node: TSESTree.Node) => Likelihood): Likelihood {
  const byName: Likelihood = credentialsName.test(identifier.name) ? 'likely' : 'no';
  const found = bindingOf(identifier);
  if (found === null) return byName;
  const type = declaredType(found);
  if (type !== null && namesCredentials(type)) return 'yes';
  const otherwise = parameterDefault(found);
  return most([byName, ...(otherwise === null ? [] : [again(otherwise)]), ...writtenValues(found).map(again)]);
}

function fromMember(member: TSESTree.MemberExpression, again: (node: TSESTree.Node) => Likelihood): Likelihood {
  const name = memberKey(member);
  if (name === null) return 'no';
  const byName: Likelihood = credentialsName.test(name.replace(/^[#_]/, '')) ? 'likely' : 'no';
  const writes = memberWrites(member);
  if (writes.annotations.some(namesCredentials)) return 'yes';
  return most([byName, ...writes.values.map(again)]);
}

function most(all: readonly Likelihood[]): Likelihood {
  if (all.includes('yes')) return 'yes';
  return all.includes('likely') ? 'likely' : 'no';
}

/** `ChannelCredentials`, `grpc.ChannelCredentials`, a union with it, or `Promise` of it. */
export function namesCredentials(type: TSESTree.TypeNode): boolean {
  if (type.type === 'TSUnionType') return type.types.some(namesCredentials);
  if (type.type !== 'TSTypeReference') return false;
  return credentialsType.test(String(lastName(type.typeName)));
}

/** `a.b.c` gives `c`, `f` gives `f`; the names of types too. */
export function lastName(node: TSESTree.Node): string | null {
  const expression = awaited(node);
  if (expression.type === 'Identifier') return expression.name;
  if (expression.type === 'MemberExpression') return memberKey(expression);
  if (expression.type === 'TSQualifiedName') return expression.right.name;
  if (expression.type === 'CallExpression') return lastName(expression.callee);
  return null;
}
