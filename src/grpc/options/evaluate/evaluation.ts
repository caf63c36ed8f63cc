/**
 * Evaluates expressions without running them. One {@link Evaluation} serves one linted file and every file that it looks
 * into; the answer to anything that is not understood is `unknown`.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import { Variables } from './variables.js';
import { Patterns } from './patterns.js';
import { Enums } from './enums.js';
import { Imports } from './imports.js';
import { Members } from './members.js';
import { Fields } from './fields.js';
import { Calls } from './calls.js';
import {
  type KnownValue,
  type Origin,
  type Unknown,
  type UnknownCause,
  type Value,
  getProperty,
  join,
  literal,
  possibleValues,
  unknown,
} from '../value.js';
import { isFunction } from '../scope.js';
import { type ModuleLoader, type SourceModule, moduleOf } from '../source-module.js';
import { plainKey, unwrap } from '../syntax.js';
import { ObjectBuilder } from './object.js';
import {
  asDefault,
  asOverridable,
  binaryOperator,
  isGiven,
  isNullish,
  isOverridable,
  isTruthy,
  mapLiterals,
  truthiness,
  unaryOperator,
} from './operators.js';
import { type Frame, NO_FRAME } from './frame.js';

const MAX_DEPTH = 150;
const MAX_STEPS = 20_000;

/** Answers what syntax cannot, as a type checker does. `null`: neither can it. */
export type Fallback = (node: TSESTree.Node, value: Unknown) => Value | null;

export class Evaluation {
  readonly loader: ModuleLoader;
  readonly variables = new Variables(this);
  readonly patterns = new Patterns(this);
  readonly enums = new Enums(this);
  readonly imports = new Imports(this);
  readonly members = new Members(this);
  readonly fields = new Fields(this);
  readonly calls = new Calls(this);
  private readonly fallback: Fallback;
  private readonly known = new Map<TSESTree.Node, Value>();

  readonly active = new Set<TSESTree.Node>();

  private steps = 0;

  /** How often something was given up because of where the evaluation came from: such a result is not for reuse. */
  private cuts = 0;

  /** What this value was found by: when it has changed after an evaluation, the result is not for reuse in another. */
  get conditions(): number {
    return this.cuts + this.loader.ownAnswers;
  }

  constructor(loader: ModuleLoader, fallback: Fallback) {
    this.loader = loader;
    this.fallback = fallback;
  }

  /** The value of an expression where it stands. */
  evaluate(node: TSESTree.Node): Value {
    this.steps = 0;
    return this.value(node, NO_FRAME);
  }

  /** The value of a name that a file declares, as other files see it; `null` when it declares no such name there. */
  declared(name: TSESTree.Identifier, module: SourceModule): Value | null {
    const binding = module.scopes.bindingOf(name);
    return binding && this.variables.binding(binding, module, null, NO_FRAME);
  }

  origin(node: TSESTree.Node): Origin {
    return { file: moduleOf(node)?.file ?? null, node };
  }

  unknown(reason: string, node: TSESTree.Node, cause?: UnknownCause): Unknown {
    return unknown(reason, this.origin(node), cause);
  }

  cut(reason: string, node: TSESTree.Node): Unknown {
    this.cuts++;
    return this.unknown(reason, node);
  }

  value(wrappedNode: TSESTree.Node, frame: Frame): Value {
    const node = unwrap(wrappedNode);
    const isReusable = frame.parameters.size === 0;
    const before = isReusable ? this.known.get(node) : undefined;
    if (before) return before;
    if (this.active.has(node)) return this.cut('it refers to itself', node);
    if (this.active.size > MAX_DEPTH || ++this.steps > MAX_STEPS) return this.cut('too deep to follow', node);
    const cutsBefore = this.cuts;
    this.active.add(node);
    try {
      const value = this.expression(node, frame);
      const result = value.kind === 'unknown' ? (this.fallback(node, value) ?? value) : value;
      if (isReusable && this.cuts === cutsBefore) this.known.set(node, result);
      return result;
    } finally {
      this.active.delete(node);
    }
  }

