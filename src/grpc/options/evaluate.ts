/**
 * Evaluates expressions without running them. One {@link Evaluation} serves one linted file and every file that it looks
 * into; the answer to anything that is not understood is `unknown`.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import { assign, callGlobal, globalValue } from './globals.js';
import {
  type ExportTarget,
  NAMESPACE,
  exportNames,
  exportTarget,
  importTarget,
  importedTarget,
} from './module-exports.js';
import { ObjectBuilder } from './object.js';
import {
  asDefault,
  binaryOperator,
  isGivenFromOutside,
  isNullish,
  isOverridable,
  mapLiterals,
  truthiness,
  unaryOperator,
} from './operators.js';
import { type Aliases, type Level, type PlaceEvaluation, type PlaceEvent, eventAt, valueAtUse } from './place.js';
import { referenceOf } from './reference.js';
import { type Binding, homeOf, isFunction, namesIn } from './scope.js';
import { type ModuleLoader, type SourceModule, moduleOf } from './source-module.js';
import { knownExport } from './known-exports.js';
import { loadedModule, memberKey, plainKey, thisClass, unwrap } from './syntax.js';
import {
  type FunctionValue,
  type Origin,
  type Unknown,
  type UnknownCause,
  type Value,
  getProperty,
  join,
  literal,
  possibleValues,
  unknown,
} from './value.js';

/** What the parameters of the functions that are being called are. Empty where nobody calls: then they are unknown. */
interface Frame {
  readonly parameters: ReadonlyMap<Binding, Value>;
  /** The functions that are being called, the outermost first. */
  readonly calls: readonly TSESTree.Node[];
}

const NO_FRAME: Frame = { parameters: new Map(), calls: [] };

const MAX_CALL_DEPTH = 8;
const MAX_DEPTH = 150;
const MAX_STEPS = 20_000;

/** Answers what syntax cannot, as a type checker does. `null`: neither can it. */
export type Fallback = (node: TSESTree.Node, value: Unknown) => Value | null;

export class Evaluation {
  private readonly loader: ModuleLoader;
  private readonly fallback: Fallback;
  private readonly known = new WeakMap<TSESTree.Node, Value>();
  private readonly eventsOf = new WeakMap<object, readonly PlaceEvent[]>();
  private readonly active = new Set<TSESTree.Node>();
  private steps = 0;
  /** How often something was given up because of where the evaluation came from: such a result is not for reuse. */
  private cuts = 0;

  constructor(loader: ModuleLoader, fallback: Fallback = () => null) {
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
    return binding?.identifier === name ? this.binding(binding, module, null, NO_FRAME) : null;
  }

  private origin(node: TSESTree.Node): Origin {
    return { file: moduleOf(node)?.file ?? null, node };
  }

  private unknown(cause: UnknownCause, reason: string, node: TSESTree.Node): Unknown {
    return unknown(cause, reason, this.origin(node));
  }

  private cut(reason: string, node: TSESTree.Node): Unknown {
    this.cuts++;
    return this.unknown('other', reason, node);
  }

