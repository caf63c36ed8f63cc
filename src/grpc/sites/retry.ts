/** Retry that is not in the service config: interceptors in the options, or given with a call in the same file. */
import type { InnerNode } from '../options/syntax.js';
import { type Value, getProperty } from '../options/value.js';
import type { SiteContext } from './context.js';
import { judgePerCall } from './per-call.js';
import { type Retrying, judgeChain, judgeRetryFunction } from './retry-function.js';
import type { OptionsPlace } from './site.js';

/** Keys of grpc-js client and call options (`grpc-js 1.14.7 client.ts:100-110`) whose functions see every call. */
const interceptorKeys = ['interceptors', 'interceptor_providers'];

/** The retry of a client whose interceptors are in its grpc-js options, or come with its calls. */
export function retryOf(options: OptionsPlace, node: InnerNode, context: SiteContext): Retrying {
  const { path } = options;
  return judgeChain([
    judgeInterceptors(options, path, context) ?? 'no',
    judgePerCall(node, interceptorKeys, (value) => judgeList(context.evaluator.evaluate(value), context)),
  ]);
}

/**
 * What the interceptors do that the options name; `path` leads from the expression to the object that has the keys.
 * `null`: the options name none.
 */
export function judgeInterceptors(place: OptionsPlace, path: readonly string[], context: SiteContext): Retrying | null {
  if (place.kind === 'unknown') return 'unknown';
  if (place.kind !== 'expression') return null;
  const options = context.evaluator.evaluate(place.node);
  const answers = interceptorKeys.flatMap((key) => {
    const value = getProperty(options, [...path, key]);
    return value.kind === 'absent' ? [] : [judgeList(value, context)];
  });
  return answers.length === 0 ? null : judgeChain(answers);
}

function judgeList(value: Value, context: SiteContext): Retrying {
  switch (value.kind) {
    case 'array': {
      const answers = value.elements.map((element) => judgeElement(element, context));
      return judgeChain(value.complete ? answers : [...answers, 'unknown']);
    }
    case 'oneOf':
      return judgeChain(value.values.map((alternative) => judgeList(alternative, context)));
    case 'literal':
      return value.value === undefined || value.value === null ? 'no' : 'unknown';
    default:
      return judgeRetryFunction(value.origin.node, context);
  }
}

function judgeElement(value: Value, context: SiteContext): Retrying {
  switch (value.kind) {
    case 'literal':
      return 'no';
    case 'oneOf':
      return judgeChain(value.values.map((alternative) => judgeElement(alternative, context)));
    case 'object':
      // protobuf-ts: `{ interceptUnary(next, …) { … } }`
      return judgeChain([...value.properties.values()].map((property) => judgeElement(property.value, context)));
    default:
      return judgeRetryFunction(value.origin.node, context);
  }
}