  private expression(node: TSESTree.Node, frame: Frame): Value {
    switch (node.type) {
      case 'Literal':
        return this.literal(node);
      case 'Identifier':
        return this.variables.name(node, frame);
      case 'MemberExpression':
        return this.members.member(node, frame);
      case 'ObjectExpression':
        return this.object(node, frame);
      case 'ArrayExpression':
        return this.array(node, frame);
      case 'TemplateLiteral':
        return this.template(node, frame);
      case 'UnaryExpression': {
        if (node.operator === '!') return this.not(this.value(node.argument, frame), node);
        const operator = unaryOperator(node.operator);
        if (!operator) return this.unknown(`the result of ${node.operator}`, node);
        return mapLiterals([this.value(node.argument, frame)], this.origin(node), operator);
      }
      case 'BinaryExpression': {
        const operator = binaryOperator(node.operator);
        if (!operator || node.left.type === 'PrivateIdentifier') {
          return this.unknown(`the result of ${node.operator}`, node);
        }
        return mapLiterals([this.value(node.left, frame), this.value(node.right, frame)], this.origin(node), operator);
      }
      case 'LogicalExpression':
        return this.logical(node.operator, this.value(node.left, frame), node.right, frame, this.origin(node));
      case 'ConditionalExpression':
        return this.conditional(node, frame);
      case 'ImportExpression':
        return this.imports.loaded(node);
      case 'AwaitExpression':
        return this.value(node.argument, frame);
      case 'SequenceExpression':
        return this.value(
          node.expressions.reduce((_, last) => last),
          frame,
        );
      case 'AssignmentExpression':
        return node.operator === '='
          ? this.value(node.right, frame)
          : this.unknown('the result of an assignment', node);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return { kind: 'function', node, origin: this.origin(node) };
      case 'NewExpression':
        return { kind: 'instance', node, origin: this.origin(node) };
      case 'CallExpression':
        return this.calls.call(node, frame);
      default:
        return this.unknown('an expression that is not followed', node);
    }
  }

  private literal(node: TSESTree.Literal): Value {
    if ('regex' in node) return this.unknown('a regular expression', node);
    return literal(node.value, this.origin(node));
  }

  private not(operand: Value, node: TSESTree.Node): Value {
    const truth = truthiness(operand);
    if (truth === null) {
      return operand.kind === 'unknown'
        ? operand
        : join([literal(true, this.origin(node)), literal(false, this.origin(node))], this.origin(node));
    }
    return literal(!truth, this.origin(node), isOverridable(operand));
  }

  private template(node: TSESTree.TemplateLiteral, frame: Frame): Value {
    // Only a tagged template may have text without a meaning, and it is no value.
    const raw = node.quasis.map(({ value }) => String(value.cooked));
    const holes = node.expressions.map((hole) => this.value(hole, frame));
    return mapLiterals(holes, this.origin(node), (...values) => String.raw({ raw }, ...values));
  }

  logical(operator: '??' | '||' | '&&', left: Value, right: TSESTree.Node, frame: Frame, origin: Origin): Value {
    const goesOn = (value: KnownValue) =>
      operator === '??' ? isNullish(value) : isTruthy(value) === (operator === '&&');
    const alternatives = possibleValues(left);
    if (!alternatives) {
      const other = this.value(right, frame);
      return operator !== '&&' && isGiven(left) ? asDefault(other, left) : left;
    }
    return join(
      alternatives.map((alternative) => {
        if (!goesOn(alternative)) return alternative;
        const value = this.value(right, frame);
        return isOverridable(alternative) ? this.orOverridden(value, alternative) : value;
      }),
      origin,
    );
  }

