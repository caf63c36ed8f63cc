/** Calls: functions of the language, and functions whose source is at hand, run on the values of their arguments. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluation } from './evaluation.js';
import { type FunctionValue, type Value, join, literal, possibleValues } from '../value.js';
import { namesIn } from '../scope.js';
import { loadedModule, memberKey, unwrap } from '../syntax.js';
import { referenceOf } from '../reference.js';
import { asDefault, isGiven, isOverridable, mapLiterals, truthiness } from './operators.js';
import type { Frame } from './frame.js';
import { assign, callGlobal } from './globals.js';
import { knownFunction } from './known-exports.js';

const MAX_CALL_DEPTH = 8;

export class Calls {
  private readonly evaluation: Evaluation;

  constructor(evaluation: Evaluation) {
    this.evaluation = evaluation;
  }

  call(node: TSESTree.CallExpression, frame: Frame): Value {
    const origin = this.evaluation.origin(node);
    const callee = unwrap(node.callee);
    if (loadedModule(node)) return this.evaluation.imports.loaded(node);
    const reference =
      callee.type === 'Identifier' || callee.type === 'MemberExpression'
        ? referenceOf(callee, this.evaluation.loader)
        : null;
    if (reference?.kind === 'global') {
      const known = this.callGlobal(reference.path.join('.'), node, frame);
      if (known) return known;
    }
    const compute =
      reference?.kind === 'package' ? knownFunction(reference.exported.module, reference.exported.path) : null;
    const [only, ...others] = node.arguments;
    if (compute && only && others.length === 0)
      return mapLiterals([this.evaluation.value(only, frame)], origin, compute);
    if (callee.type === 'MemberExpression') {
      const known = this.callMethod(callee, node, frame);
      if (known) return known;
    }
    const called = this.evaluation.value(callee, frame);
    const alternatives = possibleValues(called);
    if (!alternatives?.every((one) => one.kind === 'function')) {
      const cause = isGiven(called) ? 'outside' : 'code';
      return this.evaluation.unknown('the result of a call that is not followed', node, cause);
    }
    const given = this.argumentsOf(node, frame);
    return join(
      alternatives.map((one) => this.callFunction(one, given, frame, node)),
      origin,
    );
  }

  private callGlobal(name: string, node: TSESTree.CallExpression, frame: Frame): Value | null {
    if (name === 'Object.assign') {
      const [target, ...sources] = node.arguments;
      if (!target || target.type === 'SpreadElement') return null;
      return assign(
        this.evaluation.value(target, frame),
        this.evaluation.spreadSources(sources, frame),
        this.evaluation.origin(node),
      );
    }
    const given = this.argumentsOf(node, frame);
    return given && callGlobal(name, given, this.evaluation.origin(node));
  }

  /** Methods of strings, numbers and arrays, and of what configuration libraries offer. */
  private callMethod(callee: TSESTree.MemberExpression, node: TSESTree.CallExpression, frame: Frame): Value | null {
    const method = memberKey(callee);
    const origin = this.evaluation.origin(node);
    switch (method) {
      case 'toString':
      case 'trim':
      case 'toLowerCase':
      case 'toUpperCase': {
        if (node.arguments.length > 0) return null;
        const object = this.evaluation.value(callee.object, frame);
        if (!possibleValues(object)?.every(({ kind }) => kind === 'literal')) return null;
        return mapLiterals([object], origin, (text) => {
          const methods: Readonly<Record<typeof method, () => string>> = {
            toString: () => String(text),
            trim: () => String(text).trim(),
            toLowerCase: () => String(text).toLowerCase(),
            toUpperCase: () => String(text).toUpperCase(),
          };
          return methods[method]();
        });
      }
      case 'get':
      case 'getOrThrow': {
        // `configService.get('GRPC_KEEPALIVE_MS')`: the environment under another name.
        const [key, fallback] = node.arguments;
        if (!key || this.evaluation.value(key, frame).kind !== 'literal') return null;
        const object = this.evaluation.value(callee.object, frame);
        if (object.kind !== 'unknown') return null;
        const outside = this.evaluation.unknown('configuration', node, 'outside');
        return fallback ? asDefault(this.evaluation.value(fallback, frame), outside) : outside;
      }
      default:
        return null;
    }
  }

  /** The arguments of a call, or `null` when a spread hides how many there are. */
  private argumentsOf(node: TSESTree.CallExpression, frame: Frame): readonly Value[] | null {
    const given: Value[] = [];
    for (const argument of node.arguments) {
      if (argument.type !== 'SpreadElement') {
        given.push(this.evaluation.value(argument, frame));
        continue;
      }
      const spread = this.evaluation.value(argument.argument, frame);
      if (spread.kind !== 'array' || !spread.complete) return null;
      given.push(...spread.elements);
    }
    return given;
  }

  private callFunction(
    { node: called }: FunctionValue,
    given: readonly Value[] | null,
    frame: Frame,
    node: TSESTree.CallExpression,
  ): Value {
    if (called.async && !isAwaited(node)) return this.evaluation.unknown('a promise', node);
    return this.result(called, given, frame, node);
  }

  /** What a function returns for these arguments. */
  result(called: TSESTree.FunctionLike, given: readonly Value[] | null, frame: Frame, node: TSESTree.Node): Value {
    if (called.generator || !called.body) return this.evaluation.unknown('the result of a generator', node);
    if (frame.calls.includes(called)) return this.evaluation.cut('it calls itself', node);
    if (frame.calls.length >= MAX_CALL_DEPTH) return this.evaluation.cut('too deep to follow', node);
    const calls = [...frame.calls, called];
    const parameters = new Map(frame.parameters);
    const inside: Frame = { parameters, calls };
    this.bindParameters(called, given, parameters, inside, node);
    if (called.body.type !== 'BlockStatement') return this.evaluation.value(called.body, inside);
    const returned: Value[] = [];
    if (this.collectReturns(called.body.body, inside, returned))
      returned.push(literal(undefined, this.evaluation.origin(called)));
    return join(returned, this.evaluation.origin(node));
  }

  private bindParameters(
    called: TSESTree.FunctionLike,
    given: readonly Value[] | null,
    parameters: Map<TSESTree.Identifier, Value>,
    frame: Frame,
    node: TSESTree.Node,
  ): void {
    called.params.forEach((parameter, index) => {
      const value: Value =
        given === null
          ? this.evaluation.unknown('an argument that is not known', node)
          : parameter.type === 'RestElement'
            ? { kind: 'array', elements: given.slice(index), complete: true, origin: this.evaluation.origin(node) }
            : (given[index] ?? literal(undefined, this.evaluation.origin(node)));
      for (const name of namesIn(parameter)) {
        parameters.set(name, this.evaluation.patterns.destructured(parameter, name, value, frame));
      }
    });
  }

  /** Collects the values of the `return`s that may be reached. Returns whether the end of the statements may be. */
  private collectReturns(statements: readonly TSESTree.Node[], frame: Frame, returned: Value[]): boolean {
    for (const statement of statements) {
      if (!this.collectFrom(statement, frame, returned)) return false;
    }
    return true;
  }

  private collectFrom(node: TSESTree.Node, frame: Frame, returned: Value[]): boolean {
    switch (node.type) {
      case 'ReturnStatement':
        returned.push(
          node.argument
            ? this.evaluation.value(node.argument, frame)
            : literal(undefined, this.evaluation.origin(node)),
        );
        return false;
      case 'ThrowStatement':
        return false;
      case 'BlockStatement':
        return this.collectReturns(node.body, frame, returned);
      case 'IfStatement': {
        const test = this.evaluation.value(node.test, frame);
        const truth = isOverridable(test) ? null : truthiness(test);
        const consequentEnds = truth === false || this.collectFrom(node.consequent, frame, returned);
        if (truth === true) return consequentEnds;
        const alternateEnds = node.alternate ? this.collectFrom(node.alternate, frame, returned) : true;
        return truth === false ? alternateEnds : consequentEnds || alternateEnds;
      }
      case 'SwitchStatement': {
        let ends = true;
        for (const branch of node.cases) ends = this.collectReturns(branch.consequent, frame, returned);
        const leaves = node.cases.some(({ consequent }) => consequent.some(({ type }) => type === 'BreakStatement'));
        return ends || leaves || !node.cases.some(({ test }) => test === null);
      }
      case 'TryStatement': {
        const blockEnds = this.collectFrom(node.block, frame, returned);
        const handlerEnds = node.handler ? this.collectFrom(node.handler.body, frame, returned) : false;
        return node.finalizer && !this.collectFrom(node.finalizer, frame, returned) ? false : blockEnds || handlerEnds;
      }
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'LabeledStatement':
      case 'WithStatement':
        this.collectFrom(node.body, frame, returned);
        return true;
      default:
        return true;
    }
  }
}

function isAwaited(node: TSESTree.Node): boolean {
  const parent = node.parent;
  return (
    parent?.type === 'AwaitExpression' ||
    parent?.type === 'ReturnStatement' ||
    parent?.type === 'ArrowFunctionExpression'
  );
}