  private value(wrappedNode: TSESTree.Node, frame: Frame): Value {
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
        return this.name(node, frame);
      case 'MemberExpression':
        return this.member(node, frame);
      case 'ObjectExpression':
        return this.object(node, frame);
      case 'ArrayExpression':
        return this.array(node, frame);
      case 'TemplateLiteral':
        return this.template(node, frame);
      case 'UnaryExpression': {
        const operator = unaryOperator(node.operator);
        if (!operator) return this.unknown('other', `the result of ${node.operator}`, node);
        const operand = this.value(node.argument, frame);
        if (node.operator === '!') return this.not(operand, node);
        return mapLiterals([operand], this.origin(node), operator);
      }
      case 'BinaryExpression': {
        const operator = binaryOperator(node.operator);
        if (!operator || node.left.type === 'PrivateIdentifier') {
          return this.unknown('other', `the result of ${node.operator}`, node);
        }
        return mapLiterals([this.value(node.left, frame), this.value(node.right, frame)], this.origin(node), operator);
      }
      case 'LogicalExpression':
        return this.logical(node.operator, this.value(node.left, frame), node.right, frame, this.origin(node));
      case 'ConditionalExpression':
        return this.conditional(node, frame);
      case 'ImportExpression':
        return this.loaded(node);
      case 'AwaitExpression':
        return this.value(node.argument, frame);
      case 'SequenceExpression':
        return this.value(node.expressions.at(-1) ?? node, frame);
      case 'AssignmentExpression':
        return node.operator === '='
          ? this.value(node.right, frame)
          : this.unknown('mutation', 'the result of an assignment', node);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return { kind: 'function', node, origin: this.origin(node) };
      case 'NewExpression':
        return { kind: 'instance', node, origin: this.origin(node) };
      case 'CallExpression':
        return this.call(node, frame);
      case 'MetaProperty':
      case 'ThisExpression':
      default:
        return this.unknown('other', `a ${node.type}`, node);
    }
  }

  private literal(node: TSESTree.Literal): Value {
    if ('regex' in node) return this.unknown('other', 'a regular expression', node);
    if ('bigint' in node && typeof node.value !== 'bigint') return this.unknown('other', 'a bigint', node);
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
    return mapLiterals(
      node.expressions.map((hole) => this.value(hole, frame)),
      this.origin(node),
      (...values) =>
        node.quasis
          .map(({ value }, index) => `${value.cooked ?? ''}${index < values.length ? String(values[index]) : ''}`)
          .join(''),
    );
  }

  private logical(
    operator: '??' | '||' | '&&',
    left: Value,
    right: TSESTree.Node,
    frame: Frame,
    origin: Origin,
  ): Value {
    const goesOn = (value: Value) =>
      operator === '??' ? isNullish(value) : operator === '&&' ? truthiness(value) : negate(truthiness(value));
    const alternatives = possibleValues(left);
    if (!alternatives) {
      const other = this.value(right, frame);
      return operator !== '&&' && isGivenFromOutside(left) ? asDefault(other, left) : left;
    }
    return join(
      alternatives.map((alternative) => {
        if (goesOn(alternative) !== true) return alternative;
        const value = this.value(right, frame);
        return isOverridable(alternative) ? this.orOverridden(value, alternative) : value;
      }),
      origin,
    );
  }

  /** What is chosen by something that the environment or a caller may change. */
  private orOverridden(value: Value, decider: Value): Value {
    const outside = unknown('parameter', 'the environment or a caller decides', decider.origin);
    return asDefault(value, outside);
  }

  private conditional(node: TSESTree.ConditionalExpression, frame: Frame): Value {
    const test = this.value(node.test, frame);
    const truth = truthiness(test);
    if (truth !== null && !isOverridable(test)) return this.value(truth ? node.consequent : node.alternate, frame);
    const consequent = this.value(node.consequent, frame);
    const alternate = this.value(node.alternate, frame);
    if (truth !== null) {
      const expected = truth ? consequent : alternate;
      if (possibleValues(expected)?.every(({ kind }) => kind === 'literal')) return asDefault(expected, expected);
    }
    if (isGivenFromOutside(test)) {
      // `env.X ? Number(env.X) : 600_000`: one branch is what is given, the other the default.
      if (isGivenFromOutside(consequent)) return asDefault(alternate, consequent);
      if (isGivenFromOutside(alternate)) return asDefault(consequent, alternate);
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
          elements.push(
            spread.kind === 'unknown' ? spread : this.unknown('other', 'a spread that is not known', element),
          );
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
        builder.setUnknownKey(this.unknown('other', 'a key that is not known may replace it', property));
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
    if (property.kind === 'get' && isFunction(property.value)) return this.result(property.value, [], frame, property);
    if (property.kind === 'set') return this.unknown('other', 'a setter', property);
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

  private key(node: TSESTree.Node, computed: boolean, frame: Frame): string | null {
    const plain = plainKey(node, computed);
    if (plain !== null || !computed) return plain;
    const value = this.value(node, frame);
    return value.kind === 'literal' ? String(value.value) : null;
  }

  // Names

  private name(node: TSESTree.Identifier, frame: Frame): Value {
    const module = moduleOf(node);
    const ofEnum = this.enumName(node);
    if (ofEnum) return ofEnum;
    const binding = module?.scopes.bindingOf(node);
    if (!module || !binding) return globalValue(node.name, this.origin(node));
    return this.binding(binding, module, node, frame);
  }

  /** @param use - where it is used; `null` from another file, which sees it when its own file has run */
  private binding(binding: Binding, module: SourceModule, use: TSESTree.Node | null, frame: Frame): Value {
    const { declaration, identifier } = binding;
    if (binding.isRedeclared) return this.unknown('mutation', `"${binding.name}" is declared twice`, identifier);
    switch (binding.kind) {
      case 'import':
        return this.imported(binding, module, use ?? identifier);
      case 'function':
        return this.value(declaration, NO_FRAME);
      case 'enum':
        return declaration.type === 'TSEnumDeclaration'
          ? this.enumValue(declaration)
          : this.unknown('other', 'an enum', identifier);
      case 'const':
      case 'let':
      case 'var':
      case 'parameter':
        return this.variable(binding, module, use, frame);
      default:
        return this.unknown('other', `the ${binding.kind} "${binding.name}"`, identifier);
    }
  }

  private variable(binding: Binding, module: SourceModule, use: TSESTree.Node | null, frame: Frame): Value {
    const initial = this.aliased(binding, module, use, frame) ?? this.initialValue(binding, frame);
    const events = this.bindingEvents(binding, module);
    if (events.length === 0) return initial;
    return valueAtUse(
      { initial, events, levels: levelsBetween(binding.home, blockAround(binding, use), use) },
      this.placeEvaluation(frame),
    );
  }

  /** `const a = b`: what happens to the object of `b` before `a` is used happens to that of `a`. */
  private aliased(binding: Binding, module: SourceModule, use: TSESTree.Node | null, frame: Frame): Value | null {
    const { declaration } = binding;
    if (binding.kind !== 'const' || declaration.type !== 'VariableDeclarator' || !declaration.init) return null;
    const init = unwrap(declaration.init);
    if (declaration.id.type !== 'Identifier' || init.type !== 'Identifier' || this.active.has(init)) return null;
    const original = module.scopes.bindingOf(init);
    if (original?.kind !== 'const' || original.home !== binding.home) return null;
    this.active.add(init);
    try {
      return this.binding(original, module, use, frame);
    } finally {
      this.active.delete(init);
    }
  }

  private initialValue(binding: Binding, frame: Frame): Value {
    const { declaration, identifier } = binding;
    if (binding.kind === 'parameter') return this.parameter(binding, frame);
    if (declaration.type !== 'VariableDeclarator') return this.unknown('other', 'a declaration', identifier);
    const { parent } = declaration;
    if (parent.declare) return this.unknown('other', `"${binding.name}" is only declared here`, identifier);
    if (parent.parent.type === 'ForOfStatement' || parent.parent.type === 'ForInStatement') {
      return this.unknown('mutation', `"${binding.name}" is a loop variable`, identifier);
    }
    if (!declaration.init) return literal(undefined, this.origin(identifier));
    return (
      this.destructured(declaration.id, identifier, this.value(declaration.init, frame), frame) ??
      this.unknown('other', 'a pattern', identifier)
    );
  }

  private parameter(binding: Binding, frame: Frame): Value {
    const given = frame.parameters.get(binding);
    if (given) return given;
    const { declaration, identifier } = binding;
    if (!isFunction(declaration)) return this.unknown('other', 'a parameter', identifier);
    const caller = this.unknown('parameter', `"${binding.name}" is given by the caller`, identifier);
    for (const parameter of declaration.params) {
      const value = this.destructured(parameter, identifier, caller, frame);
      if (value) return value;
    }
    return caller;
  }

  private bindingEvents(binding: Binding, module: SourceModule): readonly PlaceEvent[] {
    return this.eventsIn(binding, () => module.scopes.referencesOf(binding));
  }

  private eventsIn(place: object, uses: () => readonly TSESTree.Node[]): readonly PlaceEvent[] {
    let events = this.eventsOf.get(place);
    if (!events) {
      // Set first: finding out whether a function changes its argument may come back here.
      this.eventsOf.set(place, []);
      events = uses()
        .map((use) => eventAt(use, this.aliases))
        .filter((event) => event !== null);
      this.eventsOf.set(place, events);
    }
    return events;
  }

  /** Other names under which the object of a place may be changed. */
  private readonly aliases: Aliases = {
    isChangedByCall: (call, index) => {
      const reference = referenceOf(call.callee, this.loader);
      if (reference?.kind !== 'node' || !isFunction(reference.node)) return false;
      const parameter = reference.node.params[index];
      return parameter?.type === 'Identifier' && this.isChangedThrough(parameter, reference.module);
    },
    isChangedThrough: (name) => {
      const module = moduleOf(name);
      return module !== null && this.isChangedThrough(name, module);
    },
  };

  /** Is the object that a name is declared for changed under this name? */
  private isChangedThrough(name: TSESTree.Identifier, module: SourceModule): boolean {
    const binding = module.scopes.bindingOf(name);
    if (!binding) return false;
    return this.bindingEvents(binding, module).some(
      ({ action, path }) => path.length > 0 || action.kind === 'assign' || action.kind === 'push',
    );
  }

  private placeEvaluation(frame: Frame): PlaceEvaluation {
    return {
      value: (node) => this.value(node, frame),
      key: (node) => this.key(node, true, frame),
      truth: (node) => {
        const test = this.value(node, frame);
        return isOverridable(test) ? null : truthiness(test);
      },
      logical: (operator, left, right, origin) => this.logical(operator, left, right, frame, origin),
      assign: (target, sources, origin) => assign(target, this.spreadSources(sources, frame), origin),
      origin: (node) => this.origin(node),
    };
  }

  private spreadSources(sources: readonly TSESTree.Node[], frame: Frame): Value[] {
    return sources.map((source) =>
      source.type === 'SpreadElement'
        ? this.unknown('other', 'sources that are not known', source)
        : this.spreadArgument(source, frame),
    );
  }

  /** The part of a value that a pattern gives to one of its names; `null` when the name is not in the pattern. */
  private destructured(pattern: TSESTree.Node, name: TSESTree.Identifier, value: Value, frame: Frame): Value | null {
    switch (pattern.type) {
      case 'Identifier':
        return pattern === name ? value : null;
      case 'AssignmentPattern':
        return isWithin(name, pattern.left)
          ? this.destructured(pattern.left, name, this.orDefault(value, pattern.right, frame), frame)
          : null;
      case 'TSParameterProperty':
        return this.destructured(pattern.parameter, name, value, frame);
      case 'RestElement':
        return isWithin(name, pattern.argument) ? this.destructured(pattern.argument, name, value, frame) : null;
      case 'ObjectPattern': {
        const property = pattern.properties.find((candidate) => isWithin(name, candidate));
        if (!property) return null;
        if (property.type === 'RestElement') return this.withoutKeys(value, pattern, frame);
        const key = this.key(property.key, property.computed, frame);
        const part = key === null ? this.unknown('other', 'a key that is not known', property) : this.read(value, key);
        return this.destructured(property.value, name, part, frame);
      }
      case 'ArrayPattern': {
        const index = pattern.elements.findIndex((element) => element && isWithin(name, element));
        const element = pattern.elements[index];
        if (!element) return null;
        if (element.type === 'RestElement') return this.unknown('other', 'the rest of an array', element);
        return this.destructured(element, name, this.read(value, String(index)), frame);
      }
      default:
        return null;
    }
  }

  private read(value: Value, key: string): Value {
    const part = getProperty(value, [key]);
    return part.kind === 'absent' ? literal(undefined, part.origin) : part;
  }

  /** A default of a parameter or a pattern. */
  private orDefault(value: Value, fallback: TSESTree.Node, frame: Frame): Value {
    if (isGivenFromOutside(value)) {
      const byDefault = this.value(fallback, frame);
      // `{ a = 1 } = {}`: nothing is known of the object, but each of its parts has a default of its own.
      return byDefault.kind === 'literal' ? asDefault(byDefault, value) : value;
    }
    const alternatives = possibleValues(value);
    if (!alternatives) return value;
    return join(
      alternatives.map((one) =>
        one.kind === 'literal' && one.value === undefined ? this.value(fallback, frame) : one,
      ),
      value.origin,
    );
  }

  private withoutKeys(value: Value, pattern: TSESTree.ObjectPattern, frame: Frame): Value {
    const taken = pattern.properties.map((property) =>
      property.type === 'Property' ? this.key(property.key, property.computed, frame) : '',
    );
    if (value.kind !== 'object' || taken.includes(null)) {
      return value.kind === 'unknown' ? value : this.unknown('other', 'the rest of an object', pattern);
    }
    const properties = new Map([...value.properties].filter(([key]) => !taken.includes(key)));
    return { ...value, properties };
  }

  private enumValue(node: TSESTree.TSEnumDeclaration): Value {
    const builder = new ObjectBuilder(this.origin(node));
    enumMembers(node).forEach((member, index) => {
      const key = plainKey(member.id, false);
      if (key === null) return;
      const value = this.enumMember(node, index);
      builder.set(key, { value, origin: this.origin(member), keyNode: member.id });
    });
    return builder.build();
  }

  private enumMember(node: TSESTree.TSEnumDeclaration, index: number): Value {
    const member = enumMembers(node)[index];
    if (!member) return literal(-1, this.origin(node));
    if (member.initializer) return this.value(member.initializer, NO_FRAME);
    return mapLiterals([this.enumMember(node, index - 1)], this.origin(member), (before) => Number(before) + 1);
  }

  /** In an initializer, a member that stands before it goes by its bare name. */
  private enumName(name: TSESTree.Identifier): Value | null {
    let member = name.parent as TSESTree.Node | undefined;
    while (member && member.type !== 'TSEnumMember') member = member.parent;
    if (!member) return null;
    const declaration = enumOf(member);
    const index = enumMembers(declaration).findIndex(({ id }) => plainKey(id, false) === name.name);
    return index === -1 ? null : this.enumMember(declaration, index);
  }

  // Imports

  private imported(binding: Binding, module: SourceModule, use: TSESTree.Node): Value {
    const target = importedTarget(binding, module, this.loader);
    return target
      ? this.target(target, use)
      : this.unknown('import', `"${binding.name}" is imported and not found`, use);
  }

  private target(target: ExportTarget, use: TSESTree.Node): Value {
    switch (target.kind) {
      case 'binding':
        return this.binding(target.binding, target.module, null, NO_FRAME);
      case 'expression': {
        let value = this.value(target.node, NO_FRAME);
        for (const key of target.path) value = this.read(value, key);
        return value;
      }
      case 'namespace':
        return this.namespace(target.module, use);
      case 'package': {
        const value = knownExport(target.specifier, target.path);
        return value === null
          ? this.unknown('import', `imported from ${target.specifier}, which is not looked into`, use)
          : literal(value, this.origin(use));
      }
    }
  }

  /** `require('x')`, `import('x')`. */
  private loaded(node: TSESTree.Node): Value {
    const loaded = loadedModule(node);
    const module = moduleOf(node);
    const target =
      loaded && module && !loaded.isDefault ? importTarget(loaded.specifier, NAMESPACE, module, this.loader) : null;
    return target ? this.target(target, node) : this.unknown('import', 'a module that is not looked into', node);
  }

  private namespace(module: SourceModule, use: TSESTree.Node): Value {
    const names = exportNames(module);
    if (!names) return this.unknown('import', 'all exports of a file', use);
    const builder = new ObjectBuilder(this.origin(module.program));
    for (const name of names) {
      const target = exportTarget(module, name, this.loader);
      const value = target ? this.target(target, use) : this.unknown('import', `the export "${name}"`, use);
      builder.set(name, { value, origin: value.origin, keyNode: value.origin.node });
    }
    return builder.build();
  }

  // Members

  private member(node: TSESTree.MemberExpression, frame: Frame): Value {
    const key = this.key(node.property, node.computed, frame);
    const object = unwrap(node.object);
    if (object.type === 'ThisExpression') {
      return key === null ? this.unknown('other', 'a field that is not known', node) : this.field(object, key, frame);
    }
    const owner = key === null ? null : this.memberOfDeclaration(node, object, key, frame);
    if (owner) return owner;
    const value = this.value(object, frame);
    if (key === null) {
      return value.kind === 'unknown' ? value : this.unknown('other', 'a key that is not known', node.property);
    }
    if (value.kind === 'literal' && typeof value.value === 'string' && key === 'length') {
      return literal(value.value.length, this.origin(node), isOverridable(value));
    }
    if (value.kind === 'instance')
      return this.memberOfInstance(value.node, key) ?? this.unknown('other', 'a member of an instance', node);
    return this.read(value, key);
  }

  /** A member of something that is declared rather than computed: a namespace, a class, a global, the environment. */
  private memberOfDeclaration(
    node: TSESTree.MemberExpression,
    object: TSESTree.Node,
    key: string,
    frame: Frame,
  ): Value | null {
    if (object.type === 'MetaProperty') {
      return key === 'env' ? this.unknown('environment', 'the environment', node) : null;
    }
    const loaded = loadedModule(object);
    if (loaded && !loaded.isDefault) {
      const module = moduleOf(node);
      const target = module && importTarget(loaded.specifier, key, module, this.loader);
      return target && this.target(target, node);
    }
    if (object.type !== 'Identifier' && object.type !== 'MemberExpression') return null;
    const reference = referenceOf(object, this.loader);
    switch (reference?.kind) {
      case 'global':
        return globalValue([...reference.path, key].join('.'), this.origin(node));
      case 'module': {
        const target = exportTarget(reference.module, key, this.loader);
        return target && this.target(target, node);
      }
      case 'package': {
        const last = reference.imports.at(-1);
        const value = last && knownExport(last.module, [...last.path, key]);
        if (isEnvironmentImport(last?.module, [...(last?.path ?? []), key])) {
          return this.unknown('environment', 'the environment', node);
        }
        return (value ?? null) === null ? null : literal(value, this.origin(node));
      }
      case 'node':
        return isClass(reference.node) ? this.fieldOf(reference.node.body, true, key, node, frame) : null;
      default:
        return null;
    }
  }

  private memberOfInstance(node: TSESTree.NewExpression | TSESTree.CallExpression, key: string): Value | null {
    const reference = referenceOf(node.callee, this.loader);
    return reference?.kind === 'node' && isClass(reference.node)
      ? this.fieldOf(reference.node.body, false, key, null, NO_FRAME)
      : null;
  }

  private field(self: TSESTree.ThisExpression, key: string, frame: Frame): Value {
    const owner = thisClass(self);
    if (!owner) return this.unknown('other', '`this` of a function', self);
    return this.fieldOf(owner.body, owner.isStatic, key, self, frame);
  }

  /** The value of a field, getter or method at its use; `use` is `null` outside of the class. */
  private fieldOf(
    body: TSESTree.ClassBody,
    isStatic: boolean,
    key: string,
    use: TSESTree.Node | null,
    frame: Frame,
  ): Value {
    const module = moduleOf(body);
    const member = body.body.find(
      (candidate) =>
        (candidate.type === 'PropertyDefinition' ||
          candidate.type === 'AccessorProperty' ||
          (candidate.type === 'MethodDefinition' && candidate.kind !== 'set')) &&
        candidate.static === isStatic &&
        plainKey(candidate.key, candidate.computed) === key,
    );
    if (member?.type === 'MethodDefinition') {
      return member.kind === 'get' && isFunction(member.value)
        ? this.result(member.value, [], NO_FRAME, member)
        : this.value(member.value, NO_FRAME);
    }
    const constructor = isStatic ? null : constructorOf(body);
    const parameter = constructor?.params.find(
      (candidate) => candidate.type === 'TSParameterProperty' && nameOfParameter(candidate) === key,
    );
    const events = module ? this.fieldEvents(body, isStatic, key, module) : [];
    const initial = this.initialField(member, parameter, constructor, events, body, key, isStatic);
    if (events.length === 0) return initial;
    const levels = fieldLevels(body, constructor, use);
    return valueAtUse({ initial, events, levels }, this.placeEvaluation(frame));
  }

  private initialField(
    member: TSESTree.ClassElement | undefined,
    parameter: TSESTree.Parameter | undefined,
    constructor: TSESTree.FunctionLike | null,
    events: readonly PlaceEvent[],
    body: TSESTree.ClassBody,
    key: string,
    isStatic: boolean,
  ): Value {
    if (member && 'value' in member && member.value) return this.value(member.value, NO_FRAME);
    if (parameter && constructor) {
      const caller = this.unknown('parameter', `"${key}" is given to the constructor`, parameter);
      const identifier = parameter.type === 'TSParameterProperty' ? nameNodeOf(parameter) : null;
      return (identifier && this.destructured(parameter, identifier, caller, NO_FRAME)) ?? caller;
    }
    if (member && 'decorators' in member && member.decorators.length > 0) {
      return this.unknown('other', `"${key}" is set by a decorator`, member);
    }
    if (events.some(({ path, action }) => path.length === 0 && action.kind === 'write')) {
      return literal(undefined, this.origin(member ?? body));
    }
    const inherited = this.inherited(body, key, isStatic);
    return inherited ?? this.unknown('other', `"${key}" is set elsewhere`, member ?? body);
  }

  private inherited(body: TSESTree.ClassBody, key: string, isStatic: boolean): Value | null {
    const { superClass } = body.parent;
    const reference = superClass && referenceOf(superClass, this.loader);
    if (reference?.kind !== 'node' || !isClass(reference.node)) return null;
    if (this.active.has(reference.node)) return null;
    this.active.add(reference.node);
    try {
      return this.fieldOf(reference.node.body, isStatic, key, null, NO_FRAME);
    } finally {
      this.active.delete(reference.node);
    }
  }

  private readonly fieldPlaces = new WeakMap<TSESTree.ClassBody, Map<string, object>>();

  private fieldEvents(
    body: TSESTree.ClassBody,
    isStatic: boolean,
    key: string,
    module: SourceModule,
  ): readonly PlaceEvent[] {
    const places = this.fieldPlaces.get(body) ?? new Map<string, object>();
    this.fieldPlaces.set(body, places);
    const id = `${isStatic ? 'static ' : ''}${key}`;
    const place = places.get(id) ?? {};
    places.set(id, place);
    return this.eventsIn(place, () => {
      const owners: TSESTree.Node[] = module.scopes.thisReferences().filter((self) => {
        const owner = thisClass(self);
        return owner?.body === body && owner.isStatic === isStatic;
      });
      const { id: className } = body.parent;
      if (isStatic && className) {
        const binding = module.scopes.lookUp(className.name, body);
        if (binding) owners.push(...module.scopes.referencesOf(binding));
      }
      return owners
        .map(({ parent }) => parent)
        .filter((parent) => parent?.type === 'MemberExpression' && memberKey(parent) === key)
        .filter((parent) => parent !== undefined);
    });
  }

  // Calls

  private call(node: TSESTree.CallExpression, frame: Frame): Value {
    const origin = this.origin(node);
    const callee = unwrap(node.callee);
    if (loadedModule(node)) return this.loaded(node);
    const reference =
      callee.type === 'Identifier' || callee.type === 'MemberExpression' ? referenceOf(callee, this.loader) : null;
    if (reference?.kind === 'global') {
      const known = this.callGlobal(reference.path.join('.'), node, frame);
      if (known) return known;
    }
    if (callee.type === 'MemberExpression') {
      const known = this.callMethod(callee, node, frame);
      if (known) return known;
    }
    if (callee.type === 'Super' || callee.type === 'ImportExpression')
      return this.unknown('call', 'the result of a call', node);
    const called = this.value(callee, frame);
    const alternatives = possibleValues(called);
    if (!alternatives?.every((one) => one.kind === 'function')) {
      return this.unknown(
        called.kind === 'unknown' && isGivenFromOutside(called) ? called.cause : 'call',
        'the result of a call that is not followed',
        node,
      );
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
      return assign(this.value(target, frame), this.spreadSources(sources, frame), this.origin(node));
    }
    const given = this.argumentsOf(node, frame);
    return given && callGlobal(name, given, this.origin(node));
  }

  /** Methods of strings, numbers and arrays, and of what configuration libraries offer. */
  private callMethod(callee: TSESTree.MemberExpression, node: TSESTree.CallExpression, frame: Frame): Value | null {
    const method = memberKey(callee);
    const origin = this.origin(node);
    switch (method) {
      case 'toString':
      case 'trim':
      case 'toLowerCase':
      case 'toUpperCase': {
        if (node.arguments.length > 0) return null;
        const object = this.value(callee.object, frame);
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
        if (!key || key.type === 'SpreadElement' || this.value(key, frame).kind !== 'literal') return null;
        const object = this.value(callee.object, frame);
        if (object.kind !== 'unknown') return null;
        const outside = this.unknown('environment', 'configuration', node);
        if (!fallback || fallback.type === 'SpreadElement') return outside;
        return asDefault(this.value(fallback, frame), outside);
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
        given.push(this.value(argument, frame));
        continue;
      }
      const spread = this.value(argument.argument, frame);
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
    if (called.async && !isAwaited(node)) return this.unknown('call', 'a promise', node);
    return this.result(called, given, frame, node);
  }

  /** What a function returns for these arguments. */
  private result(
    called: TSESTree.FunctionLike,
    given: readonly Value[] | null,
    frame: Frame,
    node: TSESTree.Node,
  ): Value {
    if (called.generator || !called.body) return this.unknown('call', 'the result of a generator', node);
    if (frame.calls.includes(called)) return this.cut('it calls itself', node);
    if (frame.calls.length >= MAX_CALL_DEPTH) return this.cut('too deep to follow', node);
    const calls = [...frame.calls, called];
    const parameters = new Map(frame.parameters);
    const inside: Frame = { parameters, calls };
    this.bindParameters(called, given, parameters, inside, node);
    if (called.body.type !== 'BlockStatement') return this.value(called.body, inside);
    const returned: Value[] = [];
    if (this.collectReturns(called.body.body, inside, returned)) returned.push(literal(undefined, this.origin(called)));
    return join(returned, this.origin(node));
  }

  private bindParameters(
    called: TSESTree.FunctionLike,
    given: readonly Value[] | null,
    parameters: Map<Binding, Value>,
    frame: Frame,
    node: TSESTree.Node,
  ): void {
    const scopes = moduleOf(called)?.scopes;
    if (!scopes) return;
    called.params.forEach((parameter, index) => {
      const value: Value =
        given === null
          ? this.unknown('call', 'an argument that is not known', node)
          : parameter.type === 'RestElement'
            ? { kind: 'array', elements: given.slice(index), complete: true, origin: this.origin(node) }
            : (given[index] ?? literal(undefined, this.origin(node)));
      for (const name of namesIn(parameter)) {
        const binding = scopes.lookUp(name.name, called);
        const part = binding && this.destructured(parameter, name, value, frame);
        if (binding && part) parameters.set(binding, part);
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
        returned.push(node.argument ? this.value(node.argument, frame) : literal(undefined, this.origin(node)));
        return false;
      case 'ThrowStatement':
        return false;
      case 'BlockStatement':
        return this.collectReturns(node.body, frame, returned);
      case 'IfStatement': {
        const test = this.value(node.test, frame);
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

function negate(truth: boolean | null): boolean | null {
  return truth === null ? null : !truth;
}

function isWithin(inner: TSESTree.Node, outer: TSESTree.Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

function enumMembers(node: TSESTree.TSEnumDeclaration): readonly TSESTree.TSEnumMember[] {
  // Parsers before typescript-eslint 8 have the members on the declaration itself; later ones warn about a look there.
  const { body } = node as { body?: TSESTree.TSEnumBody };
  return body ? body.members : (node as unknown as TSESTree.TSEnumBody).members;
}

function enumOf(member: TSESTree.TSEnumMember): TSESTree.TSEnumDeclaration {
  const { parent } = member as { parent: TSESTree.Node };
  return parent.type === 'TSEnumDeclaration' ? parent : (parent.parent as TSESTree.TSEnumDeclaration);
}

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

function isClass(node: TSESTree.Node): node is ClassNode {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

function constructorOf(body: TSESTree.ClassBody): TSESTree.FunctionLike | null {
  const member = body.body.find(
    (candidate) => candidate.type === 'MethodDefinition' && candidate.kind === 'constructor' && candidate.value.body,
  );
  return member?.type === 'MethodDefinition' ? member.value : null;
}

function nameNodeOf(parameter: TSESTree.TSParameterProperty): TSESTree.Identifier | null {
  const [name] = namesIn(parameter);
  return name ?? null;
}

function nameOfParameter(parameter: TSESTree.TSParameterProperty): string | null {
  return nameNodeOf(parameter)?.name ?? null;
}

function isAwaited(node: TSESTree.Node): boolean {
  const parent = node.parent;
  return (
    parent?.type === 'AwaitExpression' ||
    parent?.type === 'ReturnStatement' ||
    parent?.type === 'ArrowFunctionExpression'
  );
}

function isEnvironmentImport(module: string | undefined, path: readonly string[]): boolean {
  return (
    (module === 'process' || module === 'node:process') &&
    (path.at(0) === 'env' || (path[0] === 'default' && path[1] === 'env'))
  );
}

/** The functions from the one that declares a name down to the one that uses it. */
function levelsBetween(
  home: TSESTree.Node,
  block: readonly TSESTree.Node[],
  use: TSESTree.Node | null,
): readonly Level[] {
  const homes: TSESTree.Node[] = [];
  if (use)
    for (let current = homeOf(use); current !== home; current = homeOf(current)) {
      homes.unshift(current);
      if (!current.parent) break;
    }
  const levels: Level[] = [{ home, body: block, stop: homes.length === 0 ? use : null }];
  homes.forEach((inner, index) => {
    levels.push({ home: inner, body: bodyOf(inner), stop: index === homes.length - 1 ? use : null });
  });
  return levels;
}

function fieldLevels(
  body: TSESTree.ClassBody,
  constructor: TSESTree.FunctionLike | null,
  use: TSESTree.Node | null,
): readonly Level[] {
  const homes: TSESTree.Node[] = [];
  if (use && isWithin(use, body)) {
    for (let current = homeOf(use); isWithin(current, body); current = homeOf(current)) homes.unshift(current);
  }
  const levels = homes.map((home, index): Level => ({
    home,
    body: bodyOf(home),
    stop: index === homes.length - 1 ? use : null,
  }));
  return constructor && homes[0] !== constructor
    ? [{ home: constructor, body: bodyOf(constructor), stop: null }, ...levels]
    : levels;
}

/** The statements of a function, static block, namespace or program. */
function bodyOf(home: TSESTree.Node): readonly TSESTree.Node[] {
  if (!('body' in home) || !home.body) return [];
  if (Array.isArray(home.body)) return home.body;
  const body = home.body as TSESTree.Node;
  return body.type === 'BlockStatement' ? body.body : [body];
}

/** The statements among which a name is declared, when they also hold its use; else those of the whole function. */
function blockAround(binding: Binding, use: TSESTree.Node | null): readonly TSESTree.Node[] {
  const whole = bodyOf(binding.home);
  if (binding.kind === 'parameter' || !use) return whole;
  const block = binding.declaration.parent?.parent;
  if (!block || !isWithin(use, block)) return whole;
  return block.type === 'BlockStatement' ? block.body : whole;
}