  /** What is chosen by something that the environment or a caller may change. */
  private orOverridden(value: Value, decider: Value): Value {
    const outside = unknown('the environment or a caller decides', decider.origin, 'outside');
    return asDefault(value, outside);
  }

  private conditional(node: TSESTree.ConditionalExpression, frame: Frame): Value {
    const test = this.value(node.test, frame);
    const truth = truthiness(test);
    if (truth !== null && !isOverridable(test)) return this.value(truth ? node.consequent : node.alternate, frame);
    const consequent = this.value(node.consequent, frame);
    const alternate = this.value(node.alternate, frame);
    const expected = truth === null ? null : asOverridable(truth ? consequent : alternate);
    if (expected) return expected;
    if (isGiven(test)) {
      // `env.X ? Number(env.X) : 600_000`: one branch is what is given, the other the default.
      if (isGiven(consequent)) return asDefault(alternate, consequent);
      if (isGiven(alternate)) return asDefault(consequent, alternate);
    }
    return join([consequent, alternate], this.origin(node));
  }

  private array(node: TSESTree.ArrayExpression, frame: Frame): Value {
    const elements: Value[] = [];
    let complete = true;
    for (const element of node.elements as readonly (TSESTree.Expression | TSESTree.SpreadElement | null)[]) {
      if (!element) {
        elements.push(literal(undefined, this.origin(node)));
      } else if (element.type === 'SpreadElement') {
        const spread = this.value(element.argument, frame);
        if (spread.kind === 'array' && spread.complete) {
          elements.push(...spread.elements);
        } else {
          elements.push(spread.kind === 'unknown' ? spread : this.unknown('a spread that is not known', element));
          complete = false;
        }
      } else {
        elements.push(this.value(element, frame));
      }
    }
    return { kind: 'array', elements, complete, origin: this.origin(node) };
  }

  private object(node: TSESTree.ObjectExpression, frame: Frame): Value {
    const builder = new ObjectBuilder(this.origin(node));
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        builder.spread(this.spreadArgument(property.argument, frame));
        continue;
      }
      const key = this.key(property.key, property.computed, frame);
      if (key === null || (key === '__proto__' && !property.computed && !property.shorthand)) {
        builder.setUnknownKey(this.unknown('a key that is not known may replace it', property));
        continue;
      }
      builder.set(key, {
        value: this.propertyValue(property, frame),
        origin: this.origin(property),
        keyNode: property.key,
      });
    }
    return builder.build();
  }

  private propertyValue(property: TSESTree.Property, frame: Frame): Value {
    if (property.kind === 'get' && isFunction(property.value))
      return this.calls.result(property.value, [], frame, property);
    if (property.kind === 'set') return this.unknown('a setter', property);
    return this.value(property.value, frame);
  }

  /** `...(condition && { … })` spreads the object or nothing. */
  private spreadArgument(node: TSESTree.Node, frame: Frame): Value {
    const inner = unwrap(node);
    if (inner.type === 'LogicalExpression' && inner.operator === '&&') {
      const left = this.value(inner.left, frame);
      if (truthiness(left) === null || isOverridable(left)) {
        return join(
          [literal(undefined, this.origin(inner)), this.spreadArgument(inner.right, frame)],
          this.origin(inner),
        );
      }
    }
    return this.value(inner, frame);
  }

  key(node: TSESTree.Node, computed: boolean, frame: Frame): string | null {
    const plain = plainKey(node, computed);
    if (plain !== null || !computed) return plain;
    const value = this.value(node, frame);
    return value.kind === 'literal' ? String(value.value) : null;
  }

  spreadSources(sources: readonly TSESTree.Node[], frame: Frame): Value[] {
    return sources.map((source) =>
      source.type === 'SpreadElement'
        ? this.unknown('sources that are not known', source)
        : this.spreadArgument(source, frame),
    );
  }

  read(value: Value, key: string): Value {
    const part = getProperty(value, [key]);
    return part.kind === 'absent' ? literal(undefined, part.origin) : part;
  }
}
