/** The values of names: which declaration a name has, its initial value, and what happened to it before it is used. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluation } from './evaluation.js';
import { type Value, literal } from '../value.js';
import { type Binding, isFunction } from '../scope.js';
import { type SourceModule, moduleOf } from '../source-module.js';
import { type InnerNode, unwrap } from '../syntax.js';
import { referenceOf } from '../reference.js';
import { isOverridable, truthiness } from './operators.js';
import type { PlaceEvaluation } from './apply-event.js';
import { valueAtUse } from './place.js';
import { type Aliases, type PlaceEvent, eventAt } from './place-event.js';
import { blockAround, levelsBetween } from './levels.js';
import { type Frame, NO_FRAME } from './frame.js';
import { assign, globalValue } from './globals.js';

type Variable = Extract<Binding, { kind: 'const' | 'let' | 'var' }>;
type Parameter = Extract<Binding, { kind: 'parameter' }>;

export class Variables {
  private readonly evaluation: Evaluation;

  constructor(evaluation: Evaluation) {
    this.evaluation = evaluation;
  }

  private readonly eventsOf = new Map<object, readonly PlaceEvent[]>();

  name(node: TSESTree.Identifier, frame: Frame): Value {
    const module = moduleOf(node);
    const ofEnum = this.evaluation.enums.enumName(node);
    if (ofEnum) return ofEnum;
    const binding = module?.scopes.bindingOf(node);
    if (!module || !binding) return globalValue(node.name, this.evaluation.origin(node));
    return this.binding(binding, module, node, frame);
  }

  /** @param use - where it is used; `null` from another file, which sees it when its own file has run */
  binding(binding: Binding, module: SourceModule, use: InnerNode | null, frame: Frame): Value {
    const { identifier } = binding;
    if (binding.isRedeclared) return this.evaluation.unknown(`"${binding.name}" is declared twice`, identifier);
    switch (binding.kind) {
      case 'function':
        return this.evaluation.value(binding.declaration, NO_FRAME);
      case 'enum':
        return this.evaluation.enums.enumValue(binding.declaration);
      case 'import': {
        const value = this.evaluation.imports.imported(binding, module, use ?? identifier);
        return this.atUse(value, binding, module, use, frame);
      }
      case 'const':
      case 'let':
      case 'var': {
        const value = this.aliased(binding, module, use, frame) ?? this.initialValue(binding, frame);
        return this.atUse(value, binding, module, use, frame);
      }
      case 'parameter':
        return this.atUse(this.parameter(binding, frame), binding, module, use, frame);
      default:
        return this.evaluation.unknown(`the ${binding.kind} "${binding.name}"`, identifier);
    }
  }

  /** What the statements before its use make of the initial value. */
  private atUse(initial: Value, binding: Binding, module: SourceModule, use: InnerNode | null, frame: Frame): Value {
    const events = this.bindingEvents(binding, module);
    if (events.length === 0) return initial;
    return valueAtUse(
      { initial, events, levels: levelsBetween(binding.home, blockAround(binding, use), use) },
      this.placeEvaluation(frame),
    );
  }

  /** `const a = b`: what happens to the object of `b` before `a` is used happens to that of `a`. */
  private aliased(binding: Variable, module: SourceModule, use: InnerNode | null, frame: Frame): Value | null {
    const { declaration } = binding;
    if (binding.kind !== 'const' || !declaration.init) return null;
    const init = unwrap(declaration.init);
    if (declaration.id.type !== 'Identifier' || init.type !== 'Identifier' || this.evaluation.active.has(init))
      return null;
    const original = module.scopes.bindingOf(init);
    if (original?.kind !== 'const' || original.home !== binding.home) return null;
    this.evaluation.active.add(init);
    try {
      return this.binding(original, module, use, frame);
    } finally {
      this.evaluation.active.delete(init);
    }
  }

  private initialValue({ name, declaration, identifier }: Variable, frame: Frame): Value {
    const { parent } = declaration;
    if (parent.declare) return this.evaluation.unknown(`"${name}" is only declared here`, identifier);
    if (parent.parent.type === 'ForOfStatement' || parent.parent.type === 'ForInStatement') {
      return this.evaluation.unknown(`"${name}" is a loop variable`, identifier);
    }
    if (!declaration.init) return literal(undefined, this.evaluation.origin(identifier));
    const value = this.evaluation.value(declaration.init, frame);
    return this.evaluation.patterns.destructured(declaration.id, identifier, value, frame);
  }

  private parameter({ name, pattern, identifier }: Parameter, frame: Frame): Value {
    const given = frame.parameters.get(identifier);
    if (given) return given;
    const caller = this.evaluation.unknown(`"${name}" is given by the caller`, identifier, 'outside');
    return this.evaluation.patterns.destructured(pattern, identifier, caller, frame);
  }

  /** Does this file change what an imported name holds? */
  changesImport(name: TSESTree.Node): boolean {
    let root = unwrap(name);
    while (root.type === 'MemberExpression') root = unwrap(root.object);
    const module = moduleOf(root);
    const binding = root.type === 'Identifier' ? module?.scopes.bindingOf(root) : null;
    return module && binding?.kind === 'import' ? this.bindingEvents(binding, module).length > 0 : false;
  }

  private bindingEvents(binding: Binding, module: SourceModule): readonly PlaceEvent[] {
    return this.eventsIn(binding, () => module.scopes.referencesOf(binding));
  }

  eventsIn(place: object, uses: () => readonly InnerNode[]): readonly PlaceEvent[] {
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
      const reference = referenceOf(call.callee, this.evaluation.loader);
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
    const isChange = ({ action, path }: PlaceEvent): boolean =>
      path.length > 0 || action.kind === 'assign' || action.kind === 'push';
    return binding !== null && this.bindingEvents(binding, module).some(isChange);
  }

  placeEvaluation(frame: Frame): PlaceEvaluation {
    return {
      value: (node) => this.evaluation.value(node, frame),
      key: (node) => this.evaluation.key(node, true, frame),
      truth: (node) => {
        const test = this.evaluation.value(node, frame);
        return isOverridable(test) ? null : truthiness(test);
      },
      logical: (operator, left, right, origin) => this.evaluation.logical(operator, left, right, frame, origin),
      assign: (target, sources, origin) => assign(target, this.evaluation.spreadSources(sources, frame), origin),
      origin: (node) => this.evaluation.origin(node),
    };
  }
}
