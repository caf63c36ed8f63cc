/**
 * Does an interceptor or middleware repeat a failed call?
 *
 * A retry has to make the next call more than once, and that shows in its shape: `nextCall(…)` again in a listener, or
 * `call.next(…)` inside a loop. Where the function is not to be had, its name has to do.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import { type FunctionNode, isFunction } from '../options/scope.js';
import { memberKey, unwrap } from '../options/syntax.js';
import { functionOf } from './binding.js';
import type { SiteContext } from './context.js';
import { lastName } from './credentials.js';
import { enclosingFunction, returnedBy, walk } from './walk.js';

export type Retrying = 'yes' | 'no' | 'unknown';

const retryName = /retr(?:y|ies)/i;
/** Names of interceptors that do something else. They are common, and none of them repeats a call. */
const otherName =
  /auth|token|log|meta|header|trac|telemetry|otel|span|metric|prometheus|monitor|deadline|timeout|abort|error|debug|devtools|user.?agent|cache|compress|validat|test|mock/i;

/** What a function, a class member, a name, or the call of a factory does as interceptor or middleware. */
export function judgeRetryFunction(node: TSESTree.Node, context: SiteContext, depth = 0): Retrying {
  const expression = unwrap(node);
  const name = isFunction(expression) ? functionName(expression) : (lastName(expression) ?? '');
  if (retryName.test(name)) return 'yes';
  if (depth < 4) {
    const body = functionFor(expression, context);
    if (body !== null) return judgeBody(body, context, depth);
  }
  return otherName.test(name) ? 'no' : 'unknown';
}

/** The answer for a chain of them: one that retries is enough. */
export function judgeChain(answers: readonly Retrying[]): Retrying {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

/** The function itself, or the factory that is called here. */
function functionFor(expression: TSESTree.Node, context: SiteContext): FunctionNode | null {
  return functionOf(expression.type === 'CallExpression' ? expression.callee : expression, context);
}

function judgeBody(body: FunctionNode, context: SiteContext, depth: number): Retrying {
  if (retryName.test(functionName(body))) return 'yes';
  // A factory calls nothing: what it returns is the interceptor. An object is none: a server's makes a `new ServerInterceptingCall`.
  return (
    judgeNextCalls(body) ??
    judgeChain(
      returnedBy(body)
        .map(unwrap)
        .filter(({ type }) => type !== 'NewExpression')
        .map((made) => judgeRetryFunction(made, context, depth + 1)),
    )
  );
}

/** Is the next call made in a loop, after an error was caught, or by a listener of the first one? `null`: it is not made. */
function judgeNextCalls(body: FunctionNode): 'yes' | 'no' | null {
  let answer: 'yes' | 'no' | null = null;
  const [first, second] = body.params;
  walk(body.body, (node) => {
    if (node.type !== 'CallExpression') return undefined;
    const callee = unwrap(node.callee);
    // grpc-js: `(options, nextCall)`. A generator's second parameter is its call options.
    const isNextCall = !body.generator && isParameter(callee, second) && /^next|call$/i.test(callee.name);
    const isNext =
      (isParameter(callee, first) && callee.name === 'next') ||
      (callee.type === 'MemberExpression' && memberKey(callee) === 'next' && isParameter(callee.object, first));
    if (!isNextCall && !isNext) return undefined;
    const isRepeat = isRepeated(node, body) || (isNextCall && enclosingFunction(node) !== body);
    answer = isRepeat || answer === 'yes' ? 'yes' : 'no';
    return undefined;
  });
  return answer;
}

function isParameter(node: TSESTree.Node, parameter: TSESTree.Parameter | undefined): node is TSESTree.Identifier {
  return node.type === 'Identifier' && parameter?.type === 'Identifier' && node.name === parameter.name;
}

/** Inside the body of a loop, where what a `for await … of` iterates over is evaluated once; or inside a `catch`. */
function isRepeated(node: TSESTree.Node, body: FunctionNode): boolean {
  let inner: TSESTree.Node = node;
  for (let outer: TSESTree.Node | undefined = node.parent; outer && inner !== body; outer = outer.parent) {
    switch (outer.type) {
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ForStatement':
      case 'CatchClause':
        return true;
      case 'ForOfStatement':
      case 'ForInStatement':
        if (outer.right !== inner) return true;
        break;
      default:
    }
    inner = outer;
  }
  return false;
}

/** The function's own name, or the one under which it is kept where it is written; empty if it has none. */
function functionName({ id, parent }: FunctionNode): string {
  const name = id ?? (parent.type === 'VariableDeclarator' ? parent.id : 'key' in parent ? parent.key : null);
  return name?.type === 'Identifier' ? name.name : '';
}
