/** Fields, getters and methods of classes, as `this.x`, `Class.x` and through inheritance. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluation } from './evaluation.js';
import { type Value, literal } from '../value.js';
import { isFunction, namesIn } from '../scope.js';
import { type SourceModule, moduleOf } from '../source-module.js';
import { memberKey, plainKey, thisClass, isClass } from '../syntax.js';
import { referenceOf } from '../reference.js';
import { type PlaceEvent, valueAtUse } from './place.js';
import { fieldLevels } from './levels.js';
import { type Frame, NO_FRAME } from './frame.js';

export class Fields {
  private readonly evaluation: Evaluation;

  constructor(evaluation: Evaluation) {
    this.evaluation = evaluation;
  }

  private readonly fieldPlaces = new Map<TSESTree.ClassBody, Map<string, object>>();

  field(self: TSESTree.ThisExpression, key: string, frame: Frame): Value {
    const owner = thisClass(self);
    if (!owner) return this.evaluation.unknown('other', '`this` of a function', self);
    return this.fieldOf(owner.body, owner.isStatic, key, self, frame);
  }

  /** The value of a field, getter or method at its use; `use` is `null` outside of the class. */
  fieldOf(body: TSESTree.ClassBody, isStatic: boolean, key: string, use: TSESTree.Node | null, frame: Frame): Value {
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
        ? this.evaluation.calls.result(member.value, [], NO_FRAME, member)
        : this.evaluation.value(member.value, NO_FRAME);
    }
    const constructor = isStatic ? null : constructorOf(body);
    const parameter = constructor?.params.find(
      (candidate) => candidate.type === 'TSParameterProperty' && nameOfParameter(candidate) === key,
    );
    const events = module ? this.fieldEvents(body, isStatic, key, module) : [];
    const initial = this.initialField(member, parameter, constructor, events, body, key, isStatic);
    if (events.length === 0) return initial;
    const levels = fieldLevels(body, constructor, use);
    return valueAtUse({ initial, events, levels }, this.evaluation.variables.placeEvaluation(frame));
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
    if (member && 'value' in member && member.value) return this.evaluation.value(member.value, NO_FRAME);
    if (parameter && constructor) {
      const caller = this.evaluation.unknown('parameter', `"${key}" is given to the constructor`, parameter);
      const identifier = parameter.type === 'TSParameterProperty' ? nameNodeOf(parameter) : null;
      return (identifier && this.evaluation.patterns.destructured(parameter, identifier, caller, NO_FRAME)) ?? caller;
    }
    if (member && 'decorators' in member && member.decorators.length > 0) {
      return this.evaluation.unknown('other', `"${key}" is set by a decorator`, member);
    }
    if (events.some(({ path, action }) => path.length === 0 && action.kind === 'write')) {
      return literal(undefined, this.evaluation.origin(member ?? body));
    }
    const inherited = this.inherited(body, key, isStatic);
    return inherited ?? this.evaluation.unknown('other', `"${key}" is set elsewhere`, member ?? body);
  }

  private inherited(body: TSESTree.ClassBody, key: string, isStatic: boolean): Value | null {
    const { superClass } = body.parent;
    const reference = superClass && referenceOf(superClass, this.evaluation.loader);
    if (reference?.kind !== 'node' || !isClass(reference.node)) return null;
    if (this.evaluation.active.has(reference.node)) return null;
    this.evaluation.active.add(reference.node);
    try {
      return this.fieldOf(reference.node.body, isStatic, key, null, NO_FRAME);
    } finally {
      this.evaluation.active.delete(reference.node);
    }
  }

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
    return this.evaluation.variables
      .eventsIn(place, () => {
        const owners: TSESTree.Node[] = module.scopes.thisReferences().filter((self) => {
          const owner = thisClass(self);
          return owner?.body === body && owner.isStatic === isStatic;
        });
        const { id: className } = body.parent;
        if (isStatic && className) {
          const binding = module.scopes.lookUp(className.name, body);
          if (binding) owners.push(...module.scopes.referencesOf(binding));
        }
        return owners.flatMap((owner) => {
          const { parent } = owner;
          if (parent?.type !== 'MemberExpression') return [owner];
          const written = memberKey(parent);
          // `this[name] = …` may write any field, `Object.assign(this, …)` likewise.
          return written === key ? [parent] : written === null && parent.object === owner ? [owner] : [];
        });
      })
      .map((event) => (isSelf(event.node) ? { ...event, path: [], action: { kind: 'replace' } } : event));
  }
}

/** The object with the field, rather than the field. */
function isSelf(node: TSESTree.Node): boolean {
  return node.type !== 'MemberExpression';
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
